"""Results as a summary in Markdown, for a comment on a merge request: bounded in length, and nothing in it but text."""

from collections.abc import Iterator
from re import IGNORECASE
from re import compile as pattern

from xlint.model import Finding, Severity
from xlint.reports import Rendering, View
from xlint.reports.cells import visible
from xlint.reports.totals import Totals
from xlint.reports.wording import severity
from xlint.results import Checked
from xlint.source import Source

_MOST_ROWS = 200  # findings that are listed; a comment has a limit of 65,536 characters on GitHub
_LONGEST = 30_000  # code points of all rows together


def render(view: View) -> Rendering:
    """A heading, a table of findings in the order of the files, and the totals."""
    totals, table = Totals(), _Table(view)
    checked = yield ""
    while checked is not None:
        totals.add(checked)
        if checked.source is None:
            table.add_unread(checked)
        else:
            table.add(checked, checked.source)
        checked = yield ""
    yield "".join((_head(totals, view), *table.lines(), _foot(totals, view)))


class _Table:
    """The rows, as many as there is room for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._rows: list[str] = []
        self._unread: list[str] = []
        self._length = self._left_out = 0

    def add(self, checked: Checked, source: Source) -> None:
        """Add the findings of a file."""
        for finding in checked.findings:
            row = self._row(finding, checked.path, source) if not self._left_out else ""
            if row and self._has_room(self._rows, row):
                self._rows.append(row)
            else:
                self._left_out += 1

    def add_unread(self, checked: Checked) -> None:
        """Add a file that could not be read; how many there were is told in any case."""
        level = severity(
            Severity.ERROR, self._view.language
        )  # a word, so that nothing behind it begins a block
        row = f"- {level} {_text(checked.path)}：{_text(checked.error or '')}\n"
        if self._has_room(self._unread, row):
            self._unread.append(row)

    def _has_room(self, rows: list[str], row: str) -> bool:
        if len(rows) >= _MOST_ROWS or self._length + len(row) > _LONGEST:
            return False
        self._length += len(row)
        return True

    def lines(self) -> Iterator[str]:
        """The table, and how many rows are not in it."""
        if self._rows:
            names = [self._view.words(key) for key in ("severity", "where", "problem", "rule")]
            yield f"| {' | '.join(names)} |\n| --- | --- | --- | --- |\n"
            yield from self._rows
            yield "\n"
        if self._left_out:
            yield self._view.words("more", count=self._left_out) + "\n\n"
        yield from self._unread

    def _row(self, finding: Finding, path: str, source: Source) -> str:
        at = source.position(finding.span.start)
        where = self._view.words("place", line=at.line, column=at.column)
        place = f"{_text(path)} {_text(finding.place)} {where}".replace("  ", " ")
        level = severity(finding.severity, self._view.language)
        return f"| {level} | {place} | {_text(finding.message)} | `{finding.rule}` |\n"


def _head(totals: Totals, view: View) -> str:
    found = totals.found.total()
    return (
        "### xlint\n\n"
        + view.words("total" if found else "clean", all=found, files=totals.read, **totals.by_level)
        + "\n\n"
    )


def _foot(totals: Totals, view: View) -> str:
    told = [view.words("unread", count=totals.unread)] if totals.unread else []
    told += [
        view.words(name, count=count)
        for name, count in (("known", totals.known), ("ignored", totals.ignored), ("fixed", totals.fixed))
        if count
    ]
    return "".join(f"\n{line}\n" for line in told)


_MARKUP = str.maketrans(
    {char: f"\\{char}" for char in "\\`*_[]|#~!$^"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
# What GitHub and GitLab look for once the Markdown is read, when escapes are gone: addresses, mentions, numbers of
# issues and the like. A space of no width takes their form from them.
_FOUND = pattern(
    r"(?<=[@#!~$%^&])(?=\w)"  # @somebody, #12, !3, ~label
    r"|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)"
    r"|(?<=:)(?=[a-z+-][\w+-]*:)",  # :smile:
    IGNORECASE,
)


def _text(text: str) -> str:
    """A text in which nothing is taken for markup, a link, a mention or the end of a cell."""
    return _FOUND.sub("\u200b", visible(text.replace("\n", " "))).translate(_MARKUP)
