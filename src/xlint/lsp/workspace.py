"""All drafts of the open folders: checked in the background, those that did not change from the cache."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from lsprotocol import types

from xlint.batch import check_all, processors
from xlint.cli.documents import targets
from xlint.lsp.analysis import accepted, path_of
from xlint.lsp.desk import Desk
from xlint.lsp.diagnostics import diagnostics
from xlint.lsp.pages import file_uri
from xlint.lsp.pages import uri as page_uri
from xlint.lsp.texts import Text
from xlint.schema import SchemaError
from xlint.store import digest

Found = list[tuple[str, list[types.Diagnostic]]]


async def workspace_report(desk: Desk, known: Mapping[str, str]) -> types.WorkspaceDiagnosticReport:
    """The diagnostics of all files of the folders; those whose result is `known` by its id are told as unchanged."""
    found: list[tuple[str, int | None, list[types.Diagnostic]]]
    found = [(uri, None, items) for uri, items in await desk.aside(folder_diagnostics, desk)]
    found += [(text.uri, text.version, await desk.diagnostics(text.uri)) for text in desk.texts]
    reports: list[Any] = []
    for uri, version, items in found:
        mark = result_id(items)
        if known.get(uri) == mark:
            reports.append(
                types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, version=version, result_id=mark)
            )
        else:
            reports.append(
                types.WorkspaceFullDocumentDiagnosticReport(
                    uri=uri, version=version, items=items, result_id=mark
                )
            )
    return types.WorkspaceDiagnosticReport(items=reports)


def result_id(found: list[types.Diagnostic]) -> str:
    """What tells one list of diagnostics from another."""
    return digest(repr(found).encode("utf-8", "surrogatepass"))


def folder_diagnostics(desk: Desk) -> Found:
    """The diagnostics of the files in the open folders that are not open themselves."""
    paths = [path for path in map(path_of, desk.folders) if os.path.isdir(path)]
    return list(_checked(desk, paths))


def _checked(desk: Desk, paths: list[str]) -> Iterator[tuple[str, list[types.Diagnostic]]]:
    opened = {os.path.realpath(path_of(text.uri)) for text in desk.texts}
    try:
        files = [target for target in targets(paths, None) if os.path.realpath(target.path) not in opened]
    except SchemaError:  # told where the settings are open
        return
    for checked in check_all([file for file in files if not file.fault], desk.analyst.wish, processors()):
        if checked.source is None:
            continue
        settings = desk.analyst.settings(checked.path)
        uri = file_uri(checked.path)
        text = Text(uri, 0, checked.source.text, desk.editor.encoding)
        found = accepted(checked, settings, checked.path)
        page = partial(page_uri, digest=settings.pack.digest, extra=settings.packs)
        yield uri, diagnostics(found, text, page)
