"""All problems are said to be done, and some are said to be going on."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.statuses import DONE, UNDONE, all_done, unfinished
from xlint.model import Hit, NoOptions, Note, Span

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """A hit where the document says that all is done, for the first place that says otherwise; and one for each item
    that says both of itself.
    """
    totals = {claim.quantity.value for claim in document.problem_claims}
    claim = next(all_done(document.text, document.words, totals), None)
    place = _first_unfinished(document) if claim else None
    if claim and place:
        values = {"text": document.slice(place), "claim": document.slice(claim)}
        yield Hit(place, values, (Note(claim, "claim", values),))


def _first_unfinished(document: Document) -> Span | None:
    """The first item that is unfinished, or the first words in the chapters on problems that say so."""
    for item in document.items:
        if item.status is not None and item.status.state == UNDONE:
            return item.status.span
    listing = document.problem_listing
    for group in listing.groups if listing else ():
        place = next(unfinished(document.text, group.section.span, document.words), None)
        if place:
            return place
    return next(
        (item.status.span for item in document.items if item.status and item.status.state != DONE), None
    )
