"""Shares and rates against the two numbers they follow from: 审计查出618个，已整改557个，整改率90.13%."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike, blank, paragraphs
from xlint.facts.quantities import PERCENT, POINTS, figure
from xlint.model import Note
from xlint.search import any_of, first

Words = Mapping[str, tuple[str, ...]]

_SHORT = 6  # code points between a whole and its share: 占全镇八十个村的七成
_REACH = 3  # sentences before a rate in which its numbers are looked for


class Base(NamedTuple):
    """A numerator with a denominator."""

    part: Mention
    whole: Mention

    @property
    def share(self) -> float:
        """The share in per cent."""
        return 100 * self.part.quantity.value / self.whole.quantity.value


def rates(text: str, mentions: Sequence[Mention], words: Words) -> Iterator[Relation]:
    """All percentages that follow from two numbers stated with them, in order."""
    for paragraph in paragraphs(text, mentions):
        for index, mention in enumerate(paragraph):
            if mention.quantity.unit == PERCENT:
                relation = _rate(index, paragraph, text, words)
                if relation is not None:
                    yield relation


def _rate(index: int, paragraph: Sequence[Mention], text: str, words: Words) -> Relation | None:
    rate = paragraph[index]
    near = [
        mention
        for mention in paragraph[:index]
        if mention.quantity.unit not in (PERCENT, POINTS) and rate.sentence - mention.sentence < _REACH
    ]
    shared = {id(one) for one, other in pairwise(paragraph[:index]) if is_share(other, words)}
    bases = _all_done(rate, near) or [
        base for base in _bases(rate, near, paragraph[index:], words) if id(base.whole) not in shared
    ]
    if bases and not _stands_first(bases[0], near, words):
        return None  # the whole is not stated
    if not bases or blank(text, bases[-1].whole.quantity.number.start, rate.quantity.span.end):
        return None
    if any(_follows(rate, base) for base in bases):
        return Relation("rate", AGREES, rate.quantity.span)
    if any(_follows(rate, base) for base in _any_pair(rate, near, words)):
        return None  # of other numbers than those it stands beside
    return _differs(rate, bases[0], text)


def _follows(rate: Mention, base: Base) -> bool:
    """Within one unit of the last digit: rates are rounded or cut off, and some are bent so that shares make 100."""
    quantity = rate.quantity
    low, high = quantity.low, quantity.high
    part, whole = base.part.quantity, base.whole.quantity
    least = 100 * part.low / max(whole.high, 1e-9)
    most = 100 * part.high / max(whole.low, 1e-9)
    return bool(low - quantity.step * 0.9999 < most and least < high + quantity.step * 0.9999)


def _bases(rate: Mention, near: Sequence[Mention], behind: Sequence[Mention], words: Words) -> Iterator[Base]:
    """The numbers that a rate may follow from, the nearest first."""
    if (
        len(near) > 1
        and rate.lead.endswith("的")
        and len(rate.lead) <= _SHORT
        and first(_share_of(words["share_cues"]), near[-1].lead)
    ):
        if alike(near[-2], near[-1], words):  # 占总数36个的86%
            yield Base(near[-2], near[-1])
        return
    parts = _parts(rate, near, words)
    for part in parts:
        wholes = [
            whole
            for whole in reversed(near)
            if whole is not part
            and alike(whole, part, words)
            and whole.quantity.number.start < part.quantity.number.start
            and whole.quantity.value >= part.quantity.value > 0
        ]
        totals = [
            other
            for other in behind
            if other.sentence == rate.sentence
            and alike(other, part, words)
            and first(f"(?:{any_of(words['gathering_cues'])})$", other.lead)
        ]
        neutral = [whole for whole in wholes if _neutral(whole)]
        same = [whole for whole in neutral if whole.segment == part.segment]
        yield from (Base(part, whole) for whole in (*same, *totals, *neutral, *wholes))


def _stands_first(base: Base, near: Sequence[Mention], words: Words) -> bool:
    """Whether a whole is no part of something else."""
    if _neutral(base.whole) or base.whole is base.part:
        return True
    return next(mention for mention in near if alike(mention, base.whole, words)) is base.whole


def _neutral(mention: Mention) -> bool:
    return not mention.role


def _parts(rate: Mention, near: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """The numerators: what stands right before 占, or what was counted by the verb of the rate (整改 of 整改率)."""
    label = rate.lead.rstrip("近约达到为是超过高共于了已 ")
    if is_share(rate, words):
        last = near[-1] if near else None
        return [last] if last is not None and last.sentence == rate.sentence else []
    match = first(_RATE, label)
    if match is None:
        return []
    verb = match["verb"]
    scopes = [cue for cue in words["rate_scopes"] if cue in match["scope"]]
    counted = [
        mention
        for mention in reversed(near)
        if _counted_by(verb, mention) and all(cue in mention.lead for cue in scopes)
    ]
    if not counted and not scopes and len(near) > 1 and _told_by_place(match["verb"], near, rate, words):
        return near[-1:]
    return [mention for mention in counted if mention.segment == counted[0].segment] if counted else []


def _told_by_place(verb: str, near: Sequence[Mention], rate: Mention, words: Words) -> bool:
    """Whether a rate stands right behind a whole and its part, and a character of its verb comes back: 实到60人，到会率."""
    whole, part = near[-2:]
    return (
        whole.sentence == part.sentence == rate.sentence
        and alike(whole, part, words)
        and whole.segment == rate.segment
        and any(char in part.lead for char in verb)
        and not part.quantity.noun
    )


_RATE = "^(?P<scope>.*?)(?P<verb>\\p{Han}{2})率$"


def is_share(mention: Mention, words: Words) -> bool:
    """Whether a percentage is the share of what stands before it: 占62%."""
    return (
        mention.quantity.unit == PERCENT and first(_share_of(words["share_cues"]), mention.lead) is not None
    )


@lru_cache(maxsize=4)
def _share_of(cues: tuple[str, ...]) -> str:
    return f"^(?:均|各|约|分别)?(?:{any_of(cues)})"


def _counted_by(verb: str, mention: Mention) -> bool:
    tail = mention.tail[:8]
    end = mention.label[-len(verb) :]
    if end == verb or sorted(end) == sorted(verb) or f"已{verb}" in mention.lead:  # 收回 is 回收
        return True
    return verb in tail and not any(no in tail for no in "未没不尚")


def _all_done(rate: Mention, near: Sequence[Mention]) -> list[Base]:
    """均已完成整改 makes every rate of it 100."""
    match = first(_RATE, rate.lead.rstrip("近约达到为是 "))
    if match is None:
        return []
    done = [
        mention
        for mention in near
        if mention.sentence == rate.sentence
        and first(f"^.{{0,6}}(?:均已|全部|都已|均).{{0,4}}{match['verb']}", mention.tail)
    ]
    return [Base(done[-1], done[-1])] if len(done) == 1 and len(match["scope"]) <= 4 else []


def _any_pair(rate: Mention, near: Sequence[Mention], words: Words) -> Iterator[Base]:
    inside = [mention for mention in near if mention.sentence == rate.sentence][-8:]
    for whole in inside:
        for part in inside:
            if (
                part is not whole
                and alike(part, whole, words)
                and 0 < part.quantity.value < whole.quantity.value
            ):
                yield Base(part, whole)


def _differs(rate: Mention, base: Base, text: str) -> Relation:
    digits = len(f"{rate.quantity.step:g}".partition(".")[2])
    values = {
        "rate": text[slice(*rate.quantity.span)],
        "part": text[slice(*base.part.quantity.span)],
        "whole": text[slice(*base.whole.quantity.span)],
        "true": f"{figure(round(base.share, max(digits, 1)))}%",
    }
    if base.part is base.whole:
        return Relation(
            "rate", DIFFERS, rate.quantity.span, values, (_note("whole", base.whole, values),), "all-done"
        )
    notes = (_note("part", base.part, values), _note("whole", base.whole, values))
    return Relation("rate", DIFFERS, rate.quantity.span, values, notes)


def _note(key: str, mention: Mention, values: Mapping[str, str]) -> Note:
    return Note(mention.quantity.span, key, values)
