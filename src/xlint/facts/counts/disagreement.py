"""Whether a run of numbers that does not make its total is a fault, and which: a sum, a part too large, a difference."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from xlint.facts.counts.choice import chosen_total, meant, rivals
from xlint.facts.counts.closure import exclusive, features, is_closed, overlapping
from xlint.facts.counts.conflict import absurd, conflict, subset
from xlint.facts.counts.doubts import doubtful
from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.readings import NEARLY, swapped
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation, alike
from xlint.facts.counts.runs import Run
from xlint.facts.counts.siblings import beside
from xlint.facts.counts.slips import slip
from xlint.facts.quantities import figure
from xlint.model import Note
from xlint.search import first

Words = Mapping[str, tuple[str, ...]]

_BEYOND = "\\G[^。；]{0,12}(?:新增|超额|超出|多完成|自我加压|额外)"


def disagreement(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    """What disagrees in a run that no reading adds up; None where that may be meant."""
    total = chosen_total(run, words)
    if total is None or beside(run, total, stretch.counts, words):
        return None
    if doubtful(total, run.parts, stretch, words, named=run.named):
        return None
    parts = meant(run)
    most = max(
        (m.quantity.high for m in stretch.counts if _before_in_sentence(m, parts[0], words)), default=0
    )
    at = next(index for index, mention in enumerate(stretch.counts) if mention is parts[0])
    if stretch.counts[at - 1] is not total and total.quantity.high < parts[0].quantity.low <= most:
        return None  # a part of another number before it
    if parts[0].topic and f"{parts[0].topic}，其中" in parts[0].gap:
        return None  # 17个主体认领任务，其中主办任务33项: of how many is not told
    overlaps = overlapping(run, text, words)
    alone = overlaps or len(run.parts) == 1
    if (
        alone
        and "其中" in parts[0].gap
        and parts[0].quantity.low > most > 0
        and _counts_same(parts[0], total)
    ):
        return subset(parts[0], total, text)
    if overlaps:
        return None
    if run.opener == "weak":
        return _bare_list(parts, total, text, words)
    if parts[0].opener == "open" and "其中" in parts[0].gap and _exceeds(run, parts[0], total):
        slipped = len(parts) > 1 and slip(total.quantity.value, sum(part.quantity.value for part in parts))
        return conflict(parts, total, text) if slipped else subset(parts[0], total, text)
    if len(parts) == 2 and _undone_swap(*parts):
        return subset(parts[1], parts[0], text)
    if len(parts) > 1:
        return _list(run, parts, total, stretch, text, words)
    if parts[0].role == "rest":
        return _difference(run, stretch, text, words)
    return _subset(parts[0], run, total, text, words)


def _before_in_sentence(mention: Mention, part: Mention, words: Words) -> bool:
    """Whether a number stands before a part in its sentence and may be what it is a part of."""
    before = mention.quantity.number.start < part.quantity.number.start
    return before and mention.sentence == part.sentence and alike(mention, part, words)


def _undone_swap(one: Mention, other: Mention) -> bool:
    """Whether of what is told first more became than it is, by two digits: 其中存在隐患156栋，已整治165栋."""
    became = other.role == "part" and not one.role and one.status != other.status
    a, b = one.quantity.value, other.quantity.value
    return became and b > a and slip(b, a)


def _exceeds(run: Run, head: Mention, total: Mention) -> bool:
    """Whether the first part is larger than the total, or than all that it may be a part of where another clause begins."""
    most = max(other.quantity.high for other in (run.totals if "；" in head.gap else [total]))
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
    exceeds = sure and sum(part.quantity.low for part in parts) > most and exclusive(parts)
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
        id(counts[i - 1]) for i in range(first_ + 1, last + 1) if not first("[，；、。]", counts[i].gap)
    }
    return all(not m.gap or m.depth > parts[0].depth or id(m) in labels for m in between)


def _is_plan_of(plan: Mention, done: Mention) -> bool:
    """Whether a number is what was to be done of what was: 应撤并88家。上半年撤并57家."""
    match = first("应当?(?P<verb>\\p{Han}{2})", plan.lead)
    return (
        match is not None and done.lead.endswith(match["verb"]) and done.quantity.value < plan.quantity.value
    )


def _difference(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    """收入27.46亿元，支出26.91亿元，结余0.55亿元."""
    rest = run.parts[0]
    near = [total for total in run.totals if total.sentence == rest.sentence]
    planned = next((t for t in run.totals if len(near) == 1 and _is_plan_of(t, near[0])), None)
    if planned is not None:
        doubt = doubtful(planned, [near[0], rest], stretch, words)
        return None if doubt else conflict([near[0], rest], planned, text)
    if len(near) == 2 and near[1].quantity.value > near[0].quantity.value and not near[0].quantity.noun:
        doubt = doubtful(near[1], [near[0], rest], stretch, words)
        return None if doubt else conflict([near[0], rest], near[1], text)
    if len(near) != 2 or not any(cue in rest.lead for cue in words["difference_cues"]):
        return None
    new, old = near
    values = {
        "change": text[slice(*rest.quantity.span)],
        "old": text[slice(*old.quantity.span)],
        "new": text[slice(*new.quantity.span)],
        "true": figure(abs(old.quantity.value - new.quantity.value)),
    }
    notes = (Note(old.quantity.span, "old", values), Note(new.quantity.span, "new", values))
    return Relation("sum", DIFFERS, rest.quantity.span, values, notes, "change")


def _makes(one: Mention, other: Mention, whole: Mention) -> bool:
    """Whether two numbers are all of a third."""
    return one.quantity.value + other.quantity.value == whole.quantity.value


def _subset(part: Mention, run: Run, total: Mention, text: str, words: Words) -> Relation | None:
    """A single part against its whole."""
    found = any(cue in total.lead for cue in words["intake_cues"]) or total.quantity.noun.endswith(
        words["problem_nouns"] + words["divided_nouns"]
    )
    if "涉及" in part.lead and "其中" not in part.gap:
        return None  # 3个问题共涉及4条措施
    if overlapping(run, text, words) or first(_BEYOND, text, part.quantity.span.end):
        return None
    if part.sentence != total.sentence and "其中" not in part.gap and run.opener:
        return None
    same = bool(part.topic) and part.topic == total.topic and part.sentence == total.sentence
    if any(_makes(one, other, part) for one, other in combinations(run.totals[:4], 2)):
        return None  # 除1处外，其余11处均已腾退，涉及的12处
    apart = not run.opener and part.segment != total.segment and not same
    if (
        not (run.opener or found)
        or apart
        or part.quantity.low <= max(other.quantity.high for other in rivals(run, total))
    ):
        return Relation("subset", AGREES, part.quantity.span)
    return subset(part, total, text)
