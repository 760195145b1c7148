"""Attachments that are missing, not listed, listed by another name, or numbered wrongly."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.attachments import Attachment, names_differ, slips
from xlint.model import Hit, Note


class Options(NamedTuple):
    """`defect`: missing, unlisted or sequence.

    An attachment is missing only where others are there, or where a list is there that does not hold it: a document
    may be handed in with its attachments in files of their own.
    """

    defect: str


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each attachment with the defect."""
    checks = {"missing": _missing, "unlisted": _unlisted, "sequence": _sequence}
    yield from checks[options.defect](document)


def _missing(document: Document) -> Iterator[Hit]:
    listed, cited, present = document.attachments
    there = {item.number for item in present}
    known = {item.number for item in listed}
    if present and None not in there:
        yield from (_hit(item, "") for item in listed if item.number is not None and item.number not in there)
    if (present or listed) and None not in there | known:
        yield from (_hit(item, "cited") for item in cited if item.number not in there | known)


def _unlisted(document: Document) -> Iterator[Hit]:
    listed, _, present = document.attachments
    entries = {item.number: item for item in listed}
    for item in present if listed else ():
        entry = entries.get(item.number) or (listed[0] if len(listed) == len(present) == 1 else None)
        if entry is None and None not in entries:
            yield _hit(item, "")
        elif entry is not None and names_differ(entry, item):
            values = {"number": _number(item), "name": item.name, "listed": entry.name}
            yield Hit(item.span, values, (Note(entry.span, "listed", values),), "name")


def _sequence(document: Document) -> Iterator[Hit]:
    for items in (document.attachments.listed, document.attachments.present):
        for item, expected in slips(items):
            yield Hit(item.span, {"number": _number(item), "expected": str(expected)})


def _hit(item: Attachment, variant: str) -> Hit:
    return Hit(item.span, {"number": _number(item), "name": item.name}, (), variant)


def _number(item: Attachment) -> str:
    return "" if item.number is None else str(item.number)
