"""Dates and numbers that name a person."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import document, found

from xlint import numerals
from xlint.facts.identity import is_identity_number, luhn
from xlint.facts.identity import numbers as identity_numbers
from xlint.kinds.date_weekday import weekday

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31))


def notations(day: datetime.date) -> list[str]:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{year}年{numerals.chinese(day.month)}月{numerals.chinese(day.day)}日",
        f"{day.year}年{day.month}月{day.day}日".translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        ),
    ]


@given(DAYS)
def test_every_day_of_the_calendar_is_read_in_every_notation(day: datetime.date) -> None:
    for text in notations(day):
        (date,) = document(f"于{text}召开。").dates
        assert (date.year, date.month, date.day) == (day.year, day.month, day.day) and date.valid
        assert f"于{text}召开。"[slice(*date.span)] == text


@given(DAYS)
def test_weekdays_are_those_of_the_calendar(day: datetime.date) -> None:
    assert weekday(day.year, day.month, day.day) == day.weekday()
    name = "一二三四五六日"[day.weekday()]
    assert found(f"{day.year}年{day.month}月{day.day}日（星期{name}）开会。", "date/*") == []


@given(DAYS, st.integers(0, 300))
def test_a_period_that_ends_later_is_no_fault(day: datetime.date, length: int) -> None:
    end = day + datetime.timedelta(length)
    text = f"{day.year}年{day.month}月{day.day}日至{end.year}年{end.month}月{end.day}日"
    assert found(text, "date/*") == []
    if length:
        back = f"{end.year}年{end.month}月{end.day}日至{day.year}年{day.month}月{day.day}日"
        assert [rule for rule, _ in found(back, "date/*")] == ["date/order"]


@given(st.integers(1, 12), st.integers(32, 99))
def test_a_month_has_no_more_than_31_days(month: int, day: int) -> None:
    assert [rule for rule, _ in found(f"{month}月{day}日开会。", "date/*")] == ["date/invalid"]


@pytest.mark.parametrize(
    "text",
    [
        "13个月内完成，30日内报送。",
        "第13月台账已归档。",
        "望发〔2024〕13号、1.13节、2024.13",
        "农历二月三十日",
        "2024年度3月份",
        "10月1日至2月10日放假。",
        "从3月至5月，再从2月起。",
    ],
)
def test_what_is_no_faulty_date(text: str) -> None:
    assert found(text, "date/*") == []


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2020, 12, 31)), st.integers(0, 999))
def test_identity_numbers_by_their_check_digit(born: datetime.date, order: int) -> None:
    body = f"330106{born:%Y%m%d}{order:03}"
    valid = [body + check for check in "0123456789X" if is_identity_number(body + check)]
    assert len(valid) == 1
    assert found(f"证件号{valid[0]}。", "privacy/*") == [("privacy/id-number", valid[0])]
    wrong = body + ("0" if valid[0][-1] != "0" else "1")
    assert not is_identity_number(wrong)


@given(st.integers(10**14, 10**15 - 1))
def test_bank_cards_by_luhn(middle: int) -> None:
    base = f"62{middle}"
    (card,) = [f"{base}{digit}" for digit in range(10) if luhn(f"{base}{digit}")]
    assert [number.sort for number in identity_numbers(f"账户{card}")] in (["card"], ["id"])


def test_a_number_is_never_shown_in_full() -> None:
    (number,) = identity_numbers("身份证110101199001011237")
    assert number.masked == "1101…1237"


@given(st.text(alphabet="0123456789年月日至-/（）星期一二三十X ", max_size=60))
def test_any_text_has_dates_within_it(text: str) -> None:
    doc = document(text)
    assert all(0 <= date.span.start < date.span.end <= len(text) for date in doc.dates)
    found(text, "date/*,privacy/*")
