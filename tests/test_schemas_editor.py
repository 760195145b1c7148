"""The JSON Schema of the settings in an editor: the YAML language server of others completes and checks by it."""

import asyncio
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from support import ROOT

LIMIT = 60.0  # seconds
SETTINGS = """\
profile: reprt
rules:
  count/sum: off
  term/typo: {severity: loud}
  \n\
ignore:
  - {rule: count/sum}
language: fr
"""


class _Client(LanguageClient):
    """An editor that names the schema when it is asked for its configuration."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.found: asyncio.Future[list[types.Diagnostic]] = asyncio.get_running_loop().create_future()


def _client() -> _Client:
    made = _Client()
    schema = (ROOT / "docs" / "schema" / "xlint-settings.schema.json").as_uri()
    yaml = {"schemas": {schema: [".xlint.yaml"]}, "validate": True, "schemaStore": {"enable": False}}

    def configured(_: LanguageClient, params: types.ConfigurationParams) -> list[Any]:
        return [yaml if item.section == "yaml" else {} for item in params.items]

    def published(_: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        if params.diagnostics and not made.found.done():
            made.found.set_result(list(params.diagnostics))

    def registered(_: LanguageClient, params: types.RegistrationParams) -> None:
        return None

    for name, answer in (
        (types.WORKSPACE_CONFIGURATION, configured),
        (types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, published),
        (types.CLIENT_REGISTER_CAPABILITY, registered),
    ):
        made.feature(name)(answer)
    return made


async def test_an_editor_completes_and_checks_settings(node_tools: Path, tmp_path: Path) -> None:
    client = _client()
    server = node_tools / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    await client.start_io("node", str(server), "--stdio")
    try:
        async with asyncio.timeout(LIMIT):
            found, labels = await _asked(client, (tmp_path / ".xlint.yaml").as_uri())
    finally:
        await client.stop()  # type: ignore[no-untyped-call]
    lines = sorted(one.range.start.line for one in found)
    assert lines == [0, 3, 6, 7], [one.message for one in found]
    assert any("report" in one.message for one in found) and any("reason" in one.message for one in found)
    assert "count/enumerated" in labels and "count/sum" not in labels


async def _asked(client: _Client, uri: str) -> tuple[list[types.Diagnostic], set[str]]:
    workspace = types.WorkspaceClientCapabilities(configuration=True)
    can = types.ClientCapabilities(workspace=workspace)
    await client.initialize_async(types.InitializeParams(capabilities=can))
    client.initialized(types.InitializedParams())
    item = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=SETTINGS)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    found = await client.found
    place = types.CompletionParams(
        text_document=types.TextDocumentIdentifier(uri=uri), position=types.Position(line=4, character=2)
    )
    told = await client.text_document_completion_async(place)
    items = told.items if isinstance(told, types.CompletionList) else told or []
    await client.shutdown_async(None)
    client.exit(None)
    return found, {one.label for one in items}
