"""Results for a person: what is wrong, where in the document's own terms, and the words around it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Finding, Severity, Span
from xlint.reports import Checked
from xlint.reports.cells import Cells, visible
from xlint.reports.wording import WORDS, severity

Piece = tuple[str, str]  # a text and the style in which it is shown
Line = list[Piece]

_SHOWN = 3  # findings of one rule in one file before the others are folded
_CLEAN_SHOWN = 20  # files without findings that are named
_RELATED = 5  # other places that are shown of one finding
_AROUND = 34  # cells of the sentence that are shown on either side
_LEAST_AROUND = 10
_LONGEST = 60  # cells of the reported text that are shown
_NEAR = 200  # code points that are looked at on either side
_INDENT = " " * 8


class View(NamedTuple):
    """How to show results: everything, or repeats folded; the language; the console."""

    every: bool = False
    language: str = "zh"
    cells: Cells = Cells()
    width: int = 160  # cells of a line

    def words(self, key: str, **values: object) -> str:
        """A phrase of the report with its values."""
        return WORDS[self.language][key].format(**values)


def render(results: Iterable[Checked], view: View) -> Iterator[Line]:
    """The report, line by line and file by file as they come; then a table by rule and a total."""
    counts: Counter[tuple[str, Severity]] = Counter()
    read = unread = clean = 0
    for checked in results:
        read += checked.error is None
        unread += checked.error is not None
        counts.update((finding.rule, finding.severity) for finding in checked.findings)
        if checked.document is None:
            continue
        if checked.findings:
            yield from _file(checked, checked.document, view)
        elif (clean := clean + 1) <= _CLEAN_SHOWN:
            yield [*_head(checked, checked.document, view), ("  " + view.words("fine"), "clean")]
            yield from _verified(checked, view)
    yield from _table(counts, view)
    yield _total(counts, read, unread, view)


def _head(checked: Checked, document: Document, view: View) -> Line:
    head: Line = [
        (visible(checked.path), "path"),
        ("  " + view.words("checked_as", profile=checked.profile_name), "dim"),
    ]
    if document.source.encoding != "utf-8":
        head.append(("  " + view.words("encoding", encoding=document.source.encoding), "dim"))
    return head


def _file(checked: Checked, document: Document, view: View) -> Iterator[Line]:
    yield _head(checked, document, view)
    seen: Counter[str] = Counter()
    repeats = Counter(finding.rule for finding in checked.findings)
    for finding in checked.findings:
        seen[finding.rule] += 1
        if view.every or seen[finding.rule] <= _SHOWN or repeats[finding.rule] == _SHOWN + 1:
            yield from _finding(finding, document, view)
        elif seen[finding.rule] == _SHOWN + 1:
            folded = view.words("folded", count=repeats[finding.rule] - _SHOWN)
            yield [(_INDENT, ""), (f"{finding.rule}  {folded}", "dim")]
            yield []
    yield from _verified(checked, view)
    yield []


def _verified(checked: Checked, view: View) -> Iterator[Line]:
    from xlint.reports.verified import sentence

    told = sentence(checked.verified, view.words)
    if told:
        yield [("  ", ""), (told, "dim")]


def _finding(finding: Finding, document: Document, view: View) -> Iterator[Line]:
    label = severity(finding.severity, view.language)
    yield [
        ("  ", ""),
        (label, finding.severity.label),
        ("  ", ""),
        (visible(finding.message), "bold"),
        ("  " + finding.rule, "rule"),
    ]
    yield [(_INDENT, ""), (_place(finding.span, document, view), "place")]
    yield from _window(finding.span, document.text, document, view)
    for note in finding.related[:_RELATED]:
        line = document.source.position(note.span.start).line
        yield [(_INDENT, ""), (view.words("also", line=line, message=visible(note.message)), "dim")]
    yield []


def _place(span: Span, document: Document, view: View) -> str:
    """三、（一）2. 第31行第5列"""
    position = document.source.position(span.start)
    where = view.words("place", line=position.line, column=position.column)
    section = document.outline.at(span.start)
    if section is None:
        return where
    return visible(section.place) + "  " + where


def _window(span: Span, text: str, document: Document, view: View) -> Iterator[Line]:
    """The words around the reported ones, and marks under them. A paragraph may be a line of thousands."""
    cells = view.cells
    line = document.source.lines[document.source.line_index(span.start)]
    end = min(span.end, line.end)
    first, last = max(line.start, span.start - _NEAR), min(line.end, end + _NEAR)
    before, after = visible(text[first : span.start]), visible(text[end:last])
    at = visible(text[span.start : min(end, span.start + _NEAR)])
    if first == line.start:
        before = before.lstrip()
    if last == line.end:
        after = after.rstrip()
    if cells.width(at) > _LONGEST:
        at, after, last = cells.beginning(at, _LONGEST) + "…", "", line.end
    room = view.width - len(_INDENT) - 4 - cells.width(at)
    side = max(_LEAST_AROUND, min(_AROUND, room // 2))
    left, right = cells.end(before, side), cells.beginning(after, side)
    head = "…" if first > line.start or left != before else ""
    tail = "…" if last < line.end or right != after else ""
    yield [(_INDENT, ""), (head + left, ""), (at, "mark"), (right + tail, "")]
    yield [(_INDENT + " " * cells.width(head + left), ""), ("^" * max(1, cells.width(at)), "marks")]


def _table(counts: Counter[tuple[str, Severity]], view: View) -> Iterator[Line]:
    if not counts:
        return
    rows = [(rule, severity(level, view.language), str(count)) for (rule, level), count in _ranked(counts)]
    head = (view.words("rule"), view.words("severity"), view.words("count"))
    widths = [max(view.cells.width(row[column]) for row in [head, *rows]) for column in range(3)]
    yield _row(head, widths, ("dim", "dim", "dim"), view)
    for row, ((_, level), _) in zip(rows, _ranked(counts), strict=True):
        yield _row(row, widths, ("rule", level.label, ""), view)
    yield []


def _ranked(counts: Counter[tuple[str, Severity]]) -> list[tuple[tuple[str, Severity], int]]:
    """The gravest first, among them the most frequent."""
    return sorted(counts.items(), key=lambda item: (-item[0][1], -item[1], item[0][0]))


def _row(row: Sequence[str], widths: Sequence[int], styles: Sequence[str], view: View) -> Line:
    first = view.cells.pad(row[0], widths[0])
    second = view.cells.pad(row[1], widths[1])
    third = " " * (widths[2] - view.cells.width(row[2])) + row[2]
    return [("  ", ""), (first, styles[0]), ("  ", ""), (second, styles[1]), ("  ", ""), (third, styles[2])]


def _total(counts: Counter[tuple[str, Severity]], read: int, unread: int, view: View) -> Line:
    by_level = {
        f"{level.label}s": sum(n for (_, at), n in counts.items() if at == level) for level in Severity
    }
    found = counts.total()
    line: Line = []
    if read or not unread:
        words = view.words("total" if found else "clean", all=found, files=read, **by_level)
        line.append((words, "bold" if found else "clean"))
    if unread:
        line.append((view.words("unread", count=unread), "error"))
    return line
