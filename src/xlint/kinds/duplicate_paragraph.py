"""A paragraph that was copied from another place of the document."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.fields import within
from xlint.facts.paragraphs import copies
from xlint.model import Hit, Note, Span

_BEFORE = "。：: \t\u3000\xa0"  # what stands between a heading and the text that runs on behind it
_OUTSIDE = ("attachment", "listed", "title")


class Options(NamedTuple):
    """`shortest`: paragraphs of fewer code points are no copies, and of fewer than `alike` only if they are the same word
    for word. `share`: how much of a longer copy may not differ.
    """

    shortest: int = 40
    alike: int = 60
    share: float = 0.9


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each copy; where the first one stands is told beside it."""
    spans = [span for span in _paragraphs(document) if span.end - span.start >= options.shortest]
    for copy in copies(document.text, spans, options.share, options.alike):
        values = {"first": _where(copy.first, document), "line": _line(copy.first, document)}
        yield Hit(copy.span, values, (Note(copy.first, "first"),), "" if values["first"] else "line")


def _paragraphs(document: Document) -> Iterator[Span]:
    """The lines of the body, without their headings; no rows of tables and no blocks of fields."""
    for line in document.source.lines:
        section = document.outline.at(line.start) if document.outline.sections else None
        if section is not None and any(
            part.heading.kind in _OUTSIDE for part in (section, *section.ancestors())
        ):
            continue
        start = line.start
        if section is not None and section.heading.line.start == line.start:
            start = min(line.end, section.heading.title_span.end)
        words = document.text[start : line.end]
        inside = words.lstrip(_BEFORE).rstrip()
        span = Span(start + words.index(inside), start + words.index(inside) + len(inside))
        if inside and not inside.startswith("|") and not _is_block(span, document):
            yield span


def _is_block(span: Span, document: Document) -> bool:
    """Whether fields are most of a paragraph: the same owners may serve several items."""
    covered = sum(field.span.end - field.span.start for field in within(document.fields, span))
    return 2 * covered > span.end - span.start


def _where(span: Span, document: Document) -> str:
    section = document.outline.at(span.start) if document.outline.sections else None
    if section is None:
        return ""
    names = [part.heading.name for part in (section, *section.ancestors()) if part.heading.kind != "title"]
    return "".join(reversed(names))


def _line(span: Span, document: Document) -> str:
    return str(document.source.position(span.start).line)
