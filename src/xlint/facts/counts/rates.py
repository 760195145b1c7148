"""Shares and rates against the two numbers they follow from: 审计查出618个，已整改557个，整改率90.13%."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from xlint.facts.counts.bases import Base, all_done, bases, is_share, of_all
from xlint.facts.counts.evidence import Stretch, Sum
from xlint.facts.counts.listed_rates import before_its_numbers, in_a_row
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.of_others import of_others
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike, blank
from xlint.facts.quantities import PERCENT, POINTS, figure
from xlint.model import Note, Span
from xlint.search import glance, match_at

Words = Mapping[str, tuple[str, ...]]

_REACH = 3  # sentences before a rate in which its numbers are looked for


def rates(text: str, stretches: Sequence[Stretch], words: Words) -> Iterator[Relation]:
    """All percentages that follow from two numbers stated with them, in order."""
    for stretch in stretches:
        paragraph = stretch.mentions
        for index, mention in enumerate(paragraph):
            if mention.quantity.unit == PERCENT:
                relation = _rate(index, stretch, text, words)
                if relation is not None:
                    yield relation
        for rate, base in in_a_row(paragraph, words):
            if _follows(rate, base):
                yield Relation("rate", AGREES, rate.quantity.span)
            else:
                yield _differs(rate, base, text)


def _rate(index: int, stretch: Stretch, text: str, words: Words) -> Relation | None:
    paragraph, sums = stretch.mentions, stretch.sums
    rate = paragraph[index]
    near = [
        mention
        for mention in paragraph[:index]
        if mention.quantity.unit not in (PERCENT, POINTS) and rate.sentence - mention.sentence < _REACH
    ]
    shared = {id(one) for one, other in pairwise(paragraph[:index]) if is_share(other, words)}
    fraction = _fraction(rate, text)
    if fraction is not None:
        return fraction
    found = [*all_done(rate, near, words), *before_its_numbers(index, paragraph, words)] or [
        base for base in bases(rate, near, paragraph[index + 1 :], words) if id(base.whole) not in shared
    ]
    if found and not _stands_first(found[0], near, words):
        return None  # the whole is not stated
    if not found or blank(text, found[-1].whole.quantity.number.start, rate.quantity.span.end):
        return None
    if any(_follows(rate, base) for base in found):
        return Relation("rate", AGREES, rate.quantity.span)
    if glance("[减降压缩削节]\\p{Han}?率", rate.lead) and any(
        _leaves(rate, base) or _follows(rate, _of_both(base)) for base in found
    ):
        return Relation("rate", AGREES, rate.quantity.span)
    behind = [m for m in paragraph[index + 1 :] if m.sentence == rate.sentence]
    around = near[-_MOST:] + [m for m in behind if m.quantity.unit not in (PERCENT, POINTS)][:_FEW]
    others = [
        base
        for base in _any_pair(around, words, rate.quantity.value > _ALL)
        if not _siblings(base, found[0], sums)
    ]
    if of_all(rate) or "分别" in rate.gap or any(_follows(rate, base) for base in others):
        return None  # of other numbers than those it stands beside
    if _of_several(rate, around, words) or of_others(rate, found[0], paragraph[:index], words):
        return None
    if is_share(rate, words) and _of_what_was_told_before(rate, found[0], paragraph[:index], words):
        return None
    return _differs(rate, found[0], text)


def _of_what_was_told_before(rate: Mention, base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether a number is that share of one that stands further off, which the text need not name again."""
    start = base.whole.quantity.number.start
    return any(
        _follows(rate, Base(base.part, other))
        for other in before
        if other.quantity.number.start < start and not other.role and alike(other, base.part, words)
    )


def _follows(rate: Mention, base: Base) -> bool:
    """Within one unit of the last digit: rates are rounded or cut off, and some are bent so that shares make 100."""
    quantity = rate.quantity
    low, high = quantity.low, quantity.high
    part, whole = base.part.quantity, base.whole.quantity
    least = 100 * (part.low - part.step / 2) / max(whole.high + whole.step / 2, 1e-9)
    most = 100 * (part.high + part.step / 2) / max(whole.low - whole.step / 2, 1e-9)
    slack = (min(quantity.step, 1.0) if quantity.rough else quantity.step) * 0.9999
    return bool(low - slack < most and least < high + slack)


