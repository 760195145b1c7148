"""A declared total against the sum of the parts that are stated with it."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.partitions import Partition
from xlint.model import Hit, Note


class Options(NamedTuple):
    """`nearly`: from this share of the total on, parts by status that fall short are held to be meant whole."""

    nearly: float = 0.9


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each total that no reading of its parts adds up to."""
    for partition in document.partitions:
        if partition.computable and not partition.adds_up() and _meant_whole(partition, options, document):
            yield _hit(partition, document)


def _meant_whole(partition: Partition, options: Options, document: Document) -> bool:
    """Whether the parts are said or shown to be all of the total, so that a difference is a fault."""
    statuses = [part.status for part in partition.parts]
    if "rest" in statuses:
        return True
    if partition.closed():
        return True
    if not partition.total.noun.endswith(document.words["problem_nouns"]):
        return False
    if partition.exceeds():
        return True
    if not partition.clear or partition.rest_without_number:
        return False
    shown = statuses.count("done") == 1 and "doing" in statuses
    return shown and options.nearly * partition.total.value <= partition.sum <= partition.total.value


def _hit(partition: Partition, document: Document) -> Hit:
    parts = [document.slice(part.quantity.span) for part in partition.parts]
    values = {
        "total": document.slice(partition.total.span),
        "sum": str(partition.sum),
        "parts": "＋".join(str(part.quantity.value) for part in partition.parts),
    }
    notes = (
        Note(part.quantity.span, "part", {"text": text})
        for part, text in zip(partition.parts, parts, strict=True)
    )
    return Hit(partition.total.span, values, tuple(notes))
