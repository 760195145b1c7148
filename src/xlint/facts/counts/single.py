"""One number against its total: what is left of it, or a part that is larger than it."""

from collections.abc import Mapping
from itertools import combinations

from xlint.facts.counts.choice import rivals
from xlint.facts.counts.closure import overlapping
from xlint.facts.counts.conflict import beyond, conflict, subset
from xlint.facts.counts.cues import TAIL_STATUS
from xlint.facts.counts.doubts import doubtful
from xlint.facts.counts.evidence import Stretch
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation
from xlint.facts.counts.runs import Run
from xlint.facts.quantities import figure
from xlint.model import Note
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]


def _is_plan_of(plan: Mention, done: Mention) -> bool:
    """Whether a number is what was to be done of what was: 应撤并88家。上半年撤并57家."""
    match = glance("应当?(?P<verb>\\p{Han}{2})", plan.lead)
    return (
        match is not None and done.lead.endswith(match["verb"]) and done.quantity.value < plan.quantity.value
    )


def difference(run: Run, stretch: Stretch, text: str, words: Words) -> Relation | None:
    """收入27.46亿元，支出26.91亿元，结余0.55亿元."""
    rest = run.parts[0]
    near = [total for total in run.totals if total.sentence == rest.sentence]
    planned = next((t for t in run.totals if len(near) == 1 and _is_plan_of(t, near[0])), None)
    if planned is not None:
        doubt = doubtful(planned, [near[0], rest], stretch, words)
        return None if doubt else conflict([near[0], rest], planned, text)
    if len(near) == 2 and "、" in near[0].gap:
        return None  # two of a row: 6次委员会会议、5次推进会
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


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether of two numbers of the same things, each at the head of its clause, it is told what became."""
    alike_heads = one.lead == other.lead == "" and one.noun_behind == other.noun_behind != ""
    return alike_heads and one.tail != other.tail and all(glance(TAIL_STATUS, m.tail) for m in (one, other))


def one_part(part: Mention, run: Run, total: Mention, text: str, words: Words) -> Relation | None:
    """A single part against its whole."""
    found = any(cue in total.lead for cue in words["intake_cues"]) or total.quantity.noun.endswith(
        words["problem_nouns"] + words["divided_nouns"]
    )
    if "涉及" in part.lead and "其中" not in part.gap:
        return None  # 3个问题共涉及4条措施
    if _side_by_side(part, total):
        return None  # 3个项目已完工，4个项目正在推进
    if overlapping(run, text, words) or beyond(part, text, words):
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
