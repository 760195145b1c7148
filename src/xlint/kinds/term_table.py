"""Words that should be others, from a table of pattern → right word; and words that stand twice."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.document import Document
from xlint.kinds.forbidden_text import Cover, reported
from xlint.model import Edit, Fix, Hit, Span, span_of
from xlint.search import Match, Pattern, find
from xlint.words import Words


class Options(NamedTuple):
    """`terms`: what is wrong → what is right; a group `at` in a pattern narrows what is reported.

    `unless`: where the words are right. `doubled`: a pattern for words that stand twice in a row (its group
    `word` is the word), reported as such.
    """

    terms: Mapping[Pattern, str]
    unless: tuple[Pattern, ...] = ()
    doubled: tuple[Pattern, ...] = ()


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each wrong word."""
    hits = [*_terms(options, document.text), *_doubled(options, document.text)]
    if not hits:
        return
    exempt = Cover(
        span_of(match.span()) for pattern in options.unless for match in find(pattern, document.text)
    )
    yield from (hit for hit in sorted(hits, key=lambda hit: hit.span) if not exempt.overlaps(hit.span))


def _terms(options: Options, text: str) -> Iterator[Hit]:
    """Plain words are looked for as they are; all patterns in one search, each as a numbered group."""
    plain, patterns, joined = _sorted(tuple(options.terms))
    for wrong in plain.of(text):
        yield from _plain(wrong, options.terms[Pattern(wrong)], text)
    for match in find(joined, text) if patterns else ():
        span = reported(match)
        yield _hit(span, text[span.start : span.end], options.terms[patterns[_term(match)]])


@lru_cache(maxsize=8)
def _sorted(terms: tuple[Pattern, ...]) -> tuple[Words, Sequence[Pattern], str]:
    """The plain words, the patterns, and these as one."""
    patterns = [wrong for wrong in terms if not wrong.isalnum()]
    joined = "|".join(f"(?P<t{number}>{wrong})" for number, wrong in enumerate(patterns))
    return Words([wrong for wrong in terms if wrong.isalnum()]), patterns, joined


def _hit(span: Span, wrong: str, right: str) -> Hit:
    return Hit(span, {"text": wrong, "right": right}, fix=Fix("", (Edit(span, right),), True))


def _plain(wrong: str, right: str, text: str) -> Iterator[Hit]:
    at = text.find(wrong)
    while at >= 0:
        yield _hit(Span(at, at + len(wrong)), wrong, right)
        at = text.find(wrong, at + len(wrong))


def _term(match: Match) -> int:
    """The number of the term that matched."""
    return next(
        int(name[1:])
        for name, value in match.groupdict().items()
        if value is not None and name[0] == "t" and name[1:].isdigit()
    )


def _doubled(options: Options, text: str) -> Iterator[Hit]:
    for pattern in options.doubled:
        for match in find(pattern, text):
            span = span_of(match.span())
            fix = Fix("", (Edit(span, match["word"]),), False)
            yield Hit(span, {"text": match.group(), "right": match["word"]}, variant="doubled", fix=fix)