def _of_both(base: Base) -> Base:
    """A part of itself and the other together: 成交1.42亿元，节约1033万元，节约率6.8%."""
    one, other = base.part.quantity, base.whole.quantity
    both = other._replace(value=one.value + other.value, low=one.low + other.low, high=one.high + other.high)
    return Base(base.part, base.whole._replace(quantity=both))


def _leaves(rate: Mention, base: Base) -> bool:
    """Whether a rate is what the part falls short of the whole by: 由33户减至26户，压减率21.2%."""
    return abs(100 - base.share - rate.quantity.value) < rate.quantity.step


def _stands_first(base: Base, near: Sequence[Mention], words: Words) -> bool:
    """Whether a whole is no part of something else."""
    if _neutral(base.whole) or base.whole is base.part:
        return True
    return next((mention for mention in near if alike(mention, base.whole, words)), None) is base.whole


def _neutral(mention: Mention) -> bool:
    return not mention.role


_IN_BRACKETS = "\\G[（(](?P<part>[0-9]{1,6})[/／](?P<whole>[0-9]{1,6})[）)]"


def _fraction(rate: Mention, text: str) -> Relation | None:
    """达标率90%（34/40）."""
    match = match_at(_IN_BRACKETS, text, rate.quantity.span.end)
    if match is None or not int(match["whole"]):
        return None
    true = 100 * int(match["part"]) / int(match["whole"])
    if abs(true - rate.quantity.value) < max(rate.quantity.step, 1e-9) or rate.quantity.rough:
        return Relation("rate", AGREES, rate.quantity.span)
    values = {
        "rate": text[slice(*rate.quantity.span)],
        "part": match["part"],
        "whole": match["whole"],
        "true": f"{figure(round(true, 1))}%",
    }
    note = Note(Span(match.start("part"), match.end("whole")), "part", values)
    return Relation("rate", DIFFERS, rate.quantity.span, values, (note,))


def _any_pair(around: Sequence[Mention], words: Words, beyond: bool = False) -> Iterator[Base]:
    """All pairs of numbers of one sort, of which the first may be a part of the second, or if `beyond` exceed it."""
    for whole in around:
        for part in around:
            smaller = part.quantity.value > 0 and (beyond or part.quantity.value < whole.quantity.value)
            if part is not whole and smaller and alike(part, whole, words):
                yield Base(part, whole)


def _siblings(base: Base, known: Base, sums: Sequence[Sum]) -> bool:
    """Whether two numbers are parts of one total, and the rate stands beside a part and that total: none is of the other."""
    for found in sums:
        parts = {id(part) for part in found.parts}
        if (
            id(known.part) in parts
            and found.total is known.whole
            and {id(base.part), id(base.whole)} <= parts
        ):
            return True
    return False


def _of_several(rate: Mention, around: Sequence[Mention], words: Words) -> bool:
    """Whether a rate follows from two or three numbers together: 今年整改1846户，前两年整改1281户，整改率100%."""
    for whole in around:
        family = [m for m in around if m is not whole and alike(m, whole, words)]
        for size in (2, 3):
            for start in range(len(family) - size + 1):
                some = family[start : start + size]
                if any(cue in m.lead for m in some for cue in words["whole_cues"]):
                    continue
                if not all(m.role for m in some) and not all(m.gap.startswith("、") for m in some[1:]):
                    continue
                known = sum(m.quantity.value for m in some)
                share = 100 * known / (whole.quantity.value or 1)
                if abs(share - rate.quantity.value) < max(rate.quantity.step, 0.01) and share <= 100:
                    return True
    return False


_ALL = 100  # per cent
_MOST, _FEW = 14, 4  # numbers before a rate and behind it that are tried


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
