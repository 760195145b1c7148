"""Quantities that are said to be the parts of one total: which run belongs together, and what its total may be."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention, told_again
from xlint.facts.counts.relation import alike
from xlint.search import Match, glance

Words = Mapping[str, tuple[str, ...]]

_AVERAGE = "平均|[人户村亩校户院所]均(?![为已]|衡)"
_REACH = 3  # sentences in which a total waits for its parts


class Run(NamedTuple):
    """Quantities that are said to be parts of one total, with the quantities before them that it may be."""

    parts: tuple[Mention, ...]
    totals: tuple[Mention, ...]  # the nearest first
    opener: str  # open, closed, weak, or empty: parts only by what became of them
    named: bool = False  # whether the total is named in front of its parts


def runs(counts: Sequence[Mention], words: Words) -> Iterator[Run]:
    """Sort the quantities of a paragraph into runs of parts; what is no part may be a total of what follows."""
    open_runs: list[tuple[list[Mention], str]] = []
    taken: set[int] = set()  # parts of runs that are over
    for index, mention in enumerate(counts):
        held = (
            next((run for run in open_runs if alike(run[0][0], mention, words)), None) if open_runs else None
        )
        again = held is not None and told_again(mention, [part.quantity.value for part in held[0]])
        if held is not None and mention.opener == "" and not again and _goes_on(held, mention, words):
            held[0].append(mention)
            continue
        if held is not None:
            yield _run(held, counts, words, taken)
            taken.update(id(part) for part in held[0])
            open_runs.remove(held)
        before = next((other for other in reversed(counts[:index]) if alike(mention, other, words)), None)
        if before is None:
            continue
        if not mention.opener and not mention.role and held is None and _bare(index, counts, before):
            yield from _weak(index, counts, before)
        opener = mention.opener or _opener(index, counts, before, words)
        if (opener or mention.role) and not again:
            open_runs.append(([mention], opener))
    for held in open_runs:
        yield _run(held, counts, words, taken)


def _opener(index: int, counts: Sequence[Mention], total: Mention, words: Words) -> str:
    """How a list of parts opens behind a number without words that say so; empty if none follows."""
    if _listed(index, counts, total, words) or _parallel(index, counts, total):
        return "open"
    return "closed" if _sorted(index, counts, total, words) else ""


def _bare(index: int, counts: Sequence[Mention], total: Mention) -> bool:
    """Whether bare numbers of its unit follow a number at once, of which nothing else tells that they are its parts."""
    following = counts[index : index + 2]
    return (
        len(following) == 2
        and counts[index - 1] is total
        and total.sentence == following[1].sentence
        and all(not m.quantity.noun and m.quantity.unit == total.quantity.unit for m in following)
    )


def _weak(index: int, counts: Sequence[Mention], total: Mention) -> Iterator[Run]:
    """Such numbers as a run: only a sum that is all but right tells of it."""
    parts = [counts[index]]
    for mention in counts[index + 1 :]:
        bare = mention.gap[:1] in "，、" and mention.sentence == total.sentence and not mention.quantity.noun
        if not bare or mention.quantity.unit != total.quantity.unit or mention.opener:
            break
        parts.append(mention)
    yield Run(tuple(parts), (total,), "weak")


def _parallel(index: int, counts: Sequence[Mention], total: Mention) -> bool:
    """Whether what follows a number are numbers of sorts with names alike: 负责人26名，东片区14名，西片区12名."""
    following = counts[index : index + 2]
    if len(following) < 2 or counts[index - 1] is not total or following[1].sentence != total.sentence:
        return False
    if following[0].gap.startswith("、") and following[1].gap.startswith("、"):
        return False  # the first of the row is one of them: 党委会6次、领导小组会4次、现场推进会5次
    one, other = (mention.label for mention in following)
    alike_names = (
        len(one) == len(other)
        and 1 < len(one) <= 6
        and one != other
        and (one[-1] == other[-1] or one[0] == other[0])
    )
    bare = all(not mention.quantity.noun and mention.gap[:1] in "，、" for mention in following)
    return (
        alike_names
        and bare
        and following[0].quantity.unit == following[1].quantity.unit == total.quantity.unit
    )


def _listed(index: int, counts: Sequence[Mention], total: Mention, words: Words) -> bool:
    """Whether a list of bare numbers joined by 、 follows what was found: 排查隐患29处，治理12处、避让9处、监测8处."""
    rare = total.quantity.unit not in words["common_units"]
    marks = ("、", "，") if rare else ("、",)
    following = list(
        takewhile(
            lambda mention: mention.gap.startswith(marks) and mention.sentence == total.sentence,
            counts[index + 1 : index + 6],
        )
    )
    family = [counts[index], *following]
    return (
        len(following) >= (1 if rare else 2)
        and "分别" not in total.lead
        and counts[index].sentence == total.sentence
        and counts[index - 1] is total
        and total.quantity.unit not in words["series_units"]
        and any(cue in total.lead for cue in words["intake_cues"])
        and all(not mention.quantity.noun and alike(mention, total, words) for mention in family)
    )


def _sorted(index: int, counts: Sequence[Mention], total: Mention, words: Words) -> bool:
    """Whether as many numbers follow as there are sorts into which a number is parted: 24个归并为3大类，甲类9个、乙类6个 …"""
    sorts = counts[index - 1]
    if index < 2 or counts[index - 2] is not total or sorts.sentence != total.sentence:
        return False
    if sorts.quantity.unit not in _SORTS and sorts.noun_behind not in words["dividing_nouns"]:
        return False
    row = [counts[index]]
    for mention in counts[index + 1 :]:
        if mention.gap[:1] not in _MARKS or mention.sentence != total.sentence:
            break
        row.append(mention)
    alike_all = all(m.quantity.unit == total.quantity.unit and not m.noun_behind for m in row)
    return alike_all and len(row) == sorts.quantity.value > 1 and counts[index].gap[:1] in _MARKS


_SORTS = ("类", "大类", "小类", "组", "批", "档", "片", "区")
_MARKS = ("，", "、", "；", "：")


def _goes_on(held: tuple[list[Mention], str], mention: Mention, words: Words) -> bool:
    """Whether a quantity is one more part: in the same sentence, or of those that follow what is left."""
    parts, opener = held
    sum_of_its_own = mention.gathers or (mention.sums_up and not mention.role)
    if mention.depth != parts[-1].depth or sum_of_its_own:
        return False
    if mention.segment != parts[-1].segment and glance(_OF_ITS_OWN, mention.lead):
        return False  # 其中3个反弹；审计指出的9个问题
    if mention.role == "rest":
        return mention.sentence - parts[-1].sentence < _REACH
    if mention.sentence != parts[-1].sentence:
        return bool(mention.role) and not opener and mention.sentence - parts[-1].sentence < _REACH
    return bool(opener or mention.role)


_OF_ITS_OWN = "(?:指出|反馈|查出|发现|移交|交办|提出)的$|^另(?:外)?(?:召?开|组织|开展|制定|发现|查出)"


def _run(held: tuple[list[Mention], str], counts: Sequence[Mention], words: Words, taken: Set[int]) -> Run:
    """A run with its possible totals: parts of another one only where 其中 follows them at once."""
    parts, opener = held
    index = counts.index(parts[0])
    named = named_total(parts[0], counts[:index], words)
    if named is not None:
        return Run(tuple(parts), (named,), opener, True)
    totals = [
        other
        for other in reversed(counts[:index])
        if alike(other, parts[0], words)
        and other.depth <= parts[0].depth
        and parts[0].sentence - other.sentence < _REACH
        and other.quantity.noun not in words["dividing_nouns"]
        and not glance(_AVERAGE, other.lead)
        and (id(other) not in taken or (opener and other.segment == parts[0].segment))
    ]
    return Run(tuple(parts), tuple(totals), opener)


def _heads(mention: Mention, name: str) -> bool:
    """Whether a name goes on from the words before a number: 投诉类来电 of 投诉类940个."""
    label = mention.label.removeprefix("其中")
    return len(label) > 2 and name.startswith(label)


_AMONG = "(?:^|[；。，;])(?P<name>\\p{Han}{2,10})[中里](?:，|已|有|尚|正)"


def named_total(part: Mention, before: Sequence[Mention], words: Words) -> Mention | None:
    """The total that is named in front of its parts: 检举控告中，初次举报121件; 小项分别为8项、13项; 12名中，有9名."""
    family = [mention for mention in before if alike(mention, part, words)]
    within = "中" in part.gap or "里" in part.gap
    if within and family and family[-1] is before[-1] and glance("^\\p{Han}{0,8}[中里]，", part.gap):
        return family[-1]
    match = (within and glance(_AMONG, part.gap)) or _named(part.lead)
    if not match:
        return None
    name = match["name"]
    labelled = [
        m
        for m in family
        if m.label.endswith(name) or name in (m.quantity.unit, m.noun_behind) or _heads(m, name)
    ]
    return labelled[-1] if labelled else None


def _named(lead: str) -> Match | None:
    """A name right before a number, of whose parts that is the first: 小项分别为8项."""
    if "中" in lead and (match := glance("^(?P<name>\\p{Han}{2,6})中$", lead)):
        return match
    row = "分别" in lead or "依次" in lead
    return glance("(?P<name>\\p{Han}{2})(?:的)?(?:分别|依次)(?:为|是|有)?$", lead) if row else None
