"""The state of a server: the open texts, the analysis of each newest version, what the editor can do."""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from xlint import packs_told, store
from xlint.checking import Wish
from xlint.engine import Cancelled
from xlint.lsp import packfiles, pages
from xlint.lsp.actions import Client
from xlint.lsp.analysis import Analysis, Analyst
from xlint.lsp.diagnostics import Page, diagnostics, remark
from xlint.lsp.paths import identity, is_file, path_of
from xlint.lsp.texts import Text, Texts
from xlint.profiles import Choice

_CONTENT_MODIFIED = -32801
_DRAFTS = (".txt", ".md", ".markdown")
_LANGUAGES = ("plaintext", "markdown", "text")
_PATIENCE, _STEP = 60.0, 0.2  # seconds for which news is waited, and after which it is looked for
T = TypeVar("T")


class Editor(NamedTuple):
    """What the editor said of itself, and what it wants."""

    encoding: str = "utf-16"
    client: Client = Client()
    pulls: bool = False
    refreshes: Sequence[str] = ()  # what it makes anew when it is asked to
    trees: bool = True  # of symbols
    shows: bool = False  # documents that it is asked to show
    language: str = "zh"
    on_save: bool = False


def _is_own(uri: str) -> bool:
    """Whether a text is a page about a rule, a ledger or a report that the server made."""
    own = store.folder()
    return own is not None and path_of(uri).startswith(os.path.join(os.path.abspath(own), ""))


class _Running(NamedTuple):
    """An analysis that was begun: of which text, by whom, and how it is told that it is not wanted."""

    text: Text
    analyst: Analyst
    task: "asyncio.Future[Analysis | None]"
    stop: Callable[[], None]


