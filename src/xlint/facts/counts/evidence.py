"""Totals that add up exactly, whatever the words say: numbers that they explain are no fault elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.readings import adds_up
from xlint.facts.counts.relation import alike

Words = Mapping[str, tuple[str, ...]]

_REACH = 3  # sentences between a total and its parts
_MOST_PARTS = 14


class Sum(NamedTuple):
    """A total with parts that add up to it."""

    total: Mention
    parts: tuple[Mention, ...]


def exact_sums(counts: Sequence[Mention], words: Words) -> tuple[Sum, ...]:
    """All totals that are the sum of two or more numbers of their sort that stand side by side."""
    return tuple(_sums(counts, words))


def _sums(counts: Sequence[Mention], words: Words) -> Iterator[Sum]:
    counts = [mention for mention in counts if mention.noun_behind not in words["dividing_nouns"]]
    for total in counts:
        family = [
            other
            for other in counts
            if other is not total
            and abs(other.sentence - total.sentence) <= _REACH
            and alike(total, other, words)
        ]
        for side in (
            [m for m in family if m.quantity.number.start > total.quantity.number.start],
            [m for m in family if m.quantity.number.start < total.quantity.number.start],
        ):
            yield from (Sum(total, parts) for parts in _adding_up(side, total))


def _adding_up(family: Sequence[Mention], total: Mention) -> Iterator[tuple[Mention, ...]]:
    most = total.quantity.high + total.quantity.step
    for start in range(len(family)):
        known = 0.0
        for end in range(start, min(len(family), start + _MOST_PARTS)):
            known += family[end].quantity.low
            if known > most * 1.01 + 1:
                break
            parts = tuple(family[start : end + 1])
            if len(parts) > 1 and adds_up(parts, total):
                yield parts


def explained(total: Mention, parts: Sequence[Mention], sums: Sequence[Sum]) -> bool:
    """Whether numbers that seem to disagree are told otherwise by totals that add up.

    The total adds up with another reading of its parts; it is one of the parts' own kind (61本、47本、29本 of 218本);
    the parts are those of another total.
    """
    own = {id(part) for part in parts}
    for found in sums:
        members = {id(part) for part in found.parts}
        if id(total) == id(found.total):
            if own & members and not members < own:
                return True
        elif own <= members or (id(total) in members and own & members):
            return True
    return False
