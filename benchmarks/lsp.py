"""How long an edit in the editor takes to show: from a keystroke in a 25 KB draft to its findings; prints p50 and p95.

Run with the Python that xlint[lsp] is installed for: python benchmarks/lsp.py
"""

import asyncio
import sys
import time
from typing import Any

from drafts import paragraphs
from lsprotocol import types
from prose import report
from pygls.lsp.client import LanguageClient

EDITS = 200
SIZE = 25_000  # bytes
LIMIT = 30.0  # seconds for one answer


class Client(LanguageClient):
    """An editor that waits for the diagnostics of the version that it sent."""

    def __init__(self) -> None:
        super().__init__("benchmark", "1")
        self.shown: dict[str, int | None] = {}
        self.news = asyncio.Event()

    async def findings(self, uri: str, version: int) -> None:
        """Wait until the findings of a version are there."""
        while self.shown.get(uri) != version:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), LIMIT)


async def measured(pulls: bool, text: str) -> tuple[float, list[float]]:
    """Seconds until the server is ready, and for each of the edits."""
    client = Client()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def published(params: types.PublishDiagnosticsParams) -> None:
        client.shown[params.uri] = params.version
        client.news.set()

    began = time.perf_counter()
    await client.start_io(sys.executable, "-m", "xlint", "lsp")
    can = (
        types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
        if pulls
        else None
    )
    await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(text_document=can))
    )
    client.initialized(types.InitializedParams())
    ready = time.perf_counter() - began
    uri = "untitled:/draft.txt"
    item = types.TextDocumentItem(uri=uri, language_id="plaintext", version=0, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    await _shown(client, uri, 0, pulls)
    taken = []
    lines = text.split("\n")
    for version in range(1, EDITS + 1):
        line = version * 7 % (len(lines) - 1)
        began = time.perf_counter()
        client.text_document_did_change(_keystroke(uri, version, line, min(6, len(lines[line]))))
        await _shown(client, uri, version, pulls)
        taken.append(time.perf_counter() - began)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return ready, sorted(taken)


async def _shown(client: Client, uri: str, version: int, pulls: bool) -> None:
    if not pulls:
        await client.findings(uri, version)
        return
    name = types.TextDocumentIdentifier(uri=uri)
    await asyncio.wait_for(
        client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=name)), LIMIT
    )


def _keystroke(uri: str, version: int, line: int, character: int) -> types.DidChangeTextDocumentParams:
    """A digit or a word typed at a place, as an editor tells it."""
    at = types.Position(line=line, character=character)
    words = ("整", "改", "3", "，", "X")[version % 5]
    change: Any = types.TextDocumentContentChangePartial(range=types.Range(start=at, end=at), text=words)
    name = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.DidChangeTextDocumentParams(text_document=name, content_changes=[change])


def main() -> None:
    """Measure an editor that is told and one that asks, with a draft like real ones and one full of numbers."""
    print(f"Python {sys.version.split()[0]}, {EDITS} edits of a draft of {SIZE // 1000} KB, milliseconds")
    print(f"{'draft':16} {'editor':8} {'ready':>7} {'p50':>7} {'p95':>7} {'most':>7}")
    for name, text in (("like real ones", report(1, SIZE)), ("full of numbers", paragraphs(SIZE))):
        for pulls in (False, True):
            ready, taken = asyncio.run(measured(pulls, text))
            p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
            row = "".join(f" {seconds * 1000:7.1f}" for seconds in (ready, p50, p95, taken[-1]))
            print(f"{name:16} {'asks' if pulls else 'is told':8}{row}")


if __name__ == "__main__":
    main()
