"""Parts before their total: 东部2个、西部3个，合计5个; 甲乙两县分别为37件、45件，共82件."""

from collections.abc import Iterator, Mapping, Sequence

from xlint.facts.counts.before_sums import (
    WEAK,
    batches_told,
    gathered_parts,
    goes_on_from_a_sum,
    number_told,
    row_of_others,
    without_inner,
)
from xlint.facts.counts.conflict import absurd, conflict
from xlint.facts.counts.evidence import Sum
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.readings import adds_up
from xlint.facts.counts.relation import AGREES, UNKNOWN, Relation, alike, blank
from xlint.facts.holding import holds, places
from xlint.search import first, glance

Words = Mapping[str, tuple[str, ...]]

_NEAR_LIST = 0.2  # likewise, of numbers that are told one by one
_FAR = 2  # times a total
_NEARLY = 0.1  # of a total, by which its parts may miss it and be meant all the same
_EACH = (
    "(?:各|每[人家名村户镇个]?)\\p{Han}{0,6}[0-9一二两三四五六七八九十]|(?:任|为|担任)(?:常务)?(?:副)?组长"
)


def gathered(counts: Sequence[Mention], text: str, words: Words, known: Sequence[Sum]) -> Iterator[Relation]:
    """All totals that are said to be the sum of what stands before them, in order."""
    right = {id(found.total) for found in known if _reaches(found, counts, words)}
    for index, total in enumerate(counts):
        strong = total.gathers or goes_on_from_a_sum(index, counts, words) or batches_told(index, counts) > 0
        if not strong and not _sums_a_list(index, counts, words):
            continue
        parts = gathered_parts(index, counts, words)
        if (
            _of_each(parts[-1:], counts)
            or len(parts) < 2
            or ("累计" in total.lead and len(parts) < number_told(total))
            or first(_EACH, text, parts[0].quantity.span.end, total.quantity.number.start)
            or "占" in total.lead
        ):
            continue
        between = slice(parts[0].quantity.span.end, total.quantity.span.start)
        if blank(text, parts[0].quantity.number.start, total.quantity.span.end):
            yield Relation("sum", UNKNOWN, total.quantity.span, {"reason": "placeholder"})
        elif (id(total) in right and not _misses(parts, total, strong)) or _adds_up(parts, total, text):
            yield Relation(
                "sum", AGREES, total.quantity.span, parts=tuple(part.quantity.span for part in parts)
            )
        elif (
            _likely(parts, total)
            and not absurd(parts, total)
            and not row_of_others(index, counts, parts, words)
            and not any(cue in text[between] for cue in words["not_all_cues"])
        ):
            neutral = _neutral(parts)
            became = any(cue in total.lead for cue in words["became_cues"])
            yield conflict(neutral if len(neutral) > 1 and not became else parts, total, text)


def _reaches(found: Sum, counts: Sequence[Mention], words: Words) -> bool:
    """Whether the parts of a total stand behind it, or end right before it, or before what is told of other things."""
    last, start = (m.quantity.number.start for m in (found.parts[-1], found.total))
    between = [m for m in counts if last < m.quantity.number.start < start and alike(m, found.total, words)]
    if not between or last > start:
        return True
    return "；" in between[0].gap or any(cue in between[0].gap for cue in words["respective_cues"])


def _misses(parts: Sequence[Mention], total: Mention, strong: bool) -> bool:
    """Whether a total that other parts make all but agrees with those it is told to be the sum of."""
    known = sum(part.quantity.value for part in parts)
    near = 0 < abs(known - total.quantity.value) <= _NEARLY * total.quantity.value
    return strong and total.lead not in WEAK and near and len(parts) > 2


def _neutral(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers of which nothing became: 交办46件 of 交办46件，办结43件；……合计交办126件."""
    return [part for part in parts if not part.role]


def _sums_a_list(index: int, counts: Sequence[Mention], words: Words) -> bool:
    """Whether a number behind a list of numbers that are told one by one is said to be all: 依次为2件、3件，全年累计5件."""
    total = counts[index]
    cues = words["gathering_cues"] + words["whole_cues"]
    if not total.lead or not holds(total.lead, cues) or "占" in total.lead:
        return False
    row = _row(index, counts)
    known = sum(part.quantity.value for part in row)
    near = abs(known - total.quantity.value) <= _NEAR_LIST * total.quantity.value
    return len(row) > 1 and near and any(cue in m.gap for m in row for cue in ("分别", "依次", "加上"))


def _likely(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether numbers come near enough to a sum to be meant as its parts, where only 共 tells: 共查摆问题356条."""
    known = sum(part.quantity.value for part in parts)
    told = glance("合计|共计|总计|总共|相加|累计", total.lead) is not None
    return told or total.quantity.value / _FAR <= known <= total.quantity.value * _FAR


def _of_each(last: Sequence[Mention], counts: Sequence[Mention]) -> bool:
    """Whether the number right before a sum is told of each of several: 5名委员分别联系2个乡镇，合计联系10个乡镇."""
    if not last or not glance("分别|各|每|均", last[0].lead):
        return False
    at = next(index for index, mention in enumerate(counts) if mention is last[0])
    several = at > 0 and counts[at - 1].gap != "" and counts[at - 1].sentence == last[0].sentence
    return several and counts[at - 1].quantity.unit != last[0].quantity.unit and "、" not in last[0].gap


def _row(index: int, counts: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers in a row that end right before one: 37件、45件、52件，累计."""
    row: list[Mention] = []
    for mention in reversed(counts[:index]):
        if mention.sentence != counts[index].sentence:
            break
        row.insert(0, mention)
        if mention.gap not in ("、", "和"):
            break
    if len(row) == 1 and index > 1 and "加上" in row[0].gap:
        row.insert(0, counts[index - 2])
    return row


_NO_ONE = ("第", "统", "唯", "逐", "万")  # what stands before 一 where it counts nothing


def _adds_up(parts: Sequence[Mention], total: Mention, text: str) -> bool:
    """Whether the last of the parts make the total, or those of which something became; 一轮 among them is one more."""
    if any(adds_up(parts[start:], total) for start in range(len(parts) - 1)):
        return True
    whole = without_inner(parts)
    if 1 < len(whole) < len(parts) and adds_up(whole, total):
        return True
    for some in ([part for part in parts if part.role], _neutral(parts)):
        if len(some) > 1 and adds_up(some, total):
            return True
    window = text[parts[0].quantity.number.start : total.quantity.number.start]
    one = f"一{total.quantity.unit}"
    single = sum(window[at - 1 : at] not in _NO_ONE for at in places(one, window)) if len(one) > 1 else 0
    return single > 0 and sum(part.quantity.value for part in parts) + single == total.quantity.value
