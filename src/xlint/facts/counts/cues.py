"""What the words around a number say of it: what it counts, what became of it, whether it is a part, whether parts follow."""

from collections.abc import Mapping
from functools import lru_cache

from xlint.facts.quantities import PERCENT, POINTS, Quantity
from xlint.search import any_of, find, first, glance

Words = Mapping[str, tuple[str, ...]]

STATUSES = ("undone", "due", "doing", "done")  # in this order: 尚未完成 holds 完成

# What parts a sentence into stretches of which each tells of its own: ；, and the markers of a list.
NEW_SEGMENT = (
    "[；;]|(?:^|(?<=[，。：；\\s]))(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，,])|[①-⑳]"
)


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
        for word in words[f"part_{status}"]:
            if word in where:
                return status
    if lead.endswith(words["part_verbs"]) and glance("(?<![响相对反适供])应当?\\p{Han}{2}$", lead):
        return "due"
    for status, pattern in _ADVERBIAL:
        if glance(pattern, lead):
            return status
    return (
        "done"
        if glance("(?:^|[中里])(?:目前|现|截至.{0,12})?已经?", lead) and lead.endswith(words["part_verbs"])
        else ""
    )


_ADVERBIAL = (
    ("due", "^(?:需|应(?![用急当对聘试]))\\p{Han}{2,5}"),
    ("undone", "^(?:拟(?!定|制|订)|待|尚未|尚|暂)\\p{Han}{2,8}"),
)


def role_of(quantity: Quantity, lead: str, tail: str, status: str, words: Words) -> str:
    """Whether the words say that a quantity is what is left of another one (rest), or a part of it."""
    bare = lead.rstrip("的有共达到为计约近了是 ")
    if lead.startswith(words["part_rest"]) or (
        lead.startswith(_ADVERBS) and glance(_starting(words["part_rest"]), lead)
    ):
        return "rest"
    if any(cue in lead for cue in words["whole_cues"]) or quantity.unit in (PERCENT, POINTS):
        return ""
    if status == "due":
        return ""
    head = lead in _HEADS
    if quantity.noun and not (head and status):
        return ""
    if lead in ("另", "余", "余下", "剩"):
        return "rest"
    if bare.endswith(words["part_verbs"]) or glance(TAIL_STATUS, tail) or (head and status):
        return "part"
    if lead.endswith(("的", "的有", "的共", "的共有")) and not tail and not glance(_COMPARED, lead):
        return "part"
    if lead.startswith(words["part_leads"]):
        return "part"
    if status and glance("^(?:目前|现|现已)?(?:已|共)?有$", lead):
        return "part"
    return "maybe" if glance(_VERB, bare) or status in ("undone", "doing") else ""


_HEADS = ("", "目前", "现", "现已", "截至目前", "现有")
_ADVERBS = ("目前", "现", "截至", "但", "而")
_COMPARED = "^[比较由从]|^[与同](?:去年|上|[0-9]|同期|年初|此前)|[增减升降高低长少大小加][了]?[到至]"
_VERB = "(?:^|目前|现)(?:已经?|正在|正|尚未|未|拟|仍|基本|部分)\\p{Han}{1,4}$|完成\\p{Han}{1,2}$"
TAIL_STATUS = "^(?:问题|任务|事项)?(?:均|都|全部)?(?:已|正在|正|尚|未|拟|计划|仍|还|准备|基本|部分|暂|待)"


@lru_cache(maxsize=8)
def _starting(cues: tuple[str, ...]) -> str:
    return f"^(?:目前|现|现在|截至.{{0,12}}|但|而)?(?:{any_of(cues)})"


def opener_of(gap: str, lead: str, words: Words) -> str:
    """How the words between two quantities open a list of the parts of the first."""
    if glance(totals(words["gathering_cues"] + words["whole_cues"]), lead):
        return ""
    for match in find(NEW_SEGMENT, gap):
        behind = gap[match.end() :]
        if glance(_WITHIN, behind):
            return "open"
        if not behind.startswith(("其中", "这些", "上述")) and not first(
            _view(words["closing_views"]), gap[match.start() :]
        ):
            return ""
    if gap.startswith(("、", "，涉及")) and "其中" not in gap:
        return ""
    if lead == gap and glance("^[^，。；：、]{2,10}(?<![其途过当])[中里]$", gap):
        return "open"  # 七家被巡察单位中三家为
    if len(gap) < _SHORTEST_OPENER:
        return "closed" if gap[:1] in LISTS else ""
    if any(cue in gap for cue in words["opening_cues"] if f"{cue}）" not in gap) or (
        gap.find("，") > 0 and glance(_AMONG, gap)
    ):
        return "open"
    if any(cue in gap for cue in words["closing_cues"]) or first(_view(words["closing_views"]), gap):
        return "closed"
    inside = glance("^\\p{Han}{0,6}[：:]", gap) is not None or (
        gap[:1] in ("（", "(") and "）" not in gap and ")" not in gap
    )
    return "closed" if inside else ""


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
