"""The day of the week that is written beside a date, against the calendar."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions, Span
from xlint.search import first

Options = NoOptions

_NAMED = (
    "^\\s?[（(]?\\s?(?P<name>(?:星期|周|礼拜)(?P<day>[一二三四五六日天]))(?!期|年|岁|边|到|密|全|报|刊|末)"
)
_DAYS = "一二三四五六日"


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each full date whose weekday is another one."""
    if not any(word in document.text for word in ("星期", "周", "礼拜")):
        return
    for date in document.dates:
        match = first(_NAMED, document.text[date.span.end : date.span.end + 8])
        if match is None or date.year is None or date.month is None or date.day is None or not date.valid:
            continue
        true = weekday(date.year, date.month, date.day)
        if true != _DAYS.index(match["day"].replace("天", "日")):
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
