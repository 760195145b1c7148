"""Days that no calendar has: 2月30日, 13月."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each date that does not exist."""
    for date in document.dates:
        if not date.valid:
            yield Hit(date.span, {"text": document.slice(date.span)})
