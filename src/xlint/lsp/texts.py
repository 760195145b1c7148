"""The texts that are open in the editor, kept in step with it change by change."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from re import compile as pattern
from typing import Any

from xlint.lsp.positions import Positions

_LONE = pattern("[\ud800-\udfff]")


class Text:
    """One version of an open text; its positions are counted in `encoding`."""

    def __init__(self, uri: str, version: int, text: str, encoding: str) -> None:
        self.uri = uri
        self.version = version
        self.text = _LONE.sub("\ufffd", text)  # half a pair of surrogates is no character
        self.encoding = encoding

    @cached_property
    def positions(self) -> Positions:
        """Lines and columns of this text."""
        return Positions(self.text, self.encoding)

    def changed(self, version: int, changes: Sequence[Any]) -> "Text":
        """The text after changes, each of which speaks of the text that the one before it left.

        A change has `text`, and a `range` unless it replaces everything.
        """
        now = self
        for change in changes:
            span = getattr(change, "range", None)
            text = change.text
            if span is not None:
                start = now.positions.offset(span.start.line, span.start.character)
                end = now.positions.offset(span.end.line, span.end.character)
                text = now.text[:start] + text + now.text[max(start, end) :]
            now = Text(self.uri, version, text, self.encoding)
        return now if changes else Text(self.uri, version, self.text, self.encoding)


class Texts:
    """The open texts by their URIs, as the editor writes them."""

    def __init__(self) -> None:
        self._open: dict[str, Text] = {}
        self.changes = 0  # how often anything became another

    def put(self, text: Text) -> None:
        """Keep a new text or a new version of one."""
        self._open[text.uri] = text
        self.changes += 1

    def get(self, uri: str) -> Text | None:
        """The text of a URI, None if it is not open."""
        return self._open.get(uri)

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._open.pop(uri, None)
        self.changes += 1

    def __iter__(self) -> Iterator[Text]:
        return iter(list(self._open.values()))
