"""The files of the open folders that are not open themselves: their diagnostics, asked for or told."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import DRAFT, Editor, soon
from lsp_support import capabilities, editor
from lsprotocol import types

from xlint.lsp.paths import file_uri

CLEAN = "今天天气很好。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three drafts, one of them clean, one not UTF-8; and a file that is no draft."""
    top = tmp_path / "drafts"
    (top / "夹").mkdir(parents=True)
    (top / "a.txt").write_text(DRAFT, "utf-8", newline="")
    (top / "夹" / "b 1.md").write_bytes(DRAFT.replace("😀", "").encode("gb18030"))
    (top / "clean.txt").write_text(CLEAN, "utf-8")
    (top / "image.txt").write_bytes(b"\x89PNG\0\1\2\3" * 100)
    (top / "data.csv").write_text(DRAFT, "utf-8")
    return top


async def report(made: Editor, known: dict[str, str] | None = None) -> dict[str, Any]:
    """What is said of each file, by its name."""
    before = [types.PreviousResultId(uri=uri, value=value) for uri, value in (known or {}).items()]
    asked = types.WorkspaceDiagnosticParams(previous_result_ids=before)
    found = await soon(made.client.workspace_diagnostic_async(asked))
    told = [one.uri for one in found.items]
    assert len(told) == len(set(told))
    return {one.uri.removeprefix(made.uri("")).strip("/"): one for one in found.items}


def codes(one: Any) -> list[str]:
    return [str(item.code) for item in one.items]


async def test_files_that_are_not_open(folder: Path) -> None:
    async with editor(folder) as made:
        found = await report(made)
        inside = made.uri("夹/b 1.md").removeprefix(made.uri("") + "/")
        assert set(found) == {"a.txt", inside, "clean.txt", "image.txt"}
        assert "count/sum" in codes(found["a.txt"]) and "count/sum" in codes(found[inside])
        assert not found["clean.txt"].items and found["a.txt"].version is None
        assert "没有检查：认不出编码" in found["image.txt"].items[0].message
        uri = made.open("a.txt", DRAFT)
        assert [one.range for one in found["a.txt"].items] == [one.range for one in await made.found(uri)]


async def test_what_is_known_is_not_told_again(folder: Path) -> None:
    async with editor(folder) as made:
        first = await report(made)
        known = {one.uri: one.result_id for one in first.values()}
        (folder / "a.txt").write_text(DRAFT.replace("5个", "4个"), "utf-8")
        (folder / "clean.txt").unlink()
        (folder / "new.txt").write_text(DRAFT, "utf-8")
        told(made, "new.txt")
        again = await report(made, known)
        kinds = {name: one.kind for name, one in again.items()}
        assert kinds.pop("a.txt") == kinds.pop("new.txt") == "full" and set(kinds.values()) == {"unchanged"}
        assert "clean.txt" not in again and "count/sum" not in codes(again["a.txt"])


def told(made: Editor, *names: str) -> None:
    """Tell the server of files that changed."""
    changes = [types.FileEvent(uri=made.uri(name), type=types.FileChangeType.Changed) for name in names]
    made.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=changes))


async def test_an_editor_that_asks_again_is_answered_when_there_is_news(folder: Path) -> None:
    async with editor(folder) as made:
        first = await report(made)
        known = {one.uri: one.result_id for one in first.values()}
        again = asyncio.ensure_future(report(made, known))
        await asyncio.sleep(1)
        assert not again.done()
        made.open("b.txt", DRAFT)
        assert "b.txt" in await again


async def test_the_open_text_counts_and_not_the_file(folder: Path) -> None:
    os.symlink(folder, folder.parent / "link")
    async with editor(folder) as made:
        linked = made.open(file_uri(str(folder.parent / "link" / "a.txt")), CLEAN, version=3)
        found = await report(made)
        assert "a.txt" not in found and found[linked].version == 3 and not found[linked].items
        made.close(linked)
        assert "count/sum" in codes((await report(made))["a.txt"])


async def test_settings_hold_for_the_folder(folder: Path) -> None:
    (folder / ".xlint.yaml").write_text("exclude: [image.txt]\nrules: {count/sum: off}\n", "utf-8")
    (folder / "夹" / ".xlint.yaml").write_text("rulse: {}\n", "utf-8")
    async with editor(folder) as made:
        found = await report(made)
        assert "count/sum" not in codes(found["a.txt"]) and "punct/half-width" in codes(found["a.txt"])
        assert "image.txt" not in found and not any(name.endswith(".md") for name in found)
        faulty = next(one for name, one in found.items() if name.endswith(".xlint.yaml"))
        assert "rulse" in faulty.items[0].message or faulty.items[0].range.start.line == 0
        (folder / "夹" / ".xlint.yaml").unlink()
        asked = types.DidChangeWatchedFilesParams(changes=[])
        made.client.workspace_did_change_watched_files(asked)
        assert any(name.endswith(".md") for name in await report(made))


async def test_folders_come_and_go(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "c.txt").write_text(DRAFT, "utf-8")
    async with editor(folder) as made:
        here, there = (
            types.WorkspaceFolder(uri=file_uri(str(path)), name=path.name) for path in (folder, other)
        )

        def changed(added: list[types.WorkspaceFolder], removed: list[types.WorkspaceFolder]) -> None:
            event = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
            asked = types.DidChangeWorkspaceFoldersParams(event=event)
            made.client.workspace_did_change_workspace_folders(asked)

        changed([there], [])
        assert {"a.txt", file_uri(str(other / "c.txt"))} <= set(await report(made))
        changed([], [here])
        assert set(await report(made)) == {file_uri(str(other / "c.txt"))}
        changed([], [there])
        assert await report(made) == {}


async def test_an_editor_that_waits_is_told_when_it_wishes(folder: Path) -> None:
    async with editor(folder, capabilities(pulls=False)) as made:
        told = await made.command("xlint.checkFolder")
        assert told["files"] == 4 and told["findings"] > 4
        uri = made.uri("a.txt")
        await made.until(lambda: uri in made.published)
        assert "count/sum" in [one.code for one in made.published[uri][-1][1]]
        assert made.uri("clean.txt") not in made.published
        (folder / "a.txt").unlink()
        await made.command("xlint.checkFolder")
        await made.until(lambda: made.published[uri][-1] == (None, []))


async def test_an_editor_that_asks_is_told_to_ask(folder: Path) -> None:
    async with editor(folder) as made:
        told = await made.command("xlint.checkFolder")
        assert told["files"] == 4
        await made.until(lambda: made.refreshed == ["diagnostics"])


async def test_a_long_check_of_the_folder_does_not_hold_up_the_open_text(folder: Path) -> None:
    for number in range(16):
        (folder / f"{number}.txt").write_text(f"第{number}稿\n" + DRAFT * 80, "utf-8")
    async with editor(folder) as made:
        uri = made.open("open.txt", DRAFT)
        assert "count/sum" in await made.codes(uri)
        waiting = asyncio.ensure_future(report(made))
        await asyncio.sleep(0.05)
        for _ in range(3):
            made.change(uri, (0, 0, "一"))
            assert "count/sum" in await made.codes(uri)
        assert not waiting.done()
        assert len(await waiting) == 21
