"""Positions in the units that the editor asked for, and texts that stay the same on both sides whatever is typed."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsp_editor import DRAFT, Editor, soon
from lsp_support import capabilities, editor
from lsprotocol import types

from xlint.lsp.paths import file_uri, identity, is_file, path_of
from xlint.lsp.positions import Positions
from xlint.lsp.texts import Text, Texts

Kind = types.PositionEncodingKind
UNITS = {"utf-8": 8, "utf-16": 4, "utf-32": 2}  # of the two emoji before the faults


@pytest.mark.parametrize(
    ("wanted", "agreed"),
    [
        ([Kind.Utf8, Kind.Utf16], "utf-8"),
        (["utf-7", Kind.Utf32], "utf-32"),
        (None, "utf-16"),
    ],
)
async def test_the_units_are_those_that_were_agreed_on(
    tmp_path: Path, wanted: list[Any] | None, agreed: str
) -> None:
    told = capabilities(position_encodings=wanted) if wanted else capabilities()
    async with editor(tmp_path, told) as made:
        assert made.encoding == agreed
        uri = made.open("a.txt", DRAFT)
        found = {str(one.code): one.range for one in await made.found(uri)}
        line = DRAFT.splitlines()[2]
        width = Positions(line, agreed).place(line.index("5个")).character
        assert found["count/sum"].start == types.Position(line=2, character=width)
        assert width == UNITS[agreed] + 3 * {"utf-8": 3}.get(agreed, 1)
        comma = DRAFT.index(",")
        (fix,) = [one for one in await made.actions(uri, comma, comma) if one.edit]
        assert made.applied(uri, fix.edit) == DRAFT.replace(",", "，")
        made.change(uri, (comma, comma + 1, "，"), (2, 2, "😀\r\n😀"), (3, 5, ""))
        assert "punct/half-width" not in await made.codes(uri)
        await inside_and_beyond(made, uri)


async def inside_and_beyond(made: Editor, uri: str) -> None:
    """Changes at places that are not there: behind the ends, and inside a character."""
    text = "😀甲\n,乙"
    made.change(uri, text)

    def raw(start: tuple[int, int], end: tuple[int, int], words: str) -> None:
        version, _ = made.texts[uri]
        name = types.VersionedTextDocumentIdentifier(uri=uri, version=version + 1)
        made.texts[uri] = (version + 1, made.texts[uri][1])
        place = types.Range(
            start=types.Position(line=start[0], character=start[1]),
            end=types.Position(line=end[0], character=end[1]),
        )
        change = types.TextDocumentContentChangePartial(range=place, text=words)
        made.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=name, content_changes=[change])
        )

    raw((0, 1), (0, 1), "一、")  # inside the emoji, unless it is one unit: the whole character stays
    raw((1, 99), (9, 9), "二\n")
    raw((99, 0), (99, 0), "\n一、总则\n")
    asked = types.DocumentSymbolParams(text_document=types.TextDocumentIdentifier(uri=uri))
    found: Any = await soon(made.client.text_document_document_symbol_async(asked))
    last = found[-1]
    while last.children:
        last = last.children[-1]
    assert last.name == "一、总则" and last.range.start.line == 3


ALPHABET = "甲a，😀𠮷e\u0301\n\r\u2028\x0c"
SIZES: dict[str, Callable[[str], int]] = {
    "utf-8": lambda c: len(c.encode()),
    "utf-16": lambda c: 1 + (c > "\uffff"),
    "utf-32": lambda c: 1,
}


class Client:
    """An editor that keeps its text as units, as those do whose positions are such units."""

    def __init__(self, text: str, encoding: str) -> None:
        self.codec, self.size = {
            "utf-8": ("utf-8", 1),
            "utf-16": ("utf-16-le", 2),
            "utf-32": ("utf-32-le", 4),
        }[encoding]
        self.units = text.encode(self.codec)

    def replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of the units from `start` to `end`."""
        size = self.size
        self.units = self.units[: start * size] + words.encode(self.codec) + self.units[end * size :]

    @property
    def text(self) -> str:
        return self.units.decode(self.codec)

    def place(self, unit: int) -> SimpleNamespace:
        """Line and character of a unit; the lines end as the protocol says."""
        before = self.units[: unit * self.size].decode(self.codec)
        rest = self.units[unit * self.size :].decode(self.codec)
        whole = before.removesuffix("\r") if before.endswith("\r") and rest.startswith("\n") else before
        lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return SimpleNamespace(line=len(lines) - 1, character=len(lines[-1].encode(self.codec)) // self.size)


@pytest.mark.parametrize("encoding", SIZES)
@settings(max_examples=150, deadline=None)
@given(text=st.text(ALPHABET, max_size=25), data=st.data())
def test_both_sides_have_the_same_text(encoding: str, text: str, data: st.DataObject) -> None:
    client, server = Client(text, encoding), Text("file:///a.txt", 1, text, encoding)
    for version in range(2, data.draw(st.integers(3, 8))):
        changes = []
        for _ in range(data.draw(st.integers(1, 3))):
            now = client.text
            sizes = [SIZES[encoding](char) for char in now]
            start = data.draw(st.integers(0, len(now)))
            end = data.draw(st.integers(start, len(now)))
            words = data.draw(st.text(ALPHABET, max_size=4))
            units = [sum(sizes[:at]) for at in (start, end)]
            places = [client.place(unit) for unit in units]
            if any(now[at - 1 : at + 1] == "\r\n" for at in (start, end)):
                continue  # no place in the protocol
            changes.append(SimpleNamespace(text=words, range=SimpleNamespace(start=places[0], end=places[1])))
            client.replace(units[0], units[1], words)
        server = server.changed(version, changes)
        assert (server.version, server.text) == (version, client.text)


def test_files_by_their_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("报告 1.txt", "a#b?c%41.txt", "x😀.txt", "a(1)[2]'.txt"):
        path = str(tmp_path / name)
        assert path_of(file_uri(path)) == path and is_file(file_uri(path))
    assert path_of("file:///a%2Fb/%E6%8A%A5.txt") == "/a/b/报.txt"
    assert path_of("FILE:///a.txt") == "/a.txt" and is_file("FILE:///a.txt")
    assert path_of("untitled:Untitled-1") == "Untitled-1" and not is_file("untitled:Untitled-1")
    assert path_of("file://[") == "-" and "\0" not in path_of("file:///a%00b.txt")
    assert identity(str(tmp_path / "x" / ".." / "a.txt")) == identity(str(tmp_path / "a.txt"))
    monkeypatch.setattr("xlint.lsp.paths.os.name", "nt")
    assert path_of("file:///c%3A/%E6%8A%A5%E5%91%8A/a.txt") == "c:/报告/a.txt"
    assert path_of("file:///C:/a.txt") == "C:/a.txt"
    assert path_of("file://server/share/a.txt") == "//server/share/a.txt"


def test_a_day_of_typing_keeps_one_text() -> None:
    texts, numbers = Texts(), count(1)
    texts.put(Text("u", next(numbers), "甲", "utf-16"))
    for _ in range(1000):
        now = texts.get("u")
        assert now is not None
        here = SimpleNamespace(line=0, character=0)
        change = SimpleNamespace(text="乙", range=SimpleNamespace(start=here, end=here))
        texts.put(now.changed(next(numbers), [change]))
    (last,) = texts
    assert last.version == 1001 and last.text == "乙" * 1000 + "甲"
