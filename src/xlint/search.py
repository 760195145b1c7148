"""Pattern search with a time limit: the only way in which a rule's pattern meets a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from time import process_time
from typing import TYPE_CHECKING, Any, NewType

from xlint import patterns
from xlint.syntax import Traits
from xlint.words import Words, doubled

LIMIT = 2.0  # seconds that one pattern may take on a text, and as many again for each _LONG
_LONG = 1_000_000  # code points
_SHORT, _VERY_LONG = 1500, 1_000_000  # code points between which it pays to look for words first
_DENSE, _DENSE_WITH_LIMIT = (
    8,
    80,
)  # code points: where places stand closer, one search of all the text costs less
_MOST_PLACES = 4000  # where a pattern is tried without a time limit

if TYPE_CHECKING:
    import regex

    Match = regex.Match[str]
else:
    Match = Any
Pattern = NewType(
    "Pattern", str
)  # a regular expression of a pack: compiled when it is read, to report its faults


class PatternTimeout(Exception):
    """A pattern took longer than LIMIT on this text; the argument is the pattern."""


class _Known:
    """A pattern with what is known of it: `made`, compiled, when it is first run on a text that may match, which is rarely;
    `traits`, what its matches hold, when it is first run on a long text.
    """

    __slots__ = ("free", "made", "near", "pattern", "traits")
    made: "regex.Pattern[str]"
    traits: "_Traits"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.free, self.near = patterns.bounds(pattern)

    def __getattr__(self, name: str) -> Any:
        """What is first asked for; from then on it is there."""
        if name == "made":
            self.made = compiled(self.pattern)
        elif name == "traits":
            self.traits = _Traits(patterns.traits(self.pattern))
        return object.__getattribute__(self, name)


class _Traits:
    """The traits of a pattern, ready to be looked for."""

    __slots__ = ("doubled", "firsts", "nearest", "needs", "reach")

    def __init__(self, told: Traits) -> None:
        same = told.rarest.words == told.nearest.words  # to be looked for once
        self.needs = Words(told.rarest.words) if told.rarest.words and not same else None
        self.nearest = Words(told.nearest.words) if told.nearest.words else None
        self.reach = (told.nearest.least, told.nearest.most or 0)
        self.doubled = told.doubled
        self.firsts = frozenset(told.firsts)


_held: "dict[str, regex.Pattern[str]]" = {}  # by pattern, for as long as the process lives
_known: dict[str, _Known] = {}
_MOST_HELD = 5000


def compiled(pattern: str) -> "regex.Pattern[str]":
    """The pattern compiled; raises regex.error if it is faulty. ^ and $ match at lines."""
    held = _held.get(pattern)
    if held is None:
        if len(_held) >= _MOST_HELD:
            _held.clear()
        held = _held[pattern] = patterns.compiled(pattern)
    return held


def _get(pattern: str) -> _Known:
    if len(_known) >= _MOST_HELD:
        _known.clear()
    known = _known[pattern] = _Known(pattern)
    return known


def find(pattern: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """All matches that are not empty, in order. Raises PatternTimeout."""
    known = _known.get(pattern) or _get(pattern)
    length = (len(text) if end is None else end) - start
    if _SHORT < length < _VERY_LONG:
        places = _places(known, text, start, len(text) if end is None else end)
        if places is not None:
            return _at(known, places, text, end) if places else iter(())
    if length <= known.free:
        return (found for found in known.made.finditer(text, start, end) if found.end() > found.start())
    return _all(known, text, start, end)


def first(pattern: str, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """The first match, even an empty one. Raises PatternTimeout."""
    known = _known.get(pattern) or _get(pattern)
    length = (len(text) if end is None else end) - start
    if _SHORT < length < _VERY_LONG:
        places = _places(known, text, start, len(text) if end is None else end)
        if places is not None:
            return next(_at(known, places, text, end), None)
    if length <= known.free:
        return known.made.search(text, start, end)
    try:
        return known.made.search(text, start, end, timeout=_limit(text))
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


def _all(known: _Known, text: str, start: int, end: int | None) -> Iterator[Match]:
    try:
        for match in known.made.finditer(text, start, end, timeout=_limit(text)):
            if match.end() > match.start():
                yield match
    except TimeoutError:
        raise PatternTimeout(known.pattern) from None


def _places(known: _Known, text: str, start: int, end: int) -> list[int] | None:
    """Where alone a pattern can match, in order; None where that is not known or of no use."""
    traits = known.traits
    if traits.needs is not None and not traits.needs.stand_in(text):
        return []
    least, most = traits.reach
    dense = (_DENSE if end <= known.near else _DENSE_WITH_LIMIT) * (1 + most - least)
    at_most = min((end - start) // dense, _MOST_PLACES)
    if traits.doubled[0]:
        firsts = traits.firsts
        found = [at for at in doubled(text, *traits.doubled) if start <= at < end]
        found = [at for at in found if text[at] in firsts] if firsts else found
        return found if len(found) <= at_most else None
    words = None if traits.nearest is None else traits.nearest.places(text, start + least, end, at_most)
    if not words:
        return words
    if most > 0:
        words = _before(words, traits, text, start)
    return sorted(words)


def _before(words: list[int], traits: _Traits, text: str, start: int) -> list[int]:
    """Where a match may begin that holds a word at one of some places."""
    far = range(traits.reach[0], traits.reach[1] + 1)
    places = {at - back for at in words for back in far if at - back >= start}
    firsts = traits.firsts
    return [at for at in places if text[at] in firsts] if firsts else list(places)


def _at(known: _Known, places: list[int], text: str, end: int | None) -> Iterator[Match]:
    """The matches that begin at some places."""
    match = known.made.match
    free = (len(text) if end is None else end) <= known.near and len(places) <= _MOST_PLACES
    until = 0.0 if free else process_time() + _limit(text)
    behind = 0
    for place in places:
        if place < behind:
            continue
        found = match(text, place, end) if free else _until(until, known, text, place, end)
        if found is not None:
            behind = found.end()
            yield found


def _until(until: float, known: _Known, text: str, place: int, end: int | None) -> Match | None:
    """The match at a place, which has to be found by some time."""
    try:
        return known.made.match(text, place, end, timeout=max(until - process_time(), 0.001))
    except TimeoutError:
        raise PatternTimeout(known.pattern) from None


def _limit(text: str) -> float:
    """What is done with the matches counts too, so that a long text needs more time even for a good pattern."""
    return LIMIT * (1 + len(text) / _LONG)


@lru_cache(maxsize=4096)
def any_found(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns is found in a short text: the same titles are asked about again and again."""
    return any(first(pattern, text) for pattern in patterns)


@lru_cache(maxsize=200)
def any_of(words: tuple[str, ...]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def one_of(words: tuple[str, ...]) -> str:
    """Such a pattern in brackets, that looks at the first character before it tries many words one after the other."""
    return f"(?=[{beginnings(words)}])(?:{any_of(words)})"


def beginnings(words: tuple[str, ...]) -> str:
    """The characters that words begin with, as they stand in a set of a pattern."""
    return "".join(re.escape(char) for char in sorted({word[0] for word in words if word}))
