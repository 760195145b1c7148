"""A total that does not agree with its parts: how it is told, and when it is too absurd to be meant."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import DIFFERS, Relation
from xlint.facts.counts.slips import slip
from xlint.facts.quantities import figure
from xlint.model import Note
from xlint.search import any_of, match_at

Words = Mapping[str, tuple[str, ...]]


def conflict(parts: Sequence[Mention], total: Mention, text: str) -> Relation:
    """The total with its parts and what they make together."""
    told = "＋".join(figure(part.quantity.value) for part in parts)
    values = {
        "total": text[slice(*total.quantity.span)],
        "sum": figure(sum(part.quantity.value for part in parts)),
        "parts": told,
    }
    notes = tuple(
        Note(part.quantity.span, "part", {"text": text[slice(*part.quantity.span)]}) for part in parts
    )
    return Relation("sum", DIFFERS, total.quantity.span, values, notes)


def absurd(parts: Sequence[Mention], total: Mention) -> bool:
    """Whether a part is larger than the total, and no slip of the hand in one of the two made it so."""
    whole = total.quantity.value
    known = sum(part.quantity.value for part in parts)
    largest = max(part.quantity.value for part in parts)
    return largest > whole and not slip(largest, whole - known + largest) and not slip(whole, known)


def beyond(part: Mention, text: str, words: Words) -> bool:
    """Whether it is said behind a number that more was done than was to be: 20个，超额5个."""
    end = part.quantity.span.end
    return match_at(_beyond(words["beyond_cues"]), text, end) is not None or (
        match_at(_WITH_EARLIER, text, end) is not None
    )


_WITH_EARLIER = "\\G[（(](?:包?含|包括)"  # more was done than came anew: 整改52处（含上周遗留11处）


@lru_cache(maxsize=4)
def _beyond(cues: tuple[str, ...]) -> str:
    return f"\\G[^。；]{{0,12}}(?:{any_of(cues)})"


def subset(part: Mention, whole: Mention, text: str) -> Relation:
    """A part that is larger than its whole."""
    values = {"part": text[slice(*part.quantity.span)], "whole": text[slice(*whole.quantity.span)]}
    return Relation(
        "subset", DIFFERS, part.quantity.span, values, (Note(whole.quantity.span, "whole", values),)
    )
