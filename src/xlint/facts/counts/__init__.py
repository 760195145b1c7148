"""What a document says about numbers, checked: totals and parts, shares, growth, numbers stated twice."""

from collections.abc import Iterator, Mapping, Sequence

from xlint.facts.counts.across import across
from xlint.facts.counts.evidence import stretches
from xlint.facts.counts.growth import changes
from xlint.facts.counts.mentions import Mention, mentions
from xlint.facts.counts.pairs import pairs
from xlint.facts.counts.rates import rates
from xlint.facts.counts.relation import AGREES, DIFFERS, UNKNOWN, Relation
from xlint.facts.counts.restated import restated
from xlint.facts.counts.shares import shares
from xlint.facts.counts.sums import sums
from xlint.model import Span


def relations(
    text: str, found: Sequence[Mention], itemised: Sequence[Span], words: Mapping[str, tuple[str, ...]]
) -> tuple[Relation, ...]:
    """All relations between numbers of a text that could be computed or should have been, in order.

    `itemised` are the chapters that go through the problems one by one.
    """
    paragraphs = stretches(text, found, words)
    totals = list(sums(text, paragraphs, words))
    faulty = {span for total in totals if total.verdict == DIFFERS for span in total.places}
    all_of_them = [
        *restated(text, paragraphs, words),
        *totals,
        # where a total does not agree with its parts, its rates tell nothing new
        *(
            rate
            for rate in rates(text, paragraphs, words)
            if rate.verdict != DIFFERS or not faulty & rate.places
        ),
        *shares(text, found, words),
        *pairs(text, found, words),
        *changes(text, found, words),
        *across(text, found, itemised, words),
    ]
    return tuple(sorted(_once(all_of_them), key=lambda relation: (relation.claim, relation.sort)))


def _once(found: Sequence[Relation]) -> Iterator[Relation]:
    """The relations without those that call a number wrong that one before them does."""
    wrong = set()
    for relation in found:
        if relation.verdict != DIFFERS or relation.claim not in wrong:
            yield relation
        if relation.verdict == DIFFERS:
            wrong.add(relation.claim)


__all__ = ["AGREES", "DIFFERS", "UNKNOWN", "Mention", "Relation", "mentions", "relations"]
