"""Pattern search with a time limit: the only way in which a rule's pattern meets a text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NewType

from xlint import patterns

LIMIT = 2.0  # seconds that one pattern may take on a text, and as many again for each _LONG
_LONG = 1_000_000  # code points

if TYPE_CHECKING:
    import regex

    Match = regex.Match[str]
else:
    Match = Any
Pattern = NewType(
    "Pattern", str
)  # a regular expression of a pack: compiled when it is read, to report its faults

_held: "dict[str, regex.Pattern[str]]" = {}  # by pattern, for as long as the process lives
_MOST_HELD = 5000


class PatternTimeout(Exception):
    """A pattern took longer than LIMIT on this text; the argument is the pattern."""


def compiled(pattern: str) -> "regex.Pattern[str]":
    """The pattern compiled; raises regex.error if it is faulty. ^ and $ match at lines."""
    held = _held.get(pattern)
    if held is None:
        if len(_held) >= _MOST_HELD:
            _held.clear()
        held = _held[pattern] = patterns.compiled(pattern)
    return held


def find(pattern: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """All matches that are not empty, in order. Raises PatternTimeout."""
    try:
        for match in compiled(pattern).finditer(text, start, end, timeout=_limit(text)):
            if match.end() > match.start():
                yield match
    except TimeoutError:
        raise PatternTimeout(pattern) from None


def first(pattern: str, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """The first match, even an empty one. Raises PatternTimeout."""
    try:
        return compiled(pattern).search(text, start, end, timeout=_limit(text))
    except TimeoutError:
        raise PatternTimeout(pattern) from None


def glance(pattern: str, text: str) -> Match | None:
    """The first match, even an empty one, without a time limit: to set one takes longer than to search a few words.

    Only for patterns written in this package, which take linear time, whatever words of the packs any_of puts into
    them; never for a pattern of a pack.
    """
    return (_held.get(pattern) or compiled(pattern)).search(text)


def every(pattern: str, text: str) -> list[Match]:
    """All matches in order, for patterns such as glance takes, that never match nothing."""
    return list((_held.get(pattern) or compiled(pattern)).finditer(text))


def match_at(pattern: str, text: str, start: int) -> Match | None:
    """The match that begins at an offset, for patterns such as glance takes: the text behind is not searched."""
    return (_held.get(pattern) or compiled(pattern)).match(text, start)


def _limit(text: str) -> float:
    """What is done with the matches counts too, so that a long text needs more time even for a good pattern."""
    return LIMIT * (1 + len(text) / _LONG)


def any_of(words: tuple[str, ...]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def one_of(words: tuple[str, ...]) -> str:
    """Such a pattern in brackets, that looks at the first character before it tries many words one after the other."""
    return f"(?=[{beginnings(words)}])(?:{any_of(words)})"


def beginnings(words: tuple[str, ...]) -> str:
    """The characters that words begin with, as they stand in a set of a pattern."""
    return "".join(re.escape(char) for char in sorted({word[0] for word in words if word}))
