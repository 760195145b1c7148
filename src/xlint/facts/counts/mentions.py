"""Each quantity with the words around it, and what these say of it: a part, a remainder, done, said of each of many."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.quantities import PERCENT, POINTS, Quantity, Sentence
from xlint.model import Span
from xlint.search import any_of, find, first

Words = Mapping[str, tuple[str, ...]]

_BOUNDARIES = "，,；;、：:（）()。！？\n\r\x85\u2028\u2029"
_LONGEST_CLAUSE = 60  # code points to either side of a number that are read
STATUSES = ("undone", "due", "doing", "done")  # in this order: 尚未完成 holds 完成


class Mention(NamedTuple):
    """A quantity in its clause.

    `lead` is what stands before it there, `tail` what stands behind; words between two quantities belong to the
    second. `gap` is all that stands between the quantity before it and itself. `sentence` and `segment` (parted by ；)
    are numbered through the document; `depth` is 1 within brackets. `role` is part, rest, maybe (a part, if others are), or empty; `status` one of
    STATUSES or empty; `opener` how `gap` opens a list of parts: open (其中), closed (分为), or empty.
    """

    quantity: Quantity
    lead: str
    tail: str
    gap: str
    sentence: int
    segment: int
    depth: int
    role: str
    status: str
    opener: str
    topic: (
        str  # the known noun of what is counted: behind the number, before it, or at the head of its clause
    )

    @property
    def label(self) -> str:
        """What the quantity is a number of, as far as the words before it tell."""
        return self.lead.rstrip("的有共达到为计约近了是 ")

    @property
    def noun_behind(self) -> str:
        """The noun of the quantity if it stands behind the number: 28个问题, and not 问题28个."""
        return "" if self.label.endswith(self.quantity.noun) else self.quantity.noun


def mentions(text: str, sentences: Sequence[Sentence], words: Words) -> tuple[Mention, ...]:
    """All quantities of a text, in order, with their clauses."""
    return tuple(_mentions(text, sentences, words))


def _mentions(text: str, sentences: Sequence[Sentence], words: Words) -> Iterator[Mention]:
    segment = 0
    for number, sentence in enumerate(sentences):
        segment += 1
        depth = 0
        last: Mention | None = None
        end = sentence.span.start
        for index, quantity in enumerate(sentence.quantities):
            gap = text[end : quantity.number.start]
            segment += len(list(find(_NEW_SEGMENT, gap)))
            depth = max(0, depth + gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")"))
            lead, tail = _clause(text, index, sentence)
            status = _status(lead, tail, words)
            role = _role(quantity, lead, tail, status, words)
            if gap[:1] in ("（", "(") and index and sentence.quantities[index - 1].unit == PERCENT:
                role = "note"
            opener = _opener(gap, lead, words)
            if opener == "closed" and last is not None and gap[:1] in _LISTS and not summable(last, words):
                opener = ""  # 净增265人：新入会388人，调出123人
            topic = quantity.noun or _topic(lead, words)
            last = Mention(quantity, lead, tail, gap, number, segment, depth, role, status, opener, topic)
            yield last
            end = quantity.span.end


# What parts a sentence into stretches of which each tells of its own: ；, and the markers of a list.
_NEW_SEGMENT = (
    "[；;]|(?:^|(?<=[，。：；\\s]))(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，,])|[①-⑳]"
)


def _clause(text: str, index: int, sentence: Sentence) -> tuple[str, str]:
    quantities = sentence.quantities
    span = quantities[index].span
    start = quantities[index].number.start
    floor = quantities[index - 1].span.end if index else sentence.span.start
    floor = max(floor, start - _LONGEST_CLAUSE)
    at = start
    while at > floor and text[at - 1] not in _BOUNDARIES:
        at -= 1
    following = quantities[index + 1].number.start if index + 1 < len(quantities) else sentence.span.end
    limit = min(following, span.end + _LONGEST_CLAUSE)
    end = span.end
    while end < limit and text[end] not in _BOUNDARIES:
        end += 1
    if end == following < sentence.span.end:
        end = span.end
    return text[at:start], text[span.end : end]


def _topic(lead: str, words: Words) -> str:
    """The noun at the head of a clause of which something became: 线索办结9条, 问题已整改26个."""
    if not lead.startswith(_nouns(words["problem_nouns"], words["other_nouns"])):
        return ""
    match = first(_subject(words["problem_nouns"] + words["other_nouns"], words["part_verbs"]), lead)
    return match["noun"] if match else ""


@lru_cache(maxsize=4)
def _nouns(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(noun for part in parts for noun in part)


@lru_cache(maxsize=4)
def _subject(nouns: tuple[str, ...], verbs: tuple[str, ...]) -> str:
    return f"^(?P<noun>{any_of(nouns)})(?:已|均|共|也|全部|按期)?(?:{any_of(verbs)})"


def _status(lead: str, tail: str, words: Words) -> str:
    where = f"{lead},{tail}"
    for status in STATUSES:
        for word in words[f"part_{status}"]:
            if word in where:
                return status
    for status, pattern in _ADVERBIAL:
        if first(pattern, lead):
            return status
    return (
        "done" if first("^(?:目前|现|截至.{0,12})?已经?", lead) and lead.endswith(words["part_verbs"]) else ""
    )


_ADVERBIAL = (
    ("due", "^(?:需|应(?![用急当对聘试]))\\p{Han}{2,5}"),
    ("undone", "^(?:拟(?!定|制|订)|待|尚未|尚|暂)\\p{Han}{2,8}"),
)


def _role(quantity: Quantity, lead: str, tail: str, status: str, words: Words) -> str:
    """Whether the words say that a quantity is what is left of another one (rest), or a part of it."""
    bare = lead.rstrip("的有共达到为计约近了是 ")
    if lead.startswith(words["part_rest"]) or (
        lead.startswith(_ADVERBS) and first(_starting(words["part_rest"]), lead)
    ):
        return "rest"
    if any(cue in lead for cue in words["whole_cues"]) or quantity.unit in (PERCENT, POINTS):
        return ""
    if quantity.noun and not (lead == "" and status):
        return ""
    if bare.endswith(words["part_verbs"]) or first(_TAIL_STATUS, tail) or (lead == "" and status):
        return "part"
    if lead.endswith(("的", "的有", "的共", "的共有")) and not tail and not first(_COMPARED, lead):
        return "part"
    if lead.startswith(words["part_leads"]):
        return "part"
    return "maybe" if first(_VERB, bare) else ""


_ADVERBS = ("目前", "现", "截至", "但", "而")
_COMPARED = "^[比较由从]|[增减升降高低长少大小加][了]?[到至]"
_VERB = "(?:^|目前|现)(?:已经?|正在|正|尚未|未|拟|仍|基本|部分)\\p{Han}{1,4}$|完成\\p{Han}{1,2}$"
_TAIL_STATUS = "^(?:问题|任务|事项)?(?:均|都|全部)?(?:已|正在|正|尚|未|拟|计划|仍|还|准备|基本|部分|暂|待)"


@lru_cache(maxsize=8)
def _starting(cues: tuple[str, ...]) -> str:
    return f"^(?:目前|现|现在|截至.{{0,12}}|但|而)?(?:{any_of(cues)})"


def _opener(gap: str, lead: str, words: Words) -> str:
    """How the words between two quantities open a list of the parts of the first."""
    if first(_totals(words["gathering_cues"] + words["whole_cues"]), lead):
        return ""
    for match in find(_NEW_SEGMENT, gap):
        behind = gap[match.end() :]
        if first(_WITHIN, behind):
            return "open"
        if not behind.startswith(("其中", "这些", "上述")) and not first(
            _view(words["closing_views"]), gap[match.start() :]
        ):
            return ""
    if gap.startswith(("、", "，涉及")) and "其中" not in gap:
        return ""
    if len(gap) < _SHORTEST_OPENER:
        return "closed" if gap[:1] in _LISTS else ""
    if any(cue in gap for cue in words["opening_cues"]) or (gap.find("，") > 0 and first(_AMONG, gap)):
        return "open"
    if any(cue in gap for cue in words["closing_cues"]) or first(_view(words["closing_views"]), gap):
        return "closed"
    inside = first("^\\p{Han}{0,6}[：:]", gap) is not None or (
        gap[:1] in ("（", "(") and "）" not in gap and ")" not in gap
    )
    return "closed" if inside else ""


@lru_cache(maxsize=4)
def _totals(cues: tuple[str, ...]) -> str:
    """At the end of the words before a number: it is a sum itself."""
    return f"(?:{any_of(cues)})(?<!共(?=[青同产享建性识]))\\p{{Han}}{{0,6}}$|总[数量额](?:为|达)?$"


_SHORTEST_OPENER = 2  # code points: 含
_WITHIN = "^\\p{Han}{2,10}[中里]，"
_LISTS = ("：", ":", "（", "(")
_AMONG = "^\\p{Han}{0,8}[中里]，"


@lru_cache(maxsize=8)
def _view(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def told_again(mention: Mention, values: Collection[float]) -> bool:
    """Whether a number stands at the head of a clause that speaks of a part told before: 2个重新整改的问题均已销号."""
    known = mention.lead == "" and mention.quantity.value in values
    return known and (
        mention.status == ""
        or (mention.tail != "" and not first(_TAIL_STATUS, mention.tail) and "的" in mention.tail)
    )


def summable(mention: Mention, words: Words) -> bool:
    """Whether a quantity may be a total or a part: no share, no bound, no change, nothing said of each of many."""
    quantity = mention.quantity
    if (
        quantity.unit in (PERCENT, POINTS)
        or quantity.bound
        or mention.role == "note"
        or first(_EACH, mention.lead)
        or mention.lead == "按"
    ):
        return False
    changed = first(_changing(words["rise_verbs"] + words["fall_verbs"]), mention.lead)
    return not changed


_EACH = "(?:[人户村校家镇]均|平均|均|每\\p{Han}{1,4}|各\\p{Han}{0,3})$"


@lru_cache(maxsize=4)
def _changing(verbs: tuple[str, ...]) -> str:
    long = any_of(tuple(verb for verb in verbs if len(verb) > 1))
    ends = "(?:了|近|约|达)?$"
    return f"(?:同比|环比|净|[较比](?!例)\\p{{Han}}{{0,8}}?)\\p{{Han}}{{0,3}}(?:{any_of(verbs)}){ends}|(?<!新)(?:{long}){ends}"


def gathers(mention: Mention, words: Words) -> bool:
    """Whether a quantity is said to be the sum of what stands before it: 合计13个, 两项共计13个, 三村连片达到13亩."""
    return first(_gathering(words["gathering_cues"]), mention.lead) is not None


@lru_cache(maxsize=4)
def _gathering(cues: tuple[str, ...]) -> str:
    strong = any_of(tuple(cue for cue in cues if len(cue) > 1 and cue != "共有"))
    several = "(?:[一二三四五六七八九十两0-9]{1,2}[者项类个村镇乡县区市家地批季年级月]\\p{Han}{0,4}?|以上|前后|总共|全部|[全上下]?半?年|[一二三四]季度)?"
    return f"^{several}(?:(?:{any_of(cues)})|(?:{strong})(?!占)\\p{{Han}}{{0,6}}|(?<=[村镇乡县区市家地批])\\p{{Han}}{{0,8}}(?:达到?|为))(?:为|达|达到)?$"


def span_of(mentions: Sequence[Mention]) -> Span:
    """From the first of some quantities to the last."""
    return Span(mentions[0].quantity.number.start, mentions[-1].quantity.span.end)
