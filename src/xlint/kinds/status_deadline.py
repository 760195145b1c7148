"""Items that are said to be unfinished and name no time for finishing them."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.statuses import DONE, names_a_time
from xlint.model import Hit, NoOptions, Note

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each such item, at its heading; what says that it is unfinished is related."""
    for item in document.items:
        if item.status is None or item.status.state == DONE:
            continue
        heading = item.section.heading
        text = document.slice(item.section.span)
        deadline = any(
            field.role == "deadline" and item.section.span.contains(field.span) for field in document.fields
        )
        if deadline or names_a_time(text, document.words):
            continue
        values = {"title": heading.title, "text": document.slice(item.status.span)}
        yield Hit(heading.span, values, (Note(item.status.span, "status", values),))