class Desk:
    """Everything that a server knows. Only the event loop touches it; texts are analysed by one thread, one at a time.

    What takes long is done by another thread, so that an open text does not wait for the others of its folder.
    """

    def __init__(self) -> None:
        self.texts = Texts()
        self.editor = Editor()
        self.languages: dict[str, str] = {}
        self.folders: list[str] = []
        self.analyst = Analyst(Wish(Choice()))
        self.ended = Event()
        self._near, self._far = ThreadPoolExecutor(1, "xlint"), ThreadPoolExecutor(1, "xlint-folder")
        self._running: dict[str, _Running] = {}
        self._touched = 0

    def begin(self, editor: Editor) -> None:
        """Take over what the editor said."""
        self.editor = editor
        self.analyst = Analyst(Wish(Choice(language=editor.language)))

    def forget(self) -> None:
        """Settings or packs changed: what was found is no longer true."""
        self.touch()
        self.analyst = self.analyst.anew()
        packs_told.explained.cache_clear()

    def touch(self) -> None:
        """A file that is not open changed."""
        self._touched += 1

    @property
    def state(self) -> int:
        """A number that is another one whenever anything changed that findings depend on."""
        return self.texts.changes + self._touched

    async def moved_on(self, state: int) -> None:
        """Wait until anything is another than in this state, but not for ever: a file may change unseen."""
        until = asyncio.get_running_loop().time() + _PATIENCE
        while self.state == state and not self.ended.is_set() and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(_STEP)

    def is_draft(self, uri: str) -> bool:
        """Whether a text is one that is checked: by the end of its name, or what the editor takes it for.

        The pages that the server itself writes are none, though an editor shows them.
        """
        if _is_own(uri):
            return False
        path = uri.lower()
        known = path.endswith(_DRAFTS)
        return known or ("." not in path.rpartition("/")[2] and self.languages.get(uri) in _LANGUAGES)

    async def aside(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do work in the thread, while messages go on being read."""
        return await asyncio.get_running_loop().run_in_executor(self._near, work, *arguments)

    async def far_aside(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do work that takes long in the other thread."""
        return await asyncio.get_running_loop().run_in_executor(self._far, work, *arguments)

    def opened(self) -> frozenset[str]:
        """Which files are open, each by its identity."""
        return frozenset(identity(path_of(text.uri)) for text in self.texts if is_file(text.uri))

    def open_at(self, path: str) -> Text | None:
        """The open text of a file, however the editor writes its URI."""
        wanted = identity(path)
        return next((t for t in self.texts if is_file(t.uri) and identity(path_of(t.uri)) == wanted), None)

    async def newest(self, uri: str) -> Analysis | None:
        """The analysis of the newest version of a text, None if there is none."""
        while (text := self._draft(uri)) is not None:
            with suppress(Cancelled):
                return await self._analysed(text)
        return None

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of the version that is there now. Raises ContentModified as soon as the text moves on."""
        text = self._draft(uri)
        while text is not None:
            self._still(text)
            with suppress(Cancelled):
                return await self._analysed(text)
        return None

    async def made(self, uri: str, work: Callable[[Analysis], T]) -> T | None:
        """What work makes of the analysis of a text, None if there is none. Raises ContentModified likewise."""
        analysis = await self.current(uri)
        if analysis is None:
            return None
        found = await self.aside(work, analysis)
        self._still(analysis.text)
        return found

    def _still(self, text: Text) -> None:
        if self.texts.get(text.uri) is not text:
            raise JsonRpcException("content modified", _CONTENT_MODIFIED)

    def _draft(self, uri: str) -> Text | None:
        return self.texts.get(uri) if self.is_draft(uri) else None

    async def _analysed(self, text: Text) -> Analysis | None:
        """The analysis of a version. Raises Cancelled where it or the settings are no longer the newest."""
        running = self._begun(text)
        found = await asyncio.shield(running.task)
        if self.texts.get(text.uri) is not text or running.analyst is not self.analyst:
            raise Cancelled
        return found

    def _begun(self, text: Text) -> _Running:
        running = self._running.get(text.uri)
        if running is not None:
            if running.text is text and running.analyst is self.analyst:
                return running
            running.stop()
        stopped = Event()
        task = asyncio.get_running_loop().run_in_executor(
            self._near, self.analyst.analyse, text, lambda: not (stopped.is_set() or self.ended.is_set())
        )
        task.add_done_callback(_looked_at)
        self._running[text.uri] = _Running(text, self.analyst, task, stopped.set)
        return self._running[text.uri]

    def close(self, uri: str) -> None:
        """Forget a text that was closed."""
        self.texts.close(uri)
        self.languages.pop(uri, None)
        running = self._running.pop(uri, None)
        if running is not None:
            running.stop()

    def end(self) -> None:
        """Let go of all that is still at work."""
        self.ended.set()
        for thread in (self._near, self._far):
            thread.shutdown(wait=False, cancel_futures=True)

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """What is wrong with the newest version of a text: a draft, settings, or a file of a pack."""
        if self.is_draft(uri):
            try:
                analysis = await self.newest(uri)
            except Exception as error:  # a fault of ours must not look like a text without faults
                return [remark(f"内部错误（{type(error).__name__}: {error}），没有检查；请报告")]
            return await self.aside(self._of_draft, analysis) if analysis else []
        text = self.texts.get(uri)
        return await self.aside(packfiles.diagnostics, text) if text is not None else []

    def _of_draft(self, analysis: Analysis) -> list[types.Diagnostic]:
        found = diagnostics(analysis.checked, analysis.text, self.page(analysis))
        if analysis.fault is not None:
            told = "；".join(map(str, analysis.fault.mistakes))
            found.append(remark(f"配置有错，这里按上一次没有错的配置检查：{told}"))
        return found

    def page(self, analysis: Analysis) -> Page:
        """Where the pages about rules are."""
        digest, extra = analysis.settings.pack.digest, analysis.settings.packs
        return lambda rule: pages.uri(rule, digest, extra)


def _looked_at(task: "asyncio.Future[Analysis | None]") -> None:
    """An error is told to whoever waits for the result; if nobody does, that is no fault."""
    if not task.cancelled():
        task.exception()
