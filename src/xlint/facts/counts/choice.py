"""Which total the parts of a run are most likely parts of, which others it may be mistaken for, and which parts are meant."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.runs import Run

Words = Mapping[str, tuple[str, ...]]


def chosen_total(run: Run, words: Words) -> Mention | None:
    """The quantity that the parts are most likely parts of: the nearest that fits."""
    if run.opener:
        return run.totals[0]
    neutral = [
        total
        for total in run.totals
        if (not total.role or total.status == "due")
        and total.status in ("", "due")
        and not any(cue in total.lead for cue in words["additions"])
    ]
    sum_ = sum(part.quantity.value for part in run.parts)
    named = [
        total
        for total in run.totals
        if not (total.role and total.status == run.parts[0].status)
        and _shares_words(total.lead, run.parts[0].lead)
    ]
    named.sort(key=lambda total: abs(total.quantity.value - sum_))
    head = run.parts[0]
    local = [t for t in neutral if t.sentence == head.sentence and t.segment == head.segment]
    nouns = [total for total in local or neutral if total.quantity.noun.endswith(words["problem_nouns"])]
    neutral = local or neutral
    topic = run.parts[0].topic
    same = [total for total in neutral if topic and total.topic.endswith(topic)]
    if len(run.parts) == 1 and same:
        return same[0]
    counted = [total for total in run.totals if not total.role and total.quantity.noun]
    return next(iter(named or nouns or neutral or counted), None)


def _shares_words(one: str, other: str, length: int = 3) -> bool:
    """Whether some words of one clause come back in another."""
    return any(one[at : at + length] in other for at in range(len(one) - length + 1))


def rivals(run: Run, total: Mention) -> Sequence[Mention]:
    """The total, and others that it might be mistaken for."""
    head = run.parts[0]
    if head.sentence != total.sentence or head.segment != total.segment:
        return [total, *run.totals]
    if run.opener and not total.quantity.noun and "；" not in head.gap:
        return [total]
    return [total, *(other for other in run.totals if other.segment == total.segment)]


def meant(run: Run) -> Sequence[Mention]:
    """The parts that exclude each other: where there is a remainder, those of which a state is told."""
    told = [part for part in run.parts if part.role == "rest" or part.status]
    if run.parts[-1].role == "rest" and len(told) > 1:
        due = any(part.status == "due" for part in told)  # what is done lies in what was due
        return [part for part in told if not (due and part.status == "done" and part.role != "rest")]
    return run.parts
