"""Numbers said of numbers before them, one of each: 1312件、486件，分别办结1279件、451件; 下发850份，收回872份."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.holding import holds
from xlint.search import first, glance

Words = Mapping[str, tuple[str, ...]]


def one_by_one(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """The numbers that are said of as many numbers before them, each with the one it is said of."""
    if not any(_is_respective(mention, words) for mention in counts):
        return
    for index, head in enumerate(counts):
        if not _is_respective(head, words) and not _second_row(index, counts, words):
            continue
        parts = [head, *takewhile(lambda m: m.gap in ("、", "和", "，"), counts[index + 1 :])]
        for size in range(len(parts), 1, -1):
            wholes = respective(parts[:size], counts, words)
            if wholes:
                yield from zip(parts[:size], wholes, strict=True)
                break


def _is_respective(mention: Mention, words: Words) -> bool:
    """Whether a number is said of one before it: 分别."""
    return holds(mention.gap + mention.lead, words["respective_cues"])


def _second_row(index: int, counts: Sequence[Mention], words: Words) -> bool:
    """Whether a row of what was done goes on from a row that 分别 opens: 分别为163个和412个，已整改159个和418个."""
    head = counts[index]
    if head.gap[:1] != "，" or not glance("^已\\p{Han}{2,4}$", head.lead):
        return False
    size = 1 + sum(1 for _ in takewhile(lambda m: m.gap in ("、", "和"), counts[index + 1 :]))
    row = counts[index - size : index] if index >= size > 1 else ()
    joined = all(m.gap in ("、", "和") for m in row[1:])
    return bool(row) and joined and _is_respective(row[0], words)


def handed_back(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """What is said to have come back of what was handed out, and is more than that: 下发问卷850份，收回问卷872份."""
    verbs = [pair.split() for pair in words["handed_back"]]
    for whole, part in pairwise(counts):
        if part.quantity.low <= whole.quantity.high:
            continue
        same = whole.sentence == part.sentence and whole.quantity.unit == part.quantity.unit
        told = same and part.gap.startswith("，") and not whole.quantity.rough and not part.noun_behind
        if told and any(
            first(out, whole.lead) and first(f"^(?:已|共)?(?:{back})", part.lead) for out, back in verbs
        ):
            yield part, whole


def taken_up(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """What became of several things in turn and is more than what it is a part of: 问题66个、线索14件，已整改问题68个."""
    for index, part in enumerate(counts):
        if part.status != "done" or not part.topic or not part.label.endswith(part.topic):
            continue
        same = [
            m
            for m in counts[:index]
            if m.sentence == part.sentence and m.quantity.unit == part.quantity.unit and m.topic
        ]
        same = [m for m in same if m.topic.endswith(part.topic[-2:])]
        if len(same) != 1 or same[0].status or same[0].role or same[0].quantity.rough:
            continue
        if same[0].lead.startswith(("已", "正在", "尚未")):
            continue  # 已开工项目84个；已完成招标项目809个
        if part.quantity.low > same[0].quantity.high:
            yield part, same[0]


def respective(parts: Sequence[Mention], counts: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """The numbers before some that are said of them, each of one: 1312件、486件，分别办结1279件、451件; else none.

    A sum of those before them may stand between: 64件、27件，合计91件；分别办结62件、27件.
    """
    at = next(index for index, mention in enumerate(counts) if mention is parts[0])
    told = parts[0].gap + parts[0].lead
    if len(parts) > 1 and _second_row(at, counts, words):
        told += words["respective_cues"][0]
    if len(parts) < 2 or at < len(parts) or not any(cue in told for cue in words["respective_cues"]):
        return ()
    before = [m for m in counts[:at] if not glance("^(?:共|合计|总计|总共)", m.lead)][-len(parts) :]
    if len(before) < len(parts):
        return ()
    fits = all(
        other.sentence == parts[0].sentence and alike(other, part, words)
        for other, part in zip(before, parts, strict=True)
    )
    return before if fits and all(other.gap[:1] in ("、", "和", "，") for other in before[1:]) else ()
