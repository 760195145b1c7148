"""The name of a person that is left in a document whose other names are left out."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts import names
from xlint.model import Hit
from xlint.search import Pattern


class Options(NamedTuple):
    """`left_out`: patterns for names that were left out; `unless`: their lookalikes.

    `fewest`: of a document with fewer of them, or with fewer than names that are there, nothing is said.
    """

    left_out: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    fewest: int = 3


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each place where a name stands."""
    hidden = names.left_out(document.text, options.left_out, options.unless)
    if hidden < options.fewest:
        return
    spans = names.persons(document.text, document.fields, document.words)
    if len({document.slice(span) for span in spans}) < hidden:
        for span in spans:
            if not _contact(span.start, document):
                yield Hit(span, {"text": document.slice(span), "count": str(hidden)})


def _contact(start: int, document: Document) -> bool:
    """Whether a place stands behind the words that tell whom to call, in one sentence."""
    line = document.source.line_at(start)
    before = document.text[line.start : start].rpartition("。")[2]
    return any(cue in before for cue in document.words["public_contact_cues"])
