"""Answers to what an editor asks about a place or a text: actions, hover, completion, outline, tallies."""

from collections.abc import Sequence
from typing import Any

from lsprotocol import types

from xlint import packs_told
from xlint.lsp import hover, structure
from xlint.lsp.actions import FIX_ALL, actions, resolved
from xlint.lsp.analysis import Analysis
from xlint.lsp.completion import completions
from xlint.lsp.diagnostics import Page, span_of
from xlint.lsp.server import Server


def register(made: Server) -> None:
    """Add the answers to a server."""
    _structure(made)
    _help(made)


def _structure(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(ls: Server, params: types.DocumentSymbolParams) -> Sequence[Any]:
        analysis = await ls.desk.current(params.text_document.uri)
        found = await ls.desk.aside(structure.symbols, analysis) if analysis else []
        return found if ls.desk.editor.trees else structure.flat(found, params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        analysis = await ls.desk.current(params.text_document.uri)
        return await ls.desk.aside(structure.folding, analysis) if analysis else []

    @made.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hints(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
        analysis = await ls.desk.current(params.text_document.uri)
        if analysis is None:
            return []
        within = span_of(params.range, analysis.text.positions)
        return await ls.desk.aside(structure.hints, analysis, within, ls.desk.editor.language)

    @made.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
        analysis = await ls.desk.current(params.text_document.uri)
        return await ls.desk.aside(structure.lenses, analysis, ls.desk.editor.language) if analysis else []

    @made.feature(types.WORKSPACE_SYMBOL)
    async def workspace_symbols(
        ls: Server, params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        found = [await ls.desk.newest(text.uri) for text in ls.desk.texts]
        known = [analysis for analysis in found if analysis]
        return await ls.desk.aside(structure.problems, known, params.query)


def _help(made: Server) -> None:
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @made.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True),
    )
    async def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        analysis = await ls.desk.current(params.text_document.uri)
        if analysis is None:
            return []
        return await ls.desk.aside(actions, analysis, params, ls.desk.editor.client, ls.desk.editor.language)

    @made.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        analysis = await ls.desk.current(str(uri)) if uri else None
        return await ls.desk.aside(resolved, action, analysis, ls.desk.editor.client) if analysis else action

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(ls: Server, params: types.HoverParams) -> types.Hover | None:
        analysis = await ls.desk.current(params.text_document.uri)
        if analysis is None:
            return None
        offset = analysis.text.positions.offset(params.position.line, params.position.character)
        page, language = ls.desk.page(analysis), ls.desk.editor.language
        return await ls.desk.aside(_hovered, analysis, offset, page, language)

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["、", "\n"]))
    async def complete(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
        analysis = await ls.desk.current(params.text_document.uri)
        if analysis is None:
            return []
        offset = analysis.text.positions.offset(params.position.line, params.position.character)
        return await ls.desk.aside(completions, analysis, offset)


def _hovered(analysis: Analysis, offset: int, page: Page, language: str) -> types.Hover | None:
    return hover.hover(analysis, offset, packs_told.explained(analysis.settings.packs), page, language)
