"""What may be written at the beginning of a line: headings that this kind of document must have, labels of fields."""

from collections.abc import Iterator
from typing import Any

from lsprotocol import types

from xlint import numerals
from xlint.facts.sections import present
from xlint.lsp.analysis import Analysis
from xlint.lsp.diagnostics import span_range
from xlint.model import Span

_MOST_LABELS = 12  # of one sort
_LABELS = ("owner_labels", "deadline_labels", "measure_labels")


def completions(analysis: Analysis, offset: int) -> list[types.CompletionItem]:
    """What may stand in the place of the line up to the offset, the headings first."""
    positions = analysis.text.positions
    line = positions.line(positions.place(offset).line)
    text = analysis.text.text
    start = (
        line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip(" \t\u3000"))
    )
    typed = text[start:offset]
    if start > offset or len(typed) > 12 or any(mark in typed for mark in "，。；："):
        return []
    place = Span(start, offset)
    found = [*_headings(analysis, typed, place), *_labels(analysis, typed, place)]
    return [_ordered(item, number) for number, item in enumerate(found)]


def _ordered(item: types.CompletionItem, number: int) -> types.CompletionItem:
    item.sort_text = f"{number:03}"
    return item


def _headings(analysis: Analysis, typed: str, place: Span) -> Iterator[types.CompletionItem]:
    """The required sections that are not there yet, with the number that comes next."""
    document = analysis.document
    before = [
        s for s in document.outline.roots if s.heading.line.end <= place.start and s.heading.kind == "heading"
    ]
    number = (before[-1].heading.number or 0) + 1 if before else 1
    for part in _parts(analysis):
        if part.optional or present(part, document.text, document.outline):
            continue
        name = part.examples.split("、")[0] or part.name
        words = f"{numerals.chinese(number)}、{name}"
        if _fits(typed, words) or _fits(typed, name):
            yield _item(words, part.name, types.CompletionItemKind.Module, typed, place, analysis)


def _parts(analysis: Analysis) -> tuple[Any, ...]:
    rules = (rule for rule in analysis.plan.rules if rule.kind == "section-missing" and rule.severity)
    return next((rule.options.sections for rule in rules), ())  # type: ignore[attr-defined]


def _labels(analysis: Analysis, typed: str, place: Span) -> Iterator[types.CompletionItem]:
    """The labels of fields, those that this document uses before the others."""
    words, used = analysis.document.words, {field.label for field in analysis.document.fields}
    for sort in _LABELS:
        known = sorted(words[sort], key=lambda label: label not in used)
        for label in [label for label in known if _fits(typed, label)][:_MOST_LABELS]:
            yield _item(f"{label}：", "", types.CompletionItemKind.Field, typed, place, analysis)


def _fits(typed: str, words: str) -> bool:
    """Whether what was typed is in the words, in its order."""
    letters = iter(words)
    return all(char in letters for char in typed)


def _item(
    words: str, detail: str, kind: types.CompletionItemKind, typed: str, place: Span, analysis: Analysis
) -> types.CompletionItem:
    edit = types.TextEdit(range=span_range(place, analysis.text.positions), new_text=words)
    return types.CompletionItem(
        label=words, kind=kind, detail=detail or None, filter_text=typed or words, text_edit=edit
    )
