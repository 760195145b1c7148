"""The day of the week that is written beside a date, against the calendar."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.dates import month_length
from xlint.model import Hit, NoOptions, Span
from xlint.search import first

Options = NoOptions

_NAMED = (
    "^\\s?[（(]?\\s?(?P<name>(?:星期|周|礼拜)(?P<day>[一二三四五六日天]))(?!期|年|岁|边|到|密|全|报|刊|末)"
)
_DAYS = "一二三四五六日"


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each date whose weekday is another one; without a year, if it is in none that may be meant."""
    if not any(word in document.text for word in ("星期", "周", "礼拜")):
        return
    told: int | None = None  # the year that was told last
    for date in document.dates:
        told = date.year or told
        match = first(_NAMED, document.text[date.span.end : date.span.end + 8])
        if match is None or told is None or date.month is None or date.day is None or not date.valid:
            continue
        years = (told,) if date.year else (told, told - 1, told + 1)
        days = [
            weekday(year, date.month, date.day)
            for year in years
            if date.day <= month_length(year, date.month)
        ]
        if days and _DAYS.index(match["day"].replace("天", "日")) not in days:
            true = days[0]
            start, end = (date.span.end + at for at in match.span("name"))
            span = Span(start, end)
            right = match["name"][:-1] + _DAYS[true]
            yield Hit(span, {"date": document.slice(date.span), "text": document.slice(span), "right": right})


def weekday(year: int, month: int, day: int) -> int:
    """The day of the week, 0 for Monday (Zeller's congruence; the calendar module costs too much to import)."""
    if month < 3:
        year, month = year - 1, month + 12
    century, rest = divmod(year, 100)
    return (day + 13 * (month + 1) // 5 + rest + rest // 4 + century // 4 + 5 * century + 5) % 7
