"""What the words around a number say of it: what it counts, what became of it, whether it is a part, whether parts follow."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlint.facts.holding import holds, initials
from xlint.facts.quantities import PERCENT, POINTS, Quantity
from xlint.search import Match, any_of, every, first, glance

Words = Mapping[str, tuple[str, ...]]

STATUSES = ("undone", "due", "doing", "done")  # in this order: 尚未完成 holds 完成

# What parts a sentence into stretches of which each tells of its own: ；, and the markers of a list.
NEW_SEGMENT = (
    "[；;]|(?:^|(?<=[，。：；\\s]))(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，,])|[①-⑳]"
)
_IN_NEW_SEGMENT = frozenset("；;是第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # one of them stands in each


def new_segments(gap: str) -> Sequence[Match]:
    """Where new stretches begin between two quantities."""
    return () if _IN_NEW_SEGMENT.isdisjoint(gap) else every(NEW_SEGMENT, gap)


def topic_of(lead: str, words: Words) -> str:
    """The noun at the head of a clause of which something became: 线索办结9条, 问题已整改26个."""
    if not lead.startswith(_nouns(words["problem_nouns"], words["other_nouns"])):
        return ""
    match = glance(_subject(words["problem_nouns"] + words["other_nouns"], words["part_verbs"]), lead)
    return match["noun"] if match else ""


@lru_cache(maxsize=4)
def _nouns(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(noun for part in parts for noun in part)


@lru_cache(maxsize=4)
def _subject(nouns: tuple[str, ...], verbs: tuple[str, ...]) -> str:
    return f"^(?P<noun>{any_of(nouns)})(?:已|均|共|也|全部|按期)?(?:{any_of(verbs)})"


def topic_behind(tail: str, words: Words) -> str:
    """The noun behind a number and what is said of it: 6条长期坚持的措施."""
    if "的" not in tail:
        return ""
    match = glance(_described(words["problem_nouns"] + words["other_nouns"]), tail)
    return match["noun"] if match else ""


@lru_cache(maxsize=4)
def _described(nouns: tuple[str, ...]) -> str:
    return f"^(?!的)\\p{{Han}}{{2,8}}的(?P<noun>{any_of(nouns)})(?!\\p{{Han}}*的)"


def status_of(lead: str, tail: str, words: Words) -> str:
    """What is said to have become of what is counted: one of STATUSES, or nothing."""
    where = f"{lead},{tail}"
    for status in STATUSES:
        if holds(where, words[f"part_{status}"]):
            return status
    if _IN_ADVERBIAL.isdisjoint(lead):
        return ""
    if "应" in lead and lead.endswith(words["part_verbs"]) and glance(_OUGHT, lead):
        return "due"
    for status, pattern in _ADVERBIAL:
        if glance(pattern, lead):
            return status
    return "done" if "已" in lead and glance(_ALREADY, lead) and lead.endswith(words["part_verbs"]) else ""


_OUGHT = "(?<![响相对反适供])应当?\\p{Han}{2}$"
_ALREADY = "(?:^|[中里])(?:目前|现|截至.{0,12})?已经?"
_IN_ADVERBIAL = frozenset("应需拟待尚暂已")  # one of them stands in each of these
_ADVERBIAL = (
    ("due", "^(?:需|应(?![用急当对聘试]))\\p{Han}{2,5}"),
    ("undone", "^(?:拟(?!定|制|订)|待|尚未|尚|暂)\\p{Han}{2,8}"),
)


def role_of(quantity: Quantity, lead: str, bare: str, tail: str, status: str, words: Words) -> str:
    """Whether the words say that a quantity is what is left of another one (rest), or a part of it.

    `bare` is what stands before it without what only leads up to a number.
    """
    if lead.startswith(words["part_rest"]) or (
        lead.startswith(_ADVERBS) and glance(_starting(words["part_rest"]), lead)
    ):
        return "rest"
    if status == "due" or quantity.unit in (PERCENT, POINTS) or holds(lead, words["whole_cues"]):
        return ""
    head = lead in _HEADS
    if quantity.noun and not (head and status):
        return ""
    if lead in ("另", "余", "余下", "剩"):
        return "rest"
    if (
        (head and status)
        or (tail and glance(TAIL_STATUS, tail))
        or (bare and bare.endswith(words["part_verbs"]))
    ):
        return "part"
    if lead.endswith(("的", "的有", "的共", "的共有")) and not tail and not glance(_COMPARED, lead):
        return "part"
    if lead.startswith(words["part_leads"]):
        return "part"
    if status and glance("^(?:目前|现|现已)?(?:已|共)?有$", lead):
        return "part"
    told = status in ("undone", "doing") or (not _IN_VERB.isdisjoint(bare) and glance(_VERB, bare))
    return "maybe" if told else ""


_HEADS = ("", "目前", "现", "现已", "截至目前", "现有")
_ADVERBS = ("目前", "现", "截至", "但", "而")
_COMPARED = "^[比较由从]|^[与同](?:去年|上|[0-9]|同期|年初|此前)|[增减升降高低长少大小加][了]?[到至]"
_VERB = "(?:^|目前|现)(?:已经?|正在|正|尚未|未|拟|仍|基本|部分)\\p{Han}{1,4}$|完成\\p{Han}{1,2}$"
_IN_VERB = frozenset("已正尚未拟仍基部完")
TAIL_STATUS = "^(?:问题|任务|事项)?(?:均|都|全部)?(?:已|正在|正|尚|未|拟|计划|仍|还|准备|基本|部分|暂|待)"


@lru_cache(maxsize=8)
def _starting(cues: tuple[str, ...]) -> str:
    return f"^(?:目前|现|现在|截至.{{0,12}}|但|而)?(?:{any_of(cues)})"


def opener_of(gap: str, lead: str, segments: Sequence[Match], words: Words) -> str:
    """How the words between two quantities open a list of the parts of the first."""
    for match in segments:
        behind = gap[match.end() :]
        if glance(_WITHIN, behind):
            return "open"
        if not behind.startswith(("其中", "这些", "上述")) and not first(
            _view(words["closing_views"]), gap[match.start() :]
        ):
            return ""
    if gap.startswith(("、", "，涉及")) and "其中" not in gap:
        return ""
    within = "中" in gap or "里" in gap
    if within and lead == gap and glance("^[^，。；：、]{2,10}(?<![其途过当])[中里]$", gap):
        return "open"  # 七家被巡察单位中三家为
    if len(gap) < _SHORTEST_OPENER:
        return "closed" if gap[:1] in LISTS else ""
    if _opens(gap, words) or (within and gap.find("，") > 0 and glance(_AMONG, gap)):
        return "open"
    if holds(gap, words["closing_cues"]) or _inside(gap) or first(_view(words["closing_views"]), gap):
        return "closed"
    return ""


def _opens(gap: str, words: Words) -> bool:
    """Whether some of what is counted is spoken of: 其中, but not 其中）."""
    cues = words["opening_cues"]
    return holds(gap, cues) and any(cue in gap for cue in cues if f"{cue}）" not in gap)


def _inside(gap: str) -> bool:
    """Whether a list stands in brackets or behind a colon."""
    if gap[:1] in ("（", "("):
        return "）" not in gap and ")" not in gap
    return ("：" in gap or ":" in gap) and glance("^\\p{Han}{0,6}[：:]", gap) is not None


def sums_up(lead: str, words: Words) -> bool:
    """Whether the words before a number tell that it is a sum itself: 合计, 累计查处."""
    cues = words["gathering_cues"] + words["whole_cues"]
    return _may_sum(lead, cues) and glance(totals(cues), lead) is not None


def gathers(lead: str, words: Words) -> bool:
    """Whether a quantity is said to be the sum of what stands before it: 合计13个, 两项共计13个, 三村连片达到13亩."""
    cues = words["gathering_cues"]
    told = _may_sum(lead, cues) or "达" in lead or "为" in lead
    return told and glance(_gathering(cues), lead) is not None


def _may_sum(lead: str, cues: tuple[str, ...]) -> bool:
    return lead != "" and ("总" in lead or not initials(cues).isdisjoint(lead))


@lru_cache(maxsize=4)
def totals(cues: tuple[str, ...]) -> str:
    """A pattern for words at the end of the words before a number: it is a sum itself."""
    return f"(?<!公)(?:{any_of(cues)})(?<!共(?=[青同产享建性识]))\\p{{Han}}{{0,6}}$|总[数量额](?:为|达)?$"


_SHORTEST_OPENER = 2  # code points: 含
_WITHIN = "^\\p{Han}{2,10}[中里](?:，|[，]?(?:已|有|尚|正))"
LISTS = ("：", ":", "（", "(", "—")
_AMONG = "^\\p{Han}{0,8}[中里]，"


@lru_cache(maxsize=8)
def _view(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


@lru_cache(maxsize=4)
def _gathering(cues: tuple[str, ...]) -> str:
    strong = any_of(tuple(cue for cue in cues if len(cue) > 1 and cue != "共有"))
    several = "(?:[一二三四五六七八九十两0-9]{1,2}[者项类个村镇乡县区市区家地批季年级月]\\p{Han}{0,4}?|立改废释?|以上|前后|总共|全部|[全上下]?半?年|[一二三四]季度)?"
    return f"^{several}(?:(?:{any_of(cues)})|(?:{strong})(?!占)\\p{{Han}}{{0,6}}|(?<=[村镇乡县区市区家地批])\\p{{Han}}{{0,8}}(?:达到?|为))(?:为|达|达到)?$"
