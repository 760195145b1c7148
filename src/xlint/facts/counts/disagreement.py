"""Whether a run of numbers that does not make its total is a fault, and which: a sum, a part too large, a difference."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.another import largest_before, of_another
from xlint.facts.counts.choice import chosen_total, meant, rivals
from xlint.facts.counts.closure import exclusive, features, is_closed, overlapping
from xlint.facts.counts.conflict import absurd, conflict, subset
from xlint.facts.counts.doubts import doubtful
from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.readings import NEARLY, swapped
from xlint.facts.counts.relation import Relation, alike, is_money
from xlint.facts.counts.runs import Run
from xlint.facts.counts.siblings import beside
from xlint.facts.counts.single import difference, one_part
from xlint.facts.counts.slips import slip
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]


_AMONG_THEM = "^\\p{Han}{0,6}[中里]$"


def disagreement(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    """What disagrees in a run that no reading adds up; None where that may be meant."""
    total = chosen_total(run, words)
    if total is None or beside(run, total, stretch.counts, words):
        return None
    parts = meant(run)
    if parts[0].sentence != total.sentence and glance(_AMONG_THEM, parts[0].tail):
        return None  # 其中，市局完成的4068批次抽检中，普通食品3108批次
    if doubtful(total, run.parts, stretch, words, named=run.named) or of_another(
        parts, total, stretch, words
    ):
        return None
    overlaps = overlapping(run, text, words)
    alone = (overlaps or len(run.parts) == 1) and "其中" in parts[0].gap and _counts_same(parts[0], total)
    if alone and parts[0].quantity.low > largest_before(parts[0], stretch, words) > 0:
        return subset(parts[0], total, text)
    return None if overlaps else _told(run, parts, total, stretch, text, words)


def _told(
    run: Run, parts: Sequence[Mention], total: Mention, stretch: Stretch, text: str, words: Words
) -> Relation | None:
    """What the parts of a total tell against it."""
    if run.opener == "weak":
        return _bare_list(parts, total, text, words)
    if (
        parts[0].opener == "open"
        and "其中" in parts[0].gap
        and _exceeds(run, parts[0], total, stretch, words)
    ):
        slipped = len(parts) > 1 and slip(total.quantity.value, sum(part.quantity.value for part in parts))
        return conflict(parts, total, text) if slipped else subset(parts[0], total, text)
    if len(parts) == 2 and _undone_swap(*parts):
        return subset(parts[1], parts[0], text)
    if len(parts) > 1:
        return _list(run, parts, total, stretch, text, words)
    if parts[0].role == "rest":
        return difference(run, stretch, text, words)
    return one_part(parts[0], run, total, text, words)


def _undone_swap(one: Mention, other: Mention) -> bool:
    """Whether of what is told first more became than it is, by two digits: 其中存在隐患156栋，已整治165栋."""
    became = other.role == "part" and not one.role and one.status != other.status
    a, b = one.quantity.value, other.quantity.value
    return became and b > a and slip(b, a)


def _exceeds(run: Run, head: Mention, total: Mention, stretch: Stretch, words: Words) -> bool:
    """Whether the first part is larger than the total, or than all that it may be a part of where another clause begins."""
    if head.sentence != total.sentence:
        at = head.quantity.number.start
        before = [m for m in stretch.counts if m.quantity.number.start < at and alike(m, head, words)]
    else:
        before = list(run.totals) if "；" in head.gap else [total]
    most = max(other.quantity.high for other in before)
    return _counts_same(head, total) and head.quantity.low > most


def _counts_same(head: Mention, total: Mention) -> bool:
    """Whether a part is not of another unit with a noun of its own: 2个项目……其中，按三项指标评分."""
    return head.quantity.unit == total.quantity.unit or not head.tail


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
    known = sum(part.quantity.value for part in parts)
    if parts[0].sentence != total.sentence and 2 * known < total.quantity.value:
        return None
    if absurd(parts, total) and "，其中" not in parts[0].gap:
        return None
    most = max(other.quantity.high for other in rivals(run, total))
    told = bool(run.opener) or all(part.role != "maybe" for part in parts)
    sure = told and _adjoin(parts, stretch.counts)
    near = bool(run.opener) or parts[0].sentence == total.sentence or not is_money(total)
    exceeds = sure and near and sum(part.quantity.low for part in parts) > most and exclusive(parts)
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
        id(counts[i - 1]) for i in range(first_ + 1, last + 1) if not glance("[，；、。]", counts[i].gap)
    }
    return all(not m.gap or m.depth > parts[0].depth or id(m) in labels for m in between)
