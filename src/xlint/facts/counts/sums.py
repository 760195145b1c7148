"""Totals and their parts: 28个问题，已完成18项，其余10项; 375个，其中甲县47个、乙县59个 …; 4个、6个、3个，合计13个."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from xlint.facts.counts.closure import overlapping
from xlint.facts.counts.conflict import beyond, conflict, subset
from xlint.facts.counts.disagreement import disagreement
from xlint.facts.counts.doubts import doubtful
from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.gathered import gathered
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.nearly import nearly
from xlint.facts.counts.partitions import claimed, partitions
from xlint.facts.counts.readings import adds_up_whole, agreeing
from xlint.facts.counts.relation import AGREES, DIFFERS, UNKNOWN, Relation, blank
from xlint.facts.counts.respective import handed_back, one_by_one, taken_up
from xlint.facts.counts.runs import Run, runs
from xlint.facts.counts.siblings import beside
from xlint.facts.counts.slips import slip
from xlint.model import Span

Words = Mapping[str, tuple[str, ...]]

_NEAR = 0.1  # of a part, by which what became of it may miss it
_MOST_PARTS = 14  # more are not tried for other readings


def sums(text: str, stretches: Sequence[Stretch], words: Words) -> Iterator[Relation]:
    """All totals with parts, in order."""
    for stretch in stretches:
        if len(stretch.counts) <= 1:
            continue
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
        cued = any(cue in part.lead + part.gap for cue in words["became_cues"])
        became = cued or part.status or (part.gap in ("、", "和") and told)
        told = bool(became)
        if became and part.quantity.low > whole.quantity.high:
            yield subset(part, whole, text)
    for part, whole in (*taken_up(counts, words), *handed_back(counts, words)):
        if not beyond(part, text, words):
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
    if blank(text, run.totals[-1].quantity.number.start, _near(text, run.parts[-1].quantity.span.end)):
        yield Relation("sum", UNKNOWN, run.parts[0].quantity.span, {"reason": "placeholder"})
        return
    counts = stretch.counts
    run = _nested(_wholes(_cut(run)))
    pieces = list(_pieces(run, counts, words))
    if (
        len(pieces) > 1
        and any(len(piece.parts) > 1 for piece in pieces)
        and not adds_up_whole(run, counts, words)
    ):
        for piece in pieces:
            yield from _judge(piece, stretch, text, words, taken)
        return
    total = agreeing(run, counts, words)
    relation = (
        Relation("sum", AGREES, total.quantity.span, parts=tuple(part.quantity.span for part in run.parts))
        if total
        else disagreement(run, stretch, text, words)
    )
    if relation is not None and not (
        relation.verdict == DIFFERS and taken & {id(part) for part in run.parts}
    ):
        yield relation


def _near(text: str, end: int) -> int:
    """A few characters further on, in the same line."""
    line_end = text.find("\n", end, end + 6)
    return end + 6 if line_end < 0 else line_end


def _cut(run: Run) -> Run:
    """A run without what is told behind ； of something else, as it is more than any total: 其中抗诉30件；提出建议3800件."""
    most = max(total.quantity.high for total in (run.totals[:1] if run.opener else run.totals))
    known = run.parts[0].quantity.value
    for one, other in pairwise(run.parts):
        apart = one.segment != other.segment and other.role != "rest"
        if apart and other.quantity.low > most and not slip(other.quantity.value, most - known):
            return run._replace(parts=run.parts[: run.parts.index(other)])
        known += other.quantity.value
    return run


def _wholes(run: Run) -> Run:
    """Parts of each of which it is told what became of it, without that: 其中，A类78份，采纳76份；B类47份，采纳45份."""
    whole = tuple(part for part in run.parts if not part.role)
    pairs = zip(run.parts[::2], run.parts[1::2], strict=False)
    paired = len(run.parts) == 2 * len(whole) > 2 and all(
        not one.role and other.role == "part" and one.quantity.low >= other.quantity.low
        for one, other in pairs
    )
    return run._replace(parts=whole) if paired and run.opener else run


def _nested(run: Run) -> Run:
    """What became of the first part alone, where its numbers all but make it: 240件，其中受理160件，已办结152件，正在办理的6件."""
    head, *others = run.parts
    states = [part.status or part.role for part in others]
    told = not head.role and len(others) > 1 and states[0] == "done" and all(states) and "due" not in states
    missed = abs(sum(part.quantity.value for part in others) - head.quantity.value)
    if run.opener == "open" and told and missed <= _NEAR * head.quantity.value:
        return Run(tuple(others), (head,), "")
    return run


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
