"""Totals that add up exactly, whatever the words say: numbers that they explain are no fault elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.facts.counts.closure import complementary
from xlint.facts.counts.cues import totals
from xlint.facts.counts.mentions import Mention, summable
from xlint.facts.counts.readings import adds_up
from xlint.facts.counts.relation import alike, paragraphs
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]

_REACH = 3  # sentences between a total and its parts
_MOST_PARTS = 14
_FEWEST = 3  # numbers: a total and two parts


class Sum(NamedTuple):
    """A total with parts that add up to it."""

    total: Mention
    parts: tuple[Mention, ...]


class Stretch(NamedTuple):
    """The quantities of a paragraph: all, those that may be totals or parts, and the totals that add up exactly."""

    mentions: Sequence[Mention]
    counts: Sequence[Mention]
    sums: Sequence[Sum]


def stretches(text: str, mentions: Sequence[Mention], words: Words) -> tuple[Stretch, ...]:
    """The paragraphs of a text, in order."""
    made = []
    for paragraph in paragraphs(text, mentions):
        several = len(paragraph) > 1  # a number by itself is neither a total nor a part
        counts = [mention for mention in paragraph if several and summable(mention, words)]
        made.append(Stretch(paragraph, counts, exact_sums(counts, words)))
    return tuple(made)


def exact_sums(counts: Sequence[Mention], words: Words) -> tuple[Sum, ...]:
    """All totals that are the sum of two or more numbers of their sort that stand side by side."""
    return tuple(_sums(counts, words))


def _sums(counts: Sequence[Mention], words: Words) -> Iterator[Sum]:
    counts = [mention for mention in counts if mention.noun_behind not in words["dividing_nouns"]]
    if len(counts) < _FEWEST:
        return
    for index, total in enumerate(counts):
        gathering = total.gathers or (total.sums_up and glance(totals(words["gathering_cues"]), total.lead))
        sides = [counts[index + 1 :]]
        if gathering and total.role != "rest":
            sides.append(counts[:index])
        for side in sides:
            family = [
                other
                for other in side
                if abs(other.sentence - total.sentence) <= _REACH and alike(total, other, words)
            ]
            if len(family) > 1:
                yield from (Sum(total, parts) for parts in _adding_up(family, total))


def _adding_up(family: Sequence[Mention], total: Mention) -> Iterator[tuple[Mention, ...]]:
    most = total.quantity.high + total.quantity.step
    for start in range(len(family)):
        known = 0.0
        for end in range(start, min(len(family), start + _MOST_PARTS)):
            known += family[end].quantity.low
            if known > most * 1.01 + 1:
                break
            parts = tuple(family[start : end + 1])
            if len(parts) > 1 and adds_up(parts, total) and _whole_stretches(family, start, end):
                yield parts


def _whole_stretches(family: Sequence[Mention], start: int, end: int) -> bool:
    """Whether numbers of several stretches of a text (parted by ；) are all that stand there: no chance picks."""
    first, last = family[start].segment, family[end].segment
    if first == last:
        return True
    before = start > 0 and family[start - 1].segment == first
    return not before and not (end + 1 < len(family) and family[end + 1].segment == last)


def explained(total: Mention, parts: Sequence[Mention], sums: Sequence[Sum]) -> bool:
    """Whether numbers that seem to disagree are told otherwise by totals that add up.

    The total adds up with other parts, or with some of these while the rest are told of something else; it is one of the
    parts' own kind (61本、47本、29本 of 218本); the parts are those of another total, or of one of themselves.
    """
    own = {id(part) for part in parts}
    for found in sums:
        members = {id(part) for part in found.parts}
        if id(total) == id(found.total):
            if (
                not members < own
                or complementary(found.parts)
                or all(_extra(part, parts) for part in parts if id(part) not in members)
            ):
                return True
        elif (
            own <= members
            or (id(total) in members and own & members)
            or (id(found.total) in own and members < own and _nested(found, parts))
        ):
            return True
    return False


def _nested(found: Sum, parts: Sequence[Mention]) -> bool:
    """Whether all other numbers of a list are the parts of one of its numbers: 24个，其中6月完成18个，年底完成6个."""
    return len(found.parts) == len(parts) - 1 and not any(part.gap.startswith("、") for part in found.parts)


def _extra(part: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number in a list is of another sort than its parts: what came of them, or how many they are."""
    if part is parts[0] and part.quantity.value == len(parts) - 1:
        return True
    return not (part.role or part.status or part.gap.startswith("、") or part.lead.endswith("的"))
