"""One lazy view of a document: its source, its outline and its facts, each computed once, when first asked for."""

from collections.abc import Mapping
from functools import cached_property

from xlint.model import Span
from xlint.outline import Heading, Outline, outline
from xlint.source import Source

Words = Mapping[str, tuple[str, ...]]


class Document:
    """A draft. `words` are the word lists of the rule packs; `scheme` names a heading scheme, or is `auto`."""

    def __init__(self, source: Source, words: Words, scheme: str = "auto") -> None:
        self.source = source
        self.text = source.text
        self.words = words
        self._scheme = scheme

    @cached_property
    def outline(self) -> Outline:
        """The section tree."""
        return outline(self.source, self._scheme)

    @cached_property
    def title(self) -> Heading | None:
        """The first title line, None if there is none."""
        return self.outline.titles[0] if self.outline.titles else None

    @cached_property
    def front(self) -> Span:
        """What stands before the first heading (the title is not one)."""
        sections = self.outline.sections
        return Span(0, sections[0].heading.line.start if sections else len(self.text))

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
