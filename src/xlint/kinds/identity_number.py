"""Identity cards, bank cards and mobile phones that are left in a document."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.identity import Number
from xlint.model import Hit
from xlint.search import first


class Options(NamedTuple):
    """`number`: id, card or phone. A phone is none where one of `contact_cues` (patterns) is found before it in its line."""

    number: str


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each number of the sort. What is reported of it hides the most of its digits."""
    for number in document.numbers:
        if number.sort == options.number and not (number.sort == "phone" and _contact(number, document)):
            yield Hit(number.span, {"masked": number.masked})


def _contact(number: Number, document: Document) -> bool:
    before = document.text[max(0, number.span.start - 60) : number.span.start].rpartition("\n")[2]
    return any(first(pattern, before) for pattern in document.words["contact_cues"])
