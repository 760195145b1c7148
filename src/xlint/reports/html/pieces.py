"""A text cut where spans begin and end, so that spans may overlap in any way."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlint.model import Span


class Piece(NamedTuple):
    """A part of a text and the spans (by index) that cover it; an empty one belongs to one empty span."""

    start: int
    end: int
    over: tuple[int, ...]


def pieces(spans: Sequence[Span], cuts: Iterable[int]) -> Iterator[Piece]:
    """From the first cut to the last, in order; an empty span comes before what begins at its place."""
    begins, ends, empty = defaultdict(list), defaultdict(list), defaultdict(list)
    for index, (start, end) in enumerate(spans):
        if start == end:
            empty[start].append(index)
        else:
            begins[start].append(index)
            ends[end].append(index)
    edges = sorted({*cuts, *begins, *ends, *empty})
    active: list[int] = []
    for at, after in zip(edges, (*edges[1:], None)):
        for index in ends.get(at, ()):
            active.remove(index)
        for index in empty.get(at, ()):
            yield Piece(at, at, (index,))
        for index in begins.get(at, ()):
            insort(active, index)
        if after is not None:
            yield Piece(at, after, tuple(active))
