"""Answers to what an editor asks about a place or a text: actions, hover, completion, outline, tallies."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from lsprotocol import types

from xlint import packs_told
from xlint.lsp import hover, structure
from xlint.lsp.actions import FIX_ALL, actions, resolved
from xlint.lsp.analysis import Analysis
from xlint.lsp.completion import completions
from xlint.lsp.diagnostics import span_of
from xlint.lsp.server import Server
from xlint.model import Span


def register(made: Server) -> None:
    """Add the answers to a server."""
    _structure(made)
    _actions(made)
    _help(made)


def _structure(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(ls: Server, params: types.DocumentSymbolParams) -> Sequence[Any]:
        uri = params.text_document.uri
        found = await ls.desk.made(uri, structure.symbols) or []
        return found if ls.desk.editor.trees else structure.flat(found, uri)

    @made.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        return await ls.desk.made(params.text_document.uri, structure.folding) or []

    @made.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hints(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
        def told(analysis: Analysis) -> list[types.InlayHint]:
            within = span_of(params.range, analysis.text.positions)
            return structure.hints(analysis, within, ls.desk.editor.language)

        return await ls.desk.made(params.text_document.uri, told) or []

    @made.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
        told = partial(structure.lenses, language=ls.desk.editor.language)
        return await ls.desk.made(params.text_document.uri, told) or []

    @made.feature(types.WORKSPACE_SYMBOL)
    async def workspace_symbols(
        ls: Server, params: types.WorkspaceSymbolParams
    ) -> list[types.WorkspaceSymbol]:
        found = [await ls.desk.newest(text.uri) for text in ls.desk.texts]
        known = [analysis for analysis in found if analysis]
        return await ls.desk.aside(structure.problems, known, params.query)


def _actions(made: Server) -> None:
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @made.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True),
    )
    async def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        editor = ls.desk.editor
        told = partial(actions, asked=params, client=editor.client, language=editor.language)
        return await ls.desk.made(params.text_document.uri, told) or []

    @made.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        if not isinstance(uri, str):
            return action
        return (
            await ls.desk.made(uri, lambda analysis: resolved(action, analysis, ls.desk.editor.client))
            or action
        )


def _help(made: Server) -> None:
    @made.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(ls: Server, params: types.HoverParams) -> types.Hover | None:
        def told(analysis: Analysis) -> types.Hover | None:
            rules, page = packs_told.explained(analysis.settings.packs), ls.desk.page(analysis)
            offset = _at(params.position, analysis).start
            return hover.hover(analysis, offset, rules, page, ls.desk.editor.language)

        return await ls.desk.made(params.text_document.uri, told)

    @made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["、", "\n"]))
    async def complete(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
        def told(analysis: Analysis) -> list[types.CompletionItem]:
            return completions(analysis, _at(params.position, analysis).start)

        return await ls.desk.made(params.text_document.uri, told) or []


def _at(position: types.Position, analysis: Analysis) -> Span:
    return span_of(types.Range(start=position, end=position), analysis.text.positions)
