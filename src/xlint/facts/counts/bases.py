"""The two numbers that a rate or a share follows from, by where it stands and what it is called."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.holding import places
from xlint.facts.quantities import PERCENT, POINTS
from xlint.search import any_of, glance, match_at

Words = Mapping[str, tuple[str, ...]]

_SHORT = 6  # code points between a whole and its share: 占全镇八十个村的七成
_RATE = "^(?P<scope>.*?)(?P<verb>\\p{Han}{2})率$"
_ROUGH = "近约达到为是超过高逾不足低于共了已在以"


class Base(NamedTuple):
    """A numerator with a denominator."""

    part: Mention
    whole: Mention

    @property
    def share(self) -> float:
        """The share in per cent."""
        return 100 * self.part.quantity.value / self.whole.quantity.value


def bases(rate: Mention, near: Sequence[Mention], behind: Sequence[Mention], words: Words) -> Iterator[Base]:
    """The numbers that a rate may follow from, the likeliest first; `near` stand before it, `behind` after it."""
    if glance(_changed(words["rise_verbs"] + words["fall_verbs"]), rate.lead):
        return
    if is_share(rate, words) and glance("[提升增降减][高升加低少]?[到至]", rate.lead):
        return  # 由58项增加到80项，占比提高到71.4%: of what is told elsewhere
    told_behind = _told_behind(rate, behind)
    if told_behind is not None:
        yield from _wholes(told_behind, near, behind, rate, words)
        return
    if (
        len(near) > 1
        and rate.lead.endswith("的")
        and len(rate.lead) <= _SHORT
        and glance(_share_of(words["share_cues"]), near[-1].lead)
    ):
        if alike(near[-2], near[-1], words):  # 占总数36个的86%
            yield Base(near[-2], near[-1])
        return
    for part in _parts(rate, near, words):
        yield from _wholes(part, near, behind, rate, words)


@lru_cache(maxsize=4)
def _changed(verbs: tuple[str, ...]) -> str:
    return f"(?:{any_of(verbs)})(?:了|近|约|达)?$"


def _told_behind(rate: Mention, behind: Sequence[Mention]) -> Mention | None:
    """The part where it stands right behind its share: 超过八成（1068人）, 四分之一即八十件, 65.2%，即1260条."""
    part = behind[0] if behind else None
    if part is None or part.quantity.unit in (PERCENT, POINTS) or part.sentence != rate.sentence:
        return None
    return part if glance("^(?:[（(](?:即|共)?|[，,]?(?:即|也就是)\\p{Han}{0,2})$", part.gap) else None


def _wholes(
    part: Mention, near: Sequence[Mention], behind: Sequence[Mention], rate: Mention, words: Words
) -> Iterator[Base]:
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
        and other.quantity.value >= part.quantity.value
        and alike(other, part, words)
        and glance(f"(?:{any_of(words['gathering_cues'])})$", other.lead)
    ]
    neutral = [whole for whole in wholes if not whole.role]
    same = [whole for whole in neutral if whole.segment == part.segment]
    yield from (Base(part, whole) for whole in (*same, *totals, *neutral, *wholes))


def _parts(rate: Mention, near: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """The numerators: what stands right before 占, or what was counted by the verb of the rate (整改 of 整改率)."""
    if is_share(rate, words) or _is_bare_share(rate, near):
        last = near[-1] if near else None
        return [last] if last is not None and last.sentence == rate.sentence else []
    if rate.lead.strip(_ROUGH) == "" and rate.tail and len(near) > 1 and _planned(near[-2], near[-1]):
        return near[-1:]  # 应清理300间，已清理266间，近九成完成整改
    match = glance(_RATE, rate.lead.rstrip(_ROUGH))
    if match is None:
        return []
    verb = match["verb"]
    scopes = [cue for cue in words["rate_scopes"] if cue in match["scope"]]
    scoped = [m for m in reversed(near) if all(cue in m.lead for cue in scopes)]
    counted = [mention for mention in scoped if counted_by(verb, mention)]
    if not counted:
        counted = [mention for mention in scoped if _counted_alike(verb, mention, words)]
    if not counted and verb == "完成":  # 已整改223个，整改完成率
        counted = [mention for mention in scoped if counted_by(match["scope"][-2:] or verb, mention)]
    if not counted and not scopes and len(near) > 1 and _told_by_place(verb, near, rate, words):
        return near[-1:]
    return [mention for mention in counted if mention.segment == counted[0].segment] if counted else []


def verb_of(rate: Mention) -> str:
    """The verb that a rate is called by: 整改 of 整改率; empty if by none."""
    match = glance(_RATE, rate.lead.rstrip(_ROUGH))
    return str(match["verb"]) if match else ""


def _is_bare_share(rate: Mention, near: Sequence[Mention]) -> bool:
    """Whether a share stands in brackets behind its number, or nothing but it in a clause behind 其中: （25%）, 不足一成."""
    if not near or near[-1].sentence != rate.sentence or not 0 <= len(rate.gap) <= _SHORT:
        return False
    if rate.gap in ("（", "(", "（占", "(占"):
        return rate.tail == ""
    return (
        near[-1].opener == "open" and rate.lead.strip(_ROUGH) == "" and rate.gap[:1] == "，" and not rate.tail
    )


def _told_by_place(verb: str, near: Sequence[Mention], rate: Mention, words: Words) -> bool:
    """Whether a rate stands right behind a whole and its part, and a character of its verb comes back: 实到60人，到会率."""
    whole, part = near[-2:]
    return (
        whole.sentence == part.sentence == rate.sentence
        and alike(whole, part, words)
        and whole.segment == rate.segment
        and (any(char in part.lead for char in verb) or _planned(whole, part))
        and not part.quantity.noun
    )


def _planned(whole: Mention, part: Mention) -> bool:
    """Whether of two numbers the first is what was to be done and the second what was: 应建1246本，已建1209本."""
    plan = glance("(?:应|计划|拟|需)(?P<verb>\\p{Han}{1,2})", whole.lead)
    if plan is None:
        return False
    verbs = (plan["verb"], plan["verb"][0])
    return part.lead.endswith(tuple(f"{done}{verb}" for done in ("已", "实际", "实") for verb in verbs))


def is_share(mention: Mention, words: Words) -> bool:
    """Whether a percentage is the share of what stands before it: 占62%."""
    return (
        mention.quantity.unit == PERCENT and glance(_share_of(words["share_cues"]), mention.lead) is not None
    )


@lru_cache(maxsize=4)
def _share_of(cues: tuple[str, ...]) -> str:
    return f"^(?:均|各|约|分别)?(?:{any_of(cues)})"


_FINISHED = "(?:完毕|到位|完成|了|的|\\p{Han}{1,6}$)"
_UNDONE = "[未没不尚应需拟]\\p{Han}{0,3}$"


def counted_by(verb: str, mention: Mention) -> bool:
    """Whether a number was counted by a verb, as far as the words around it tell: 已整改38个 by 整改."""
    if "正在" in mention.lead:
        return False  # 正在整改的21个 have not been
    tail = mention.tail[:8]
    end = mention.label[-len(verb) :]
    if end == verb or sorted(end) == sorted(verb) or f"已{verb}" in mention.lead:  # 收回 is 回收
        return True
    found = list(places(verb, mention.lead))
    if mention.role != "rest" and any(match_at(_FINISHED, mention.lead, at + len(verb)) for at in found):
        return not any(glance(_UNDONE, mention.lead[:at]) for at in found)
    return verb in tail and not any(no in tail for no in "未没不尚")


def _counted_alike(verb: str, mention: Mention, words: Words) -> bool:
    """Whether a number was counted by a verb that stands for the one of the rate: 支出 for 预算执行率."""
    groups = [group.split() for group in words["rate_verbs"]]
    return any(verb == group[0] and counted_by(other, mention) for group in groups for other in group[1:])


def of_all(rate: Mention) -> bool:
    """Whether a rate is told of several wholes together, or by another reckoning: 总销号率, 两批合计完成率, 按个数计算."""
    return glance(
        "总体?(?![数量额投资产])|综合|合计|整体|平均|全部|[两三四五六七八九]批|各项", rate.lead
    ) is not None or (glance("按[^，。；]{1,8}(?:计|计算|统计|口径|算)，", rate.gap) is not None)


_ALL_OF_THEM = "^[^，。]{0,12}(?:均已|全部|都已|均).{0,4}$"


def all_done(rate: Mention, near: Sequence[Mention], words: Words) -> list[Base]:
    """均已完成整改 makes every rate of it 100."""
    match = glance(_RATE, rate.lead.rstrip("近约达到为是 "))
    if match is None:
        return []
    verb = match["verb"]
    verbs = words["done_verbs"] if verb in words["done_verbs"] else (verb,)
    done = [
        mention
        for mention in near
        if mention.sentence == rate.sentence
        and any(
            glance(_ALL_OF_THEM, mention.tail[:at]) for verb in verbs for at in places(verb, mention.tail)
        )
    ]
    fits = len(done) == 1 and len(match["scope"]) <= 4 and done[-1] is near[-1]
    return [Base(done[-1], done[-1])] if fits else []
