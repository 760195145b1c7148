"""Paragraphs that say what an earlier one says, clause by clause."""

from collections import Counter
from collections.abc import Iterator, Sequence
from re import compile as pattern
from typing import NamedTuple

from xlint.model import Span

_CLAUSE = pattern(r"[^，。；：！？、,.;:!?\s（）()“”\"《》]+")
_NUMERALS = "二三四五六七八九十百千万两半"
_MOST_HOLDERS = (
    20  # paragraphs that are remembered for one clause: boilerplate is not compared with all of itself
)


class Copy(NamedTuple):
    """A paragraph and the earlier one that it was copied from."""

    span: Span
    first: Span


def copies(text: str, paragraphs: Sequence[Span], share: float, shortest: int = 0) -> Iterator[Copy]:
    """The paragraphs of which at least `share` (of the code points in clauses) stands in one earlier paragraph.

    What they do not share may hold no figure: the same sentence with other figures tells another fact. A paragraph
    of fewer than `shortest` code points is a copy only if all of it is the same.
    """
    holders: dict[str, list[int]] = {}
    known: list[Counter[str]] = []
    lengths: list[int] = []
    same: dict[frozenset[tuple[str, int]], int] = {}
    for index, span in enumerate(paragraphs):
        own = Counter(_CLAUSE.findall(text, span.start, span.end))
        lengths.append(sum(len(clause) * times for clause, times in own.items()))
        first = same.setdefault(frozenset(own.items()), index) if own else index
        if first == index and span.end - span.start >= shortest:
            first = _nearly(own, index, known, lengths, holders, share)
        if first != index:
            yield Copy(span, paragraphs[first])
        known.append(own)
        for clause in own:
            held = holders.setdefault(clause, [])
            if len(held) < _MOST_HOLDERS:
                held.append(index)


def _nearly(
    own: Counter[str],
    index: int,
    known: Sequence[Counter[str]],
    lengths: Sequence[int],
    holders: dict[str, list[int]],
    share: float,
) -> int:
    """The first earlier paragraph that holds nearly the same clauses; the paragraph itself if there is none."""
    common: Counter[int] = Counter()
    for clause, times in own.items():
        for other in holders.get(clause, ()):
            common[other] += len(clause) * min(times, known[other][clause])
    for other in sorted(common):
        if common[other] >= share * max(lengths[index], lengths[other]) and not _figures(own, known[other]):
            return other
    return index


def _figures(own: Counter[str], other: Counter[str]) -> bool:
    return _figures_in(own - other) != _figures_in(other - own)


def _figures_in(clauses: Counter[str]) -> Counter[str]:
    """The digits and numerals in some clauses; 半年 tells how often, as 季度 does."""
    text = "".join(clauses.elements()).replace("半年", "")
    return Counter(char for char in text if char.isdecimal() or char in _NUMERALS)
