"""A number against the things that are listed beside it by name, by 一是…二是… or by headings."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.counts import DIFFERS
from xlint.facts.lists import Counted
from xlint.model import Hit, NoOptions, Note

Options = NoOptions

_ASPECT = "方面"


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each number that fits no reading of its list; aspects are another rule's."""
    yield from hits(document, aspects=False)
    for relation in document.relations:
        if relation.sort == "list" and relation.verdict == DIFFERS:
            yield Hit(relation.claim, relation.values, relation.notes, relation.variant)


def hits(document: Document, aspects: bool) -> Iterator[Hit]:
    """The lists of aspects, or all others, that do not agree with their number."""
    for counted in document.counted_lists:
        if counted.noun.endswith(_ASPECT) == aspects and not counted.agrees:
            yield _hit(counted, document)


def _hit(counted: Counted, document: Document) -> Hit:
    values = {"claim": document.slice(counted.number), "count": str(counted.listed)}
    return Hit(counted.number, values, (Note(counted.list, "list", values),))
