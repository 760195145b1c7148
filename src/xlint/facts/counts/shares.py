"""Shares of one whole that is not stated: 甲类12人，占6%；乙类46人，占23% …; and shares that make more than the whole."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from xlint.facts.counts.bases import is_share
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike
from xlint.facts.quantities import PERCENT, figure
from xlint.model import Note
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]

_LOOK = 48  # code points behind the last share
_FEWEST = 3  # shares by which the whole can be told


def shares(text: str, mentions: Sequence[Mention], words: Words) -> Iterator[Relation]:
    """All lists of shares, by sentence, in order."""
    for _, group in groupby(mentions, key=lambda mention: mention.sentence):
        sentence = list(group)
        if not any(mention.quantity.unit == PERCENT for mention in sentence):
            continue
        sentence = [
            m
            for m, following in zip(sentence, [*sentence[1:], None], strict=True)
            if not _names(m, following)
        ]
        pairs = _pairs(sentence, words)
        if len(pairs) >= _FEWEST:
            yield from _implied(pairs, text)
        yield from _left(sentence, text, words)
        bare = _bare(sentence, words)
        if len(bare) >= _FEWEST and not _several(text, bare[-1].quantity.span.end, words):
            yield from _hundred(bare, text, words)


def _several(text: str, end: int, words: Words) -> bool:
    """Whether it is said behind shares that several answers could be given."""
    behind = text[end : end + _LOOK].partition("。")[0].partition("\n")[0]
    return any(cue in behind for cue in words["several_cues"])


def _names(mention: Mention, following: Mention | None) -> bool:
    """Whether a quantity is part of the name of what has a share: 3个月内完成的占38%."""
    return (
        following is not None
        and following.quantity.unit == PERCENT
        and mention.quantity.unit in ("个月", "天", "年", "岁", "小时", "万元", "元")
        and glance("[，；、：]", following.gap) is None
    )


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


def _left(sentence: Sequence[Mention], text: str, words: Words) -> Iterator[Relation]:
    """What a rate leaves: 完成率为92.5%，剩余7.5%."""
    found = [mention for mention in sentence if mention.quantity.unit == PERCENT]
    if len(found) != 2 or not found[0].lead.rstrip("为达到是约").endswith("率") or found[0].quantity.rough:
        return
    rate, left = found
    known = rate.quantity.value + left.quantity.value
    if abs(known - 100) <= rate.quantity.step + left.quantity.step:
        return
    if left.lead.startswith(words["part_rest"]) and glance("^的?(?:$|\\p{Han}{0,4}[计将拟正])", left.tail):
        values = {"rate": text[slice(*left.quantity.span)], "sum": f"{figure(known)}%"}
        note = Note(rate.quantity.span, "share", {"part": text[slice(*rate.quantity.span)]})
        yield Relation("rate", DIFFERS, left.quantity.span, values, (note,), "shares")


def _bare(sentence: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """Shares side by side without their numbers: 甲类占25%、乙类占23%、丙类占52%."""
    found = [mention for mention in sentence if mention.quantity.unit == PERCENT]
    named = all(
        "占" in mention.lead or "占比" in mention.gap or mention.lead.startswith(words["other_sorts"])
        for mention in found
    ) or (bool(found) and any(cue in found[0].lead for cue in ("占比分别", "分别占", "比例分别", "比重分别")))
    return found if (named or _composed(found)) and len(found) == len(sentence) else []


def _composed(found: Sequence[Mention]) -> bool:
    """Whether shares are said to make up one thing, and all but make it: 资金来源：中央补助48%、省级27%、县级25%."""
    told = (
        bool(found) and glance("来源|构成|结构|组成|分布|结果|评价|测评|占比|比例", found[0].gap) is not None
    )
    plain = all(not glance("率|[增升降减涨跌]|提高", m.lead.rpartition("：")[2]) for m in found)
    known = sum(mention.quantity.value for mention in found)
    return (
        told
        and plain
        and "：" in found[0].gap + found[0].lead
        and abs(known - 100) <= _NEARLY
        and len(found) >= _FEWEST
    )


_MOST = 130  # per cent: shares that make more are those of answers of which several may be given
_NEARLY = 12  # per cent, by which shares may miss 100 that are meant to make it


def _hundred(found: Sequence[Mention], text: str, words: Words) -> Iterator[Relation]:
    total = sum(mention.quantity.value for mention in found)
    slack = 0.5 * sum(max(mention.quantity.step, 0.1) for mention in found) + 1e-6
    sorts = [any(cue in mention.lead for cue in words["overlapping_cues"]) for mention in found]
    if any(sorts) != all(sorts) or any(mention.quantity.rough for mention in found):
        return
    closed = found[-1].lead.startswith(words["other_sorts"]) or _composed(found)
    claim = found[-1].quantity.span
    if (total > 100 + slack and total <= _MOST) or (closed and total < 100 - slack):
        values = {"rate": text[slice(*claim)], "sum": f"{figure(total)}%"}
        notes = tuple(
            Note(m.quantity.span, "share", {"part": text[slice(*m.quantity.span)]}) for m in found[:-1]
        )
        yield Relation("rate", DIFFERS, claim, values, notes, "shares")
    elif abs(total - 100) <= slack:
        yield Relation("rate", AGREES, claim)
