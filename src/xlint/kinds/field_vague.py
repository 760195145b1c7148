"""A deadline that names no time."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.fields import is_empty
from xlint.model import Hit, NoOptions
from xlint.search import first

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each deadline that is put off without a date or a stage, at its value."""
    words = document.words
    for field in document.fields:
        value = document.slice(field.value_span)
        if field.role != "deadline" or not value or is_empty(field, document.text, words):
            continue
        vague = any(first(pattern, value) for pattern in words["vague_deadlines"])
        if vague and not any(first(pattern, value) for pattern in words["definite_deadlines"]):
            yield Hit(field.value_span, {"label": field.label, "value": value})
