"""A heading that the grammar does not accept where it stands: a level left out, or levels turned round."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions, Note
from xlint.outline import Misplaced

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each heading out of place, at its marker; lists of attachments may stand anywhere."""
    for misplaced in document.outline.misplaced:
        if misplaced.section.heading.kind in ("heading", "group"):
            yield _hit(misplaced)


def _hit(misplaced: Misplaced) -> Hit:
    heading = misplaced.section.heading
    above = misplaced.section.parent
    values = {
        "found": heading.name,
        "above": above.heading.name if above else "",
        "accepted": "或".join(f"“{sample}”" for sample in _sensible(misplaced)),
    }
    before = misplaced.before
    turned = before is not None and before.parent is above and before.heading.level > heading.level
    if turned and before is not None:
        note = Note(before.heading.marker_span, "before", {"before": before.heading.name})
        return Hit(heading.marker_span, {**values, "before": before.heading.name}, (note,), "turned")
    notes = (Note(above.heading.marker_span, "above", values),) if above else ()
    return Hit(heading.marker_span, values, notes, "" if above else "first")


def _sensible(misplaced: Misplaced) -> tuple[str, ...]:
    """Of what would be accepted, what can stand between the heading above and this one."""
    above = misplaced.section.parent
    floor = above.heading.level if above else 0
    levels = zip(misplaced.accepted, misplaced.levels, strict=True)
    between = tuple(sample for sample, level in levels if floor < level < misplaced.section.heading.level)
    return between or misplaced.accepted
