"""Changes between two numbers: 107起，比上年同期的125起减少18起; 由88.2%提高到93.7%，提高5.5个百分点."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike
from xlint.facts.quantities import PERCENT, POINTS, figure
from xlint.model import Note
from xlint.search import any_of, glance

Words = Mapping[str, tuple[str, ...]]


class Change(NamedTuple):
    """A change that is stated, and the two numbers that it leads from and to."""

    old: Mention
    new: Mention
    change: Mention
    down: bool


def changes(text: str, mentions: Sequence[Mention], words: Words) -> Iterator[Relation]:
    """All changes that are stated together with both numbers, or with one of them and the difference, in order."""
    for index in range(2, len(mentions)):
        three = mentions[index - 2 : index + 1]
        change = _change(three, words)
        if change is not None and _netted(change, mentions[index + 1 : index + 3], words):
            yield Relation("sum", AGREES, change.change.quantity.span)
        elif change is not None:
            yield _judge(change, text)
            rate = mentions[index + 1] if index + 1 < len(mentions) else None
            if rate is not None and _also_as_rate(change, rate, words):
                yield _judge(change._replace(change=rate), text)
        elif _implied(three, words):
            yield _against_base(three, text, words)


def _change(three: Sequence[Mention], words: Words) -> Change | None:
    one, two, change = three
    if one.sentence != change.sentence or not alike(one, two, words):
        return None
    if glance("平均|每", one.lead) or one.gap.startswith("、"):
        return None  # not the number that changed: 省级3项、县级6项，上年立项6项
    up, down = words["rise_verbs"], words["fall_verbs"]
    if not glance(_ending((*up, *down)), change.lead):
        return None
    if (
        not _comparable(one, change, words)
        or glance(_ending((*up, *down)), two.lead)
        or glance(_MORE, two.lead)
    ):
        return None  # 216件，同比增加39件、上升22%
    falls = glance(_ending(down), change.lead) is not None
    if glance("(?<!占)(?:比(?![例重])|较(?![大小多高好]))", two.gap.rpartition("；")[2]) and not glance(
        _arriving(), two.lead
    ):
        return Change(two, one, change, falls)
    if glance("[由从](?!于)", one.lead) and glance(_arriving(), two.lead):
        return Change(one, two, change, falls)
    if glance("^[与同]", two.lead) and glance("^相?比", change.lead):
        return Change(two, one, change, falls)  # 45件，与上年的78件相比减少33件
    if _a_year_on(one, two):
        return Change(one, two, change, falls)  # 去年办结210件，今年办结252件，同比增长20%
    if glance(_BEFORE, two.lead) and not glance(_BEFORE, one.lead):
        return Change(two, one, change, falls)
    return None


def _a_year_on(one: Mention, other: Mention) -> bool:
    """Whether two numbers are told in the same words, the first of the year before and the other of this one."""
    before, now = glance(_LAST, one.lead), glance(_THIS, other.lead)
    told = before is not None and now is not None and before["told"] == now["told"]
    return told and other.gap[:1] in "，；"


_LAST = "^(?:去年|上年|上一年)(?:同期)?(?P<told>\\p{Han}{0,8})$"
_THIS = "^(?:今年|本年|本期)(?P<told>\\p{Han}{0,8})$"


def _also_as_rate(found: Change, rate: Mention, words: Words) -> bool:
    """Whether a change is told once more as a rate: 比上年同期的24.8万元减少6.2万元，下降25%."""
    verbs = words["fall_verbs"] if found.down else words["rise_verbs"]
    plain = PERCENT not in (found.old.quantity.unit, found.change.quantity.unit)
    told = rate.quantity.unit == PERCENT and rate.sentence == found.change.sentence
    return (
        plain and told and rate.gap[:1] in "，、" and glance(f"^(?:{any_of(verbs)})$", rate.lead) is not None
    )


def _netted(found: Change, behind: Sequence[Mention], words: Words) -> bool:
    """Whether a change is what it says with another one behind it: 由28项调整为35项，新增9项，取消2项."""
    true = abs(found.new.quantity.value - found.old.quantity.value)
    others = [m for m in behind if m.sentence == found.change.sentence and alike(m, found.change, words)]
    return any(abs(found.change.quantity.value - m.quantity.value) == true for m in others)


_BEFORE = "^(?:而)?(?:去年|上年|上一年|同期|上期|上季度|上月)\\p{Han}{0,6}$"
_MORE = "(?:同比|环比|[较比](?!例))\\p{Han}{0,6}[多少增减升降高低超]"


def _implied(three: Sequence[Mention], words: Words) -> bool:
    """Whether a rate follows a number and its change, with what it was before left out: 216件，同比增加39件、上升22%."""
    new, difference, rate = three
    verbs = (*words["rise_verbs"], *words["fall_verbs"])
    return (
        new.sentence == rate.sentence
        and rate.quantity.unit == PERCENT
        and new.quantity.unit != PERCENT
        and alike(new, difference, words)
        and glance(_ending(verbs), difference.lead) is not None
        and glance("同比|环比|[较比](?!例)", difference.lead) is not None
        and not glance("^[与同]", new.lead)
        and glance(f"^(?:同比)?(?:{any_of(verbs)})$", rate.lead) is not None
        and new.quantity.value > difference.quantity.value
    )


def _against_base(three: Sequence[Mention], text: str, words: Words) -> Relation:
    new, difference, rate = three
    falls = glance(_ending(words["fall_verbs"]), difference.lead) is not None
    base = new.quantity.value + (difference.quantity.value if falls else -difference.quantity.value)
    true = 100 * difference.quantity.value / (base or 1)
    rounded = 50 * (difference.quantity.step + new.quantity.step * abs(true) / 100) / (base or 1)
    rough = rate.quantity.high - rate.quantity.low
    if abs(true - rate.quantity.value) < rate.quantity.step * 1.0001 + rough + rounded:
        return Relation("rate", AGREES, rate.quantity.span)
    values = {
        "change": text[slice(*rate.quantity.span)],
        "old": f"{figure(base)}{difference.quantity.unit}",
        "new": text[slice(*new.quantity.span)],
        "true": f"{figure(round(true, 2))}%",
    }
    notes = (Note(difference.quantity.span, "old", values), Note(new.quantity.span, "new", values))
    return Relation("rate", DIFFERS, rate.quantity.span, values, notes, "change")


def _comparable(one: Mention, change: Mention, words: Words) -> bool:
    unit = change.quantity.unit
    if one.quantity.unit == PERCENT:
        return unit in (PERCENT, POINTS)
    return unit == PERCENT or alike(one, change, words)


@lru_cache(maxsize=8)
def _ending(verbs: tuple[str, ...]) -> str:
    return f"(?:{any_of(verbs)})(?:了|近|约|达|幅度为|比例为|幅度达)?$"


def _arriving() -> str:
    return "(?:到|至|为|成)了?(?:今年|目前|现在|当前|本月|本年|年底|年末|期末|月末|[0-9]{1,4}年|[0-9]{1,2}月底?)?的?$"


def _judge(found: Change, text: str) -> Relation:
    old, new, change = (part.quantity for part in (found.old, found.new, found.change))
    relative = change.unit == PERCENT and any(cue in text[slice(*change.number)] for cue in "分成倍")
    by_points = not relative and (
        change.unit == POINTS or old.unit == PERCENT or change.unit != PERCENT
    )  # 由2.7%降为0.9%，降了三分之二
    true = new.value - old.value if by_points else 100 * (new.value - old.value) / (old.value or 1)
    stated = -change.value if found.down else change.value
    slack = max(change.step, old.step, new.step) / 2 + 1e-9 if by_points else change.step * 1.0001
    spread = change.high - change.low + (0 if by_points else 50 * (old.step + new.step) / (old.value or 1))
    fits = abs(true - stated) <= slack + spread if by_points else abs(true - stated) < slack + spread
    sort = "sum" if by_points and old.unit != PERCENT else "rate"
    if fits or old.rough or new.rough:
        return Relation(sort, AGREES, change.span)
    unit = "" if by_points else "%"
    values = {
        "change": text[slice(*change.span)],
        "old": text[slice(*old.span)],
        "new": text[slice(*new.span)],
        "true": figure(round(abs(true), 4 if by_points else 2)) + unit,
    }
    notes = (Note(old.span, "old", values), Note(new.span, "new", values))
    variant = "direction" if abs(abs(true) - abs(stated)) <= slack and true * stated < 0 else "change"
    return Relation(sort, DIFFERS, change.span, values, notes, variant)
