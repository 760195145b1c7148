"""Markers in a form that the standard does not know, or in several forms within one level."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Edit, Fix, Hit, fill
from xlint.outline import Heading, Section
from xlint.search import Pattern, first


class Form(NamedTuple):
    """A level's regular marker (`standard`), the sample that a message shows, and how one is written with its {number}."""

    standard: Pattern
    sample: str
    written: str = ""


class Options(NamedTuple):
    """`levels`: the regular form of each level. `scheme`: the heading scheme that the rule is for.

    `throughout`: from so many markers on that are all irregular in the same level, one finding with the count.
    """

    levels: Mapping[str, Form]
    scheme: str = "chinese"
    throughout: int = 3


def check(options: Options, document: Document) -> Iterator[Hit]:
    """Per level: a hit for each irregular marker, or a single one if the level has no other."""
    if document.outline.scheme != options.scheme:
        return
    irregular: list[Section] = []
    mixed: list[Section] = []
    for level, form in options.levels.items():
        sections = [section for section in document.outline.sections if _counts(section, level)]
        odd = [section for section in sections if not first(form.standard, section.heading.marker)]
        target = irregular if odd and len(odd) == len(sections) and len(odd) >= options.throughout else mixed
        target += odd
    if irregular:
        yield _throughout(irregular, options)
    yield from (
        _single(section, options) for section in sorted(mixed, key=lambda section: section.heading.line)
    )


def _counts(section: Section, level: str) -> bool:
    heading = section.heading
    return heading.kind == "heading" and str(heading.level) == level and not _in_list(section)


def _in_list(section: Section) -> bool:
    return section.parent is not None and section.parent.heading.kind == "listed"


def _throughout(sections: Sequence[Section], options: Options) -> Hit:
    shown = min(sections, key=lambda section: section.heading.line)
    hit = _single(shown, options, count=len(sections))
    fixes = [_single(section, options).fix for section in sections]
    edits = tuple(edit for fix in fixes if fix is not None for edit in fix.edits)
    return hit._replace(fix=Fix("", edits, True) if len(edits) == len(sections) else None)


def _single(section: Section, options: Options, count: int = 0) -> Hit:
    heading = section.heading
    values = {
        "found": heading.marker,
        "sample": options.levels[str(heading.level)].sample,
        "count": str(count),
    }
    form = options.levels[str(heading.level)]
    return Hit(heading.marker_span, values, (), "throughout" if count else "", fix=_fix(heading, form))


def _fix(heading: Heading, form: Form) -> Fix | None:
    """The marker as it should be, with the number as it is written, if the level is numbered in such digits."""
    number = first("[0-9０-９]+|[一二三四五六七八九十百零〇]+", heading.marker)
    if (
        number is None
        or not form.written
        or number.group()[0].isdecimal() != form.sample.strip("（）.、")[0].isdecimal()
    ):
        return None
    written = fill(form.written, {"number": number.group()})
    blanks = heading.marker[len(heading.marker.rstrip()) :]
    if form.written.endswith("."):
        return Fix("", (Edit(heading.marker_span, written + blanks),), True)
    return Fix("", (Edit(heading.marker_span, written),), True)
