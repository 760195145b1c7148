"""Items that are said to be unfinished and name no time for finishing them."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.statuses import DONE, names_a_time
from xlint.model import Hit, NoOptions, Note, Span
from xlint.search import any_found

Options = NoOptions


def _listed(document: Document) -> Iterator[Span]:
    """The sections that tell of what is unfinished, with times: 四、正在整改事项安排."""
    for section in document.outline.sections:
        if any_found(document.words["unfinished_titles"], section.heading.title) and names_a_time(
            document.slice(section.span), document.words
        ):
            yield section.span


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each such item, at its heading; what says that it is unfinished is related."""
    listed = list(_listed(document))
    for item in document.items:
        if item.status is None or item.status.state == DONE:
            continue
        if any(not span.overlaps(item.section.span) for span in listed):
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
