"""Comments to xlint in a text: <!-- xlint-ignore placeholder/blank: why it stays -->."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlint.model import Span, span_of
from xlint.search import find
from xlint.source import Source

_SIGN = "xlint-ignore"
_COMMENT = (
    r"<!--[ \t]*xlint-ignore(?P<file>-file)?(?![\w-])[ \t]*"
    r"(?P<rules>(?:(?!-->)[\w*/\-, \t]){0,500}+)(?:[:：](?P<reason>[^<>]{0,500}?))?[ \t\n]*-->"
)


class Directive(NamedTuple):
    """A comment that takes findings back: of which rules (globs), why, and within which span of the text."""

    span: Span
    rules: tuple[str, ...]
    reason: str
    scope: Span


def directives(source: Source) -> tuple[Directive, ...]:
    """The comments to xlint, in order.

    One that stands alone on its line speaks of the next line that is not blank, one at the end of a line of that line,
    `xlint-ignore-file` of the whole text.
    """
    if _SIGN not in source.text:
        return ()
    matches, found = list(find(_COMMENT, source.text)), []
    # a comment beside or below another one is none of the words that it speaks of
    words = _blanked(source.text, [span_of(match.span()) for match in matches])
    filled = [index for index, line in enumerate(source.lines) if words[line.start : line.end].strip()]
    for match in matches:
        span = span_of(match.span())
        rules = tuple(rule for rule in match["rules"].replace(",", " ").split() if rule)
        scope = Span(0, len(source.text)) if match["file"] else _scope(span, source, filled)
        found.append(Directive(span, rules, (match["reason"] or "").strip(), scope))
    return tuple(found)


def without(source: Source, comments: tuple[Directive, ...]) -> Source:
    """The text with blanks in the place of the comments, so that no rule reads them and every span stays right."""
    if not comments:
        return source
    text = _blanked(source.text, [comment.span for comment in comments])
    return Source(text, source.path, source.encoding)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in the place of spans, its lines as they were."""
    pieces, at = list[str](), 0
    for span in spans:
        pieces += [text[at : span.start], "".join(c if c in "\r\n" else " " for c in text[slice(*span)])]
        at = span.end
    return "".join(pieces) + text[at:]


def _scope(span: Span, source: Source, filled: Sequence[int]) -> Span:
    """What a comment speaks of; `filled` are the indices of the lines that hold more than comments."""
    lines = source.lines
    first, last = source.line_index(span.start), source.line_index(span.end)
    at = bisect_left(filled, first)
    if at == len(filled):
        return span
    return Span(lines[first].start, lines[last].end) if filled[at] <= last else lines[filled[at]]
