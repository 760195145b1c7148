"""Paragraphs that say what an earlier one says, clause by clause."""

from collections import Counter
from collections.abc import Iterator, Sequence
from re import compile as pattern
from typing import NamedTuple

from xlint.model import Span

_CLAUSE = pattern(r"[^，。；：！？、,.;:!?\s（）()“”\"《》]+")
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
    clauses: list[Counter[str]] = []
    for index, span in enumerate(paragraphs):
        own = Counter(_CLAUSE.findall(text, span.start, span.end))
        first = _copied(own, clauses, holders, share if span.end - span.start >= shortest else 1)
        if first is not None:
            yield Copy(span, paragraphs[first])
        clauses.append(own)
        for clause in own:
            known = holders.setdefault(clause, [])
            if len(known) < _MOST_HOLDERS:
                known.append(index)


def _copied(
    own: Counter[str], clauses: Sequence[Counter[str]], holders: dict[str, list[int]], share: float
) -> int | None:
    """The first earlier paragraph that holds nearly the same clauses."""
    common: Counter[int] = Counter()
    for clause in own:
        for index in holders.get(clause, ()):
            common[index] += len(clause) * min(own[clause], clauses[index][clause])
    for index in sorted(common):
        longer = max(_length(own), _length(clauses[index]))
        if common[index] >= share * longer and not _figures(own, clauses[index]):
            return index
    return None


def _length(clauses: Counter[str]) -> int:
    return sum(len(clause) * times for clause, times in clauses.items())


def _figures(own: Counter[str], other: Counter[str]) -> bool:
    different = (own - other) + (other - own)
    return any(char.isdecimal() for clause in different for char in clause)
