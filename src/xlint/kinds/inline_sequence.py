"""Numbers of a list inside the text that jump or repeat: 一是…三是, 三是 twice, ①③."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.enumerations import Slip
from xlint.model import Hit, NoOptions, Note

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each slip, at the marker that does not follow the one before it."""
    for run in document.enumerations:
        for slip in run.slips:
            yield _hit(slip, document)


def _hit(slip: Slip, document: Document) -> Hit:
    found, before = (document.slice(item.marker).rstrip("，,、") for item in slip)
    values = {"found": found, "before": before}
    variant = "repeated" if slip.item.number == slip.before.number else ""
    return Hit(slip.item.marker, values, (Note(slip.before.marker, "before", values),), variant)
