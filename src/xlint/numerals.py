"""Numbers as Chinese documents write them: 三十二, 两, １２, ㈢, ⑵ ⇄ int."""

import unicodedata
from typing import NamedTuple

_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_CHARS = "零一二三四五六七八九"


def parse(text: str) -> int | None:
    """The value of a whole number in Arabic (half or full width), Chinese or enclosed digits; None if it is none.

    parse("三十二") == 32, parse("１２") == 12, parse("㈢") == 3, parse("二〇二四") == 2024, parse("一百零八") == 108
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _DIGITS:
        return _DIGITS[text]
    text = unicodedata.normalize("NFKC", text).strip("()（）. ").replace(",", "").replace("，", "")
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _positional(text)


def _positional(text: str) -> int | None:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _SCALES:
            total = (total + section + digit) * _SCALES[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def chinese(number: int) -> str:
    """The Chinese form of a number from 0 to 999, as headings use it: 12 gives 十二."""
    if number < 10:
        return _CHARS[number]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = _CHARS[hundreds] + "百" if hundreds else ""
    if not tens:
        return head + ("零" + _CHARS[ones] if ones else "")
    ten = "十" if tens == 1 and not hundreds else _CHARS[tens] + "十"
    return head + ten + (_CHARS[ones] if ones else "")


class Decimal(NamedTuple):
    """A number with its last digit: `step` is that digit's unit, `place` the unit of its last digit that is not 0."""

    value: float
    step: float
    place: float

    @property
    def tenth(self) -> "Decimal":
        """A tenth of it: what is told per mille, in per cent."""
        return Decimal(round(self.value / 10, 9), self.step / 10, self.place / 10)


def decimal(text: str) -> Decimal | None:
    """A number that may have decimals, in Arabic (half or full width) or Chinese digits; None if it is none.

    decimal("2,480").value == 2480, decimal("36.8").step == 0.1, decimal("300").place == 100, decimal("九十四点五").value == 94.5
    """
    if text.isascii() and text.isdigit():
        return Decimal(int(text), 1, 10.0 ** (len(text) - len(text.rstrip("0"))) if text.strip("0") else 1)
    text = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("点", ".")
    whole, _, part = text.partition(".")
    value = parse(whole)
    if value is None:
        return None
    if part:
        behind = part if part.isascii() else "".join(str(_DIGITS.get(char, 0)) for char in part)
        if not behind.isdigit():
            return None
        return Decimal(float(f"{value}.{behind}"), 10.0 ** -len(behind), 10.0 ** -len(behind))
    zeros = len(str(value)) - len(str(value).rstrip("0")) if value else 0
    return Decimal(value, 1, 10.0**zeros)


_IN_ORDER = "一二三四五六七八九"


def about_so_many(told: str) -> bool:
    """Whether a number is two that follow each other, which is no count: 两三次, 七八个, 十七八人."""
    one, other = (_IN_ORDER.find(char) for char in told.replace("两", "二").removeprefix("十")[-2:].rjust(2))
    bare = len(told) == 2 or (len(told) == 3 and told[:1] == "十")
    return bare and one >= 0 and other == one + 1
