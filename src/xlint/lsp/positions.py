"""Positions as editors count them – lines, and units of UTF-8, UTF-16 or UTF-32 – and code points of a text.

Only \\n, \\r\\n and \\r end a line here (Language Server Protocol 3.17, Text Documents): a draft that holds U+2028 has fewer
lines for an editor than for a reader.
"""

from bisect import bisect_right
from itertools import accumulate
from re import compile as pattern
from typing import NamedTuple

from xlint.model import Span

_LINE_END = pattern(r"\r\n|\n|\r")
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}


class Place(NamedTuple):
    """A line and a unit of it, both from 0."""

    line: int
    character: int


def _lines(text: str) -> tuple[list[int], list[int]]:
    """Where the lines of a text begin and end; quickly where LF alone ends them: there is a new text for each key."""
    if "\r" not in text:
        starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        return starts[:-1], [start - 1 for start in starts[1:]]
    starts, ends = [0], []
    for end in _LINE_END.finditer(text):
        ends.append(end.start())
        starts.append(end.end())
    return starts, [*ends, len(text)]


class Positions:
    """Converts between places and offsets of one text. `encoding` is utf-8, utf-16 or utf-32."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._codec = _UNITS.get(encoding)
        self._starts, self._ends = _lines(text)

    @property
    def lines(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self._starts)

    def line(self, number: int) -> Span:
        """The span of a line (from 0), without its end."""
        return Span(self._starts[number], self._ends[number])

    def place(self, offset: int) -> Place:
        """The place of a code point offset; one inside a line end is the end of the line."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        before = self._text[start : min(offset, self._ends[line])]
        return Place(line, self._units(before))

    def offset(self, line: int, character: int) -> int:
        """The code point offset of a place: one behind the end of a line is its end, one behind the last line that of the
        text, and one inside a character is before it.
        """
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[max(line, 0)], self._ends[max(line, 0)]
        return min(end, start + self._points(self._text[start:end], max(character, 0)))

    def _units(self, text: str) -> int:
        if self._codec is None or text.isascii():
            return len(text)
        name, size = self._codec
        return len(text.encode(name, "surrogatepass")) // size

    def _points(self, line: str, units: int) -> int:
        if self._codec is None or line.isascii():
            return units
        name, size = self._codec
        return len(line.encode(name, "surrogatepass")[: units * size].decode(name, "ignore"))
