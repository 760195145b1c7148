"""Numbers of a list inside the text that jump or repeat: 一是…三是, 三是 twice, ①③."""

from collections.abc import Iterator

from xlint import numerals
from xlint.document import Document
from xlint.facts.enumerations import ListRun, Slip
from xlint.model import Edit, Fix, Hit, NoOptions, Note

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each slip, at the marker that does not follow the one before it."""
    for run in document.enumerations:
        for slip in run.slips:
            yield _hit(slip, run, document)


def _renumbered(slip: Slip, run: ListRun, document: Document) -> Fix | None:
    """This item and those behind it, numbered on from the one before."""
    at = next(index for index, item in enumerate(run.items) if item is slip.item)
    edits = []
    for number, item in enumerate(run.items[at:], slip.before.number + 1):
        marker = document.slice(item.marker)
        written = numerals.chinese(number) if number < 100 else ""
        if item.number != number and written and numerals.chinese(item.number) in marker:
            edits.append(Edit(item.marker, marker.replace(numerals.chinese(item.number), written, 1)))
    return Fix("", tuple(edits), False) if edits else None


def _hit(slip: Slip, run: ListRun, document: Document) -> Hit:
    found, before = (document.slice(item.marker).rstrip("，,、") for item in slip)
    values = {"found": found, "before": before}
    variant = "repeated" if slip.item.number == slip.before.number else ""
    note = Note(slip.before.marker, "before", values)
    return Hit(slip.item.marker, values, (note,), variant, fix=_renumbered(slip, run, document))
