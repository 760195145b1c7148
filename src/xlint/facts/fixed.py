"""Expressions that hold a number and count nothing: 三重一大, 第3批, 《…100条》."""

from bisect import bisect_right
from collections.abc import Mapping

from xlint.search import find


class Fixed:
    """The fixed expressions of a text, looked for only in the lines that are asked for: most hold no number."""

    def __init__(self, text: str, words: Mapping[str, tuple[str, ...]]) -> None:
        self._text = text
        self._pattern = "|".join(f"(?:{pattern})" for pattern in words["not_counts"])
        self._line = (0, 0)
        self._spans: list[tuple[int, int]] = []

    def covers(self, at: int) -> bool:
        """Whether an offset lies in a fixed expression; quick for one offset after the other."""
        if not self._line[0] <= at < self._line[1]:
            self._look(at)
        index = bisect_right(self._spans, (at, 1 << 60)) - 1
        return index >= 0 and at < self._spans[index][1]

    def _look(self, at: int) -> None:
        start, end = self._text.rfind("\n", 0, at) + 1, self._text.find("\n", at)
        self._line = start, end if end >= 0 else len(self._text)
        self._spans = (
            [match.span() for match in find(self._pattern, self._text, *self._line)] if self._pattern else []
        )
