"""What is said of a place: the findings on it, and of a number what it was counted against."""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

from lsprotocol import types

from xlint.facts.counts import AGREES, DIFFERS
from xlint.lsp.analysis import Analysis
from xlint.lsp.diagnostics import Page, span_range
from xlint.model import Finding, Span
from xlint.reports.wording import WORDS, severity

_MARKUP = pattern(r"([\\`*_{}\[\]<>#|~])")
_MOST = 12  # numbers that are shown
Told = Mapping[str, Mapping[str, Any]]


def hover(analysis: Analysis, offset: int, rules: Told, page: Page, language: str) -> types.Hover | None:
    """The hover on a code point offset, None where there is nothing to say."""
    findings = [finding for finding in analysis.findings if _on(finding.span, offset)]
    numbers = list(_numbers(analysis, offset, language))
    if not findings and not numbers:
        return None
    parts = [_finding(finding, analysis, rules, page, language) for finding in findings]
    parts += [words for _, words in numbers]
    spans = [finding.span for finding in findings] + [span for span, _ in numbers]
    return types.Hover(
        contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value="\n\n---\n\n".join(parts)),
        range=span_range(min(spans, key=lambda span: span.end - span.start), analysis.text.positions),
    )


def _on(span: Span, offset: int) -> bool:
    return span.start <= offset < max(span.end, span.start + 1)


def _finding(finding: Finding, analysis: Analysis, rules: Told, page: Page, language: str) -> str:
    told = rules.get(finding.rule, {})
    words = {**told, **(told.get("en", {}) if language == "en" else {})}
    href = page(finding.rule)
    name = f"[{finding.rule}]({href})" if href else f"`{finding.rule}`"
    lines = [f"**{severity(finding.severity, language)}** {plain(finding.message)}  {name}"]
    for note in finding.related[:_MOST]:
        line = analysis.text.positions.place(note.span.start).line + 1
        lines.append("- " + WORDS[language]["also"].format(line=line, message=plain(note.message)))
    for key in ("why", "instead"):
        if words.get(key):
            lines.append("\n" + plain(str(words[key])))
    return "\n".join(lines)


def _numbers(analysis: Analysis, offset: int, language: str) -> Iterator[tuple[Span, str]]:
    """Each relation that a number stands in: with which others it was compared, and how that came out."""
    words, document = WORDS[language], analysis.document
    for claim in document.problem_claims:
        listing = document.problem_listing
        if listing is not None and _on(claim.quantity.span, offset):
            tally = words["dot"].join(
                f"{group.section.heading.name}{group.problems}" for group in listing.groups
            )
            yield (
                claim.quantity.span,
                plain(words["hover_listed"].format(count=listing.problems, tally=tally)),
            )
    for relation in document.relations:
        here = next((span for span in relation.places if _on(span, offset)), None)
        others = sorted(span for span in relation.places if span != here)[:_MOST]
        if here is None:
            continue
        told = words["dot"].join(
            f"{document.slice(span)}（{words['line'].format(line=analysis.text.positions.place(span.start).line + 1)}）"
            for span in others
        )
        key = {AGREES: "hover_agrees", DIFFERS: "hover_differs"}.get(relation.verdict, "hover_unknown")
        key = key if others else f"{key}_alone"  # of numbers that agree only the total is told
        yield here, plain(words[key].format(here=document.slice(here), others=told))


def plain(text: str) -> str:
    """A text in which nothing is taken for markup."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ")
