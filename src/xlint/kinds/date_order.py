"""Periods that end before they begin, stages out of order, deadlines that are over before the document is signed."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.dates import Date, Period, periods
from xlint.facts.fields import Field
from xlint.facts.statuses import DONE
from xlint.model import Hit, Note, Span, span_of
from xlint.search import find, first

_ACROSS = (
    2  # months that a period without a second year may seem to go back and is still a slip, not a year's end
)
_FAR = 6  # months that a stage may seem to go back because it lies in the next year


class Options(NamedTuple):
    """`fields`: whether the deadlines of fields are to lie behind the document's own date (in a plan)."""

    fields: bool = False


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each date that stands before another one that it has to follow."""
    if len(document.dates) < 2:
        return
    yield from _periods(document)
    yield from _stages(document)
    yield from _deadlines(document, options)


def _periods(document: Document) -> Iterator[Hit]:
    for period in periods(document.text, document.dates):
        if _backwards(period):
            values = _values(document, period.end.span, period.start.span)
            yield Hit(period.end.span, values, (Note(period.start.span, "before", values),), "period")


def _backwards(period: Period) -> bool:
    start, end = period.start, period.end
    if not (start.valid and end.valid) or start.month is None or end.month is None:
        return bool(start.year and end.year and period.own_year and end.year < start.year)
    if start.year is None and period.own_year:
        return False
    if period.own_year:
        return end.last < start.first
    if end.month == start.month:
        return end.day is not None and start.day is not None and end.day < start.day
    return 0 < start.month - end.month <= _ACROSS


def _stages(document: Document) -> Iterator[Hit]:
    """第一阶段（3月至4月）……第二阶段（2月……）: each stage begins no earlier than the one before it."""
    if "阶段" not in document.text:
        return
    last: Date | None = None
    for match in find(_STAGE, document.text):
        span = span_of(match.span("when"))
        inside = [date for date in document.dates if span.contains(date.span) and date.month]
        if not inside:
            continue
        date = inside[0] if inside[0].year or last is None else inside[0]._replace(year=last.year)
        if match["number"] != "一" and last is not None and _earlier(date, last):
            values = _values(document, date.span, last.span)
            yield Hit(date.span, values, (Note(last.span, "before", values),), "stage")
        last = date


_STAGE = "(?:第(?P<number>[一二三四五六七八])阶段|^[ \t\u3000]*[（(](?P<number>[一二三四五六七八])[）)][^\n，。（）()]{2,14}阶段)[^\n]{0,20}?[（(](?P<when>[^（）()\n]{4,40})[）)]"


def _earlier(date: Date, last: Date) -> bool:
    if date.year and last.year and date.year != last.year:
        return date.year < last.year
    months = (last.month or 0) - (date.month or 0)
    return 0 < months < _FAR or (
        months == 0 and bool(date.day and last.day) and (date.day or 0) < (last.day or 0)
    )


def _deadlines(document: Document, options: Options) -> Iterator[Hit]:
    """Fields in a plan, and what is yet to be done, against the day on which the document is signed."""
    signed = document.date
    if signed is None:
        return
    spans = [f.value_span for f in document.fields if f.role == "deadline" and _open(document, f, options)]
    for date in document.dates:
        if date.year and date.month and date.valid and date.last < signed.first:
            within = any(span.contains(date.span) for span in spans)
            if (within and not _done(document, date)) or _to_come(document, date):
                values = _values(document, date.span, signed.span)
                yield Hit(date.span, values, (Note(signed.span, "signed", values),), "deadline")


def _open(document: Document, field: Field, options: Options) -> bool:
    """Whether a deadline is still to be met: all are in a plan, in a report those of unfinished items."""
    if options.fields:
        return True
    item = next((item for item in document.items if item.section.span.contains(field.span)), None)
    return item is not None and item.status is not None and item.status.state != DONE


def _done(document: Document, date: Date) -> bool:
    around = document.text[date.span.start - 12 : date.span.end + 12]
    return any(word in around for word in ("已", "完成整改", "实际"))


def _to_come(document: Document, date: Date) -> bool:
    before = document.text[max(0, date.span.start - 8) : date.span.start]
    behind = document.text[date.span.end : date.span.end + 16]
    told = before.endswith(document.words["future_cues"]) and "原" not in before
    if "已" in document.text[date.span.end : date.span.end + 40].partition("。")[0]:
        return False
    return (
        told
        and first(
            "^(?:底|末|上旬|中旬|下旬)?(?:之)?前[^，。；\n]{0,10}(?:完成|到位|销号|办结|完工|印发|解决)",
            behind,
        )
        is not None
    )


def _values(document: Document, span: Span, other: Span) -> dict[str, str]:
    return {"text": document.slice(span), "other": document.slice(other)}
