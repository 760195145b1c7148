"""Positions: every place of every text, to line and column and back, in code points and in UTF-16."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlint.source import Position, Source

ENDS = ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
@pytest.mark.parametrize("text", ["", "甲", "甲\n", "甲😀乙\n\n𠮷\n", "\n\n一、😀"], ids=ascii)
def test_every_offset_round_trips(text: str, end: str) -> None:
    source = Source(text.replace("\n", end))
    for offset in range(len(source.text) + 1):
        position = source.position(offset)
        assert source.offset(position) == offset
        assert source.utf16_offset(position.line - 1, source.utf16_column(offset)) == offset


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_column_past_the_end_of_a_line_is_its_end(end: str) -> None:
    source = Source(f"甲😀{end}乙")
    assert source.offset(Position(1, 99)) == 2 and source.utf16_offset(0, 99) == 2
    assert source.offset(Position(2, 99)) == source.utf16_offset(1, 99) == len(source.text)


def test_columns_count_characters_beyond_the_bmp_once_and_in_utf16_twice() -> None:
    source = Source("a😀乙\n𠮷丙")
    assert source.position(2) == Position(1, 3) and source.utf16_column(2) == 3
    assert source.position(5) == Position(2, 2) and source.utf16_column(5) == 2
    assert source.utf16_offset(0, 2) == 2, "inside a pair of surrogates"


@pytest.mark.parametrize("char", ["\x0b", "\x0c", "\x1c", "\x1e", "\u200b"], ids=ascii)
def test_other_separators_end_no_line(char: str) -> None:
    assert len(Source(f"甲{char}乙").lines) == 1


@pytest.mark.parametrize("text", ["\ud800", "甲\udfff乙", "\ud83d😀"], ids=ascii)
def test_lone_surrogates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        Source(text)


@given(st.text("甲\n\r\u2028😀", max_size=40))
def test_a_glance_sees_what_a_look_at_all_lines_sees(text: str) -> None:
    for offset in range(len(text) + 1):
        at_a_glance, in_full = Source(text), Source(text)
        assert in_full.lines
        assert at_a_glance.position(offset) == in_full.position(offset)
        assert Source(text).line_at(offset) == in_full.line_at(offset)
        assert in_full.line_at(offset) == in_full.lines[in_full.line_index(offset)]
