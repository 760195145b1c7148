"""Positions as editors count them, in each of the three encodings, against texts of every sort."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlint.lsp.positions import Place, Positions
from xlint.lsp.texts import Text, Texts
from xlint.model import Span

ALPHABET = "甲乙a1，😀𠮷e\u0301\n\r\u2028\x0c\t"
SIZES: dict[str, Callable[[str], int]] = {
    "utf-8": lambda c: len(c.encode()),
    "utf-16": lambda c: 1 + (c > "\uffff"),
    "utf-32": lambda c: 1,
}


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-8", 4 + 3), ("utf-16", 2 + 1), ("utf-32", 1 + 1), ("other", 1 + 1)]
)
def test_an_emoji_before_a_place(encoding: str, column: int) -> None:
    positions = Positions("题\r\n😀问题", encoding)
    assert positions.place(5) == Place(1, column) and positions.offset(1, column) == 5


@pytest.mark.parametrize("encoding", SIZES)
@given(text=st.text(ALPHABET, max_size=30), data=st.data())
def test_there_and_back(encoding: str, text: str, data: st.DataObject) -> None:
    positions = Positions(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    place = positions.place(offset)
    back = positions.offset(*place)
    line = positions.line(place.line)
    inside_a_line_end = text[offset - 1 : offset + 1] == "\r\n"
    assert back == (offset - 1 if inside_a_line_end else offset)
    assert place.character == sum(SIZES[encoding](char) for char in text[line.start : back])


@given(text=st.text(ALPHABET, max_size=30))
def test_lines_are_those_of_the_protocol(text: str) -> None:
    positions = Positions(text, "utf-32")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [text[slice(*positions.line(n))] for n in range(positions.lines)] == lines
    assert positions.line(0).start == 0 and isinstance(positions.line(0), Span)


@pytest.mark.parametrize(
    ("place", "offset"), [((0, 99), 2), ((9, 0), 6), ((1, 1), 3), ((1, 3), 5), ((-1, -5), 0), ((1, 0), 3)]
)
def test_places_that_are_not_there(place: tuple[int, int], offset: int) -> None:
    assert Positions("整改\n😀问题", "utf-16").offset(*place) == offset


def change(
    text: str, start: tuple[int, int] | None = None, end: tuple[int, int] | None = None
) -> SimpleNamespace:
    if start is None or end is None:
        return SimpleNamespace(text=text)
    at = [SimpleNamespace(line=line, character=character) for line, character in (start, end)]
    return SimpleNamespace(text=text, range=SimpleNamespace(start=at[0], end=at[1]))


@pytest.mark.parametrize("encoding", SIZES)
@given(text=st.text(ALPHABET, max_size=30), new=st.text(ALPHABET, max_size=5), data=st.data())
def test_a_change_puts_words_in_the_place_of_others(
    encoding: str, text: str, new: str, data: st.DataObject
) -> None:
    before = Text("file:///a.txt", 1, text, encoding)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return
    places = [tuple(before.positions.place(offset)) for offset in (start, end)]
    after = before.changed(2, [change(new, *places)])  # type: ignore[arg-type]
    assert (after.version, after.text) == (2, text[:start] + new + text[end:])


def test_changes_follow_each_other_and_a_whole_text_replaces_all() -> None:
    text = Text("u", 1, "甲😀乙\n", "utf-16")
    changes = [change("丙", (0, 3), (0, 4)), change("", (0, 1), (0, 3)), change("丁", (5, 0), (5, 0))]
    assert text.changed(2, changes).text == "甲丙\n丁"
    assert text.changed(3, [change("新"), change("的", (0, 1), (0, 1))]).text == "新的"
    assert (text.changed(4, []).version, text.changed(4, []).text) == (4, text.text)


def test_texts_are_kept_by_name_and_half_a_character_is_none() -> None:
    texts = Texts()
    texts.put(Text("u", 1, "a\ud83d", "utf-16"))
    kept = texts.get("u")
    assert kept is not None and kept.text == "a\ufffd" and [one.uri for one in texts] == ["u"]
    texts.close("u")
    texts.close("u")
    assert texts.get("u") is None
