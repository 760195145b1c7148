"""Whether numbers that seem to be parts of one total are parts of another one, or of one that is not told."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike

Words = Mapping[str, tuple[str, ...]]


def of_another(parts: Sequence[Mention], total: Mention, stretch: Stretch, words: Words) -> bool:
    """Whether something else than this total is what the numbers are parts of."""
    head = parts[0]
    turned = any(cue in head.lead for cue in words["turned_cues"])  # 建议转化为重点任务4项
    if turned or (head.topic and f"{head.topic}，其中" in head.gap):
        return True  # 17个主体认领任务，其中主办任务33项: of how many is not told
    if len(parts) > 1 and not head.opener and "、" in head.gap and "其中" in parts[1].gap:
        return True  # 6次委员会会议、5次推进会，其中2次
    at = next(index for index, mention in enumerate(stretch.counts) if mention is head)
    before, whole, low = stretch.counts[at - 1], total.quantity.high, head.quantity.low
    if before is not total and whole < low <= largest_before(head, stretch, words):
        return True
    nearer = before is not total and before.quantity.unit == head.quantity.unit
    if nearer and before.quantity.high >= low > whole:
        return True  # 12个单位反馈问题148个，其中县直单位97个
    return whole < low <= _row(total, stretch.counts)  # 党组会8次、推进会6次，其中专题研究整改12次


def largest_before(part: Mention, stretch: Stretch, words: Words) -> float:
    """The largest number before a part in its sentence that it may be a part of; 0 if there is none."""
    return max((m.quantity.high for m in stretch.counts if _before_in_sentence(m, part, words)), default=0)


def _row(total: Mention, counts: Sequence[Mention]) -> float:
    """The sum of the numbers in a row of which a number is the last."""
    at = next(index for index, mention in enumerate(counts) if mention is total)
    known = total.quantity.high
    while at > 0 and counts[at].gap.startswith("、") and _of_one_sort(counts[at - 1], total):
        at -= 1
        known += counts[at].quantity.high
    return known


def _of_one_sort(one: Mention, other: Mention) -> bool:
    """Whether two numbers of a row are told in one unit, and not of things with names of their own."""
    unlike = one.topic and other.topic and one.topic != other.topic
    return one.quantity.unit == other.quantity.unit and not unlike


def _before_in_sentence(mention: Mention, part: Mention, words: Words) -> bool:
    """Whether a number stands before a part in its sentence and may be what it is a part of."""
    before = mention.quantity.number.start < part.quantity.number.start
    return before and mention.sentence == part.sentence and alike(mention, part, words)
