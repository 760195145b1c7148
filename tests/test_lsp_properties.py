"""Whatever stands in a text, all that is said of it is about places of that text, and edits lead where they say."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from xlint.checking import Wish
from xlint.lsp import actions, completion, hover, structure
from xlint.lsp.actions import Client
from xlint.lsp.analysis import Analysis, Analyst
from xlint.lsp.diagnostics import diagnostics, span_of
from xlint.lsp.texts import Text
from xlint.model import Span
from xlint.profiles import Choice

PIECES = [
    "关于整改情况的报告",
    "一、总体情况",
    "二、整改情况",
    "（一）政治建设",
    "1.学习不深入。",
    "2.调研不实，😀责任人：XX。",
    "共发现5个问题,其中已完成3个、未完成1个。",
    "会议强调,要落实；；",
    "整改时限：2026年2月30日",
    "<!-- xlint: ignore count/sum -->",
    "**粗体**",
    "（未完",
    "附件：1.清单",
    "一是甲；二是乙；四是丙。",
    "\ufeff",
    "e\u0301𠮷",
    " \t",
    "责",
]
ENDS = ["\n", "\n\n", "\r\n", "\r", "\u2028", "\x0c", "\x85", ""]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ENDS)), max_size=14).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
ENCODINGS = ["utf-8", "utf-16", "utf-32"]


def analysed(text: str, encoding: str) -> Analysis | None:
    return Analyst(Wish(Choice())).analyse(Text("file:///nowhere/a.txt", 1, text, encoding))


def width(text: str, encoding: str) -> int:
    return len(text.encode(encoding + "-le" if encoding != "utf-8" else encoding)) // (int(encoding[4:]) // 8)


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def sound(place: types.Range, text: str, encoding: str) -> None:
    """The range is one of the text, and not backwards."""
    ends = [(at.line, at.character) for at in (place.start, place.end)]
    assert ends == sorted(ends)
    for line, character in ends:
        assert 0 <= line < len(lines(text)) and 0 <= character <= width(lines(text)[line], encoding)


def inside(inner: types.Range, outer: types.Range) -> bool:
    first, last = outer.start, outer.end
    return (first.line, first.character) <= (inner.start.line, inner.start.character) and (
        inner.end.line,
        inner.end.character,
    ) <= (last.line, last.character)


def nested(symbol: types.DocumentSymbol, text: str, encoding: str) -> None:
    """VS Code shows no symbol whose own range does not hold the one that is chosen."""
    assert symbol.name and inside(symbol.selection_range, symbol.range)
    sound(symbol.range, text, encoding)
    for child in symbol.children or ():
        nested(child, text, encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, data=st.data())
def test_all_that_is_said_is_about_the_text(encoding: str, text: str, data: st.DataObject) -> None:
    found = analysed(text, encoding)
    if found is None:
        assert not text.strip()
        return
    whole = Span(0, len(text))
    for one in diagnostics(found.checked, found.text, lambda _: None):
        sound(one.range, text, encoding)
        for other in one.related_information or ():
            sound(other.location.range, text, encoding)
    for symbol in structure.symbols(found):
        nested(symbol, text, encoding)
    for fold in structure.folding(found):
        assert 0 <= fold.start_line < fold.end_line < len(lines(text))
    for lens in structure.lenses(found, "zh"):
        sound(lens.range, text, encoding)
    for hint in structure.hints(found, whole, "en"):
        sound(types.Range(start=hint.position, end=hint.position), text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    told = hover.hover(found, offset, {}, lambda _: None, "zh")
    if told is not None and told.range is not None:
        sound(told.range, text, encoding)
        span = span_of(told.range, found.text.positions)
        assert span.start <= offset <= max(span.end, span.start + 1)
    for item in completion.completions(found, offset):
        assert isinstance(item.text_edit, types.TextEdit)
        sound(item.text_edit.range, text, encoding)
        assert item.text_edit.range.start.line == item.text_edit.range.end.line


def applied(edit: types.WorkspaceEdit | None, text: Text) -> str:
    assert edit is not None and edit.changes is not None
    edits: list[Any] = list(edit.changes[text.uri])
    spans = [(span_of(one.range, text.positions), one.new_text) for one in edits]
    after = text.text
    for span, words in sorted(spans, reverse=True):
        after = after[: span.start] + words + after[span.end :]
    return after


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_edits_say_what_the_fixes_do(encoding: str, text: str) -> None:
    found = analysed(text, encoding)
    if found is None:
        return
    asked = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier(uri=found.text.uri),
        range=types.Range(
            start=types.Position(line=0, character=0), end=types.Position(line=999, character=0)
        ),
        context=types.CodeActionContext(diagnostics=[]),
    )
    made = [one.edit for one in actions.actions(found, asked, Client(), "zh") if one.edit is not None]
    plain = []
    for finding in found.findings:
        if finding.fix is not None:
            after = text
            for edit in sorted(finding.fix.edits, reverse=True):
                after = after[: edit.span.start] + edit.text + after[edit.span.end :]
            plain.append(after)
    told = [applied(edit, found.text) for edit in made]
    assert told[: len(plain)] == plain
    if any(finding.fix is not None and finding.fix.safe for finding in found.findings):
        after = told[-1]
        again = analysed(after, encoding)
        left = again.findings if again else ()
        known = {(finding.rule, finding.message) for finding in found.findings}
        assert not [f for f in left if f.fix and f.fix.safe and (f.rule, f.message) in known]
