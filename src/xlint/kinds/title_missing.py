"""A document of a known sort without a title."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit on the first line that is not blank, unless a line before the first heading may be a title."""
    if document.title is None and not document.title_like and document.first_line is not None:
        yield Hit(document.first_line)
