"""Results for a person: what is wrong, where in the document's own terms, and the words around it."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence

from xlint.model import Finding, Severity, Span
from xlint.reports import Line, View
from xlint.reports.cells import visible
from xlint.reports.totals import Totals
from xlint.reports.wording import severity
from xlint.results import Checked
from xlint.source import Source

_SHOWN = 3  # findings of one rule in one file before the others are folded
_CLEAN_SHOWN = 20  # files without findings that are named
_RELATED = 5  # other places that are shown of one finding
_AROUND = 34  # cells of the sentence that are shown on either side
_LEAST_AROUND = 10
_LONGEST = 60  # cells of the reported text that are shown
_NEAR = 200  # code points that are looked at on either side
_INDENT = " " * 8


def render(view: View) -> Generator[list[Line], Checked | None, None]:
    """The report, file by file as they are sent; then a table by rule and a total."""
    totals = Totals()
    checked = yield []
    while checked is not None:
        totals.add(checked)
        checked = yield list(_entry(checked, totals, view))
    yield [*_table(totals.found, view), *_total(totals, view)]


def _entry(checked: Checked, totals: Totals, view: View) -> Iterator[Line]:
    if checked.source is None:
        return
    if checked.findings:
        yield from _file(checked, checked.source, view)
    elif totals.clean <= _CLEAN_SHOWN:
        yield [*_head(checked, checked.source, view), ("  " + view.words("fine"), "clean")]
        yield from _verified(checked, view)


def _head(checked: Checked, source: Source, view: View) -> Line:
    head: Line = [
        (visible(checked.path), "path"),
        ("  " + view.words("checked_as", profile=checked.profile_name), "dim"),
    ]
    if source.encoding != "utf-8":
        head.append(("  " + view.words("encoding", encoding=source.encoding), "dim"))
    return head


def _file(checked: Checked, source: Source, view: View) -> Iterator[Line]:
    yield _head(checked, source, view)
    seen: Counter[str] = Counter()
    repeats = Counter(finding.rule for finding in checked.findings)
    for finding in checked.findings:
        seen[finding.rule] += 1
        if view.every or seen[finding.rule] <= _SHOWN or repeats[finding.rule] == _SHOWN + 1:
            yield from _finding(finding, source, view)
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


def _finding(finding: Finding, source: Source, view: View) -> Iterator[Line]:
    label = severity(finding.severity, view.language)
    yield [
        ("  ", ""),
        (label, finding.severity.label),
        ("  ", ""),
        (visible(finding.message), "bold"),
        ("  " + finding.rule, "rule"),
    ]
    yield [(_INDENT, ""), (_place(finding, source, view), "place")]
    yield from _window(finding.span, source, view)
    for note in finding.related[:_RELATED]:
        line = source.position(note.span.start).line
        yield [(_INDENT, ""), (view.words("also", line=line, message=visible(note.message)), "dim")]
    yield []


def _place(finding: Finding, source: Source, view: View) -> str:
    """三、（一）2. 第31行第5列"""
    position = source.position(finding.span.start)
    where = view.words("place", line=position.line, column=position.column)
    return visible(finding.place) + "  " + where if finding.place else where


def _window(span: Span, source: Source, view: View) -> Iterator[Line]:
    """The words around the reported ones, and marks under them. A paragraph may be a line of thousands."""
    cells, text = view.cells, source.text
    line = source.line_at(span.start)
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


def _total(totals: Totals, view: View) -> Iterator[Line]:
    line: Line = []
    found = totals.found.total()
    if not totals.read and not totals.unread:
        line.append((view.words("none"), "bold"))
    elif totals.read:
        words = view.words("total" if found else "clean", all=found, files=totals.read, **totals.by_level)
        line.append((words, "bold" if found else "clean"))
    if totals.unread:
        line.append((view.words("unread", count=totals.unread), "error"))
    yield line
    accepted = [
        view.words(name, count=count)
        for name, count in (("known", totals.known), ("ignored", totals.ignored), ("fixed", totals.fixed))
        if count
    ]
    if accepted:
        yield [(view.words("comma").join(accepted) + view.words("stop"), "dim")]
