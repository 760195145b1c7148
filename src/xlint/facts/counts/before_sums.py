"""Which numbers stand before a sum as its parts: back to where another thing is told, as many as are told."""

import re
from collections.abc import Mapping, Sequence

from xlint import numerals
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]

WEAK = ("共", "共有")  # words of a sum that may also begin something new


def row_of_others(index: int, counts: Sequence[Mention], parts: Sequence[Mention], words: Words) -> bool:
    """Whether the row that a total sums holds more than the numbers of its unit: 3个直管市、神农架林区、48所高校，共52个."""
    own = {id(part) for part in parts}
    for at in range(index - 1, -1, -1):
        mention = counts[at]
        joins = _joins(mention.gap) if at and counts[at - 1].sentence == mention.sentence else 0
        if joins == 0:
            return at < index - 1 and id(mention) not in own  # where the row begins
        if id(mention) not in own or joins > 1:
            return True
    return False


def _joins(gap: str) -> int:
    """How many 、 stand between two numbers of a row, brackets left out; 0 where other marks part them."""
    plain = _BRACKETED.sub("", gap)
    return 0 if any(mark in plain for mark in "，。；：") else plain.count("、")


def goes_on_from_a_sum(index: int, counts: Sequence[Mention], words: Words) -> bool:
    """Whether a number is one more sum behind another one: 两类合计发出192份、回复178份."""
    return index > 0 and counts[index].gap.startswith("、") and counts[index - 1].gathers


def gathered_parts(index: int, counts: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """The numbers before a sum, back to where another thing is told."""
    total = counts[index]
    weak = total.lead in WEAK
    number = number_told(total) or batches_told(index, counts)
    parts: list[Mention] = []
    for part in reversed(counts[:index]):
        far = 1 if number and not weak else 0
        if total.sentence - part.sentence > far or (part.gathers and part.depth == total.depth):
            if part.sentence == total.sentence and total.gap.startswith("、") and not parts:
                continue  # the sum before this one
            break
        if not alike(part, total, words):
            if weak:
                break
            continue
        if not _same_clause(part, total):
            parts.insert(0, part)
    label = _label(total, words)
    if label:
        labelled = _labelled(label, parts)
        if len(labelled) > 1 or goes_on_from_a_sum(index, counts, words):
            return labelled
    whole = without_inner(parts)
    some = whole if number and len(whole) >= number else parts
    return some[-number:] if number and len(parts) >= number else parts


def without_inner(parts: Sequence[Mention]) -> Sequence[Mention]:
    """Numbers without what is told of one of them alone: 9次，其中6次专题研究；例会11次，两项合计20次."""
    return [
        part
        for at, part in enumerate(parts)
        if part.opener != "open" or any(m.gap.startswith("、") for m in parts[at + 1 : at + 2])
    ]


def _labelled(label: str, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers of which a word tells, and those in a row behind them: 化解8处、12处、17处."""
    found: list[Mention] = []
    for part in parts:
        in_a_row = (
            part.lead == "" and part.gap in ("、", "和") and bool(found) and found[-1] is _before(part, parts)
        )
        if label in part.lead or in_a_row:
            found.append(part)
    return found


def _before(part: Mention, parts: Sequence[Mention]) -> Mention | None:
    at = next(index for index, other in enumerate(parts) if other is part)
    return parts[at - 1] if at else None


def _same_clause(part: Mention, total: Mention) -> bool:
    """两项合计62个: the first number counts the parts."""
    return total.quantity.number.start - part.quantity.span.end == len(total.lead) == len(total.gap)


def _label(total: Mention, words: Words) -> str:
    """What is summed, where sums are told of several things: 合计发出."""
    match = glance("(?:合计|共计|总计|累计|共)(?P<label>\\p{Han}{2,4})$", total.lead)
    if match:
        return str(match["label"])
    return total.lead if total.gap.startswith("、") and 2 <= len(total.lead) <= 4 else ""


def batches_told(index: int, counts: Sequence[Mention]) -> int:
    """How many batches a sum is said to be of, where they are told right before it: 第一期86人、第二期79人，两期共培训175人."""
    before = counts[index - 1] if index else None
    if (
        before is None
        or before.quantity.unit not in _BATCHES
        or before.lead
        or not before.gap.startswith("，")
    ):
        return 0
    told = glance("^(?:共|合计|共计|累计|总共)\\p{Han}{0,4}$", counts[index].gap) is not None
    number = int(before.quantity.value)
    row = counts[max(0, index - 1 - number) : index - 1]
    batches = [glance("^第[一二三四五六七八九]", m.lead) for m in row]
    return number if told and len(row) == number > 1 and all(batches) else 0


def number_told(total: Mention) -> int:
    """The number of the parts where it is told: 三村连片, 两镇合计."""
    match = glance("^(?P<number>[二三四五六七八九两])[者项类个村镇乡县区市家地批季级年期轮组]", total.lead)
    return (numerals.parse(match["number"]) or 0) if match else 0


_BATCHES = ("期", "批", "轮", "组", "类", "次")
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
