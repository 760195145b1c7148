"""The text of one document and its positions; the only module that knows lines, columns and UTF units."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from xlint.model import Span, span_of
from xlint.search import compiled

# CRLF, LF, CR, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR
_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"
_OTHER_ENDS = "\r\x85\u2028\u2029"
_FEW = 24  # places of a text that are looked for one by one


class Position(NamedTuple):
    """A place in a text: line and column count from 1, the column in code points."""

    line: int
    column: int


def _lines(text: str) -> Iterator[Span]:
    """The lines of a text in which LF alone ends a line, as in most."""
    start = 0
    for line in text.split("\n"):
        yield span_of((start, start + len(line)))
        start += len(line) + 1


class Source:
    """A text with its path and encoding. Raises ValueError if the text holds a lone surrogate."""

    def __init__(self, text: str, path: str = "<text>", encoding: str = "utf-8") -> None:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError(f"lone surrogate at code point {error.start}") from None
        self.text = text
        self.path = path
        self.encoding = encoding
        self._asked = 0

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The span of each line, without its line end. There is always at least one line."""
        if self._plain:
            return tuple(_lines(self.text))
        spans = []
        start = 0
        for end in compiled(_LINE_END).finditer(self.text):
            spans.append(Span(start, end.start()))
            start = end.end()
        spans.append(Span(start, len(self.text)))
        return tuple(spans)

    @cached_property
    def _plain(self) -> bool:
        """Whether LF alone ends a line."""
        return not any(mark in self.text for mark in _OTHER_ENDS)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_index(self, offset: int) -> int:
        """The index (from 0) in `lines` of the line in which the code point `offset` stands."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Line and column of a code point offset, 0 ≤ offset ≤ len(text)."""
        if self._is_glance():
            start = self.text.rfind("\n", 0, offset) + 1
            return Position(self.text.count("\n", 0, offset) + 1, offset - start + 1)
        index = self.line_index(offset)
        return Position(index + 1, offset - self._starts[index] + 1)

    def line_at(self, offset: int) -> Span:
        """The span of the line in which a code point offset stands, without its line end."""
        if self._is_glance():
            end = self.text.find("\n", offset)
            return Span(self.text.rfind("\n", 0, offset) + 1, len(self.text) if end < 0 else end)
        return self.lines[self.line_index(offset)]

    def _is_glance(self) -> bool:
        """Whether it costs less to look for the lines around one place than to find all: the first few times."""
        self._asked += 1
        return self._asked <= _FEW and "lines" not in self.__dict__ and self._plain

    def offset(self, position: Position) -> int:
        """The code point offset of a line and column; a column past the line's end is its end."""
        line = self.lines[position.line - 1]
        after = self._starts[position.line] if position.line < len(self.lines) else len(self.text) + 1
        offset = line.start + position.column - 1
        return offset if offset < after else line.end

    def utf16_column(self, offset: int) -> int:
        """The column of a code point offset within its line in UTF-16 units, from 0."""
        start = self._starts[self.line_index(offset)]
        return offset - start + sum(ch > "\uffff" for ch in self.text[start:offset])

    def utf16_offset(self, line: int, column: int) -> int:
        """The code point offset of a line (from 0) and a column in UTF-16 units (from 0).

        A column past the line's end is its end; one inside a pair of surrogates is behind the character.
        """
        start, last = self.lines[line]
        after = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text) + 1
        for offset in range(start, after):
            if column <= 0:
                return offset
            if offset < len(self.text):
                column -= 2 if self.text[offset] > "\uffff" else 1
        return last
