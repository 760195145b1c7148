"""Totals and their parts: 28个问题，已完成18项，其余10项; 375个，其中甲县47个、乙县59个 …; 4个、6个、3个，合计13个."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations

from xlint.facts.counts.choice import chosen_total, meant, rivals
from xlint.facts.counts.closure import exclusive, features, is_closed, overlapping
from xlint.facts.counts.conflict import absurd, conflict, subset
from xlint.facts.counts.doubts import doubtful
from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.gathered import gathered
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.nearly import nearly
from xlint.facts.counts.partitions import claimed, partitions
from xlint.facts.counts.readings import NEARLY, adds_up_whole, agreeing, swapped
from xlint.facts.counts.relation import AGREES, DIFFERS, UNKNOWN, Relation, alike, blank
from xlint.facts.counts.runs import Run, runs
from xlint.facts.counts.siblings import beside, handed_back, one_by_one, taken_up
from xlint.facts.counts.slips import slip, swap
from xlint.facts.quantities import figure
from xlint.model import Note, Span
from xlint.search import first

Words = Mapping[str, tuple[str, ...]]

_BECAME = "已|办结|完成|整改|销号|通过|合格|达标|到位|解决|落实|采纳"
_BEYOND = "\\G[^。；]{0,12}(?:新增|超额|超出|多完成|自我加压|额外)"
_MOST_PARTS = 14  # more are not tried for other readings


def sums(text: str, stretches: Sequence[Stretch], words: Words) -> Iterator[Relation]:
    """All totals with parts, in order."""
    for stretch in stretches:
        seen: set[Set[Span]] = set()
        for relation in _paragraph(stretch, text, words):
            if relation.verdict != DIFFERS or relation.places not in seen:
                yield relation
            seen.add(frozenset(relation.places))


def _paragraph(stretch: Stretch, text: str, words: Words) -> Iterator[Relation]:
    """The totals of one paragraph: those that are divided several times, those before and those behind their parts."""
    counts, known = stretch.counts, stretch.sums
    divided = list(partitions(counts, text, known, words))
    taken = claimed(divided)
    for partition in divided:
        for group in partition.faulty:
            run = Run(group, (partition.total,), group[0].opener)
            if not doubtful(partition.total, group, stretch, words, taken) and not overlapping(
                run, text, words
            ):
                yield conflict(group, partition.total, text)
    told = False
    for part, whole in one_by_one(counts, words):
        became = first(_BECAME, part.lead + part.gap) or part.status or (part.gap in ("、", "和") and told)
        told = bool(became)
        if became and part.quantity.low > whole.quantity.high:
            yield subset(part, whole, text)
    for part, whole in (*taken_up(counts, words), *handed_back(counts, words)):
        if part.quantity.low > whole.quantity.high and not first(_BEYOND, text, part.quantity.span.end):
            yield subset(part, whole, text)
    for run in runs(counts, words):
        yield from _judge(run, stretch, text, words, taken)
    yield from gathered(counts, text, words, known)
    yield from _nearly(stretch, text, words, taken)


def _nearly(stretch: Stretch, text: str, words: Words, taken: Set[int]) -> Iterator[Relation]:
    right = {id(found.total) for found in stretch.sums}
    for total, parts in nearly(stretch.counts, words):
        run = Run(parts, (total,), "weak")
        if (
            id(total) not in right
            and not taken & {id(part) for part in parts}
            and not doubtful(total, parts, stretch, words)
            and not beside(run, total, stretch.counts, words)
            and not overlapping(run, text, words)
        ):
            yield conflict(parts, total, text)


def _judge(run: Run, stretch: Stretch, text: str, words: Words, taken: Set[int]) -> Iterator[Relation]:
    """A run as a whole; where it does not add up, each of the pieces that ； or 。 makes of it."""
    if not run.totals or len(run.parts) > _MOST_PARTS:
        return
    if blank(text, run.totals[-1].quantity.number.start, run.parts[-1].quantity.span.end + 6):
        yield Relation("sum", UNKNOWN, run.parts[0].quantity.span, {"reason": "placeholder"})
        return
    counts = stretch.counts
    run = _wholes(run)
    total = agreeing(run, counts, words)
    pieces = list(_pieces(run, counts, words))
    if (
        any(len(piece.parts) > 1 for piece in pieces)
        and len(pieces) > 1
        and not adds_up_whole(run, counts, words)
    ):
        for piece in pieces:
            yield from _judge(piece, stretch, text, words, taken)
        return
    relation = Relation("sum", AGREES, total.quantity.span) if total else _conflict(run, stretch, text, words)
    if relation is not None and not (
        relation.verdict == DIFFERS and taken & {id(part) for part in run.parts}
    ):
        yield relation


def _wholes(run: Run) -> Run:
    """Parts of each of which it is told what became of it, without that: 其中，A类78份，采纳76份；B类47份，采纳45份."""
    whole = tuple(part for part in run.parts if not part.role)
    pairs = zip(run.parts[::2], run.parts[1::2], strict=False)
    paired = len(run.parts) == 2 * len(whole) > 2 and all(
        not one.role and other.role == "part" and one.quantity.low >= other.quantity.low
        for one, other in pairs
    )
    return run._replace(parts=whole) if paired and run.opener else run


def _pieces(run: Run, counts: Sequence[Mention], words: Words) -> Iterator[Run]:
    if run.parts[-1].role == "rest":
        return
    start = 0
    for index in range(1, len(run.parts) + 1):
        if index == len(run.parts) or run.parts[index].segment != run.parts[index - 1].segment:
            parts = run.parts[start:index]
            inner = run.opener if start == 0 else ""
            yield Run(parts, (*reversed(run.parts[:start]), *run.totals), inner)
            start = index


def _conflict(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    total = chosen_total(run, words)
    if total is None or beside(run, total, stretch.counts, words):
        return None
    if doubtful(total, run.parts, stretch, words, named=run.named):
        return None
    parts = meant(run)
    most = max(
        (m.quantity.high for m in stretch.counts if _before_in_sentence(m, parts[0], words)), default=0
    )
    if len(run.parts) == 1 and "其中" in parts[0].gap and parts[0].quantity.low > most > 0:
        return subset(parts[0], total, text)
    if overlapping(run, text, words):
        return None
    if run.opener == "weak":
        return _bare_list(parts, total, text, words)
    if parts[0].opener == "open" and "其中" in parts[0].gap and _exceeds(run, parts[0], total):
        slipped = len(parts) > 1 and slip(total.quantity.value, sum(part.quantity.value for part in parts))
        return conflict(parts, total, text) if slipped else subset(parts[0], total, text)
    if len(parts) == 2 and _undone_swap(*parts):
        return subset(parts[1], parts[0], text)
    if len(parts) > 1:
        return _list(run, parts, total, stretch, text, words)
    if parts[0].role == "rest":
        return _difference(run, stretch, text, words)
    return _subset(parts[0], run, total, text, words)


def _before_in_sentence(mention: Mention, part: Mention, words: Words) -> bool:
    """Whether a number stands before a part in its sentence and may be what it is a part of."""
    before = mention.quantity.number.start < part.quantity.number.start
    return before and mention.sentence == part.sentence and alike(mention, part, words)


def _undone_swap(one: Mention, other: Mention) -> bool:
    """Whether of what is told first more became than it is, by two digits: 其中存在隐患156栋，已整治165栋."""
    became = other.role == "part" and not one.role and one.status != other.status
    a, b = one.quantity.value, other.quantity.value
    return became and b > a and swap(b, a)


def _exceeds(run: Run, head: Mention, total: Mention) -> bool:
    """Whether the first part is larger than the total, or than all that it may be a part of where another clause begins."""
    most = max(other.quantity.high for other in (run.totals if "；" in head.gap else [total]))
    same = head.quantity.unit == total.quantity.unit or not head.tail  # 2个项目……其中，按三项指标评分
    return same and head.quantity.low > most


def _bare_list(parts: Sequence[Mention], total: Mention, text: str, words: Words) -> Relation | None:
    """Bare numbers right behind one: only a sum that is all but right tells that they are its parts."""
    known = sum(part.quantity.value for part in parts)
    near = abs(known - total.quantity.value) <= NEARLY * total.quantity.value
    whole = not total.role and any(
        cue in total.lead for cue in (*words["intake_cues"], *words["gathering_cues"])
    )
    sure = swapped(parts, total) or (near and whole and len(parts) > 2)
    return conflict(parts, total, text) if sure and len(parts) > 1 else None


def _list(
    run: Run, parts: Sequence[Mention], total: Mention, stretch: Stretch, text: str, words: Words
) -> Relation | None:
    """Several parts: all of the total where the list is closed, and never more than it where they exclude each other."""
    if absurd(parts, total) and "，其中" not in parts[0].gap:
        return None
    most = max(other.quantity.high for other in rivals(run, total))
    told = bool(run.opener) or all(part.role != "maybe" for part in parts)
    sure = told and _adjoin(parts, stretch.counts)
    exceeds = sure and sum(part.quantity.low for part in parts) > most and exclusive(parts)
    if is_closed(run, parts, total, text, words) or (exceeds and not features(run, total, words)):
        return conflict(parts, total, text)
    return conflict(parts, total, text) if swapped(parts, total) else None


def _adjoin(parts: Sequence[Mention], counts: Sequence[Mention]) -> bool:
    """Whether no number of another unit stands between parts, but one that tells the same in another unit (9件17人),
    or one in the name of a part (5万元至10万元的41个).
    """
    first_, last = (next(i for i, m in enumerate(counts) if m is part) for part in (parts[0], parts[-1]))
    between = [m for m in counts[first_ : last + 1] if not any(m is part for part in parts)]
    labels = {
        id(counts[i - 1]) for i in range(first_ + 1, last + 1) if not first("[，；、。]", counts[i].gap)
    }
    return all(not m.gap or m.depth > parts[0].depth or id(m) in labels for m in between)


def _difference(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    """收入27.46亿元，支出26.91亿元，结余0.55亿元."""
    rest = run.parts[0]
    near = [total for total in run.totals if total.sentence == rest.sentence]
    if len(near) == 2 and near[1].quantity.value > near[0].quantity.value and not near[0].quantity.noun:
        doubt = doubtful(near[1], [near[0], rest], stretch, words)
        return None if doubt else conflict([near[0], rest], near[1], text)
    if len(near) != 2 or not any(cue in rest.lead for cue in words["difference_cues"]):
        return None
    new, old = near
    values = {
        "change": text[slice(*rest.quantity.span)],
        "old": text[slice(*old.quantity.span)],
        "new": text[slice(*new.quantity.span)],
        "true": figure(abs(old.quantity.value - new.quantity.value)),
    }
    notes = (Note(old.quantity.span, "old", values), Note(new.quantity.span, "new", values))
    return Relation("sum", DIFFERS, rest.quantity.span, values, notes, "change")


def _makes(one: Mention, other: Mention, whole: Mention) -> bool:
    """Whether two numbers are all of a third."""
    return one.quantity.value + other.quantity.value == whole.quantity.value


def _subset(part: Mention, run: Run, total: Mention, text: str, words: Words) -> Relation | None:
    """A single part against its whole."""
    found = any(cue in total.lead for cue in words["intake_cues"]) or total.quantity.noun.endswith(
        words["problem_nouns"] + words["divided_nouns"]
    )
    if overlapping(run, text, words) or first(_BEYOND, text, part.quantity.span.end):
        return None
    if part.sentence != total.sentence and "其中" not in part.gap and run.opener:
        return None
    same = bool(part.topic) and part.topic == total.topic and part.sentence == total.sentence
    if any(_makes(one, other, part) for one, other in combinations(run.totals[:4], 2)):
        return None  # 除1处外，其余11处均已腾退，涉及的12处
    apart = not run.opener and part.segment != total.segment and not same
    if (
        not (run.opener or found)
        or apart
        or part.quantity.low <= max(other.quantity.high for other in rivals(run, total))
    ):
        return Relation("subset", AGREES, part.quantity.span)
    return subset(part, total, text)
