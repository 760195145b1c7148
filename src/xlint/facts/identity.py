"""Numbers that name a person: identity cards (GB 11643), bank cards (Luhn), mobile phones."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.facts.dates import month_length
from xlint.model import Span, span_of
from xlint.search import find

_RUN = "(?<![0-9A-Za-z０-９.])\\+?[0-9０-９](?:[ -]?[0-9０-９]){9,20}[0-9０-９XxＸ](?![0-9A-Za-z０-９]|[.．][0-9])"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")


class Number(NamedTuple):
    """A number: its sort (id, card or phone), its digits without spaces, and where it stands."""

    sort: str
    digits: str
    span: Span

    @property
    def masked(self) -> str:
        """The number as a message may show it: most of it hidden."""
        shown = 3 if self.sort == "phone" else 4
        return f"{self.digits[:shown]}…{self.digits[-4:]}"


def numbers(text: str) -> Iterator[Number]:
    """All such numbers of a text, in order."""
    for match in find(_RUN, text):
        digits = match.group().translate(_WIDE).replace(" ", "").replace("-", "").removeprefix("+86")
        sort = _sort(digits, match.group())
        if sort:
            yield Number(sort, digits, span_of(match.span()))


def _sort(digits: str, written: str) -> str:
    if len(digits) == 18 and is_identity_number(digits):
        return "id"
    if digits.isdigit() and 16 <= len(digits) <= 19 and digits[0] in "3456" and luhn(digits):
        return "card" if digits.startswith(("62", "4", "51", "52", "53", "54", "55")) else ""
    bare = digits.removeprefix("86") if written.startswith("+") else digits
    phone = len(bare) == 11 and bare.isdigit() and bare[0] == "1" and bare[1] in "3456789"
    return "phone" if phone else ""


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are a citizen's number: a date of birth that exists and the right check digit (GB 11643)."""
    if not digits[:17].isdigit() or digits[0] not in "12345678":
        return False
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if not (1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17]


def luhn(digits: str) -> bool:
    """Whether a number's last digit is its Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0
