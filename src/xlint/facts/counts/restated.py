"""One number stated twice: 反馈35个问题……将反馈的35个问题全部纳入; 上述317件; 这17个问题."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.misread import AT, REACH, misread, said_of_all
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike
from xlint.facts.counts.slips import slip
from xlint.facts.quantities import PERCENT
from xlint.model import Note
from xlint.search import any_of, first, glance

Words = Mapping[str, tuple[str, ...]]

_LONGEST_NAME = 8  # code points
_OBJECT = 2  # code points by which a thing that no list names is known


def restated(text: str, stretches: Sequence[Stretch], words: Words) -> Iterator[Relation]:
    """All numbers that are said again of the same thing, within a paragraph, in order."""
    for stretch in stretches:
        paragraph = stretch.mentions
        if len(paragraph) == 1:
            continue
        summed = {id(found.total) for found in stretch.sums}
        wrong = {id(m): other for m, other in misread(paragraph, text, words) if id(m) not in summed}
        for index, mention in enumerate(paragraph):
            first_told = _exceeded(mention, paragraph[:index], text, words)
            if first_told is not None and id(mention) not in summed:
                yield _differs(mention, first_told, text)
                continue
            if id(mention) in wrong:
                yield _differs(mention, wrong[id(mention)], text)
                continue
            if (
                mention.quantity.unit != PERCENT
                and not mention.quantity.rough
                and _refers(mention, text, words)
            ):
                relation = _against(mention, paragraph[:index], paragraph[index + 1 :], text, words)
                if relation is not None and not (relation.verdict == DIFFERS and id(mention) in summed):
                    yield relation


def _exceeded(mention: Mention, before: Sequence[Mention], text: str, words: Words) -> Mention | None:
    """The one number of all problems that a later one, taken up at the head of a clause, exceeds by a slip of the hand."""
    known = mention.lead in AT and mention.quantity.noun.endswith(words["problem_nouns"])
    if not known or mention.quantity.rough or mention.role == "rest":
        return None
    problems = [m for m in before if m.topic.endswith(words["problem_nouns"])]
    same = [m for m in problems if alike(m, mention, words) and not m.role and not m.opener]
    if len({m.quantity.value for m in same}) != 1:
        return None
    other = same[0]
    larger = mention.quantity.value > other.quantity.value and slip(
        mention.quantity.value, other.quantity.value
    )
    apart = 0 < mention.sentence - other.sentence <= REACH
    return other if larger and apart and not _other_year(mention, other, text) else None


def _refers(mention: Mention, text: str, words: Words) -> bool:
    """Whether a quantity is said of a set that is known: 上述N件, and at the head of a clause N个问题均已."""
    if mention.lead.endswith(words["pointing_cues"]):
        return True
    if (
        mention.quantity.noun
        and not _DISPOSING.isdisjoint(mention.lead)
        and glance(_disposed(words["source_cues"]), mention.lead)
    ):
        return True
    known = _known(words["known_leads"])
    return said_of_all(mention, text) and first(known, mention.lead) is not None


_DISPOSING = frozenset("将把对就围针")


@lru_cache(maxsize=4)
def _disposed(sources: tuple[str, ...]) -> str:
    """把反馈的N个问题: what is dealt with is known."""
    return f"(?:[将把对就]|围绕|针对|对照)所?(?:{any_of(sources)})[出到]?的?$"


@lru_cache(maxsize=4)
def _known(leads: tuple[str, ...]) -> str:
    return f"^(?:{'|'.join(leads)})$"


def _same_thing(mention: Mention, before: Mention, text: str, words: Words) -> bool:
    """Whether two quantities are of one thing: by a noun that both have, or by the words beside the numbers."""
    if not alike(mention, before, words):
        return False
    noun, other = mention.quantity.noun, before.quantity.noun
    if noun and other and (noun.endswith(other) or other.endswith(noun)):
        return True
    start = mention.quantity.span.end - len(noun)
    behind = text[start : start + _LONGEST_NAME]
    sizes = range(_OBJECT, len(behind) + 1)
    label = before.label
    at = before.quantity.span.end - len(other)
    return (
        any(label.endswith(behind[:size]) for size in sizes)
        or (behind[:2] == text[at : at + 2] and glance("^\\p{Han}{2}", behind) is not None)
        or (bool(noun_at(behind, words)) and noun_at(behind, words) == noun_at(before.tail, words))
    )


def noun_at(text: str, words: Words) -> str:
    """The kind of body that a text begins with: 村开展巡察."""
    return next((noun for noun in words["listed_aliases"] if text.startswith(noun)), "")


def _against(
    mention: Mention, before: Sequence[Mention], behind: Sequence[Mention], text: str, words: Words
) -> Relation | None:
    same = [
        other
        for other in before
        if mention.sentence - other.sentence <= REACH and _same_thing(mention, other, text, words)
    ]
    if not same or _other_year(mention, same[-1], text):
        return None
    values = {m.quantity.value for m in same}
    if len(values) > 1 and not any(slip(mention.quantity.value, value) for value in values):
        return None  # of which of them is not told
    if any(
        other.quantity.low <= mention.quantity.value <= other.quantity.high
        for other in before
        if alike(other, mention, words)
    ):
        return Relation("same", AGREES, mention.quantity.span)
    if _is_sum(mention, [m for m in before if alike(m, mention, words)]):
        return Relation("same", AGREES, mention.quantity.span)
    if not _same_source(mention, same[-1], words) or _is_part(mention, same, behind, words):
        return None
    pointed = mention.lead.endswith(words["pointing_cues"]) or mention.quantity.noun
    if not pointed and all(
        other.sentence == mention.sentence and not slip(mention.quantity.value, other.quantity.value)
        for other in same
    ):
        return None  # 乡镇3个，19个乡镇均
    if _told_before(mention, text):
        return None
    whole = next((other for other in reversed(same) if not other.role and not other.opener), same[-1])
    return _differs(mention, whole, text)


def _is_sum(mention: Mention, before: Sequence[Mention]) -> bool:
    """Whether a number is the sum of the last two or three before it: 4个、11个，15个问题均明确了责任领导."""
    return any(sum(m.quantity.value for m in before[-size:]) == mention.quantity.value for size in (2, 3))


def _told_before(mention: Mention, text: str) -> bool:
    """Whether the same number of the same unit stands anywhere before: it takes up what is told farther above."""
    number = text[slice(*mention.quantity.number)]
    return f"{number}{mention.quantity.unit}" in text[: mention.quantity.number.start]


def _other_year(mention: Mention, other: Mention, text: str) -> bool:
    """Whether two numbers are told of two years: 2023年度……19个部门……；2024年度……25个部门均."""
    between = text[other.quantity.span.end : mention.quantity.number.start]
    before = text[max(0, other.quantity.number.start - 60) : other.quantity.number.start]
    later, earlier = glance("20[0-9]{2}(?=年)", between), glance("20[0-9]{2}(?=年)", before)
    return later is not None and earlier is not None and later.group() != earlier.group() and "；" in between


def _differs(mention: Mention, whole: Mention, text: str) -> Relation:
    values = {"text": text[slice(*mention.quantity.span)], "first": text[slice(*whole.quantity.span)]}
    return Relation(
        "same", DIFFERS, mention.quantity.span, values, (Note(whole.quantity.span, "first", values),)
    )


def _same_source(mention: Mention, other: Mention, words: Words) -> bool:
    """Whether the words before a number name no other source than the first statement did."""
    named = [cue for cue in words["source_cues"] if cue in mention.lead]
    return all(cue in other.lead + other.gap + other.tail for cue in named)


def _is_part(mention: Mention, same: Sequence[Mention], behind: Sequence[Mention], words: Words) -> bool:
    """Whether a number is one part of what was stated: 16个问题……14个问题已全部完成，2个问题正在推进."""
    value = mention.quantity.value
    parts = [0, *(other.quantity.value for other in behind[:4] if alike(other, mention, words))]
    wholes = {other.quantity.value for other in same}
    sums = {value + sum(parts[:size]) for size in range(2, len(parts) + 1)} | {
        value + part for part in parts[1:]
    }
    return bool(sums & wholes)
