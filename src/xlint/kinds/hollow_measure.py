"""A measure of slogans only: no act, figure, date, document or body."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.fields import within
from xlint.facts.measures import Measure
from xlint.model import Hit, Span
from xlint.search import find, first

_CLAUSE = r"[^，。；：！？,;:!?\s]+"
_MARKER = (
    r"^(?:[一二三四五六七八九十]{1,2}是|[①-⑳]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}[.．、])"
)


class Options(NamedTuple):
    """`fewest`: a measure of fewer clauses is not judged. `share`: how many of its clauses are slogans at least."""

    fewest: int = 3
    share: float = 0.8


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each such measure, at its words."""
    for measure in document.measures:
        stretches = list(_stretches(measure, document))
        if any(_any("concrete", document.slice(span), document) for span in stretches):
            continue
        clauses = [document.slice(part) for span in stretches for part in _clauses(span, document)]
        if len(clauses) < options.fewest:
            continue
        slogans = sum(
            _any("slogans", clause, document) and _any("slogan_nouns", clause, document) for clause in clauses
        )
        if slogans >= options.share * len(clauses):
            yield Hit(measure.span, {"count": str(len(clauses))})


def _stretches(measure: Measure, document: Document) -> Iterator[Span]:
    """What stands behind a measure's label or title, without its fields."""
    at = measure.span.end
    for field in within(document.fields, Span(at, measure.scope.end)):
        yield Span(at, max(at, field.label_span.start))
        at = max(at, field.span.end)
    yield Span(at, max(at, measure.scope.end))


def _clauses(stretch: Span, document: Document) -> Iterator[Span]:
    """The clauses of a stretch, without the markers of lists."""
    for match in find(_CLAUSE, document.text, stretch.start, stretch.end):
        marker = first(_MARKER, match.group())
        begin = match.start() + (marker.end() if marker else 0)
        if match.end() - begin > 2:
            yield Span(begin, match.end())


def _any(words: str, clause: str, document: Document) -> bool:
    patterns: Sequence[str] = document.words[words]
    return any(first(pattern, clause) for pattern in patterns)
