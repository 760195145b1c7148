"""Runs rules over a document; the only place where wording and severity are attached to what was found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.kinds import kind
from xlint.kinds.forbidden_text import Cover
from xlint.model import Finding, Fix, Hit, Note, Related, Rule, Severity, fill
from xlint.search import PatternTimeout


class Result(NamedTuple):
    """The findings on one document, in the order of the text, and the rules that took too long to finish."""

    findings: tuple[Finding, ...]
    timed_out: tuple[str, ...] = ()


def check(document: Document, rules: Sequence[Rule]) -> Result:
    """Run the rules. A rule whose pattern exceeds its time limit reports nothing and is named in the result."""
    hits: dict[str, list[Hit]] = {}
    timed_out = []
    for rule in rules:
        try:
            hits[rule.id] = list(kind(rule.kind).check(rule.options, document))
        except PatternTimeout:
            hits[rule.id] = []
            timed_out.append(rule.id)
    findings = [_worded(rule, hit) for rule in rules if rule.severity for hit in _unshadowed(rule, hits)]
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    return Result(tuple(findings), tuple(timed_out))


def _unshadowed(rule: Rule, hits: Mapping[str, list[Hit]]) -> Iterable[Hit]:
    """The hits of a rule that do not overlap a hit of a rule it yields to: one finding for one place."""
    above = [hit.span for id_ in rule.yields_to for hit in hits.get(id_, ())]
    if not above:
        return hits[rule.id]
    cover = Cover(above)
    return [hit for hit in hits[rule.id] if not cover.overlaps(hit.span)]


def _worded(rule: Rule, hit: Hit) -> Finding:
    severity = rule.severity if hit.severity is None else min(hit.severity, rule.severity)
    template = rule.messages.get(hit.variant, rule.message)
    return Finding(
        rule=rule.id,
        severity=severity,
        message=fill(template, hit.values),
        span=hit.span,
        related=tuple(_related(rule, note) for note in hit.related),
        fix=_titled(hit.fix, rule.language) if hit.fix else None,
    )


_TITLES = {
    "zh": {
        "replace": "改为“{text}”",
        "delete": "删去",
        "all": "改正全部{count}处",
        "renumber": "从这里起重新编号",
    },
    "en": {
        "replace": "change to “{text}”",
        "delete": "delete",
        "all": "change all {count}",
        "renumber": "number on from here",
    },
}


def _titled(fix: Fix, language: str) -> Fix:
    """A fix with what it does in words."""
    words = _TITLES[language]
    if len(fix.edits) > 1 and not fix.safe:
        return fix._replace(title=words["renumber"])
    if len(fix.edits) > 2:
        return fix._replace(title=fill(words["all"], {"count": str(len(fix.edits))}))
    text = "".join(edit.text for edit in fix.edits)
    return fix._replace(title=fill(words["replace" if text else "delete"], {"text": text}))


def _related(rule: Rule, note: Note) -> Related:
    return Related(note.span, fill(rule.notes.get(note.key, ""), note.values))


__all__ = ["Result", "Severity", "check", "fill"]
