"""Dates: 2024年5月6日, 二〇二四年五月, 5月6日, 2024-05-06 – with year, month and day as far as they are told."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span, span_of
from xlint.outline import Outline
from xlint.search import Match, find, first

Words = Mapping[str, tuple[str, ...]]

_DIGIT = "[0-9０-９]"
_MONTH = f"(?P<month>{_DIGIT}{{1,2}}|十[一二三]?|[一二三四五六七八九])"
_DAY = f"(?P<day>{_DIGIT}{{1,2}}|三十[一二]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = f"(?P<year>{_DIGIT}{{4}}|[〇○零一二三四五六七八九]{{4}})"
_DATE = (
    f"(?<![0-9０-９第〇零一二三四五六七八九十.．/-])(?:{_YEAR}年(?:度)?(?:{_MONTH}月份?(?:{_DAY}[日号])?)?"
    f"|{_MONTH}月{_DAY}[日号]"
    "|(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-/])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9/-]))"
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Date(NamedTuple):
    """A date with what is told of it; `first` and `last` are its days as (year, month, day) where the year is known."""

    year: int | None
    month: int | None
    day: int | None
    span: Span

    @property
    def valid(self) -> bool:
        """Whether there is such a day: no 2月30日, no 13月. Without a year February has 29 days."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= month_length(self.year, self.month)

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day that it may mean."""
        return (self.year or 0, self.month or 1, self.day or 1)

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day that it may mean."""
        return (self.year or 0, self.month or 12, self.day or 31)


def month_length(year: int | None, month: int) -> int:
    """How many days a month has."""
    if month == 2 and year is not None and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return _LENGTHS[month - 1]


def dates(text: str, words: Words) -> tuple[Date, ...]:
    """All dates of a text, in order. Dates of the lunar calendar are none."""
    return tuple(_dates(text, words))


def _dates(text: str, words: Words) -> Iterator[Date]:
    for match in find(_DATE, text):
        if not text.endswith(words["lunar_cues"], 0, match.start()):
            yield Date(
                _number(match, "year"), _number(match, "month"), _number(match, "day"), span_of(match.span())
            )


def _number(match: Match, name: str) -> int | None:
    return numerals.parse(match[name]) if match[name] else None


def document_date(text: str, found: Sequence[Date], outline: Outline) -> Date | None:
    """The document's own date: a full date alone on a line, the last one before the attachments. None if there is none."""
    attached = [s.heading.line.start for s in outline.sections if s.heading.kind == "attachment"]
    end = attached[0] if attached else len(text)
    for date in reversed(found):
        if date.span.end <= end and None not in (date.year, date.month, date.day) and date.valid:
            before = text[: date.span.start].rpartition("\n")[2]
            behind = text[date.span.end : date.span.end + 40].partition("\n")[0]
            alone = not before.strip(" \t\u3000（(") and not behind.strip(" \t\u3000）)\r")
            if alone and first("[^\\s]", text[: date.span.start]):
                return date
    return None


class Period(NamedTuple):
    """From one date to another; the year of the second is that of the first where it has none of its own."""

    start: Date
    end: Date
    own_year: bool


_TO = "^(?:起|底|初|末|上旬|中旬|下旬)?\\s?(?:至|到|—+|－|-|～|~)\\s?$"


def periods(text: str, found: Sequence[Date]) -> Iterator[Period]:
    """All periods of a text: 2024年3月11日至4月26日."""
    for start, end in pairwise(found):
        between = text[start.span.end : end.span.start]
        if len(between) <= 6 and first(_TO, between):
            yield Period(start, end if end.year else end._replace(year=start.year), end.year is not None)
