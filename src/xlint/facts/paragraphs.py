"""Paragraphs that say what an earlier one says, clause by clause."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    known = [_CLAUSE.findall(text, span.start, span.end) for span in paragraphs]
    repeated = _repeated(known)
    holders: dict[str, list[int]] = {}  # of clauses that stand in several paragraphs
    same: dict[tuple[str, ...], int] = {}
    for index, (span, own) in enumerate(zip(paragraphs, known, strict=True)):
        shared = repeated.intersection(own)
        if not shared:
            continue
        first = same.setdefault(tuple(sorted(own)), index)
        if first == index and span.end - span.start >= shortest:
            told = sum(len(clause) for clause in own if clause in holders)  # by any that came before
            if told >= share * _length(own):
                first = _nearly(index, known, holders, share)
        if first != index:
            yield Copy(span, paragraphs[first])
        for clause in shared:
            held = holders.setdefault(clause, [])
            if len(held) < _MOST_HOLDERS:
                held.append(index)


def _repeated(paragraphs: Sequence[Sequence[str]]) -> set[str]:
    """The clauses that stand in several of some paragraphs: few, and without one a paragraph is no copy."""
    seen: set[str] = set()
    again: set[str] = set()
    for clauses in paragraphs:
        again |= seen.intersection(clauses)
        seen.update(clauses)
    return again


def _length(clauses: Sequence[str]) -> int:
    return sum(map(len, clauses))


def _nearly(
    index: int, known: Sequence[Sequence[str]], holders: Mapping[str, Sequence[int]], share: float
) -> int:
    """The first earlier paragraph that holds nearly the same clauses; the paragraph itself if there is none."""
    common: Counter[int] = Counter()
    own = Counter(known[index])
    for clause, times in own.items():
        for other in holders.get(clause, ()):
            common[other] += len(clause) * min(times, known[other].count(clause))
    for other in sorted(common):
        enough = share * max(_length(known[index]), _length(known[other]))
        if common[other] >= enough and not _figures(own, Counter(known[other])):
            return other
    return index


def _figures(own: Counter[str], other: Counter[str]) -> bool:
    return _figures_in(own - other) != _figures_in(other - own)


def _figures_in(clauses: Counter[str]) -> Counter[str]:
    """The digits and numerals in some clauses; 半年 tells how often, as 季度 does."""
    text = "".join(clauses.elements()).replace("半年", "")
    return Counter(char for char in text if char.isdecimal() or char in _NUMERALS)
