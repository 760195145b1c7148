"""The rule kinds: each is a module with an `Options` value and `check(options, document)`.

To add a kind, write the module and add its name to KINDS; `-` in a name is `_` in the module's.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from xlint.model import Hit

if TYPE_CHECKING:
    from xlint.document import Document

KINDS = (
    "attachment",
    "count-aspects",
    "count-enumerated",
    "count-list",
    "count-relation",
    "date-invalid",
    "date-order",
    "date-weekday",
    "duplicate-paragraph",
    "field-empty",
    "field-missing",
    "field-vague",
    "forbidden-text",
    "half-width",
    "heading-duplicate",
    "heading-empty",
    "heading-level",
    "heading-sequence",
    "heading-single",
    "heading-style",
    "hollow-measure",
    "identity-number",
    "inline-sequence",
    "name-variants",
    "person-name",
    "section-missing",
    "section-order",
    "status-contradiction",
    "status-deadline",
    "suppression",
    "term-table",
    "title-duplicate",
    "title-missing",
    "unpaired-mark",
)


class Kind(Protocol):
    """What a kind's module offers."""

    Options: type[Any]

    @staticmethod
    def check(options: Any, document: "Document") -> Iterator[Hit]:
        """Yield what is wrong with the document, each hit with its span."""


@cache
def kind(name: str) -> Kind:
    """The module of a kind; `name` must be one of KINDS."""
    return import_module(f"xlint.kinds.{name.replace('-', '_')}")  # type: ignore[return-value]
