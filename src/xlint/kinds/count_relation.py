"""Numbers that do not agree: a total and its parts, a part and its whole, a rate and its base, a number stated twice."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.counts import DIFFERS
from xlint.model import Hit


class Options(NamedTuple):
    """`relation`: which sort of relation is checked: sum, subset, rate or same."""

    relation: str


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each relation of the sort that no reading brings into agreement, one for each place."""
    seen = set()
    for relation in document.relations:
        if relation.sort == options.relation and relation.verdict == DIFFERS and relation.claim not in seen:
            seen.add(relation.claim)
            yield Hit(relation.claim, relation.values, relation.notes, relation.variant)
