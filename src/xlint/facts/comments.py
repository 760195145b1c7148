"""Comments to xlint in a text: <!-- xlint-ignore placeholder/blank: why it stays -->."""

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
    found = []
    for match in find(_COMMENT, source.text):
        span = span_of(match.span())
        rules = tuple(rule for rule in match["rules"].replace(",", " ").split() if rule)
        scope = Span(0, len(source.text)) if match["file"] else _scope(span, source)
        found.append(Directive(span, rules, (match["reason"] or "").strip(), scope))
    return tuple(found)


def without(source: Source, comments: tuple[Directive, ...]) -> Source:
    """The text with blanks in the place of the comments, so that no rule reads them and every span stays right."""
    if not comments:
        return source
    text, at = "", 0
    for comment in comments:
        held = source.text[slice(*comment.span)]
        text += source.text[at : comment.span.start] + "".join(c if c in "\r\n" else " " for c in held)
        at = comment.span.end
    return Source(text + source.text[at:], source.path, source.encoding)


def _scope(span: Span, source: Source) -> Span:
    lines, text = source.lines, source.text
    first, last = source.line_index(span.start), source.line_index(span.end)
    around = text[lines[first].start : span.start] + text[span.end : lines[last].end]
    if around.strip():
        return Span(lines[first].start, lines[last].end)
    for line in lines[last + 1 :]:
        if text[line.start : line.end].strip():
            return line
    return span
