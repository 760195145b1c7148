"""A field that is there and says nothing."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.fields import is_empty
from xlint.model import Hit, NoOptions

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each field without a value, or with a placeholder for one: label and value."""
    for field in document.fields:
        if is_empty(field, document.text, document.words) and field.span.end > field.span.start:
            yield Hit(field.span, {"label": field.label})
