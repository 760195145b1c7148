"""A document of a known sort without a title."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions

Options = NoOptions

_FEWEST = 3  # paragraphs without a heading that are more than a fragment


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit on the first line that is not blank, unless a line before the first heading may be a title."""
    if document.title is not None or document.title_like or document.first_line is None:
        return
    if document.outline.sections or _paragraphs(document) >= _FEWEST:
        yield Hit(document.first_line)


def _paragraphs(document: Document) -> int:
    return sum(bool(document.slice(line).strip()) for line in document.source.lines)
