"""A section that a document of this sort must have is not there."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.sections import Part, present
from xlint.model import Hit

_UNTITLED = 300  # code points below which a text without a title is a fragment, whatever its headings


class Options(NamedTuple):
    """`sections`: what must be there. A text with fewer headings than `fewest` and shorter than `shortest` code
    points is a fragment, of which nothing is required.
    """

    sections: tuple[Part, ...] = ()
    fewest: int = 2
    shortest: int = 1500


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each section that is missing, at the title or else at the first line."""
    place = document.title.title_span if document.title else document.first_line
    if place is None or _is_fragment(options, document):
        return
    for part in options.sections:
        if not part.optional and not present(part, document.text, document.outline):
            yield Hit(place, {"name": part.name, "examples": part.examples}, key=part.name)


def _is_fragment(options: Options, document: Document) -> bool:
    headings = sum(section.heading.kind == "heading" for section in document.outline.sections)
    short = len(document.text) < options.shortest
    if document.title is None:
        return headings < options.fewest or len(document.text) < _UNTITLED
    return headings < options.fewest and short
