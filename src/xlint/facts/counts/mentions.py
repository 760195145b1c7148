"""Each quantity with the words around it, and what these say of it: a part, a remainder, done, said of each of many."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.counts.cues import LISTS, TAIL_STATUS, Cues, new_segments
from xlint.facts.holding import initials
from xlint.facts.quantities import PERCENT, POINTS, Quantity, Sentence
from xlint.search import any_of, glance

Words = Mapping[str, tuple[str, ...]]

_BOUNDARY = re.compile("[，,；;、：:（）()。！？\n\r\x85\u2028\u2029]")
_LONGEST_CLAUSE = 60  # code points to either side of a number that are read
LEADING_UP = "的有共达到为计约近了是 "  # what only leads up to a number


class Mention(NamedTuple):
    """A quantity in its clause.

    `lead` is what stands before it there, `tail` what stands behind; words between two quantities belong to the
    second. `gap` is all that stands between the quantity before it and itself. `sentence` and `segment` (parted by ；)
    are numbered through the document; `depth` is 1 within brackets. `role` is part, rest, maybe (a part, if others are), or empty; `status` one of
    STATUSES or empty; `opener` how `gap` opens a list of parts: open (其中), closed (分为), or empty. `gathers` and
    `sums_up` tell whether it is said to be the sum of what stands before it, or any sum.
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
    label: str  # what the quantity is a number of, as far as the words before it tell
    noun_behind: str  # the noun of the quantity if it stands behind the number: 28个问题, and not 问题28个
    gathers: bool
    sums_up: bool
    family: str  # the units that its own may stand for by turns
    is_body: bool  # whether what is counted are bodies: 11个股室


def mentions(text: str, sentences: Sequence[Sentence], words: Words) -> tuple[Mention, ...]:
    """All quantities of a text, in order, with their clauses."""
    found: list[Mention] = []
    cues = Cues(words)
    segment = 0
    for number, sentence in enumerate(sentences):
        segment += 1
        if sentence.quantities:
            told = list(_mentions(text, sentence, number, segment, cues, words))
            segment = told[-1].segment
            found += told
    return tuple(found)


def _mentions(
    text: str, sentence: Sentence, number: int, segment: int, cues: Cues, words: Words
) -> Iterator[Mention]:
    """The quantities of one sentence, of which the number and that of its first segment are given."""
    depth = 0
    last: Mention | None = None
    end = sentence.span.start
    for index, quantity in enumerate(sentence.quantities):
        gap = text[end : quantity.number.start]
        chars = frozenset(gap)
        starts = new_segments(gap, chars)
        segment += len(starts)
        depth = max(0, depth + _opened(gap)) if not _BRACKETS.isdisjoint(chars) else depth
        lead, tail = _clause(text, index, sentence)
        label = lead.rstrip(LEADING_UP)
        sums = cues.sums_up(lead, chars)
        opener = "" if sums else cues.opener(gap, lead, starts, chars)
        if opener == "closed" and last is not None and gap[:1] in LISTS and not summable(last, words):
            opener = ""  # 净增265人：新入会388人，调出123人
        status = cues.status(lead, tail, chars) if lead or tail else ""
        if last is not None and last.quantity.unit == PERCENT and _explains(gap):
            role = "note"
        else:
            role = cues.role(quantity, lead, label, tail, status, chars) if lead or tail else ""
        topic = _topic(text, quantity, lead, tail, cues, words)
        behind = "" if label.endswith(quantity.noun) else quantity.noun
        body = not quantity.noun and topic in cues.bodies
        family = _family(quantity.unit, words["units_alike"])
        told = (topic, label, behind, cues.gathers(lead, chars), sums, family, body)
        last = Mention(quantity, lead, tail, gap, number, segment, depth, role, status, opener, *told)
        yield last
        end = quantity.span.end


@lru_cache(maxsize=512)
def _family(unit: str, groups: tuple[str, ...]) -> str:
    bare = unit.lstrip("大小中")
    return next((group for group in groups if bare in group.split()), bare)


_BRACKETS = frozenset("（(）)")


