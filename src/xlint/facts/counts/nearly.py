"""A list right behind a number that all but makes it: 收到举报57件，涉纪31件，涉法19件，其他9件."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from xlint.facts.counts.closure import complements
from xlint.facts.counts.cues import TAIL_STATUS
from xlint.facts.counts.mentions import Mention, told_again
from xlint.facts.counts.readings import adds_up, swapped
from xlint.facts.counts.relation import alike
from xlint.facts.counts.slips import swap
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]
List = tuple[Mention, tuple[Mention, ...]]

_MOST = 0.2  # of a total, by which its parts may exceed it and be meant as all of it all the same
_JOINS = "，、；：:（(—,;"


def nearly(counts: Sequence[Mention], words: Words) -> Iterator[List]:
    """The totals with a list right behind them that is meant to make them and does not."""
    for index, total in enumerate(counts):
        if total.role or total.quantity.rough:
            continue
        parts = tuple(_behind(index, counts, words))
        if len(parts) < 2 or any(part.quantity.rough or part.opener == "open" for part in parts):
            continue
        if not adds_up(parts, total) and _meant(total, parts, words):
            yield total, parts


def _behind(index: int, counts: Sequence[Mention], words: Words) -> Iterator[Mention]:
    """The numbers that follow one at once, in its sentence, with no noun of their own behind them."""
    total = counts[index]
    seen: set[float] = set()
    for mention in counts[index + 1 :]:
        if mention.sentence != total.sentence:
            return
        if mention.noun_behind in words["dividing_nouns"]:
            continue
        if told_again(mention, seen):
            return
        seen.add(mention.quantity.value)
        if _apart(mention, total) or mention.noun_behind or not alike(mention, total, words):
            return
        if mention.gap[:1] not in _JOINS or mention.lead.startswith(words["series_verbs"]):
            return  # 召开会议12次，开展督查5次
        named = mention.tail != "" and not mention.status and not glance(TAIL_STATUS, mention.tail)
        if named and glance("^\\p{Han}{2,}", mention.tail):
            return  # 17个责任单位
        yield mention


def _apart(one: Mention, other: Mention) -> bool:
    """Whether two numbers are told in clauses of their own, in other units, of things that have names."""
    named = one.topic != "" != other.topic and one.topic != other.topic
    return named and one.segment != other.segment and one.quantity.unit != other.quantity.unit


def _meant(total: Mention, parts: Sequence[Mention], words: Words) -> bool:
    whole, known = total.quantity.value, sum(part.quantity.value for part in parts)
    if {"due", "done"} <= {part.status for part in parts}:
        return False  # what is done is part of what was due
    listed = parts[0].gap.startswith("、")  # it is one of them
    if len(parts) > 2 and swap(whole, known) and not listed and not _alike_labels(total, parts[0]):
        return True  # two digits of the total stand the other way round
    if any(part.quantity.value > whole for part in parts) or any(
        _alike_labels(total, part) for part in parts
    ):
        return False
    if known > (1 + _MOST) * whole or known < (1 - _MOST) * whole:
        return False
    told = _told(parts)
    if known > whole:
        became = any(part.role == "part" for part in parts)
        return told or complements(parts, words) or (_is_whole(total, words) and (len(parts) > 2 or became))
    if complements(parts, words):
        return True
    closed = parts[-1].lead.startswith(words["other_sorts"]) or parts[0].gap[:1] in "：:" or _parallel(parts)
    return (closed and len(parts) > 2) or (
        _is_whole(total, words) and len(parts) > 1 and swapped(parts, total)
    )


def _told(parts: Sequence[Mention]) -> bool:
    """Whether of each number another state is told, so that none lies in another."""
    states = [part.status for part in parts]
    return all(states) and len(set(states)) == len(states)


def _is_whole(total: Mention, words: Words) -> bool:
    """Whether a number is one of things that were found, handed over or are there."""
    return (
        total.status == "due"
        or any(cue in total.lead for cue in words["intake_cues"] + words["whole_cues"])
        or total.topic.endswith(words["problem_nouns"] + words["divided_nouns"])
    )


def _parallel(parts: Sequence[Mention]) -> bool:
    """Whether the labels are built alike: 党建方面21条、履职方面17条."""
    return len(parts) > 2 and all(_alike_labels(one, other) for one, other in combinations(parts, 2))


def _alike_labels(one: Mention, other: Mention) -> bool:
    a, b = one.label, other.label
    return len(a) > 1 and len(b) > 1 and a != b and a[-1] == b[-1] and (len(a) == len(b) or a[-2:] == b[-2:])
