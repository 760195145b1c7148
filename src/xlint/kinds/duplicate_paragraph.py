"""A paragraph that was copied from another place of the document."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.fields import within
from xlint.facts.paragraphs import copies
from xlint.model import Hit, Note, Span
from xlint.outline import Section
from xlint.search import first

_BEFORE = "。：: \t\u3000\xa0"  # what stands between a heading and the text that runs on behind it
# Labels of what is quoted again above its measures: the problem, the article of a regulation.
_QUOTED = (
    "反馈意见",
    "巡察反馈",
    "问题表现",
    "具体表现",
    "整改依据",
    "政策依据",
    "依据",
    "审计指出",
    "巡察指出",
)
_LISTING = "反馈(?:的)?问题$|问题清单|存在(?:的)?(?:主要|突出)?问题|主要问题"
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
    spans = [*_paragraphs(document, options.shortest)]
    for copy in copies(document.text, spans, options.share, options.alike):
        values = {"first": _where(copy.first, document), "line": _line(copy.first, document)}
        yield Hit(copy.span, values, (Note(copy.first, "first"),), "" if values["first"] else "line")


def _paragraphs(document: Document, shortest: int) -> Iterator[Span]:
    """The lines of the body, without their headings; no tables, code or blocks of fields, nothing that is quoted."""
    fenced = False
    quoted = (*document.words["problem_labels"], *_QUOTED, "|")
    outside = _outside(document.outline.sections)
    for line in document.source.lines:
        fenced ^= document.text.startswith(("```", "~~~"), line.start)
        if fenced or line.end - line.start < max(shortest, 1):
            continue
        section = document.outline.at(line.start) if document.outline.sections else None
        if id(section) in outside:
            continue
        start = line.start
        if section is not None and section.heading.line.start == line.start:
            start = min(line.end, section.heading.title_span.end)
        words = document.text[start : line.end].rstrip()
        inside = words.lstrip(_BEFORE)
        span = Span(start + len(words) - len(inside), start + len(words))
        if len(inside) < max(shortest, 1) or inside.startswith(quoted) or _is_block(span, document):
            continue
        yield span


def _outside(sections: Sequence[Section]) -> set[int]:
    """The sections in which what stands is no part of the body, or told again further on, and all below them."""
    outside: set[int] = set()
    for section in sections:  # each behind the one above it
        above, heading = section.parent, section.heading
        told_again = first(_LISTING, heading.title) if above is None else id(above) in outside
        if heading.kind in _OUTSIDE or told_again:
            outside.add(id(section))
    return outside


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
