"""One total divided several times: 65个，按性质分，甲40个、乙25个；按状态分，已办结50个、在办15个."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from xlint.facts.counts.closure import complements, rest_unnumbered
from xlint.facts.counts.evidence import Sum
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.readings import adds_up, swapped
from xlint.facts.counts.relation import alike
from xlint.facts.counts.runs import named_total
from xlint.facts.counts.slips import slip, swap

Words = Mapping[str, tuple[str, ...]]

_REACH = 2  # sentences between one group of parts and the next
_NEARLY = 0.16  # of the total, by which a group may miss it and still be meant as all of it


class Partition(NamedTuple):
    """A total with groups of parts, at least one of which adds up to it."""

    total: Mention
    groups: tuple[tuple[Mention, ...], ...]
    told_before: frozenset[float] = frozenset()  # the values of parts that make the total elsewhere
    closed: frozenset[int] = frozenset()  # the identities of heads of groups that are told to be all
    left_open: frozenset[int] = (
        frozenset()
    )  # the identities of numbers behind which the rest is told without one

    @property
    def faulty(self) -> Iterator[tuple[Mention, ...]]:
        """The groups that should add up to the total and do not."""
        for group in self.groups:
            if len(group) > 1 and not adds_up(group, self.total) and self._meant(group):
                yield group

    @property
    def told(self) -> Iterator[tuple[Mention, ...]]:
        """The groups that add up to the total or should."""
        for group in self.groups:
            if len(group) > 1 and (adds_up(group, self.total) or self._meant(group)):
                yield group

    def _meant(self, group: Sequence[Mention]) -> bool:
        known = sum(part.quantity.value for part in group)
        values = {part.quantity.value for part in group}
        if len(values & self.told_before) > 1:
            return False  # told again
        left = self.total.quantity.value - known
        near = abs(left) <= _NEARLY * self.total.quantity.value
        pairs = [(known, self.total.quantity.value)]
        pairs += [(part.quantity.value, part.quantity.value + left) for part in group]
        if (near and any(slip(one, other) for one, other in pairs)) or swapped(group, self.total):
            return True
        if id(group[0]) in self.closed:
            return True
        return any(swap(one, other) for one, other in pairs) or (
            group[0].opener == "closed" and id(group[-1]) not in self.left_open
        )


def partitions(
    counts: Sequence[Mention], text: str, sums: Sequence[Sum], words: Words
) -> Iterator[Partition]:
    """The totals that are divided at least twice."""
    members = {id(part) for found in sums for part in found.parts}
    for total in {id(found.total): found.total for found in sums}.values():
        if id(total) in members and not total.quantity.noun:
            continue
        groups = tuple(_groups(total, counts, words))
        exact = [group for group in groups if len(group) > 1 and adds_up(group, total)]
        if exact and len(groups) > 1:
            left_open = frozenset(id(g[-1]) for g in groups if rest_unnumbered(g, text, words))
            closed = frozenset(id(g[0]) for g in groups if complements(g, words))
            yield Partition(total, groups, _values(total, sums), closed, left_open)


def _values(total: Mention, sums: Sequence[Sum]) -> frozenset[float]:
    parts = (part for found in sums if found.total is total for part in found.parts)
    return frozenset(part.quantity.value for part in parts)


def claimed(found: Sequence[Partition]) -> Set[int]:
    """The identities of all numbers that are parts of such totals."""
    return {id(part) for partition in found for group in partition.told for part in group}


def _groups(total: Mention, counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, ...]]:
    """The numbers behind a total, up to one that is no part of it, parted where a view, a segment or a bracket begins."""
    at = next(index for index, mention in enumerate(counts) if mention is total)
    group: list[Mention] = []
    last = total
    seen: set[float] = set()
    for mention in counts[at + 1 :]:
        if not alike(mention, total, words):
            continue
        named = (
            named_total(mention, counts[: counts.index(mention)], words) if mention.opener == "open" else None
        )
        if named is not None and named is not total:
            break
        if mention.sentence - last.sentence > _REACH or _is_whole(mention, total, seen):
            break
        seen.add(mention.quantity.value)
        if group and _parted(mention, last):
            yield tuple(group)
            group = []
        elif group and mention.opener == "open":
            break  # of the last part only: 硕士以上的259人，其中博士38人
        if mention.quantity.unit != total.quantity.unit or mention.sums_up:
            break
        group.append(mention)
        last = mention
    if group:
        yield tuple(group)


def _is_whole(mention: Mention, total: Mention, seen: Set[float]) -> bool:
    """Whether a number is told as one of its own: with a noun behind it, or said again at the head of a clause."""
    value = mention.quantity.value
    if (
        mention.noun_behind
        or (value > total.quantity.high and mention.opener != "open")
        or mention.tail[:1] in ("中", "里")
    ):
        return True
    return mention.lead == "" and mention.gap[:1] in "；。，" and value in seen


def _parted(mention: Mention, last: Mention) -> bool:
    if mention.segment != last.segment or mention.sentence != last.sentence or mention.depth != last.depth:
        return True
    closing = sum(mention.gap.count(mark) for mark in "）)") > sum(mention.gap.count(mark) for mark in "（(")
    return mention.opener == "closed" or "；" in mention.gap or closing
