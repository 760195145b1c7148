"""Which of the sections that a document must have are there, and where."""

from collections.abc import Sequence
from typing import NamedTuple

from xlint.outline import Outline, Section
from xlint.search import Pattern, any_found, first


class Part(NamedTuple):
    """A section that a document has: what it is called, and how its heading may read.

    `titles` are patterns for headings of the two highest levels, `chapters` for the highest alone, `not_titles` for headings that are something else all the same; `front`
    are patterns for the text before the first heading, which may serve in its place; `text` for the whole text.
    `prose` are patterns for the text of a document that has no such headings at all.
    `when` are patterns for the text without all of which a part is not required.
    `optional` parts are not required, but have their place in the order.
    """

    name: str
    titles: tuple[Pattern, ...]
    examples: str = ""
    chapters: tuple[Pattern, ...] = ()
    not_titles: tuple[Pattern, ...] = ()
    front: tuple[Pattern, ...] = ()
    text: tuple[Pattern, ...] = ()
    optional: bool = False
    when: tuple[Pattern, ...] = ()
    prose: tuple[Pattern, ...] = ()


def present(part: Part, text: str, outline: Outline) -> bool:
    """Whether a part is there, or need not be: as a heading of the two highest levels, in the opening, or in the text."""
    if not all(first(pattern, text) for pattern in part.when):
        return True
    roots = _roots(outline)
    if any(_is(part, section) for section in _headings(roots)):
        return True
    if any(any_found(part.chapters, section.heading.title) for section in roots):
        return True
    if not roots and _any(part.prose, text):
        return True
    start = outline.sections[0].heading.line.start if outline.sections else len(text)
    return _any(part.front, text[:start]) or _any(part.text, text)


def places(parts: Sequence[Part], outline: Outline) -> list[tuple[Section, int]]:
    """The headings of the highest level that are one part and no other, with the part's rank in the order."""
    found = []
    for section in outline.roots:
        ranks = [
            rank
            for rank, part in enumerate(parts)
            if section.heading.kind == "heading" and _is(part, section)
        ]
        if len(ranks) == 1:
            found.append((section, ranks[0]))
    return found


def _roots(outline: Outline) -> list[Section]:
    return [section for section in outline.roots if section.heading.kind in ("heading", "group")]


def _headings(roots: Sequence[Section]) -> list[Section]:
    return [*roots, *(child for section in roots for child in section.children)]


def _is(part: Part, section: Section) -> bool:
    title = section.heading.title
    return any_found(part.titles, title) and not any_found(part.not_titles, title)


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(first(pattern, text) for pattern in patterns)
