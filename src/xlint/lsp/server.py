"""The server itself: the protocol, the desk, and how results are sent."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from xlint import __version__
from xlint.lsp.desk import Desk
from xlint.lsp.paths import identity, path_of

Found = Sequence[tuple[str, list[types.Diagnostic]]]

_PATIENCE = 1.0  # seconds in which an editor takes what is still to be sent


class Protocol(LanguageServerProtocol):
    """The protocol without pygls's own texts: they split lines at U+2028 and form feeds, where editors do not.

    Messages are made and sent by a thread of their own: thousands of diagnostics take a while to be written as JSON.
    """

    def __init__(self, *arguments: Any) -> None:
        self._sender = ThreadPoolExecutor(1, "xlint-sender")
        super().__init__(*arguments)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Any:
        """Begin; an editor that is not to ask for diagnostics is not told that it can."""
        result = yield from super().lsp_initialize(params)
        if not self._server.desk.editor.pulls:  # type: ignore[attr-defined]
            result.capabilities.diagnostic_provider = None
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Any:
        """Hand on a new text."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Any:
        """Hand on changes, with their positions as they came."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Any:
        """Hand on that a text was closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def _execute_handler(
        self, msg_id: Any, handler: Any, callback: Any, args: Any = None, kwargs: Any = None
    ) -> None:
        """Run a handler; unlike pygls keep nothing of a notification once it is done: there is one for each key."""
        super()._execute_handler(msg_id, handler, callback, args, kwargs)
        future = self._request_futures.get(msg_id)
        if future is not None:
            future.add_done_callback(lambda done: self._let_go(msg_id, done))

    def _let_go(self, msg_id: Any, done: Any) -> None:
        if self._request_futures.get(msg_id) is done:
            del self._request_futures[msg_id]

    def _send_data(self, data: Any) -> None:
        with suppress(RuntimeError):  # nothing is sent any more
            self._sender.submit(super()._send_data, data)

    def end(self) -> None:
        """Wait until all is sent, but not for ever."""
        with suppress(RuntimeError, TimeoutError):
            self._sender.submit(lambda: None).result(_PATIENCE)
        self._sender.shutdown(wait=False, cancel_futures=True)


class Server(LanguageServer):
    """A server with its desk."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("xlint", __version__, protocol_cls=Protocol)
        self.desk = Desk()
        self.answered = -1  # the state of the desk when the folders were last told of
        self._shown: set[str] = set()  # files that are not open, whose diagnostics the editor shows

    def run(self) -> int:
        """Serve until the editor leaves; 0 if it took leave as it should."""
        _quiet()
        _tidy()
        for told in (signal.SIGTERM, signal.SIGINT):  # nothing has to be put away, no thread is waited for
            signal.signal(told, signal.SIG_DFL)  # a handler in Python would wait for the loop to wake up
        messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        sys.stdout = sys.stderr  # whatever is printed must not get between the messages
        self.start_io(sys.stdin.buffer, messages)
        return 0 if self.protocol._shutdown else 1

    def end(self) -> None:
        """Stop all work, send what is left."""
        self.desk.end()
        self.protocol.end()

    def shutdown(self) -> None:
        """The same when the connection ends; unlike pygls without waiting for another line from the editor."""
        self.end()
        if self._stop_event is not None:
            self._stop_event.set()
        self.thread_pool.shutdown(wait=False, cancel_futures=True)

    async def publish(self, uri: str) -> None:
        """Send the diagnostics of a text to an editor that does not ask for them, unless it moves on meanwhile."""
        if self.desk.editor.pulls:
            return
        text = self.desk.texts.get(uri)
        found = await self.desk.diagnostics(uri)
        if text is not None and self.desk.texts.get(uri) is text:
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, version=text.version, diagnostics=found)
            )

    def show_folder(self, found: Found) -> None:
        """Show the diagnostics of files that are not open, and no longer those of the last time."""
        if self.desk.editor.pulls:
            if "diagnostics" in self.desk.editor.refreshes:
                self.workspace_diagnostic_refresh(None, lambda _: None)
            return
        news = {uri: items for uri, items in found if items or uri in self._shown}
        gone = {uri: list[types.Diagnostic]() for uri in self._shown - news.keys()}
        opened = self.desk.opened()
        for uri, items in {**gone, **news}.items():
            if identity(path_of(uri)) not in opened:  # meanwhile: it has newer ones
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(uri=uri, diagnostics=items)
                )
        self._shown = {uri for uri, items in news.items() if items}

    async def refresh(self) -> None:
        """Settings changed: everything that is shown is made anew."""
        self.desk.forget()
        told: dict[str, Callable[..., Any]] = {
            "diagnostics": self.workspace_diagnostic_refresh,
            "code_lens": self.workspace_code_lens_refresh,
            "inlay_hint": self.workspace_inlay_hint_refresh,
        }
        for name in self.desk.editor.refreshes:
            told[name](None, lambda _: None)
        for text in self.desk.texts:
            await self.publish(text.uri)


def _quiet() -> None:
    """A text that moved on, a request that is not known, work that ends with the connection: they fill no log."""
    import logging

    if not os.environ.get("XLINT_DEBUG"):
        for name in ("pygls", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _tidy() -> None:
    """A run of a moment collects no garbage; a day of typing has to, and often enough to be short each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
