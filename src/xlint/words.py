"""Which words of a set stand in a text, and where: faster than any pattern, because most stand nowhere."""

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count
from operator import add

_ENCODING = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


class Words:
    """A set of words."""

    __slots__ = ("_by_pair", "_pairs", "_shortest", "_single")

    def __init__(self, words: Sequence[str]) -> None:
        self._single = [word for word in words if len(word) == 1]
        self._by_pair: dict[int, list[tuple[str, int]]] = {}  # by the first two; with the key of the last two
        for word in words:
            if len(word) > 1:
                self._by_pair.setdefault(_key(word[:2]), []).append((word, _key(word[-2:])))
        self._pairs = frozenset(self._by_pair)
        self._shortest = min(map(len, words), default=0)

    def __bool__(self) -> bool:
        return bool(self._single or self._pairs)

    def stand_in(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return any(True for _ in self.of(text))

    def of(self, text: str) -> Iterator[str]:
        """Those of the words that stand in a text."""
        yield from (char for char in self._single if char in text)
        known = _places_of_pairs(text)
        for pair in self._pairs & known.keys():
            for word, last in self._by_pair[pair]:
                if _places_of_word(word, text, known[pair], known.get(last)):
                    yield word

    def places(self, text: str, start: int, end: int, most: int) -> list[int] | None:
        """Where the words begin, in no order; None if that are more places than `most`.

        None of the words may begin with another one.
        """
        found: list[int] = []
        for char in self._single:
            found += _places_of(char, text)
            if len(found) > most:
                return None
        known = _places_of_pairs(text)
        for pair in self._pairs & known.keys():
            for word, last in self._by_pair[pair]:
                found += _places_of_word(word, text, known[pair], known.get(last))
            if len(found) > most:
                return None
        last = end - self._shortest
        return (
            found
            if start == 0 and last >= len(text) - self._shortest
            else [at for at in found if start <= at <= last]
        )


def _places_of_word(word: str, text: str, firsts: list[int], lasts: list[int] | None) -> list[int]:
    """Where a word stands, by where its first and its last two characters do: whichever are rarer are looked at."""
    back = len(word) - 2
    if lasts is None or not back:
        return lasts or []
    if len(firsts) <= len(lasts):
        return [at for at in firsts if text.startswith(word, at)]
    return [at - back for at in lasts if at >= back and text.startswith(word, at - back)]


def _places_of(char: str, text: str) -> list[int]:
    """Where a character stands in a text: many patterns ask for digits."""
    known = _places_of_chars(text)
    if char not in known:
        known[char] = []
        at = text.find(char)
        while at >= 0:
            known[char].append(at)
            at = text.find(char, at + 1)
    return known[char]


@lru_cache(maxsize=2)
def _places_of_chars(text: str) -> dict[str, list[int]]:
    """Of the characters of a text, those that were asked for before."""
    return {}


def _key(pair: str) -> int:
    """Two characters as one number: what a machine word of the text is where both are of two bytes."""
    return int.from_bytes(pair.encode(_ENCODING, "surrogatepass"), sys.byteorder)


@lru_cache(maxsize=2)
def _places_of_pairs(text: str) -> dict[int, list[int]]:
    """Where each pair of neighbouring characters stands in a text, in no order: as fast as the search for ten words."""
    found: dict[int, list[int]] = {}
    for at, pair in _pairs(text):
        if pair in found:
            found[pair].append(at)
        else:
            found[pair] = [at]
    return found


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The place and the key of each pair."""
    data = memoryview(text.encode(_ENCODING, "surrogatepass"))
    if len(data) > 2 * len(text):
        return enumerate(map(_key, map(add, text, text[1:])))
    even, odd = (data[skip : len(data) - (len(data) - skip) % 4].cast("I") for skip in (0, 2))
    return chain(zip(count(0, 2), even), zip(count(1, 2), odd))


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
