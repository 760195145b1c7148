"""The server itself: the protocol, the desk, and how results are sent."""

from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from xlint import __version__
from xlint.lsp.desk import Desk


class Protocol(LanguageServerProtocol):
    """The protocol without pygls's own texts: they split lines at U+2028 and form feeds, where editors do not."""

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


class Server(LanguageServer):
    """A server with its desk."""

    def __init__(self) -> None:
        super().__init__("xlint", __version__, protocol_cls=Protocol)
        self.desk = Desk()

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

    async def refresh(self) -> None:
        """Settings changed: everything that is shown is made anew."""
        self.desk.forget()
        if self.desk.editor.pulls:
            self.workspace_diagnostic_refresh(None, lambda _: None)
        for text in self.desk.texts:
            await self.publish(text.uri)
