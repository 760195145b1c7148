"""All drafts of the open folders: checked in the background, those that did not change from the cache."""

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Event
from typing import Any, NamedTuple

from lsprotocol import types

from xlint.batch import check_all, processors
from xlint.cli.documents import Target
from xlint.config import NAME
from xlint.files import walk
from xlint.lsp.analysis import Analyst, accepted
from xlint.lsp.desk import Desk
from xlint.lsp.diagnostics import diagnostics
from xlint.lsp.packfiles import mistakes
from xlint.lsp.pages import uri as page_uri
from xlint.lsp.paths import file_uri, identity, path_of
from xlint.lsp.settings import above
from xlint.lsp.texts import Text
from xlint.results import Checked
from xlint.store import digest

Found = list[tuple[str, list[types.Diagnostic]]]


class _Order(NamedTuple):
    """What is to be checked: taken down by the event loop, so that the thread looks at nothing that changes."""

    folders: Sequence[str]
    opened: frozenset[str]
    analyst: Analyst
    encoding: str
    wanted: Callable[[], bool]


async def workspace_report(desk: Desk, known: Mapping[str, str]) -> types.WorkspaceDiagnosticReport:
    """The diagnostics of all files of the folders; those whose result is `known` by its id are told as unchanged."""
    found: list[tuple[str, int | None, list[types.Diagnostic]]]
    found = [(uri, None, items) for uri, items in await folder_diagnostics(desk)]
    found += [(text.uri, text.version, await desk.diagnostics(text.uri)) for text in desk.texts]
    return types.WorkspaceDiagnosticReport(items=await desk.far_aside(_reports, found, known))


def _reports(
    found: Sequence[tuple[str, int | None, list[types.Diagnostic]]], known: Mapping[str, str]
) -> list[Any]:
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
    return reports


def result_id(found: list[types.Diagnostic]) -> str:
    """What tells one list of diagnostics from another."""
    return digest(repr(found).encode("utf-8", "surrogatepass"))


async def folder_diagnostics(desk: Desk) -> Found:
    """The diagnostics of the files in the open folders that are not open themselves; given up when nobody waits."""
    stopped = Event()
    order = _Order(
        [path for path in map(path_of, desk.folders) if os.path.isdir(path)],
        desk.opened(),
        desk.analyst,
        desk.editor.encoding,
        lambda: not (stopped.is_set() or desk.ended.is_set()),
    )
    try:
        return await desk.far_aside(_checked, order)
    except asyncio.CancelledError:
        stopped.set()
        raise


def _checked(order: _Order) -> Found:
    """Checked by processes of their own: rules are run in this one for the open texts alone."""
    found, faulty = Found(), set[str]()
    files = list(_files(order, faulty))
    for checked in check_all(files, order.analyst.wish, max(2, processors()), worth=0):
        if not order.wanted():
            return []
        found.append((file_uri(checked.path), _told(checked, order)))
    for place in sorted(faulty):
        if identity(place) not in order.opened:
            text = Text(file_uri(place), 0, _content(place), order.encoding)
            found.append((text.uri, mistakes(text, None)))
    return found


def _files(order: _Order, faulty: set[str]) -> Iterator[Target]:
    """The files of the folders, each once; files of settings that are at fault are noted, what is below them is not checked."""
    seen = set(order.opened)
    for folder in order.folders:
        settings, _ = order.analyst.settings.of(os.path.join(folder, "-"))
        for path in walk(folder, settings.include, settings.exclude, settings.base):
            if not order.wanted():
                return
            here, fault = order.analyst.settings.of(path)
            if fault is not None:
                faulty.add(above(path, NAME) or "")
            elif (name := identity(path)) not in seen:
                seen.add(name)
                yield Target(path, here)


def _told(checked: Checked, order: _Order) -> list[types.Diagnostic]:
    settings, _ = order.analyst.settings.of(checked.path)
    text = Text(file_uri(checked.path), 0, checked.source.text if checked.source else "", order.encoding)
    known = order.analyst.settings.baseline(checked.path)
    page = partial(page_uri, digest=settings.pack.digest, extra=settings.packs)
    return diagnostics(accepted(checked, settings, checked.path, known), text, page)


def _content(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except OSError:
        return ""
