"""A measure without owner, or without deadline, where the document should have one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.measures import Measure
from xlint.facts.statuses import DONE
from xlint.model import Hit
from xlint.search import first

_SEVERAL = 2


class Options(NamedTuple):
    """`role`: owner or deadline.

    `every`: every measure needs one (a plan). Otherwise (a report) one is missed where two or more of the
    measures beside it, and at least the `share` of them, have one, or where an unfinished item has none in a
    document that knows them.
    """

    role: str
    every: bool = False
    share: float = 0.5


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each measure that lacks the field, at its label or its heading."""
    if not options.every and not any(field.role == options.role for field in document.fields):
        return  # a report that names none
    blocks = _blocks_tell(options.role, document.measures)
    missing = [
        m for m in document.measures if not m.has(options.role) or (blocks and _half_a_block(m, options))
    ]
    some = len(missing) < len(document.measures)
    if not missing or (not some and _elsewhere(document)):
        return
    for measure in missing:
        if options.every or (some and _missed(measure, options, document)):
            yield _hit(measure, some)


_ROLES = {"owner", "deadline"}


def _blocks_tell(role: str, measures: Sequence[Measure]) -> bool:
    """Whether most blocks of fields hold the role, so that a sentence does not stand in for it."""
    blocks = [measure for measure in measures if measure.roles & _ROLES]
    return 2 * sum(role in measure.roles for measure in blocks) > len(blocks) > _SEVERAL


def _half_a_block(measure: Measure, options: Options) -> bool:
    return bool(measure.roles & _ROLES) and options.role not in measure.roles


def _elsewhere(document: Document) -> bool:
    """Whether the document refers to a ledger for what it does not say itself."""
    return any(first(pattern, document.text) for pattern in document.words["ledger_cues"])


def _missed(measure: Measure, options: Options, document: Document) -> bool:
    siblings = _siblings(measure, document.measures)
    having = sum(options.role in sibling.roles for sibling in siblings)
    if having >= _SEVERAL and having >= options.share * len(siblings):
        return True
    known = any(options.role in other.roles for other in document.measures)
    if _done(measure, document):
        return False
    text = document.slice(measure.scope)
    return known and any(first(pattern, text) for pattern in document.words["unfinished"])


def _done(measure: Measure, document: Document) -> bool:
    """Whether the item says of itself in the end that it is done, whatever it tells of earlier rounds."""
    states = [item.status for item in document.items if item.section is measure.section]
    return any(status is not None and status.state == DONE for status in states)


def _siblings(measure: Measure, measures: Sequence[Measure]) -> Sequence[Measure]:
    """The other measures under the heading above."""
    above = measure.section.parent if measure.section else None
    return [
        other
        for other in measures
        if other is not measure and (other.section.parent if other.section else None) is above
    ]


def _hit(measure: Measure, some: bool) -> Hit:
    values = {"where": _where(measure)}
    return Hit(measure.span, values, (), "" if some else "all")


def _where(measure: Measure) -> str:
    return measure.section.place if measure.section else ""
