"""The life of a server: how it begins, which texts are open, what is wrong with them, what changed around them."""

from lsprotocol import types

from xlint.lsp import answers, commands
from xlint.lsp.actions import Client
from xlint.lsp.desk import Editor
from xlint.lsp.server import Server
from xlint.lsp.texts import Text
from xlint.lsp.workspace import result_id, workspace_report


def server() -> Server:
    """A server that is ready to be started."""
    made = Server()
    for register in (_life, _texts, _diagnostics, _settings, answers.register, commands.register):
        register(made)
    return made


def _life(made: Server) -> None:
    @made.feature(types.INITIALIZE)
    def initialize(ls: Server, params: types.InitializeParams) -> None:
        ls.desk.begin(_editor(params, str(ls.workspace.position_encoding)))
        ls.desk.folders = [folder.uri for folder in params.workspace_folders or ()] or (
            [params.root_uri] if params.root_uri else []
        )

    @made.feature(types.INITIALIZED)
    async def initialized(ls: Server, params: types.InitializedParams) -> None:
        _watch(ls)
        await ls.desk.aside(ls.desk.analyst.settings.default)

    @made.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {folder.uri for folder in params.event.removed}
        added = [folder.uri for folder in params.event.added]
        ls.desk.folders = [uri for uri in ls.desk.folders if uri not in {*gone, *added}] + added

    @made.feature(types.EXIT)
    def leave(ls: Server, *_: object) -> None:
        ls.end()


def _editor(params: types.InitializeParams, encoding: str) -> Editor:
    options = params.initialization_options if isinstance(params.initialization_options, dict) else {}
    text, workspace, window = (
        params.capabilities.text_document,
        params.capabilities.workspace,
        params.capabilities.window,
    )
    edit = workspace.workspace_edit if workspace else None
    code_action = text.code_action if text else None
    resolves = code_action.resolve_support if code_action else None
    symbol = text.document_symbol if text else None
    return Editor(
        encoding=encoding.rpartition(".")[2].lower().replace("utf", "utf-").replace("--", "-"),
        client=Client(bool(edit and edit.document_changes), bool(resolves and "edit" in resolves.properties)),
        pulls=_pulls(params.capabilities) and options.get("run") != "onSave",
        trees=bool(symbol and symbol.hierarchical_document_symbol_support),
        refreshes=_refreshes(workspace),
        shows=bool(window and window.show_document and window.show_document.support),
        language="en" if options.get("language") == "en" else "zh",
        on_save=options.get("run") == "onSave",
    )


def _pulls(capabilities: types.ClientCapabilities) -> bool:
    """Whether the editor asks for diagnostics, and asks again when it is told that they are others: else they are sent."""
    text = capabilities.text_document
    return bool(text and text.diagnostic) and "diagnostics" in _refreshes(capabilities.workspace)


def _refreshes(workspace: types.WorkspaceClientCapabilities | None) -> tuple[str, ...]:
    """What the editor makes anew when it is asked to."""
    names = ("diagnostics", "code_lens", "inlay_hint")
    told = ((name, getattr(workspace, name, None)) for name in names)
    return tuple(name for name, capability in told if capability and capability.refresh_support)


def _watch(ls: Server) -> None:
    """Ask to be told of changed settings and packs, where the editor can do that."""
    workspace = ls.client_capabilities.workspace
    if not (
        workspace
        and workspace.did_change_watched_files
        and workspace.did_change_watched_files.dynamic_registration
    ):
        return
    watchers = [
        types.FileSystemWatcher(glob_pattern=glob)
        for glob in ("**/.xlint*", "**/*.yaml", "**/*.txt", "**/*.md", "**/*.markdown")
    ]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
    ls.client_register_capability(
        types.RegistrationParams(
            registrations=[
                types.Registration(
                    id="xlint-settings",
                    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    register_options=options,
                )
            ]
        ),
        lambda _: None,
    )


def _texts(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        ls.desk.languages[item.uri] = str(getattr(item.language_id, "value", item.language_id))
        ls.desk.texts.put(Text(item.uri, item.version, item.text, ls.desk.editor.encoding))
        await ls.publish(item.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        name = params.text_document
        text = ls.desk.texts.get(name.uri)
        if text is None:
            return
        ls.desk.texts.put(text.changed(name.version, params.content_changes))
        if not ls.desk.editor.on_save:
            await ls.publish(name.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        ls.desk.close(uri)
        if not ls.desk.editor.pulls:
            ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri.endswith((".yaml", ".yml", ".xlint-baseline.json")):
            await ls.refresh()
        else:
            await ls.publish(uri)


def _diagnostics(made: Server) -> None:
    options = types.DiagnosticOptions(
        identifier="xlint", inter_file_dependencies=False, workspace_diagnostics=True
    )

    @made.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def pull(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        found = await ls.desk.diagnostics(params.text_document.uri)
        mark = result_id(found)
        if mark == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=mark)
        return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=mark)

    @made.feature(types.WORKSPACE_DIAGNOSTIC)
    async def pull_all(
        ls: Server, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        known = {one.uri: one.value for one in params.previous_result_ids}
        if known:  # an editor that asks again as soon as it is answered is answered when there is news
            await ls.desk.moved_on(ls.answered)
        ls.answered = ls.desk.state
        return await workspace_report(ls.desk, known)


def _settings(made: Server) -> None:
    @made.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        if params.changes and all(ls.desk.is_draft(change.uri) for change in params.changes):
            ls.desk.touch()
        else:
            await ls.refresh()

    @made.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        await ls.refresh()
