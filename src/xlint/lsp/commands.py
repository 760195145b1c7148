"""The commands of the server: explain a rule, ignore a finding, show the ledger or the report, check the folder."""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lsprotocol import types

from xlint import config, packs_told, store
from xlint.ledger import rows
from xlint.lsp import pages
from xlint.lsp.actions import EXPLAIN, IGNORE, workspace_edit
from xlint.lsp.analysis import Analysis, path_of
from xlint.lsp.ignoring import IgnoreError, Insertion, insertion
from xlint.lsp.server import Server
from xlint.lsp.workspace import folder_diagnostics
from xlint.model import Span
from xlint.reports import View, rendered
from xlint.reports.ledger import as_markdown
from xlint.reports.wording import WORDS

REPORT, LEDGER, CHECK = "xlint.report", "xlint.ledger", "xlint.checkFolder"


def register(made: Server) -> None:
    """Add the commands to a server."""

    @made.command(EXPLAIN)
    async def explain(ls: Server, told: dict[str, Any]) -> str | None:
        analysis = await ls.desk.newest(str(told.get("uri")))
        settings = analysis.settings if analysis else config.load(None)
        uri = pages.uri(str(told.get("rule")), settings.pack.digest, settings.packs)
        return await _shown(ls, uri, external=False)

    @made.command(IGNORE)
    async def ignore(ls: Server, told: dict[str, Any]) -> str | None:
        reason = str(told.get("reason") or await _reason(ls)).strip()
        if not reason:
            ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, _words(ls)["no_reason"]))
            return None
        return await _ignored(ls, told, reason)

    @made.command(REPORT)
    async def report(ls: Server, uri: str) -> str | None:
        analysis = await ls.desk.newest(uri)
        page = await ls.desk.aside(_report, analysis, ls.desk.editor.language) if analysis else None
        return await _shown(ls, page, external=True)

    @made.command(LEDGER)
    async def ledger(ls: Server, uri: str) -> str | None:
        analysis = await ls.desk.newest(uri)
        return await _shown(ls, _ledger(analysis) if analysis else None, external=False)

    @made.command(CHECK)
    async def check(ls: Server) -> dict[str, int]:
        found = await ls.desk.aside(folder_diagnostics, ls.desk)
        if ls.desk.editor.pulls:
            ls.workspace_diagnostic_refresh(None, lambda _: None)
        else:
            for uri, items in found:
                ls.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(uri=uri, diagnostics=items)
                )
        return {"files": len(found), "findings": sum(len(items) for _, items in found)}


def _words(ls: Server) -> Mapping[str, str]:
    return WORDS[ls.desk.editor.language]


async def _shown(ls: Server, uri: str | None, external: bool) -> str | None:
    """Ask the editor to show a file, where it can; returns its URI."""
    if uri is not None and ls.desk.editor.shows:
        await ls.window_show_document_async(
            types.ShowDocumentParams(uri=uri, external=external, take_focus=True)
        )
    return uri


async def _reason(ls: Server) -> str:
    """Ask for a reason; the protocol has no field to write in, so that reasons are offered."""
    words = _words(ls)
    offered = [types.MessageActionItem(title=title) for title in words["reasons"].split("|")]
    chosen = await ls.window_show_message_request_async(
        types.ShowMessageRequestParams(
            type=types.MessageType.Info, message=words["ask_reason"], actions=offered
        )
    )
    return chosen.title if chosen else ""


async def _ignored(ls: Server, told: Mapping[str, Any], reason: str) -> str | None:
    """Write an entry into the settings: through the editor where they are open, else into the file."""
    path = path_of(str(told.get("uri")))
    place = config.find(path) or os.path.join(_top(ls, path), config.NAME)
    inside = os.path.relpath(path, os.path.dirname(place)).replace(os.sep, "/")
    entry = {
        "rule": str(told.get("rule")),
        "path": inside,
        "text": str(told.get("text", ""))[:80],
        "reason": reason,
    }
    uri = pages.file_uri(place)
    opened = ls.desk.texts.get(uri)
    try:
        text = opened.text if opened else _read(place)
        found = insertion(place, text, {key: value for key, value in entry.items() if value})
        if opened is not None:
            edit = workspace_edit(
                opened, [(Span(found.offset, found.offset), found.text)], ls.desk.editor.client.versioned
            )
            await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit))
        else:
            _write(place, text, found)
    except (IgnoreError, OSError) as error:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(error)))
        return None
    await ls.refresh()
    words = _words(ls)["ignored_in"].format(path=os.path.relpath(place, _top(ls, path)))
    ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, words))
    return uri


def _top(ls: Server, path: str) -> str:
    """The open folder that holds a file, or the file's own."""
    tops = [
        top
        for top in map(path_of, ls.desk.folders)
        if os.path.abspath(path).startswith(os.path.join(top, ""))
    ]
    return max(tops, key=len, default=os.path.dirname(os.path.abspath(path)))


def _read(place: str) -> str:
    if not os.path.exists(place):
        return ""
    with open(place, encoding="utf-8", newline="") as file:
        return file.read()


def _write(place: str, text: str, found: Insertion) -> None:
    """All or nothing, and only what was there when it was read."""
    if _read(place) != text:
        raise IgnoreError("配置文件正在被改动，没有写入")
    beside = f"{place}.{os.getpid()}.xlint"
    try:
        with open(beside, "x", encoding="utf-8", newline="") as file:
            file.write(text[: found.offset] + found.text + text[found.offset :])
        os.replace(beside, place)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _report(analysis: Analysis, language: str) -> str | None:
    from xlint.reports import html

    view = View(language=language, rules=lambda: packs_told.explained(analysis.settings.packs))
    return _kept(analysis, "html", "".join(rendered(html.render(view), [analysis.checked])))


def _ledger(analysis: Analysis) -> str | None:
    name = os.path.basename(analysis.path)
    return _kept(analysis, "md", as_markdown([(name, rows(analysis.document))]).decode())


def _kept(analysis: Analysis, end: str, text: str) -> str | None:
    """A page in the cache folder, one for each draft."""
    folder = store.folder()
    if folder is None:
        return None
    place = os.path.join(folder, "shown", store.digest(analysis.text.uri.encode("utf-8", "surrogatepass")))
    path = os.path.join(place, f"{os.path.splitext(os.path.basename(analysis.path))[0] or 'draft'}.{end}")
    try:
        os.makedirs(place, exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
    except OSError:
        return None
    return pages.file_uri(path)
