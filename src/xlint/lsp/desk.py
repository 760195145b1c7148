"""The state of a server: the open texts, the analysis of each newest version, what the editor can do."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from xlint.checking import Wish
from xlint.engine import Cancelled
from xlint.lsp import pages
from xlint.lsp.actions import Client
from xlint.lsp.analysis import Analysis, Analyst, path_of
from xlint.lsp.diagnostics import diagnostics
from xlint.lsp.packfiles import is_settings, mistakes, part_of
from xlint.lsp.texts import Text, Texts
from xlint.profiles import Choice

_CONTENT_MODIFIED = -32801
_DRAFTS = (".txt", ".md", ".markdown")
_LANGUAGES = ("plaintext", "markdown", "text")
T = TypeVar("T")


class Editor(NamedTuple):
    """What the editor said of itself, and what it wants."""

    encoding: str = "utf-16"
    client: Client = Client()
    pulls: bool = False
    trees: bool = True  # of symbols
    shows: bool = False  # documents that it is asked to show
    language: str = "zh"
    on_save: bool = False


class _Running(NamedTuple):
    """An analysis that was begun: of which text, under which settings, and how it is told that it is not wanted."""

    text: Text
    stamp: int
    task: "asyncio.Task[Analysis | None]"
    stop: Callable[[], None]


class Desk:
    """Everything that a server knows. Only the event loop touches it; texts are analysed by one thread, one at a time."""

    def __init__(self) -> None:
        self.texts = Texts()
        self.editor = Editor()
        self.languages: dict[str, str] = {}
        self.folders: list[str] = []
        self._thread = ThreadPoolExecutor(1, "xlint")
        self._running: dict[str, _Running] = {}
        self._stamp = 0
        self.analyst = Analyst(Wish(Choice()))

    def begin(self, editor: Editor) -> None:
        """Take over what the editor said."""
        self.editor = editor
        self.analyst = Analyst(Wish(Choice(language=editor.language)))

    def forget(self) -> None:
        """Settings or packs changed: what was found is no longer true."""
        self._stamp += 1
        self.analyst.forget()

    def is_draft(self, uri: str) -> bool:
        """Whether a text is one that is checked: by the end of its name, or what the editor takes it for."""
        path = uri.lower()
        known = path.endswith(_DRAFTS)
        return known or ("." not in path.rpartition("/")[2] and self.languages.get(uri) in _LANGUAGES)

    async def aside(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do work in the thread, while messages go on being read."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def newest(self, uri: str) -> Analysis | None:
        """The analysis of the newest version of a text, None if there is none."""
        while True:
            text = self.texts.get(uri)
            if text is None or not self.is_draft(uri):
                return None
            try:
                found = await asyncio.shield(self._begun(text).task)
            except Cancelled:
                continue  # the text has moved on
            if self.texts.get(uri) is text:
                return found

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of the version that is there now. Raises ContentModified if the text moves on meanwhile."""
        before = self.texts.get(uri)
        found = await self.newest(uri)
        if self.texts.get(uri) is not before:
            raise JsonRpcException("content modified", _CONTENT_MODIFIED)
        return found

    def _begun(self, text: Text) -> _Running:
        running = self._running.get(text.uri)
        if running is not None:
            if running.text is text and running.stamp == self._stamp:
                return running
            running.stop()
        stopped = Event()
        work = self.aside(self.analyst.analyse, text, lambda: not stopped.is_set())
        self._running[text.uri] = _Running(text, self._stamp, asyncio.ensure_future(work), stopped.set)
        return self._running[text.uri]

    def close(self, uri: str) -> None:
        """Forget a text that was closed."""
        self.texts.close(uri)
        running = self._running.pop(uri, None)
        if running is not None:
            running.stop()

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """What is wrong with the newest version of a text: a draft, settings, or a file of a pack."""
        text = self.texts.get(uri)
        if text is None:
            return []
        if self.is_draft(uri):
            analysis = await self.newest(uri)
            return diagnostics(analysis.checked, analysis.text, self.page(analysis)) if analysis else []
        if is_settings(uri):
            return await self.aside(mistakes, text, None)
        if uri.lower().endswith((".yaml", ".yml")):
            return await self.aside(self._of_pack, text)
        return []

    def _of_pack(self, text: Text) -> list[types.Diagnostic]:
        extra = self.analyst.settings(path_of(text.uri)).packs
        part = part_of(text.uri, extra)
        return mistakes(text, part, extra) if part is not None else []

    def page(self, analysis: Analysis) -> Callable[[str], str | None]:
        """Where the pages about rules are."""
        digest, extra = analysis.settings.pack.digest, analysis.settings.packs
        return lambda rule: pages.uri(rule, digest, extra)
