"""Half-width punctuation between Chinese characters."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.kinds.forbidden_text import Cover
from xlint.model import Edit, Fix, Hit, Span, span_of
from xlint.search import Pattern, find, first

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_MARKS = "[,;:?!]"
# A mark between Chinese characters, or between one and a bracket, a quotation mark or the line's end.
_LONE = f"(?<=[\\p{{Han}}”’》）】)])(?P<at>{_MARKS})(?=[\\p{{Han}}“‘《（【(\\s]|$)|(?<=[0-9%％])(?P<at>,)(?=\\p{{Han}})"
# A pair of brackets with Chinese characters inside, beside or inside of which Chinese text stands.
_PAIR = r"(?<=[\p{Han}”》）、，。；：,;:])(?P<open>\()(?=[\p{Han}“《])[^()\n]{0,80}[\p{Han}”》](?P<close>\))"
_LONE_CLOSE = r"(?<=\p{Han})(?P<open>\()(?=\p{Han}[^()\n]{0,80}）)|（[^（）()\n]{0,80}\p{Han}(?P<close>\))"


class Options(NamedTuple):
    """`throughout`: a document with so many of them, which are at least `share` of all such marks, uses them
    throughout and gets one finding. `unless`: where they are right.
    """

    throughout: int = 6
    share: float = 0.25
    unless: tuple[Pattern, ...] = ()


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each mark, or a single one with the count at the first of them."""
    pairs = list(_pairs(options, document))
    spans = sorted({span for pair in pairs for span in pair})
    wide = sum(document.text.count(mark) for mark in _WIDE.values())
    if len(spans) >= options.throughout and len(spans) >= options.share * (len(spans) + wide):
        hit = _hit(spans[0], spans, document)
        yield hit._replace(values={**hit.values, "count": str(len(spans))}, variant="throughout")
    else:
        partners = {span: pair for pair in pairs for span in pair}
        yield from (_hit(span, partners[span], document) for span in spans)


def _pairs(options: Options, document: Document) -> Iterator[Sequence[Span]]:
    """The marks that are wrong; both brackets of a pair together."""
    text = document.text
    if not any(mark in text for mark in _WIDE):
        return
    exempt = Cover([*_exempt(options, document)])
    for pattern, groups in ((_LONE, ("at",)), (_PAIR, ("open", "close")), (_LONE_CLOSE, ("open", "close"))):
        for match in find(pattern, text):
            spans = [span_of(match.span(group)) for group in groups if match.start(group) >= 0]
            wrong = [span for span in spans if not exempt.overlaps(span)]
            if wrong:
                yield wrong


def _exempt(options: Options, document: Document) -> Iterator[Span]:
    """What the rule's lookalikes cover, and the markers of headings, which are another rule's."""
    for section in document.outline.sections:
        if section.heading.kind == "heading":
            yield section.heading.marker_span
    for pattern in options.unless:
        for match in find(pattern, document.text):
            yield span_of(match.span())


def _hit(span: Span, fixed: Sequence[Span], document: Document) -> Hit:
    mark = document.slice(span)
    edits = tuple(Edit(each, _WIDE[document.slice(each)]) for each in fixed)
    fix = Fix("", edits, True) if _balanced(fixed, document) else None
    return Hit(span, {"text": mark, "right": _WIDE[mark]}, fix=fix)


def _balanced(fixed: Sequence[Span], document: Document) -> bool:
    """Whether brackets that are changed stand in no others of their sort, which would be left over: (甲(乙))."""
    changed = {span.start for span in fixed}
    for start in changed:
        if document.text[start] in "()":
            line = document.source.line_at(start)
            around = document.text[max(line.start, start - _NEAR) : min(line.end, start + _NEAR)]
            if any(pair in around for pair in ("((", "))")) or first(_NESTED, around):
                return False
    return True


_NEAR = 100  # code points beside a bracket in which another one may open or close
_NESTED = r"\([^()]{0,80}\([^()]{0,80}\)[^()]{0,80}\)"
