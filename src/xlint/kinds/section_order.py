"""Required sections that stand in another order than they should."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.sections import Part, places
from xlint.model import Hit, Note


class Options(NamedTuple):
    """`sections`: the sections in their order."""

    sections: tuple[Part, ...] = ()


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each section that stands before one that should precede it."""
    found = places(options.sections, document.outline)
    for index in range(1, len(found)):
        section, rank = found[index]
        later = [other for other, other_rank in found[:index] if other_rank > rank]
        if later:
            before = later[0].heading
            values = {"title": section.heading.title, "before": before.name + before.title}
            yield Hit(section.heading.span, values, (Note(before.span, "before", values),))
            return
