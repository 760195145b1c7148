"""The language server as a process of its own, with an editor that speaks to it."""

import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union

from lsp_editor import Editor, soon
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

import xlint
from xlint.lsp.paths import file_uri

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(xlint.__file__)))  # for the server too
SERVER = ("-m", "xlint", "lsp")


def capabilities(pulls: bool = True, rich: bool = True, **told: Any) -> types.ClientCapabilities:
    """What an editor says that it can do: much (`rich`) or next to nothing; `told` are capabilities of `general`."""
    text = types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities(related_document_support=True) if pulls else None
    )
    workspace = types.WorkspaceClientCapabilities(apply_edit=True)
    if rich:
        text.code_action = types.CodeActionClientCapabilities(
            code_action_literal_support=types.ClientCodeActionLiteralOptions(
                code_action_kind=types.ClientCodeActionKindOptions(
                    value_set=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
                )
            ),
            is_preferred_support=True,
            data_support=True,
            resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"]),
        )
        text.document_symbol = types.DocumentSymbolClientCapabilities(
            hierarchical_document_symbol_support=True
        )
        workspace.workspace_edit = types.WorkspaceEditClientCapabilities(document_changes=True)
        workspace.code_lens = types.CodeLensWorkspaceClientCapabilities(refresh_support=True)
        workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(refresh_support=True)
    if pulls:
        workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    shows = types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=rich))
    return types.ClientCapabilities(
        text_document=text,
        workspace=workspace,
        window=shows,
        general=types.GeneralClientCapabilities(**told) if told else None,
    )


def _converter() -> Any:
    """lsprotocol's, which takes an action that has a command for nothing but the command."""
    made = default_converter()  # type: ignore[no-untyped-call]

    def structured(told: Any, _: Any) -> Any:
        is_command = isinstance(told.get("command"), str)
        return made.structure(told, types.Command if is_command else types.CodeAction)

    made.register_structure_hook(types.Command | types.CodeAction, structured)
    made.register_structure_hook(Union[types.Command, types.CodeAction], structured)  # noqa: UP007 - as lsprotocol has it
    return made


@asynccontextmanager
async def editor(
    folder: Path,
    told: types.ClientCapabilities | None = None,
    options: Any = None,
    server: Sequence[str] = SERVER,
    **environment: str,
) -> AsyncIterator[Editor]:
    """An editor with an open folder, for as long as the block lasts; the server has to leave as it should."""
    client = LanguageClient(converter_factory=_converter)
    made = Editor(client, folder)
    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **_features(made)})
    await client.start_io(
        sys.executable, *server, cwd=folder, env={**os.environ, "PYTHONPATH": SOURCE, **environment}
    )
    asked = types.InitializeParams(
        capabilities=told or capabilities(),
        workspace_folders=[types.WorkspaceFolder(uri=file_uri(str(folder)), name="drafts")],
        initialization_options=options,
    )
    try:
        made.began = await soon(client.initialize_session(asked))
        agreed = made.began.capabilities.position_encoding
        made.encoding = str(getattr(agreed, "value", agreed))
        yield made
        await soon(client.shutdown_session())
        assert made.process.returncode == 0
    finally:
        if made.process.returncode is None:
            made.process.kill()
        await client.stop()  # type: ignore[no-untyped-call]


def _features(made: Editor) -> dict[str, Any]:
    """What the editor answers, and notes down."""

    def publish(_: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        made.published.setdefault(params.uri, []).append((params.version, list(params.diagnostics)))

    def apply(_: LanguageClient, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        made.edits.append(params.edit)
        return types.ApplyWorkspaceEditResult(applied=made.applies)

    def ask(_: LanguageClient, params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        made.asked.append(params)
        return types.MessageActionItem(title=made.answer) if made.answer else None

    def register(_: LanguageClient, params: types.RegistrationParams) -> None:
        made.registered += params.registrations

    def refresh(name: str) -> Any:
        def refreshed(_: LanguageClient, params: None) -> None:
            made.refreshed.append(name)

        return refreshed

    return {
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
        types.WORKSPACE_APPLY_EDIT: apply,
        types.WINDOW_SHOW_MESSAGE_REQUEST: ask,
        types.CLIENT_REGISTER_CAPABILITY: register,
        types.WORKSPACE_DIAGNOSTIC_REFRESH: refresh("diagnostics"),
        types.WORKSPACE_CODE_LENS_REFRESH: refresh("code lens"),
        types.WORKSPACE_INLAY_HINT_REFRESH: refresh("inlay hint"),
    }
