"""What must not end the language server, and what must: garbage, faults of rules, large texts, an editor that is gone."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import DRAFT, LIMIT, Editor, soon
from lsp_support import SOURCE, capabilities, editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from xlint.lsp.paths import file_uri

BROKEN = (
    "import sys; from xlint.kinds import title_missing; from xlint.cli import run\n{}\nsys.exit(run(['lsp']))"
)


def named(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri=uri)


async def alive(made: Editor, name: str = "alive.txt") -> None:
    """The server answers as ever."""
    assert "count/sum" in await made.codes(made.open(name, DRAFT))


async def test_requests_that_make_no_sense(tmp_path: Path) -> None:
    async with editor(tmp_path) as made:
        uri = made.open("a.txt", DRAFT)
        wrong: list[tuple[str, list[Any]]] = [
            ("xlint.nothing", []),
            ("xlint.explain", []),
            ("xlint.explain", ["甲"]),
            ("xlint.explain", [{}, {}]),
            ("xlint.ignore", [[]]),
            ("xlint.report", [{"uri": 7}]),
            ("xlint.report", []),
        ]
        for name, arguments in wrong:
            try:
                assert await made.command(name, *arguments) is None
            except JsonRpcException:
                continue
        for name in ("xlint.report", "xlint.ledger"):
            assert await made.command(name, "file:///no/such.txt") is None
        assert await made.command("xlint.explain", {"uri": uri, "rule": 3}) is None
        await alive(made)


async def test_texts_that_are_not_there(tmp_path: Path) -> None:
    async with editor(tmp_path) as made:
        for uri in ("file:///no/such.txt", "file://[", "", "甲", "file:///a%00b.txt", "untitled:x.txt"):
            assert await made.found(uri) == []
            made.texts[uri] = (1, "")
            made.change(uri, "甲")
            made.close(uri)
            asked = types.HoverParams(text_document=named(uri), position=types.Position(line=9, character=9))
            assert await soon(made.client.text_document_hover_async(asked)) is None
        for uri in ("file://[.txt", "file:///a%00b.txt", "file:///%E9.txt", "FILE:///tmp/x.txt", "x.txt"):
            made.open("x:" if not uri else uri if ":" in uri else f"odd:{uri}", DRAFT)
        made.open("file:///" + "夹/" * 2000 + "a.txt", DRAFT)
        assert "count/sum" in await made.codes("file:///a%00b.txt")
        await alive(made)


def message(body: bytes | str | dict[str, Any], length: int | None = None) -> bytes:
    if isinstance(body, dict):
        body = json.dumps({"jsonrpc": "2.0", **body})
    data = body.encode() if isinstance(body, str) else body
    return b"Content-Length: %d\r\n\r\n" % (len(data) if length is None else length) + data


async def test_garbage_between_the_messages(tmp_path: Path) -> None:
    garbage = [
        b"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        message("{"),
        message("[]"),
        message("null"),
        message('"甲"'),
        message(b"\xff\xfe\x00"),
        message("[" * 100_000),
        message({"method": "no/such", "params": {}}),
        message({"method": "textDocument/didOpen", "params": {"textDocument": 7}}),
        message({"method": "textDocument/didChange"}),
        message({"id": 990, "method": "textDocument/hover", "params": None}),
        message({"id": 991, "method": "no/such", "params": [1, 2]}),
        message({"id": None, "method": 7}),
        message({"id": 992, "result": "an answer to nothing"}),
        message({"method": "$/cancelRequest", "params": {"id": 12345}}),
        message({"method": "$/setTrace", "params": {"value": "verbose"}}),
    ]
    async with editor(tmp_path) as made:
        writer = made.process.stdin
        assert writer is not None
        for number, piece in enumerate(garbage):
            writer.write(piece)
            await alive(made, f"{number}.txt")


async def test_a_request_is_cancelled(tmp_path: Path) -> None:
    async with editor(tmp_path) as made:
        uri = made.open("a.txt", DRAFT * 200)
        asked = types.DocumentSymbolParams(text_document=named(uri))
        waiting = made.client.protocol.send_request(
            "textDocument/documentSymbol", asked, callback=None, msg_id="mine"
        )
        made.client.cancel_request(types.CancelParams(id="mine"))
        with pytest.raises(JsonRpcException) as told:
            await soon(asyncio.wrap_future(waiting))
        assert told.value.code == -32800
        await alive(made)


@pytest.mark.parametrize("pulls", [True, False])
async def test_a_fault_of_a_rule_is_told(tmp_path: Path, pulls: bool) -> None:
    fault = "def broken(*_): raise ZeroDivisionError('甲')\ntitle_missing.check = broken"
    server = ("-c", BROKEN.format(fault))
    async with editor(tmp_path, capabilities(pulls=pulls), server=server) as made:
        uri = made.open("a.txt", DRAFT)
        found = await made.found(uri) if pulls else await made.pushed(uri)
        (told,) = [one for one in found if one.code is None]
        assert told.severity == types.DiagnosticSeverity.Information
        assert "title/missing" in told.message and "ZeroDivisionError: 甲" in told.message
        assert told.range.start == told.range.end == types.Position(line=0, character=0)
        assert {"count/sum", "punct/half-width"} <= {str(one.code) for one in found}
        if pulls:
            await alive(made)


async def test_a_fault_of_the_whole_check_is_told(tmp_path: Path) -> None:
    fault = "from xlint.lsp import analysis\ndef broken(*_): raise ZeroDivisionError('甲')\nanalysis.plan_of = broken"
    async with editor(tmp_path, server=("-c", BROKEN.format(fault))) as made:
        for _ in range(2):
            (told,) = await made.found(made.open("a.txt", DRAFT))
            assert "内部错误（ZeroDivisionError: 甲），没有检查" in told.message
        asked = types.FoldingRangeParams(text_document=named(made.uri("a.txt")))
        with pytest.raises(JsonRpcException):
            await soon(made.client.text_document_folding_range_async(asked))
        assert await made.found(made.open("b.json", "")) == []


async def test_a_large_text(tmp_path: Path) -> None:
    text = "关于整改情况的报告\n\n" + "整改工作按要求推进，取得实效。\n" * 23_000 + DRAFT
    assert len(text.encode()) > 1_000_000
    async with editor(tmp_path) as made:
        uri = made.open("large.txt", text)
        small = made.open("small.json", "", language="json")
        checked = asyncio.create_task(made.codes(uri))
        await asyncio.sleep(0)  # it is asked for
        assert await made.found(small) == []
        assert not checked.done()  # the small one did not wait for it
        assert "count/sum" in await checked
        made.change(uri, *[(0, 0, "一")] * 20)
        assert "count/sum" in await made.codes(uri)


async def ended(process: asyncio.subprocess.Process) -> int:
    return int(await asyncio.wait_for(process.wait(), LIMIT))


def children(parent: int) -> list[int]:
    lists = Path(f"/proc/{parent}/task").glob("*/children")  # of each of its threads
    return [int(number) for path in lists for number in path.read_text().split()]


async def test_the_server_ends_with_its_editor(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"第{number}稿\n" + DRAFT * 100, "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "xlint", "lsp"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SOURCE},
        cwd=tmp_path,
    )
    assert process.stdin and process.stdout and process.stderr
    folder = {"uri": file_uri(str(tmp_path)), "name": "x"}
    told: dict[str, Any] = {"processId": None, "capabilities": {}, "workspaceFolders": [folder]}
    process.stdin.write(message({"id": 1, "method": "initialize", "params": told}))
    await soon(process.stdout.readline())
    text = {"uri": file_uri(str(tmp_path / "x.txt")), "languageId": "plaintext", "version": 1}
    opened = {"textDocument": {**text, "text": DRAFT * 200}}
    process.stdin.write(message({"method": "textDocument/didOpen", "params": opened}))
    command = {"command": "xlint.checkFolder", "arguments": []}
    process.stdin.write(message({"id": 2, "method": "workspace/executeCommand", "params": command}))
    async with asyncio.timeout(LIMIT):
        while not (workers := children(process.pid)) and Path("/proc/self/task").exists():
            await asyncio.sleep(0.02)
    process.stdin.close()
    begun = time.monotonic()
    assert await ended(process) == 1  # without having taken leave
    assert time.monotonic() - begun < 20
    assert b"Traceback" not in await process.stderr.read()
    async with asyncio.timeout(LIMIT):
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            await asyncio.sleep(0.05)


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_the_server_ends_when_it_is_told_to(tmp_path: Path, how: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "xlint", "lsp"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SOURCE},
        cwd=tmp_path,
    )
    assert process.stdin and process.stdout and process.stderr
    told: dict[str, Any] = {"processId": None, "capabilities": {}}
    process.stdin.write(message({"id": 1, "method": "initialize", "params": told}))
    await soon(process.stdout.readline())
    process.send_signal(how)
    await ended(process)
    assert b"Traceback" not in await process.stderr.read()


async def test_the_server_leaves_with_a_fault_where_nobody_took_leave(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        async with editor(tmp_path) as made:
            made.open("a.txt", DRAFT * 50)
            made.client.exit(None)
            assert await ended(made.process) == 1
            made.client.error = RuntimeError("the server is gone")
