"""Shares of one whole that is not stated: 甲类12人，占6%；乙类46人，占23% …; and shares that make more than the whole."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from xlint.facts.counts.bases import is_share
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike
from xlint.facts.quantities import PERCENT, figure
from xlint.model import Note

Words = Mapping[str, tuple[str, ...]]

_FEWEST = 3  # shares by which the whole can be told


def shares(text: str, mentions: Sequence[Mention], words: Words) -> Iterator[Relation]:
    """All lists of shares, by sentence, in order."""
    for _, group in groupby(mentions, key=lambda mention: mention.sentence):
        sentence = list(group)
        pairs = _pairs(sentence, words)
        if len(pairs) >= _FEWEST:
            yield from _implied(pairs, text)
        bare = _bare(sentence, words)
        if len(bare) >= _FEWEST:
            yield from _hundred(bare, text, words)


def _pairs(sentence: Sequence[Mention], words: Words) -> Sequence[tuple[Mention, Mention]]:
    """Numbers of one unit that are each followed by their share, if no other number may be their whole."""
    pairs = [
        (one, other)
        for one, other in pairwise(sentence)
        if is_share(other, words) and one.quantity.unit != PERCENT
    ]
    parts = {id(part) for part, _ in pairs}
    rivals = [
        m
        for m in sentence
        if m.quantity.unit != PERCENT and id(m) not in parts and pairs and alike(m, pairs[0][0], words)
    ]
    return pairs if pairs and not rivals and all(alike(part, pairs[0][0], words) for part, _ in pairs) else []


def _implied(pairs: Sequence[tuple[Mention, Mention]], text: str) -> Iterator[Relation]:
    """Each share against the sum of all parts; where but one of them follows from it, that one is wrong."""
    whole = sum(part.quantity.value for part, _ in pairs)
    wrong = [
        (part, share)
        for part, share in pairs
        if abs(100 * part.quantity.value / (whole or 1) - share.quantity.value)
        >= max(share.quantity.step, 1e-6)
    ]
    if not wrong:
        yield from (Relation("rate", AGREES, share.quantity.span) for _, share in pairs)
    elif len(wrong) == 1:
        part, share = wrong[0]
        values = {
            "rate": text[slice(*share.quantity.span)],
            "part": text[slice(*part.quantity.span)],
            "whole": figure(whole),
            "true": f"{figure(round(100 * part.quantity.value / whole, 1))}%",
        }
        notes = (Note(part.quantity.span, "part", values),)
        yield Relation("rate", DIFFERS, share.quantity.span, values, notes)


def _bare(sentence: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """Shares side by side without their numbers: 甲类占25%、乙类占23%、丙类占52%."""
    found = [mention for mention in sentence if mention.quantity.unit == PERCENT]
    named = all("占" in mention.lead or "占比" in mention.gap for mention in found) or (
        bool(found) and any(cue in found[0].lead for cue in ("占比分别", "分别占", "比例分别", "比重分别"))
    )
    return found if named and len(found) == len(sentence) else []


def _hundred(found: Sequence[Mention], text: str, words: Words) -> Iterator[Relation]:
    total = sum(mention.quantity.value for mention in found)
    slack = 0.5 * sum(max(mention.quantity.step, 0.1) for mention in found) + 1e-6
    sorts = [any(cue in mention.lead for cue in words["overlapping_cues"]) for mention in found]
    if any(sorts) != all(sorts) or any(mention.quantity.rough for mention in found):
        return
    closed = found[-1].lead.startswith(words["other_sorts"])
    claim = found[-1].quantity.span
    if total > 100 + slack or (closed and total < 100 - slack):
        values = {"rate": text[slice(*claim)], "sum": f"{figure(total)}%"}
        notes = tuple(
            Note(m.quantity.span, "share", {"part": text[slice(*m.quantity.span)]}) for m in found[:-1]
        )
        yield Relation("rate", DIFFERS, claim, values, notes, "shares")
    elif abs(total - 100) <= slack:
        yield Relation("rate", AGREES, claim)