def _opened(gap: str) -> int:
    """How many more brackets are opened than closed."""
    return gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")")


def _explains(gap: str) -> bool:
    """Whether a number is told in brackets or behind 即."""
    return gap[:1] in ("（", "(") or gap.lstrip("，").startswith("即")


def _topic(text: str, quantity: Quantity, lead: str, tail: str, cues: Cues, words: Words) -> str:
    if lead.startswith(words["other_sorts"]):
        return ""  # 其他单位8项 are what is left of the same things
    return quantity.noun or cues.topic(lead, tail) or _body(text, quantity, words)


def _body(text: str, quantity: Quantity, words: Words) -> str:
    """The kind of body that is counted: 11个股室."""
    if quantity.noun or quantity.unit != "个":
        return ""
    end = quantity.span.end
    bodies = words["listed_aliases"]
    return (
        next((noun for noun in bodies if len(noun) > 1 and text.startswith(noun, end)), "")
        if text.startswith(bodies, end)
        else ""
    )


def _clause(text: str, index: int, sentence: Sentence) -> tuple[str, str]:
    quantities = sentence.quantities
    span = quantities[index].span
    start = quantities[index].number.start
    floor = quantities[index - 1].span.end if index else sentence.span.start
    floor = max(floor, start - _LONGEST_CLAUSE)
    lead = _BOUNDARY.split(text[floor:start])[-1]
    following = quantities[index + 1].number.start if index + 1 < len(quantities) else sentence.span.end
    limit = min(following, span.end + _LONGEST_CLAUSE)
    behind = text[span.end : max(limit, span.end)]
    tail = _BOUNDARY.split(behind, 1)[0]
    if span.end + len(tail) == following < sentence.span.end:
        tail = ""
    return lead, tail


_TAKEN_UP = ("", "前", "后", "这", "该", "上述", "前述")


def told_again(mention: Mention, values: Collection[float]) -> bool:
    """Whether a number stands at the head of a clause that speaks of a part told before: 2个重新整改的问题均已销号."""
    known = mention.lead in _TAKEN_UP and mention.quantity.value in values
    return known and (
        mention.status == ""
        or (mention.tail != "" and not glance(TAIL_STATUS, mention.tail) and "的" in mention.tail)
    )


def summable(mention: Mention, words: Words) -> bool:
    """Whether a quantity may be a total or a part: no share, no bound, no change, nothing said of each of many."""
    quantity = mention.quantity
    if (
        quantity.unit in (PERCENT, POINTS)
        or quantity.bound
        or mention.role == "note"
        or mention.lead == "按"
        or (not _IN_EACH.isdisjoint(mention.lead) and glance(_EACH, mention.lead))
        or (not _IN_EXTREMES.isdisjoint(mention.lead) and glance(_EXTREMES, mention.lead))
    ):
        return False
    verbs = words["rise_verbs"] + words["fall_verbs"]
    changed = not initials(verbs).isdisjoint(mention.lead) and glance(_changing(verbs), mention.lead)
    return not changed


_IN_EXTREMES = frozenset("最至低")
# 牵头最多的4个、最少的1个 are told of one; 至少承办2次 of each
_EXTREMES = "最[多少高低大小]的?$|(?:至少|不少于|不低于)\\p{Han}{1,3}$"
_IN_EACH = frozenset("均每各")


_EACH = "(?:(?<![一二两三四五六七八九十几数名0-9])[人户村校家镇]均\\p{Han}{0,4}|[人户村校家镇]均|平均\\p{Han}{0,4}|均|每\\p{Han}{1,4}|各(?!项|类|种|级)\\p{Han}{0,3})$"


@lru_cache(maxsize=4)
def _changing(verbs: tuple[str, ...]) -> str:
    long = any_of(tuple(verb for verb in verbs if len(verb) > 1))
    ends = "(?:了|近|约|达)?$"
    return f"(?:同比|环比|净|[较比](?!例)\\p{{Han}}{{0,8}}?)\\p{{Han}}{{0,3}}(?:{any_of(verbs)}){ends}|(?<!新)(?:{long}){ends}"
