"""Whether the parts that a text names are all of their total, and whether they exclude each other."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.runs import Run
from xlint.facts.quantities import MONEY
from xlint.search import any_of, glance, match_at

Words = Mapping[str, tuple[str, ...]]


def overlapping(run: Run, text: str, words: Words) -> bool:
    """Whether the parts may hold the same thing twice: people under several sanctions, sorts that are said to overlap."""
    if match_at(_WITHOUT_SOME, text, run.totals[0].quantity.span.end):
        return True  # 决定118人（不含移送的5人）
    if complements(run.parts, words):
        return False
    end = run.parts[-1].quantity.span.end
    around = text[run.totals[-1].quantity.number.start : end] + text[end : end + 24].split("。")[0]
    if any(cue in around for cue in words["overlap_told"]):
        return True
    said = [mention.lead + mention.tail for mention in run.parts]
    whole = run.totals[0].lead + run.totals[0].tail
    money = run.parts[0].quantity.unit == MONEY
    if not money and any(cue in where for where in said for cue in words["penalty_cues"]):
        return True
    return run.parts[0].quantity.unit in words["people_units"] and (
        any(cue in where for where in said for cue in words["overlapping_cues"])
        or any(cue in whole for cue in words["overlapping_wholes"])
    )


_WITHOUT_SOME = "\\G[（(](?:不含|不包括|不计|未含|未计|除)"


def complements(parts: Sequence[Mention], words: Words) -> bool:
    """Whether two parts are told by words of which one is what the other is not: 男、女, 前三个、后三个."""
    if len(parts) != 2:
        return False
    one, other = ((part.gap + part.lead).replace("前者", "").replace("后者", "") for part in parts)
    pairs = (pair.split() for pair in words["complements"])
    done = glance("已(?P<verb>\\p{Han}{2})的?$", parts[0].lead)
    if done and _is_not(done["verb"], parts[1].lead):
        return True  # 已移交38处，未移交的6处
    return any((a in one and b in other) or (b in one and a in other) for a, b in pairs)


def _is_not(verb: str, lead: str) -> bool:
    """Whether words before a number say that something has not been done yet: 尚未移交的."""
    return lead in tuple(f"{still}未{verb}{end}" for still in ("", "尚", "还", "仍") for end in ("", "的"))


_NEAR = 0.2  # of a total, by which two parts may miss it and be meant as all of it
_TWICE = 1.6  # times a total: its parts are then features that one thing may have several of


def features(run: Run, total: Mention, words: Words) -> bool:
    """Whether parts of which none is too large make so much more than their total that they must overlap."""
    whole = total.quantity.high
    known = sum(part.quantity.value for part in run.parts)
    fit = all(part.quantity.value <= whole for part in run.parts)
    told = [
        part
        for part in run.parts
        if not part.status and glance(_starting(words["feature_verbs"]), part.lead.removeprefix("其中"))
    ]
    return fit and (known >= _TWICE * whole or 2 * len(told) > len(run.parts))


def rest_unnumbered(parts: Sequence[Mention], text: str, words: Words) -> bool:
    """Whether what is left is told without its number behind some parts: 其余为违反其他纪律, 企业、学校各1家."""
    cues = words["part_rest"] + words["other_sorts"]
    end = parts[-1].quantity.span.end
    if match_at(_unnumbered(cues), text, end) or match_at(_EACH_ONE, text, end):
        return True
    said = {part.tail[:2] for part in parts}
    start = end + len(parts[-1].tail)
    behind = text[start : start + _LOOK].partition("。")[0].partition("\n")[0]
    return len(said) == 1 and len(min(said)) == 2 and f"，{min(said)}" in behind  # 3家为“好”；…，为“一般”


_LOOK = 120  # code points
_EACH_ONE = "\\G[，、；][^，；。0-9]{2,40}各(?:有)?[0-9一二三四五六七八九]"


def is_closed(run: Run, parts: Sequence[Mention], total: Mention, text: str, words: Words) -> bool:
    """Whether the parts are said or shown to be all of the total."""
    between = text[total.quantity.span.end : parts[-1].quantity.span.end]
    behind = text[parts[-1].quantity.span.end : parts[-1].quantity.span.end + 6]
    if rest_unnumbered(parts, text, words):
        return False
    if any(part.role != "rest" and part.lead.startswith(words["part_rest"]) for part in parts):
        return False  # 剩余隐患中重大隐患3处
    open_list = any(text.startswith("等", part.quantity.span.end) for part in parts)
    if (
        open_list
        or any(cue in between for cue in words["partial_list_cues"])
        or behind.startswith(("等", "左右"))
    ):
        return False
    if run.opener == "closed":
        return True
    if parts[-1].role == "rest":
        short = sum(part.quantity.high for part in parts) < total.quantity.low
        last = parts[-1]
        left = last.status in ("undone", "doing") or glance(
            "未|暂|因|正在|待|拟|在", last.lead[2:] + last.tail
        )
        more = last.lead.startswith(words["further_cues"]) and not left
        return not (short and more)  # 已完成治理22条，另有9条达到阶段性目标
    statuses = {part.status for part in parts}
    if all(part.status for part in parts) and ({"done", "undone"} <= statuses or _still_open(parts, words)):
        return True
    if glance(_starting(words["other_sorts"]) + "|[及和与](?:其他|其它)", parts[-1].lead) or _states_all(
        parts
    ):
        return True
    missed = abs(sum(part.quantity.value for part in parts) - total.quantity.value)
    if (complements(parts, words) or _left_over(parts)) and missed <= _NEAR * total.quantity.value:
        return True
    return complementary(parts) or _as_many_as_named(parts, between, text, total)


@lru_cache(maxsize=4)
def _unnumbered(cues: tuple[str, ...]) -> str:
    """What is left is told without its number."""
    return f"\\G[^，。；、0-9]{{0,8}}[，；、](?:{any_of(cues)})[^，。；0-9一二三四五六七八九十]{{0,30}}(?=[，。；]|$)"


def _states_all(parts: Sequence[Mention]) -> bool:
    """Whether three states are told, from done to under way."""
    states = {part.status for part in parts}
    return (
        len(parts) > 2
        and "done" in states
        and "doing" in states
        and "正在" in parts[-1].lead + parts[-1].tail
    )


def _still_open(parts: Sequence[Mention], words: Words) -> bool:
    """Whether what is not done is said to be under way or to come, so that with what is done nothing is left."""
    others = [part for part in parts if part.status != "done"]
    return (
        len(others) < len(parts)
        and all(any(cue in part.lead + part.tail for cue in words["open_states"]) for part in others)
        and bool(others)
    )


def _left_over(parts: Sequence[Mention]) -> bool:
    """Whether the last of several parts is what still is as it was: 已盘活37处，已处置18处，仍闲置6处."""
    done = all(glance("^(?:目前|其中)?(?:均)?已", part.lead) or part.status == "done" for part in parts[:-1])
    return len(parts) > 2 and done and glance("^(?:仍|尚|还)(?!有)", parts[-1].lead) is not None


@lru_cache(maxsize=4)
def _starting(cues: tuple[str, ...]) -> str:
    return f"^(?:{any_of(cues)})"


def complementary(parts: Sequence[Mention]) -> bool:
    """Whether of two parts one is what the other is not: 账实相符82本、账实不符8本."""
    if len(parts) != 2:
        return False
    one, other = (part.label or part.tail for part in parts)
    for a, b in ((one, other), (other, one)):
        bare = b
        for no in ("尚未", "仍未", "还未", "没有", "不", "未", "非", "无"):
            bare = bare.replace(no, "", 1)
        if bare != b and len(bare) > 1 and a.replace("已", "").endswith(bare):
            return True
    return False


def _as_many_as_named(parts: Sequence[Mention], between: str, text: str, total: Mention) -> bool:
    """Whether a number of bodies was named, and each has its part: 三家单位共提供860份，其中甲、乙、丙."""
    window = text[max(0, total.quantity.number.start - 24) : total.quantity.number.start]
    names = "一二三四五六七八九"
    number = names[len(parts) - 1].replace("二", "[二两]") if len(parts) <= 9 else ""
    if not number:
        return False
    pattern = f"(?:{number}|{len(parts)})(?P<unit>[个家所支镇乡村县区市级类名组科处]|大类)"
    named = glance(pattern, window)
    # 临时查封2家，确定重点单位29家: another number of the same sort
    if named is None or any(mark in window[named.end() :] for mark in "：；。"):
        return False
    return named["unit"] != total.quantity.unit or "，" not in window[named.end() :]


def _no_more(one: Mention, other: Mention) -> bool:
    """Whether of the second no more are told than of the first, in a clause of its own and by another verb."""
    verbs = {(part.lead + part.tail)[-2:] for part in (one, other)}
    return other.gap[:1] not in "、和" and other.quantity.value <= one.quantity.value and len(verbs) > 1


def exclusive(parts: Sequence[Mention]) -> bool:
    """Whether nothing tells that one part lies within another: not several that are all done."""
    statuses = [part.status for part in parts if part.status]
    if set(statuses) == {"done"} and len(parts) == 2 and parts[1].status and _no_more(*parts):
        return False  # 132件已办结，上报销号118件: one step after the other
    if len(parts) == 2 and glance("计划|拟|应当?", parts[0].lead) and glance("实际|已", parts[1].lead):
        return False  # 计划开工140项，实际已开工118项
    return (
        len(set(statuses)) == len(statuses)
        or statuses.count("done") <= 1
        or all(p.opener == "" for p in parts)
    )
