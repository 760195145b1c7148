"""When a total and numbers that do not make it are better left alone: silence is cheaper than a false alarm."""

from collections.abc import Mapping, Sequence, Set

from xlint.facts.counts.evidence import Stretch, explained
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.counts.slips import swap
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]

_TWICE = 1.6  # times a total: numbers of which none is too large are then features or points in time
_ITEM = "(?:^|[，。：；\\s])(?:[一二三四五六七八九十]是|第[一二三四五六][，,])|[①-⑳]|其[一二三]"
NO_ONE: Set[int] = frozenset()


def doubtful(
    total: Mention,
    parts: Sequence[Mention],
    stretch: Stretch,
    words: Words,
    own: Set[int] = NO_ONE,
    named: bool = False,
) -> bool:
    """Whether something tells against these numbers being all the parts of this total.

    `own` are the identities of numbers that are known to be its parts in other divisions of it; `named` that the text names the total for them.
    """
    sums = [found for found in stretch.sums if found.total is not total] if own else stretch.sums
    if explained(total, parts, sums) or _told_again(total, parts) or _too_many(total, parts):
        return True
    if _in_step(total, parts):
        return True
    if parts[0].quantity.number.start < total.quantity.number.start:
        return False  # the total gathers what stands before it
    between = _between(total, parts, stretch.mentions)
    return (
        _other_item(total, parts, between)
        or _hidden(total, parts, between, stretch, words)
        or (not named and not _is_remainder(parts) and _another_whole(total, parts, between, own, words))
        or _whole_in_another_unit(total, parts, stretch.mentions)
        or (not own and _is_last_of_a_list(total, parts, stretch))
    )


def _in_step(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether all are told in the same words but for a date: 8月底前完成4个，9月底前完成1个，10月底前完成2个."""
    form = _figures(total.lead)
    return _DIGIT in form and len(parts) > 1 and all(form.endswith(_figures(part.lead)) for part in parts)


_DIGIT = "0"


def _figures(lead: str) -> str:
    """Words with one digit in the place of each number."""
    out = ""
    for char in lead:
        if not char.isdecimal():
            out += char
        elif not out.endswith(_DIGIT):
            out += _DIGIT
    return out


def _is_remainder(parts: Sequence[Mention]) -> bool:
    """Whether all that is told is what is left: the numbers before it are then total and part."""
    return len(parts) == 1 and parts[0].role == "rest"


def _between(total: Mention, parts: Sequence[Mention], mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The quantities between a total and the last of its parts, and these."""
    start, end = total.quantity.span.end, parts[-1].quantity.span.end
    return [m for m in mentions if start <= m.quantity.number.start < end]


def _told_again(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether one of several numbers is the total itself: 来信9封，其中……3封、2封，9封均已答复."""
    return len(parts) > 1 and any(part.quantity.value == total.quantity.value for part in parts)


def _too_many(total: Mention, parts: Sequence[Mention]) -> bool:
    whole = total.quantity.high
    known = sum(part.quantity.low for part in parts)
    fit = all(part.quantity.value <= whole for part in parts)
    told = all(part.status for part in parts) or swap(total.quantity.value, known)
    return len(parts) > 1 and fit and known >= _TWICE * whole and not told


def _other_item(total: Mention, parts: Sequence[Mention], between: Sequence[Mention]) -> bool:
    """Whether the marker of another item of a list stands between: 一是……发现隐患432项。二是……整改36项."""
    head = parts[0]
    leading = [m for m in between if m.quantity.number.start <= head.quantity.number.start]
    return total.sentence != head.sentence and any(glance(_ITEM, m.gap) for m in leading)


def _hidden(
    total: Mention, parts: Sequence[Mention], between: Sequence[Mention], stretch: Stretch, words: Words
) -> bool:
    """Whether a number of their sort that cannot be added stands among the parts: 不足2起."""
    counted = {id(m) for m in stretch.counts}
    head = parts[0].quantity.number.start
    return any(
        id(m) not in counted
        and m.quantity.number.start > head
        and alike(m, total, words)
        and m.role != "note"
        for m in between
    )


def _another_whole(
    total: Mention, parts: Sequence[Mention], between: Sequence[Mention], own: Set[int], words: Words
) -> bool:
    """Whether another number that may be the whole stands between a total and its first part."""
    head = parts[0].quantity.number.start
    mine = {id(part) for part in parts} | own
    return any(
        m.quantity.number.start < head
        and id(m) not in mine
        and not m.role
        and m.noun_behind not in words["dividing_nouns"]
        and m.quantity.value >= max(part.quantity.value for part in parts)
        and alike(m, parts[0], words)
        and m.quantity.unit == parts[0].quantity.unit
        for m in between
    )


def _is_last_of_a_list(total: Mention, parts: Sequence[Mention], stretch: Stretch) -> bool:
    """Whether a total is but a part of another one, of which a new sentence goes on to speak."""
    members = {id(part) for found in stretch.sums for part in found.parts}
    return id(total) in members and parts[0].sentence != total.sentence


def _whole_in_another_unit(total: Mention, parts: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    """Whether total and parts together are a number of another unit: 文书1872份，履行1126件，申请493件，其余253件."""
    known = total.quantity.value + sum(part.quantity.value for part in parts)
    return len(parts) > 1 and any(
        m.quantity.value == known
        and m.quantity.unit != total.quantity.unit
        and abs(m.sentence - total.sentence) < 2
        for m in mentions
    )
