"""Text that must not stand in a finished document, found by patterns."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Edit, Fix, Hit, Span, fill, span_of
from xlint.search import LIMIT, Match, Pattern, compiled, find

_LONGEST_LINE = 100  # code points


class Options(NamedTuple):
    """`patterns`: what is wrong; a group named `at` narrows what is reported.

    `unless`: lookalikes; a match of a pattern that overlaps one is no fault.
    `lines`: what gives away a whole line, which is reported if it is no sentence (no 。, not long), and with it
    what stands between two such lines above the title.
    `replace`: what has one right answer, as patterns for all that is reported → what to write ({named} groups are filled in).
    `suggest`: likewise, where a person has to look.
    `markdown`: more lookalikes, in documents that are written in Markdown.
    `throughout`: from so many hits on, one finding with the count (variant `throughout`); 0: never.
    """

    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    lines: tuple[Pattern, ...] = ()
    throughout: int = 0
    markdown: tuple[Pattern, ...] = ()
    replace: Mapping[Pattern, str] = {}
    suggest: Mapping[Pattern, str] = {}


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each match that no lookalike covers and no earlier pattern has taken."""
    found = _found(options, document)
    if options.throughout and len(found) >= options.throughout:
        hit = _hit(*found[0], options, document.text)
        yield hit._replace(values={**hit.values, "count": str(len(found))}, variant="throughout")
    else:
        yield from (_hit(span, values, options, document.text) for span, values in found)


def _found(options: Options, document: Document) -> list[tuple[Span, dict[str, str]]]:
    text = document.text
    found = [(reported(match), named(match)) for pattern in options.patterns for match in find(pattern, text)]
    found += _whole_lines(options, document)
    if not found:
        return []
    taken: list[tuple[Span, dict[str, str]]] = []
    unless = options.unless + (options.markdown if document.outline.scheme == "markdown" else ())
    exempt = Cover(span_of(match.span()) for pattern in unless for match in find(pattern, text))
    for span, values in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if not exempt.overlaps(span) and not (taken and taken[-1][0].overlaps(span)):
            taken.append((span, values))
    return taken


def _hit(span: Span, values: Mapping[str, str], options: Options, text: str) -> Hit:
    found = text[span.start : span.end]
    fix = _fix(span, found, options)
    if fix is not None and not fix.edits[0].text and _glues(span, found, text):
        fix = fix._replace(safe=False)
    return Hit(span, {"text": found, **values}, fix=fix)


def _glues(span: Span, found: str, text: str) -> bool:
    """Whether words or lines that were apart run into each other where something is deleted: 12<br>34."""
    left, right = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if not (left.isalnum() and right.isalnum()):
        return False
    return found.startswith("<") or left.isascii() or right.isascii() or left.isdecimal() or right.isdecimal()


def _fix(span: Span, found: str, options: Options) -> Fix | None:
    for table, safe in ((options.replace, True), (options.suggest, False)):
        for pattern, right in table.items():
            match = compiled(pattern).fullmatch(found, timeout=LIMIT)
            if match:
                return Fix("", (Edit(span, fill(right, match.groupdict())),), safe)
    return None


def _whole_lines(options: Options, document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
    """The lines that are given away; above the title also what stands between two of them."""
    lines = document.source.lines
    given = {
        document.source.line_index(match.start())
        for pattern in options.lines
        for match in find(pattern, document.text)
    }
    given = {index for index in given if _is_no_sentence(document.slice(lines[index]))}
    if given and document.title is not None:
        above = [index for index in given if lines[index].start < document.title.line.start]
        given.update(range(min(above), max(above)) if len(above) > 1 else ())
    for index in given:
        words = document.slice(lines[index])
        start = lines[index].start + len(words) - len(words.lstrip())
        if words.strip():
            yield Span(start, start + len(words.strip())), {}


def _is_no_sentence(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_LINE and "。" not in line


def reported(match: Match) -> Span:
    """The part of a match that is reported: its group `at`, or all of it."""
    groups = match.re.groupindex
    return span_of(match.span("at")) if "at" in groups and match.start("at") >= 0 else span_of(match.span())


def named(match: Match) -> dict[str, str]:
    """The named groups of a match, as values for a message."""
    if not match.re.groupindex:
        return {}
    return {name: value for name, value in match.groupdict().items() if value is not None}


class Cover:
    """A set of spans that answers quickly whether another span overlaps one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, span: Span) -> bool:
        """Whether `span` shares a code point with any of the spans."""
        index = bisect_right(self._starts, max(span.end - 1, span.start)) - 1
        return index >= 0 and self._ends[index] > span.start
