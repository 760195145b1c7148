"""Numbers of sibling headings that repeat, jump or do not begin at one."""

from collections.abc import Iterator, Sequence

from xlint import numerals
from xlint.document import Document
from xlint.model import Edit, Fix, Hit, NoOptions, Note, Span
from xlint.outline import Outline, Section

Options = NoOptions

Key = tuple[str, int]

_FARTHEST = 1000
_MOST = 100  # headings of one family that are numbered anew
_ANNOUNCES = ("：", ":")


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each number that neither follows its sibling nor begins nor carries on a numbering."""
    last: dict[Key, Section] = {}  # of each kind and level, the heading that was numbered last
    for siblings in _families(document.outline):
        yield from _family(siblings, last, document)


def _families(outline: Outline) -> Iterator[Sequence[Section]]:
    """Headings of one kind and level under one parent, in the order in which each family begins."""
    families: dict[tuple[int, str, int], list[Section]] = {}
    for section in outline.sections:
        heading = section.heading
        listed = section.parent is not None and section.parent.heading.kind == "listed"
        if heading.kind in ("heading", "group") and heading.number is not None and not listed:
            families.setdefault((id(section.parent), heading.kind, heading.level), []).append(section)
    yield from families.values()


def _family(siblings: Sequence[Section], last: dict[Key, Section], document: Document) -> Iterator[Hit]:
    key = (siblings[0].heading.kind, siblings[0].heading.level)
    before: Section | None = None
    left_out: set[int] = set()  # numbers that a jump passed over: one of them may come late
    for section in siblings:
        number = section.heading.number or 0
        if before is None:
            carried = last.get(key)
            runs_on = (
                carried is not None
                and carried.heading.number is not None
                and number == carried.heading.number + 1
            )
            if number != 1 and not runs_on and not _after_a_slip_of_level(section):
                yield _first(section, carried)
        elif number in left_out:
            left_out.remove(number)
            continue
        elif not _follows(before, section, document):
            left_out |= set(range((before.heading.number or 0) + 1, min(number, _FARTHEST)))
            yield _hit(section, before, siblings)
        if section.heading.parent and section.parent is not None and section.parent.heading.kind == "heading":
            yield from _parent(section, section.parent)
        before = last[key] = section


def _follows(before: Section, section: Section, document: Document) -> bool:
    """Whether a number follows, or begins another list that the text before it announces."""
    old, new = before.heading.number or 0, section.heading.number or 0
    if new == old + 1:
        return True
    between = document.text[before.heading.line.end : section.heading.line.start].rstrip()
    return new == 1 and between.endswith(_ANNOUNCES)


def _after_a_slip_of_level(section: Section) -> bool:
    """Whether the heading before it, written as another level, has the number before: （1） 2. 3."""
    siblings = section.parent.children if section.parent is not None else []
    index = next((index for index, other in enumerate(siblings) if other is section), 0)
    before = siblings[index - 1].heading.number if index else None
    return before is not None and section.heading.number == before + 1


def _first(section: Section, carried: Section | None) -> Hit:
    """The first of its family: it should be one, or carry on where the family before it ended."""
    expected = [1] if carried is None else [1, (carried.heading.number or 0) + 1]
    values = {
        "found": section.heading.name,
        "expected": "或".join(f"“{_form(section, number)}”" for number in expected),
    }
    notes = (
        () if carried is None else (Note(carried.heading.span, "carried", {"before": carried.heading.name}),)
    )
    return Hit(section.heading.marker_span, values, notes, "first")


def _renumbered(section: Section, siblings: Sequence[Section]) -> Fix | None:
    """This heading and those behind it, numbered on from the one before: references to them have to be looked at."""
    if len(siblings) > _MOST:
        return None
    at = next(index for index, other in enumerate(siblings) if other is section)
    number = siblings[at - 1].heading.number or 0
    edits = []
    for place, other in enumerate(siblings[at:], 1):
        heading = other.heading
        if number + place > _FARTHEST - 1:
            return None
        written = _form(other, number + place)
        if heading.number is None or written == heading.name:
            continue
        start = heading.marker_span.start + heading.marker.index(heading.name)
        edits.append(Edit(Span(start, start + len(heading.name)), written))
    return Fix("", tuple(edits), False) if edits else None


def _hit(section: Section, before: Section, siblings: Sequence[Section]) -> Hit:
    old, new = before.heading.number or 0, section.heading.number or 0
    values = {
        "found": section.heading.name,
        "before": before.heading.name,
        "expected": _form(section, old + 1),
    }
    note = Note(before.heading.span, "before", {"before": before.heading.name})
    variant = "repeated" if new == old else "backwards" if new < old else ""
    return Hit(section.heading.marker_span, values, (note,), variant, fix=_renumbered(section, siblings))


def _parent(section: Section, above: Section) -> Iterator[Hit]:
    """Decimal numbering: 2.1 under 1."""
    number = above.heading.name.rstrip(".、．")
    if section.heading.parent != number:
        values = {"found": section.heading.name, "above": above.heading.name}
        yield Hit(section.heading.marker_span, values, (Note(above.heading.span, "above", values),), "parent")


def _form(section: Section, number: int) -> str:
    """The marker of a section with another number in its place."""
    marker, old = section.heading.name, section.heading.number or 0
    if any(char.isascii() and char.isdigit() for char in marker):
        head, digits, tail = marker.rpartition(str(old))
        return f"{head}{number}{tail}" if digits else marker
    return marker.replace(numerals.chinese(old), numerals.chinese(number)) if 0 < old < 999 else marker
