"""The commands of the server: explain a rule, ignore a finding, show the ledger or the report, check the folder."""

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lsprotocol import types

from xlint import config, packs_told
from xlint.ledger import rows
from xlint.lsp import pages
from xlint.lsp.actions import EXPLAIN, IGNORE, workspace_edit
from xlint.lsp.analysis import Analysis
from xlint.lsp.ignoring import IgnoreError, Insertion, insertion, literal
from xlint.lsp.paths import file_uri, identity, is_file, path_of
from xlint.lsp.server import Server
from xlint.lsp.settings import above
from xlint.lsp.texts import Text
from xlint.lsp.workspace import folder_diagnostics
from xlint.model import Span
from xlint.reports import View, rendered
from xlint.reports.ledger import as_markdown
from xlint.reports.wording import WORDS

REPORT, LEDGER, CHECK = "xlint.report", "xlint.ledger", "xlint.checkFolder"
_LONGEST = 80  # code points of a finding that an entry names


def register(made: Server) -> None:
    """Add the commands to a server."""

    @made.command(EXPLAIN)
    async def explain(ls: Server, told: dict[str, Any]) -> str | None:
        analysis = await ls.desk.newest(str(told.get("uri")))
        uri = await ls.desk.aside(_page, ls, analysis, str(told.get("rule")))
        return await _shown(ls, uri, external=False)

    @made.command(IGNORE)
    async def ignore(ls: Server, told: dict[str, Any]) -> str | None:
        uri = str(told.get("uri"))
        if ls.desk.texts.get(uri) is None or not is_file(uri):
            _say(ls, types.MessageType.Info, _words(ls)["not_saved"])
            return None
        reason = str(told.get("reason") or await _reason(ls)).strip()
        if not reason:
            _say(ls, types.MessageType.Info, _words(ls)["no_reason"])
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
        page = await ls.desk.aside(_ledger, analysis) if analysis else None
        return await _shown(ls, page, external=False)

    @made.command(CHECK)
    async def check(ls: Server) -> dict[str, int]:
        found = await folder_diagnostics(ls.desk)
        ls.show_folder(found)
        return {"files": len(found), "findings": sum(len(items) for _, items in found)}


def _words(ls: Server) -> Mapping[str, str]:
    return WORDS[ls.desk.editor.language]


def _say(ls: Server, type_: types.MessageType, words: str) -> None:
    ls.window_show_message(types.ShowMessageParams(type=type_, message=words))


async def _shown(ls: Server, uri: str | None, external: bool) -> str | None:
    """Ask the editor to show a file, where it can; returns its URI."""
    if uri is not None and ls.desk.editor.shows:
        await ls.window_show_document_async(
            types.ShowDocumentParams(uri=uri, external=external, take_focus=True)
        )
    return uri


def _page(ls: Server, analysis: Analysis | None, rule: str) -> str | None:
    settings = analysis.settings if analysis else ls.desk.analyst.settings.default()
    known = rule in settings.pack.rules
    return pages.uri(rule, settings.pack.digest, settings.packs) if known else None


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
    place = above(path, config.NAME) or os.path.join(_top(ls, path), config.NAME)
    entry = {
        "rule": str(told.get("rule")),
        "path": literal(os.path.relpath(path, os.path.dirname(place)).replace(os.sep, "/")),
        "text": str(told.get("text", ""))[:_LONGEST],
        "reason": reason,
    }
    entry = {key: value for key, value in entry.items() if value}
    opened = ls.desk.open_at(place)
    try:
        if opened is not None:
            await _edited(ls, place, opened, entry)
        else:
            await ls.desk.aside(_written, place, entry)
    except (IgnoreError, OSError) as error:
        _say(ls, types.MessageType.Error, str(error))
        return None
    await ls.refresh()
    key = "ignored_in" if opened is None else "ignored_unsaved"
    _say(ls, types.MessageType.Info, _words(ls)[key].format(path=os.path.relpath(place, _top(ls, path))))
    return opened.uri if opened is not None else file_uri(place)


def _top(ls: Server, path: str) -> str:
    """The open folder that holds a file, or the file's own."""
    here = identity(path)
    tops = [top for top in map(path_of, ls.desk.folders) if here.startswith(os.path.join(identity(top), ""))]
    return max(tops, key=len, default=os.path.dirname(os.path.abspath(path)))


async def _edited(ls: Server, place: str, opened: Text, entry: dict[str, str]) -> None:
    found = await ls.desk.aside(insertion, place, opened.text, entry)
    edits = [(Span(found.offset, found.offset), found.text)]
    edit = workspace_edit(opened, edits, ls.desk.editor.client.versioned)
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit))
    if not answer.applied:
        raise IgnoreError("编辑器没有写入配置文件")


def _written(place: str, entry: dict[str, str]) -> None:
    text = _read(place)
    _write(place, text, insertion(place, text, entry))


def _read(place: str) -> str:
    if not os.path.exists(place):
        return ""
    try:
        with open(place, encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        raise IgnoreError("配置文件不是 UTF-8 编码，没有写入") from None


def _write(place: str, text: str, found: Insertion) -> None:
    """All or nothing, and only what was there when it was read. A link stays one."""
    place = os.path.realpath(place)
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
    name = os.path.splitext(os.path.basename(analysis.path))[0] or "draft"
    return pages.shown(analysis.text.uri, f"{name}.{end}", text)
