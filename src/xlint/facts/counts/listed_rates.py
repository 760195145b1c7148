"""Rates beside their numbers in other ways: several in a row, a fraction in brackets, before their numbers, what is left."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from xlint.facts.counts.bases import Base
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.quantities import PERCENT, POINTS
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]
Pair = tuple[Mention, Base]

_JOINS = ("、", "和")


def in_a_row(paragraph: Sequence[Mention], words: Words) -> Iterator[Pair]:
    """Rates in a row behind as many parts: 占比依次为66.7%、20%、13.3%, 办结率97.5%、92.8%."""
    for index, head in enumerate(paragraph):
        if head.quantity.unit != PERCENT or head.gap in _JOINS or not glance("率|占|比[例重]", head.lead):
            continue
        rest = takewhile(lambda m: m.quantity.unit == PERCENT and m.gap in _JOINS, paragraph[index + 1 :])
        row = [head, *rest]
        parts = paragraph[index - len(row) : index] if index >= len(row) else ()
        if len(row) > 1 and len(parts) == len(row) and _is_row(parts, words):
            wholes = _wholes(
                paragraph[: index - len(row)],
                parts,
                words,
                ("占" in head.lead or "比" in head.lead) and "各" not in head.lead,
            )
            yield from zip(
                row, (Base(part, whole) for part, whole in zip(parts, wholes, strict=False)), strict=False
            )


def _is_row(parts: Sequence[Mention], words: Words) -> bool:
    return all(part.gap in _JOINS and alike(part, parts[0], words) for part in parts[1:]) and (
        parts[0].quantity.unit not in (PERCENT, POINTS)
    )


def _wholes(
    before: Sequence[Mention], parts: Sequence[Mention], words: Words, shares: bool
) -> Sequence[Mention]:
    """The wholes of the parts, one each; of shares, one for all of them."""
    row = before[-len(parts) :]
    if (
        not shares
        and len(row) == len(parts)
        and all(alike(w, p, words) for w, p in zip(row, parts, strict=True))
    ):
        fits = all(w.quantity.value >= p.quantity.value for w, p in zip(row, parts, strict=True))
        return row if fits and all(w.gap[:1] in "、和，" for w in row[1:]) else ()
    family = [m for m in before if alike(m, parts[0], words) and m.sentence == parts[0].sentence]
    known = sum(part.quantity.value for part in parts)
    total = next((m for m in reversed(family) if m.quantity.value == known), None)
    return [total] * len(parts) if total is not None and shares else ()


def before_its_numbers(index: int, paragraph: Sequence[Mention], words: Words) -> Iterator[Base]:
    """以96.8%的销号率完成任务：应销号142件，实际销号140件."""
    rate = paragraph[index]
    verb = glance("^的\\p{Han}{0,4}?(?P<verb>\\p{Han}{2})率", rate.tail)
    behind = [m for m in paragraph[index + 1 :] if m.sentence == rate.sentence]
    if verb is None or len(behind) != 2:
        return
    whole, part = behind
    if not alike(whole, part, words):
        return
    if all(verb["verb"] in m.lead for m in behind) and whole.quantity.value >= part.quantity.value:
        yield Base(part, whole)
