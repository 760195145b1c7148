"""A numbered level that has one member only."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions
from xlint.outline import Section

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit at the marker of each numbered heading that has no sibling, unless a level beside it is out of place."""
    disturbed = {id(misplaced.section.parent) for misplaced in document.outline.misplaced}
    families: dict[tuple[int, int], list[Section]] = {}
    for section in document.outline.sections:
        heading = section.heading
        above = section.parent.heading.kind if section.parent else ""
        if heading.kind == "heading" and heading.number is not None and above != "listed":
            families.setdefault((id(section.parent), heading.level), []).append(section)
    there = {(section.heading.level, section.heading.number) for section in document.outline.sections}
    for family in families.values():
        level, number = family[0].heading.level, family[0].heading.number or 0
        runs_on = number > 1 and (level, number - 1) in there  # the numbers go through the document
        if len(family) == 1 and id(family[0].parent) not in disturbed and not runs_on:
            yield Hit(family[0].heading.marker_span, {"found": family[0].heading.name})
