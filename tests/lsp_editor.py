"""An editor for tests: it keeps texts as an editor does, and speaks of them in the units that were agreed on."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient

from xlint.lsp.paths import file_uri
from xlint.lsp.positions import Positions

LIMIT = 40.0  # seconds, for a machine that is busy with other things
# An emoji, which is two units of UTF-16 and four of UTF-8, stands before the faults of the third line.
DRAFT = "关于巡察反馈意见整改情况的报告\n\n😀😀共发现5个问题，其中已完成3个,未完成1个。\n\n一、总体情况\n整改工作按XX要求推进。\n"


async def soon(awaited: Any) -> Any:
    """What comes of it, in time."""
    return await asyncio.wait_for(awaited, LIMIT)


class Editor:
    """A client with its open texts. `folder` is the folder that is open."""

    began: types.InitializeResult

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder, self.encoding = client, folder, "utf-16"
        self.texts: dict[str, tuple[int, str]] = {}
        self.published: dict[str, list[tuple[int | None, list[types.Diagnostic]]]] = {}
        self.edits: list[types.WorkspaceEdit] = []
        self.registered: list[types.Registration] = []
        self.asked: list[types.ShowMessageRequestParams] = []
        self.answer: str | None = None  # to questions
        self.applies = True
        self.refreshed: list[str] = []

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The server."""
        assert self.client._server is not None
        return self.client._server

    @property
    def messages(self) -> list[str]:
        """What was shown to the user."""
        return [one.message for one in self.client.messages]

    def uri(self, name: str) -> str:
        """The URI of a file of the folder."""
        return name if ":" in name else file_uri(str(self.folder / name))

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> str:
        """Open a text, which need not be on disk."""
        uri = self.uri(name)
        self.texts[uri] = (version, text)
        item = types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        return uri

    def change(self, uri: str, *changes: tuple[int, int, str] | str) -> str:
        """Change a text: parts of it, each as (from, to, words) in code points of the text so far, or the whole."""
        version, text = self.texts[uri]
        told: list[types.TextDocumentContentChangeEvent] = []
        for change in changes:
            if isinstance(change, str):
                told.append(types.TextDocumentContentChangeWholeDocument(text=change))
                text = change
                continue
            start, end, words = change
            told.append(
                types.TextDocumentContentChangePartial(range=self.range(text, start, end), text=words)
            )
            text = text[:start] + words + text[end:]
        self.texts[uri] = (version + 1, text)
        name = types.VersionedTextDocumentIdentifier(uri=uri, version=version + 1)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=name, content_changes=told)
        )
        return text

    def range(self, text: str, start: int, end: int) -> types.Range:
        """A range of a text, in the units that were agreed on."""
        positions = Positions(text, self.encoding)
        return types.Range(
            start=types.Position(**positions.place(start)._asdict()),
            end=types.Position(**positions.place(end)._asdict()),
        )

    def words(self, uri: str, range_: types.Range) -> str:
        """What stands in a range of an open text."""
        text = self.texts[uri][1]
        positions = Positions(text, self.encoding)
        ends = (positions.offset(at.line, at.character) for at in (range_.start, range_.end))
        return text[slice(*ends)]

    def save(self, uri: str) -> None:
        """Write an open text to its file."""
        path = self.folder / uri.rpartition("/")[2]
        path.write_text(self.texts[uri][1], "utf-8", newline="")
        name = types.TextDocumentIdentifier(uri=uri)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=name))

    def close(self, uri: str) -> None:
        """Close a text."""
        del self.texts[uri]
        name = types.TextDocumentIdentifier(uri=uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=name))

    async def pull(self, uri: str, known: str | None = None) -> Any:
        """The report on a text."""
        name = types.TextDocumentIdentifier(uri=uri)
        asked = types.DocumentDiagnosticParams(text_document=name, previous_result_id=known)
        return await soon(self.client.text_document_diagnostic_async(asked))

    async def found(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of a text, asked for."""
        return list((await self.pull(uri)).items)

    async def codes(self, uri: str) -> list[str]:
        """The rules that found something."""
        return [str(one.code) for one in await self.found(uri)]

    async def pushed(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """The diagnostics of a version of a text, waited for."""
        version = self.texts[uri][0] if version is None else version
        await self.until(lambda: version in [v for v, _ in self.published.get(uri, ())])
        return [found for v, found in self.published[uri] if v == version][-1]

    async def until(self, told: Any) -> Any:
        """Wait until something is so."""
        async with asyncio.timeout(LIMIT):
            while not (result := told()):
                await asyncio.sleep(0.01)
        return result

    async def actions(
        self, uri: str, start: int, end: int, only: Sequence[str] = (), shown: Sequence[types.Diagnostic] = ()
    ) -> list[types.CodeAction]:
        """What can be done about a place."""
        asked = types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=self.range(self.texts[uri][1], start, end),
            context=types.CodeActionContext(diagnostics=list(shown), only=list(only) or None),
        )
        found = await soon(self.client.text_document_code_action_async(asked))
        return [one for one in found or () if isinstance(one, types.CodeAction)]

    async def command(self, name: str, *arguments: Any) -> Any:
        """Have a command done."""
        asked = types.ExecuteCommandParams(command=name, arguments=list(arguments))
        return await soon(self.client.workspace_execute_command_async(asked))

    def applied(self, uri: str, edit: types.WorkspaceEdit | None) -> str:
        """The text after an edit, as an editor would make it: all ranges speak of the text before."""
        assert edit is not None
        told: list[Any] = list((edit.changes or {}).get(uri, ()))
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit) and change.text_document.uri == uri
            assert change.text_document.version == self.texts[uri][0]
            told += change.edits
        text = self.texts[uri][1]
        positions = Positions(text, self.encoding)
        for one in sorted(told, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
            start, end = (positions.offset(at.line, at.character) for at in (one.range.start, one.range.end))
            text = text[:start] + one.new_text + text[end:]
        return text
