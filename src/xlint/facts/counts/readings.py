"""The ways in which parts and totals may be meant, and whether one of them adds up."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.counts.runs import Run
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]


def adds_up_whole(run: Run, counts: Sequence[Mention], words: Words) -> bool:
    """Whether all parts together add up to a total."""
    return any(adds_up(run.parts, total) for total in run.totals)


def agreeing(run: Run, counts: Sequence[Mention], words: Words) -> Mention | None:
    """The total that some reading of the parts adds up to."""
    parts = run.parts
    if (
        len(parts) > 1
        and run.opener == ""
        and any(total.quantity.value == parts[0].quantity.value for total in run.totals)
    ):
        return parts[0]  # said of all: what follows divides it in another way
    if parts[-1].role == "rest" and (found := _remainder(run)) is not None:
        return found
    both = next((total for total in run.totals if _counted_twice(parts, total)), None)
    if both is not None:
        return both
    for chosen in _readings(parts):
        before = [
            other
            for other in counts
            if other.quantity.number.start < chosen[0].quantity.number.start
            and alike(other, chosen[0], words)
            and (other in run.totals or not run.named)
        ]
        total = next((other for other in reversed(before) if adds_up(chosen, other)), None)
        if total is not None:
            return total
        if any(
            _together(one, other) and adds_up(chosen, one, other)
            for one, other in combinations(before[-5:], 2)
        ):
            return before[-1]
    return None


def _counted_twice(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether the last number is what the others hold twice: 1200人，其中甲700人、乙600人，有100人两项都符合."""
    *others, last = parts
    told = glance("[两双兼]|同时|重复|交叉|均|都", last.lead + last.tail) is not None
    return (
        told
        and len(others) > 1
        and (sum(part.quantity.value for part in others) - last.quantity.value == total.quantity.value)
    )


def _together(one: Mention, other: Mention) -> bool:
    """Whether two totals may be one: 反馈问题12个、自查问题8个，已整改15个，其余5个."""
    return one.sentence == other.sentence and one.quantity.noun == other.quantity.noun != ""


def _readings(parts: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The ways in which parts may be meant: all; those of which a state is told; those joined by 、 without a tail."""
    if len(parts) > 1:
        yield parts
    for length in range(2, len(parts)):
        last, following = parts[length - 1], parts[length]
        again = last.status in ("undone", "doing") and following.quantity.value == last.quantity.value
        if last.role == "rest" or again:
            yield parts[:length]  # 已完成41条，其余5条均属于3个正在整改的问题
    if (
        len(parts) > 2
        and glance(_SINCE, parts[-1].lead)
        and parts[-1].quantity.value <= parts[-2].quantity.value
    ):
        yield parts[:-1]  # 当场答复38条，转办24条，目前已办结21条
    became = [part for part, following in zip(parts, [*parts[1:], None]) if not _is_due(part, following)]
    if 1 < len(became) < len(parts):
        yield became
    told = [part for part in parts if part.status or part.role == "rest"]
    if 1 < len(told) < len(parts):
        yield told
    if len(told) == len(parts) or not any(part.gap.startswith("、") for part in parts[1:]):
        return
    for length in range(2, len(parts)):
        if not parts[length].gap.startswith("、") and parts[length - 1].gap.startswith("、"):
            yield parts[:length]


def _is_due(part: Mention, following: Mention | None) -> bool:
    """Whether of what was due it is told right behind how much was done: 应完成的4个完成3个."""
    if following is None or any(mark in following.gap for mark in "，。；、：,;"):
        return False
    return glance(_DUE, part.lead) is not None


_DUE = "应(?:当|于.{0,10})?(?:完成|整改|办结)的?$"


def _remainder(run: Run) -> Mention | None:
    """The total of which a remainder is what some of the parts leave."""
    rest = run.parts[-1]
    for total in (*run.totals, *run.parts[:-1]):
        others = [part for part in (*run.parts[:-1], *run.totals) if part is not total][:6]
        for size in range(1, len(others) + 1):
            if any(adds_up([*chosen, rest], total) for chosen in combinations(others, size)):
                return total
    return None


def adds_up(parts: Sequence[Mention], *totals: Mention) -> bool:
    """Whether parts may add up to a total (or to several together), within what rounded and rough numbers leave open."""
    low, high, step = _range(parts)
    least, most, other = _range(totals)
    slack = max(step, other) * 1.0001
    return low - slack <= most and high + slack >= least


def _range(mentions: Sequence[Mention]) -> tuple[float, float, float]:
    """The least and the most that some numbers may make, and the largest step of those that are no estimates."""
    low: float = 0
    high: float = 0
    step: float = 0
    for mention in mentions:
        quantity = mention.quantity
        low += quantity.low
        high += quantity.high
        if quantity.step > step and not quantity.rough:
            step = quantity.step
    return low, high, step


def swapped(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether two digits of one number, written the other way round, would make it all add up: no chance does that."""
    known = sum(part.quantity.value for part in parts)
    slack = max(mention.quantity.step for mention in (*parts, total)) / 2 + 1e-9
    if known < _COVERED * total.quantity.value:
        return False
    ends = {(part.quantity.value, total.quantity.value - known + part.quantity.value) for part in parts}
    ends.add((total.quantity.value, known))
    return any(abs(other - right) <= slack for value, right in ends for other in _transpositions(value))


_SINCE = "^(?:目前|现|截至.{0,12})?均?已"
NEARLY = 0.03  # of a total, by which three or more bare numbers behind it may miss it and still be meant as its parts
_COVERED = 0.6  # of a total, by its parts: less is a choice of them
_LONG = 3  # digits that a number needs for a swap to tell


def _transpositions(value: float) -> Iterator[float]:
    digits = f"{value:.12g}"
    at = [index for index, char in enumerate(digits) if char.isdigit()]
    if len(at) < _LONG or "e" in digits:
        return
    for one, other in combinations(at, 2):
        if digits[one] != digits[other]:
            swapped = list(digits)
            swapped[one], swapped[other] = digits[other], digits[one]
            yield float("".join(swapped))
