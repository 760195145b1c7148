"""Which words of a set stand in a text, and where: faster than any pattern, because most stand nowhere."""

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add

_ENCODING = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


class Words:
    """A set of words."""

    __slots__ = ("_by_pair", "_pairs", "_shortest", "_single")

    def __init__(self, words: Sequence[str]) -> None:
        self._single = [word for word in words if len(word) == 1]
        self._by_pair: dict[
            int, list[tuple[str, frozenset[int]]]
        ] = {}  # by the first two; with the other pairs
        for word in words:
            if len(word) > 1:
                others = frozenset(_key(word[at : at + 2]) for at in range(1, len(word) - 1))
                self._by_pair.setdefault(_key(word[:2]), []).append((word, others))
        self._pairs = frozenset(self._by_pair)
        self._shortest = min(map(len, words), default=0)

    def __bool__(self) -> bool:
        return bool(self._single or self._pairs)

    def stand_in(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        for _ in self.of(text):
            return True
        return False

    def of(self, text: str) -> Iterator[str]:
        """Those of the words that stand in a text."""
        for char in self._single:
            if char in text:
                yield char
        if self._pairs:
            known = _pairs_of(text)
            for pair in self._pairs & known:
                for word, others in self._by_pair[pair]:
                    if others <= known and places_of(word, text):
                        yield word

    def places(self, text: str, start: int, end: int, most: int) -> list[int] | None:
        """Where the words begin, in no order; None if that are more places than `most`.

        None of the words may begin with another one.
        """
        found: list[int] = []
        for char in self._single:
            found += places_of(char, text)
            if len(found) > most:
                return None
        known = _pairs_of(text) if self._pairs else _NONE
        for pair in self._pairs & known:
            for word, others in self._by_pair[pair]:
                if others <= known:
                    found += places_of(word, text)
            if len(found) > most:
                return None
        last = end - self._shortest
        return (
            found
            if start == 0 and last >= len(text) - self._shortest
            else [at for at in found if start <= at <= last]
        )


_NONE: frozenset[int] = frozenset()


def places_of(word: str, text: str) -> list[int]:
    """Where a word stands in a text: many patterns ask for the same ones."""
    known = _found_in(text)
    places = known.get(word)
    if places is None:
        places = []
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
        known[word] = places  # whole: another thread may look at the same text
    return places


@lru_cache(maxsize=2)
def _found_in(text: str) -> dict[str, list[int]]:
    """Of the words that were looked for in a text, where they stand."""
    return {}


def _key(pair: str) -> int:
    """Two characters as one number: what a machine word of the text is where both are of two bytes."""
    return int.from_bytes(pair.encode(_ENCODING, "surrogatepass"), sys.byteorder)


@lru_cache(maxsize=2)
def _pairs_of(text: str) -> set[int]:
    """The keys of all pairs of neighbouring characters of a text: it takes as long as the search for two words."""
    data = memoryview(text.encode(_ENCODING, "surrogatepass"))
    if len(data) > 2 * len(text):
        return set(map(_key, map(add, text, text[1:])))
    even, odd = (data[skip : len(data) - (len(data) - skip) % 4].cast("I") for skip in (0, 2))
    return {*even, *odd}


def doubled(text: str, least: int, most: int) -> list[int]:
    """Where a word of `least` to `most` code points stands twice in a row, in order.

    The text is laid over itself, moved by the length of the word: where both are alike, all bits are zero.
    """
    data, unit = text.encode("utf-16-le", "surrogatepass"), 2
    if len(data) > unit * len(text):
        data, unit = text.encode("utf-32-le", "surrogatepass"), 4
    number = int.from_bytes(data, "little")
    found: set[int] = set()
    for length in range(least, most + 1):
        moved = (number ^ (number >> (8 * unit * length))).to_bytes(len(data), "little")
        same, last = bytes(unit * length), len(data) - 2 * unit * length
        at = moved.find(same)
        while 0 <= at <= last:
            if at % unit == 0:
                found.add(at // unit)
            at = moved.find(same, (at // unit + 1) * unit)
    return sorted(found)
