"""The language server from within: what it keeps, what it forgets, and what happens while settings change."""

import asyncio
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import DRAFT, LIMIT, soon

from xlint import store
from xlint.lsp import structure
from xlint.lsp.analysis import Analyst
from xlint.lsp.desk import Desk
from xlint.lsp.features import server
from xlint.lsp.paths import file_uri
from xlint.lsp.server import Server
from xlint.lsp.texts import Text


class Line:
    """The server's end of a connection: what it says is noted down."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        self.said.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """Nothing to close."""


class Inside:
    """A server in this process, and an editor that waits to be told."""

    def __init__(self, **capabilities: Any) -> None:
        self.server, self.line = server(), Line()
        self.server.protocol.set_writer(self.line)
        told = {"processId": None, "capabilities": capabilities, "rootUri": None}
        self.hear("initialize", told, id=1)

    def hear(self, method: str, params: Any, **told: Any) -> None:
        """A message for the server."""
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **told})
        heard = json.loads(body, object_hook=self.server.protocol.structure_message)
        self.server.protocol.handle_message(heard)

    def open(self, uri: str, text: str = DRAFT) -> None:
        told = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.hear("textDocument/didOpen", {"textDocument": told})

    def change(self, uri: str, version: int, text: str) -> None:
        told = {"uri": uri, "version": version}
        self.hear("textDocument/didChange", {"textDocument": told, "contentChanges": [{"text": text}]})

    def told(self, uri: str) -> list[Any]:
        """The versions whose diagnostics were told."""
        params = [
            one["params"] for one in self.line.said if one.get("method", "").endswith("publishDiagnostics")
        ]
        return [one.get("version") for one in params if one["uri"] == uri]

    async def until(self, is_so: Callable[[], Any]) -> None:
        async with asyncio.timeout(LIMIT):
            while not is_so():
                await asyncio.sleep(0.01)


async def test_nothing_is_kept_of_what_is_done() -> None:
    inside = Inside()
    uri = "file:///nowhere/a.txt"
    inside.open(uri)
    for version in range(2, 200):
        inside.change(uri, version, f"{version}{DRAFT}")
        await asyncio.sleep(0)
    await inside.until(lambda: 199 in inside.told(uri))
    desk = inside.server.desk
    await inside.until(lambda: not inside.server.protocol._request_futures)
    assert len(desk._running) == 1 and len(inside.told(uri)) < 100
    inside.hear("textDocument/didClose", {"textDocument": {"uri": uri}})
    await inside.until(lambda: inside.told(uri)[-1] is None)
    assert not desk._running and not desk.languages and not list(desk.texts)
    inside.server.end()


@pytest.mark.parametrize(
    ("wanted", "agreed"),
    [
        (["utf-16", "utf-8"], "utf-16"),
        (["utf-32", "utf-16"], "utf-32"),
        (["utf-7", "utf-8"], "utf-8"),
        (["utf-7"], "utf-16"),
        ([], "utf-16"),
    ],
)
async def test_the_first_encoding_that_both_know(wanted: list[str], agreed: str) -> None:
    inside = Inside(general={"positionEncodings": wanted})
    await inside.until(lambda: inside.line.said)
    assert inside.line.said[0]["result"]["capabilities"]["positionEncoding"] == agreed
    assert inside.server.desk.editor.encoding == agreed
    inside.server.end()


async def test_a_text_that_is_closed_while_it_is_checked_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    entered, go_on, plain = threading.Event(), threading.Event(), Analyst.analyse

    def analyse(self: Analyst, *told: Any) -> Any:
        found = plain(self, told[0])  # to its end, though it is not wanted any more
        entered.set()
        assert go_on.wait(LIMIT)
        return found

    monkeypatch.setattr(Analyst, "analyse", analyse)
    inside = Inside()
    uri = "file:///nowhere/a.txt"
    inside.open(uri, DRAFT)
    await soon(asyncio.to_thread(entered.wait, LIMIT))
    inside.hear("textDocument/didClose", {"textDocument": {"uri": uri}})
    await inside.until(lambda: inside.told(uri))
    go_on.set()
    await soon(inside.server.desk.aside(int))
    await asyncio.sleep(0.1)
    assert inside.told(uri) == [None]
    inside.server.end()


async def test_what_was_checked_under_old_settings_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Server = server()
    desk, entered, go_on = made.desk, threading.Event(), threading.Event()
    desk.texts.put(Text("file:///nowhere/a.txt", 1, DRAFT, "utf-16"))
    before, plain = desk.analyst, Analyst.analyse
    asked: list[Analyst] = []

    def analyse(self: Analyst, *told: Any) -> Any:
        asked.append(self)
        found = plain(self, told[0])  # to its end, though it is not wanted any more
        if len(asked) == 1:
            entered.set()
            assert go_on.wait(LIMIT)
        return found

    monkeypatch.setattr(Analyst, "analyse", analyse)
    waiting = asyncio.ensure_future(desk.newest("file:///nowhere/a.txt"))
    await asyncio.to_thread(entered.wait, LIMIT)
    desk.forget()
    go_on.set()
    assert await soon(waiting) is not None
    assert asked == [before, desk.analyst] and before is not desk.analyst
    made.end()


async def test_an_answer_that_comes_too_late_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = Inside()
    entered, go_on = threading.Event(), threading.Event()

    def folding(_: object) -> list[Any]:
        entered.set()
        assert go_on.wait(LIMIT)
        return []

    monkeypatch.setattr(structure, "folding", folding)
    uri = "file:///nowhere/a.txt"
    inside.open(uri)
    inside.hear("textDocument/foldingRange", {"textDocument": {"uri": uri}}, id=2)
    await asyncio.to_thread(entered.wait, LIMIT)
    inside.change(uri, 2, DRAFT + "一")
    await inside.until(lambda: inside.server.desk.texts.get(uri).version == 2)  # type: ignore[union-attr]
    go_on.set()
    await inside.until(lambda: [one for one in inside.line.said if one.get("id") == 2])
    (answer,) = [one for one in inside.line.said if one.get("id") == 2]
    assert answer["error"]["code"] == -32801
    inside.server.end()


def test_pages_of_the_server_are_no_drafts(tmp_path: Path) -> None:
    made = Desk()
    own = store.folder()
    assert own is not None
    for path, is_draft in ((Path(own) / "shown" / "x" / "台账.md", False), (tmp_path / "台账.md", True)):
        assert made.is_draft(file_uri(str(path))) is is_draft
