"""The language server from within: what it keeps, what it forgets, and what happens while settings change."""

import asyncio
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import DRAFT, LIMIT, soon

from xlint import config, patterns, words
from xlint.checking import Wish
from xlint.config import Config
from xlint.lsp import pages, structure
from xlint.lsp.analysis import Analyst
from xlint.lsp.features import server
from xlint.lsp.paths import file_uri
from xlint.lsp.server import Server
from xlint.lsp.settings import Settings, above
from xlint.lsp.texts import Text
from xlint.profiles import Choice


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

    def __init__(self) -> None:
        self.server, self.line = server(), Line()
        self.server.protocol.set_writer(self.line)
        self.hear("initialize", {"processId": None, "capabilities": {}, "rootUri": None}, id=1)

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


async def test_a_text_that_is_closed_while_it_is_checked_is_not_told() -> None:
    inside = Inside()
    uri = "file:///nowhere/a.txt"
    inside.open(uri, DRAFT * 50)
    await asyncio.sleep(0.05)
    inside.hear("textDocument/didClose", {"textDocument": {"uri": uri}})
    await inside.until(lambda: inside.told(uri))
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


def test_settings_that_were_read_too_early_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, entered, go_on = tmp_path / ".xlint.yaml", threading.Event(), threading.Event()
    place.write_text("rules: {count/sum: off}\n", "utf-8")
    plain = config.fresh

    def fresh(path: str | None) -> Config:
        found = plain(path)
        entered.set()
        assert go_on.wait(LIMIT)
        return found

    monkeypatch.setattr(config, "fresh", fresh)
    old = Settings()
    early = threading.Thread(target=old.of, args=(str(tmp_path / "a.txt"),))
    early.start()
    assert entered.wait(LIMIT)
    place.write_text("rules: {count/sum: info}\n", "utf-8")
    new = Settings(old)
    go_on.set()
    early.join(LIMIT)
    assert new.of(str(tmp_path / "a.txt"))[0].values["rules"] == {"count/sum": {"severity": "info"}}


def test_settings_at_fault_give_way_to_the_last_sound_ones(tmp_path: Path) -> None:
    place, draft = tmp_path / ".xlint.yaml", str(tmp_path / "夹" / "a.txt")
    assert above(draft, ".xlint.yaml") is None
    first = Settings()
    assert first.of(draft) == (first.default(), None)
    place.write_text("rules: {count/sum: off}\n", "utf-8")
    assert above(draft, ".xlint.yaml") == str(place)
    second = Settings(first)
    sound, fault = second.of(draft)
    assert fault is None and sound.values["rules"]
    place.write_text("rules: [\n", "utf-8")
    third = Settings(second)
    assert third.of(draft)[0] is sound and third.of(draft)[1] is not None
    assert Settings().of(draft)[0].values == {}


def test_an_analyst_makes_the_rules_once(tmp_path: Path) -> None:
    (tmp_path / ".xlint.yaml").write_text("rules: {count/sum: off}\n", "utf-8")
    analyst = Analyst(Wish(Choice()))
    uri = file_uri(str(tmp_path / "a.txt"))
    one, other = (analyst.analyse(Text(uri, version, DRAFT, "utf-16")) for version in (1, 2))
    assert one is not None and other is not None and one.plan.rules is other.plan.rules
    (tmp_path / ".xlint.yaml").write_text("rules: {count/sum: info}\n", "utf-8")
    anew = analyst.anew().analyse(Text(uri, 3, DRAFT, "utf-16"))
    assert anew is not None and "count/sum" in [finding.rule for finding in anew.findings]
    assert "count/sum" not in [finding.rule for finding in other.findings]


def test_patterns_are_compiled_by_many_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_kept", {})
    monkeypatch.setattr(patterns, "_new", {})
    wanted = [f"[一-三]{{{number}}}线程{number}(?P<n>\\d+)" for number in range(1, 60)]
    barrier = threading.Barrier(4)

    def compile_all(part: int) -> None:
        barrier.wait(LIMIT)
        for pattern in wanted[part::4]:
            patterns.compiled(pattern)

    threads = [threading.Thread(target=compile_all, args=(part,)) for part in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # seconds: they get into each other's way as often as can be
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT)
    finally:
        sys.setswitchinterval(interval)
    for number, pattern in enumerate(wanted, 1):
        entry = patterns._new[pattern]
        assert patterns._from_entry(pattern, entry).fullmatch("一" * number + f"线程{number}7")


def test_places_of_words_are_whole_or_not_there() -> None:
    words._found_in.cache_clear()
    text = "整改" * 2000
    known = words._found_in(text)
    assert "整改" not in known
    assert words._places_of("整改", text) == list(range(0, 4000, 2)) == known["整改"]


def test_old_pages_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    told = [pages.shown(f"file:///{number}.txt", "草稿.md", str(number)) for number in range(30)]
    assert all(told) and len(list(tmp_path.glob("shown-*"))) == 20
    assert pages.shown("file:///29.txt", "草稿.md", "新") == told[-1]
    assert (next(tmp_path.glob("shown-*")) / "草稿.md").exists()
    monkeypatch.setenv("XLINT_CACHE_DIR", "")
    assert pages.shown("file:///a.txt", "a.md", "") is None
