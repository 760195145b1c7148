"""A heading with neither text nor sub-headings under it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Hit
from xlint.outline import Section
from xlint.search import any_found

_SENTENCE_ENDS = "。；;！？，："


class Options(NamedTuple):
    """`longest`: a heading of more code points than this is a sentence that stands for itself."""

    longest: int = 40


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each heading with nothing under it while its siblings have text: a list of bare lines is a list."""
    for siblings in _siblings(document):
        empty = [section for section in siblings if _is_empty(section, document, options)]
        if len(empty) < len(siblings) or len(siblings) == 1:
            for section in empty:
                yield Hit(section.heading.span, {"title": section.heading.title or section.heading.name})


def _siblings(document: Document) -> Iterator[Sequence[Section]]:
    roots = [section for section in document.outline.roots if _titled(section)]
    yield roots
    for section in document.outline.sections:
        if section.heading.kind != "listed" and section.children:
            yield [child for child in section.children if _titled(child)]


def _titled(section: Section) -> bool:
    return section.heading.kind in ("heading", "group")


def _is_empty(section: Section, document: Document, options: Options) -> bool:
    heading = section.heading
    if section.children or heading.run_in or len(heading.title) > options.longest:
        return False
    if any(mark in heading.title for mark in "：:"):  # a label with its value
        return False
    behind = document.text[heading.title_span.end : heading.line.end].strip()
    if behind[-1:] and behind[-1] in _SENTENCE_ENDS and not _names_a_problem(section, document):
        return False
    return not document.text[heading.line.end : section.text_end].strip()


def _names_a_problem(section: Section, document: Document) -> bool:
    """关于……问题。 is no sentence that stands for itself, whatever mark it ends with."""
    title, words = section.heading.title, document.words
    return title.startswith(words["problem_openings"]) and any_found(words["problem_titles"], title)
