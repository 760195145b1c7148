"""Quotation marks, brackets and title marks that are not opened or not closed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Hit, Span
from xlint.search import compiled, find

_OPENERS = {"“": "”", "《": "》", "（": "）", "(": "）", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_CLOSERS = {"”", "》", "）", ")", "】", "〕", "」", "』"}
_SAME = {")": "）"}  # half-width brackets pair with full-width ones
_MARKS = "[“”《》（）()【】〔〕「」『』]"
_ENUMERATOR = (
    r"(?:^|(?<=[\s，。；：、“至到和第]))(?:[0-9０-９]{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[）)]"
)
_PAIRS = ("《》", "（）", "()", "“”", "【】", "〔〕", "「」", "『』")
_DEEPEST = 12  # marks that may be open at once
_LOOK_BACK = 40  # marks without a partner among which the partner of a later one is looked for
_QUOTES = "“「『"  # these do not nest in themselves


class Mark(NamedTuple):
    """A mark without its partner in its own line."""

    char: str
    at: int
    line: int


class Options(NamedTuple):
    """`reach`: within how many lines a partner may follow, where lines are broken by hand.

    `names`: what a message calls the marks: name → all marks of that name.
    """

    names: Mapping[str, str]
    reach: int = 4


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each mark that has no partner in its line nor, within reach, in the following ones."""
    unmatched = [mark for index, marks in _by_line(document) for mark in _unmatched(marks, index)]
    for mark in sorted(_across_lines(unmatched, options, document), key=lambda mark: mark.at):
        variant = "closing" if mark.char in _CLOSERS else "opening"
        name = next((name for name, marks in options.names.items() if mark.char in marks), "")
        yield Hit(Span(mark.at, mark.at + 1), {"text": mark.char, "name": name}, (), variant)


def _by_line(document: Document) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """The marks of each line that has any that are not plainly paired, with the line's index; enumerators such as 1） are
    no marks.
    """
    skipped = {match.end() - 1 for match in find(_ENUMERATOR, document.text)}
    enumerated = {document.source.line_index(at) for at in skipped}
    marks = compiled(_MARKS)
    for index, line in enumerate(document.source.lines):
        chars = "".join(marks.findall(document.text, line.start, line.end))
        if index not in enumerated and _are_pairs(chars):
            continue
        found = [(match.group(), match.start()) for match in marks.finditer(document.text, *line)]
        yield index, [mark for mark in found if mark[1] not in skipped]


def _are_pairs(marks: str) -> bool:
    """Whether marks stand in pairs, and these beside each other or once in quotation marks: “《》”（）."""
    for pair in _PAIRS:
        if not marks:
            break
        marks = marks.replace(pair, "")
    return not marks


def _unmatched(marks: Sequence[tuple[str, int]], line: int) -> list[Mark]:
    waiting: list[Mark] = []
    lone: list[Mark] = []
    for char, at in marks:
        mark = Mark(char, at, line)
        if char in _OPENERS:
            if char in _QUOTES:  # the one that is open is never closed
                lone += [held for held in waiting if held.char == char]
                waiting = [held for held in waiting if held.char != char]
            waiting.append(mark)
            if len(waiting) > _DEEPEST:
                lone.append(waiting.pop(0))
            continue
        closer = _SAME.get(char, char)
        for index in range(len(waiting) - 1, -1, -1):
            if _OPENERS[waiting[index].char] == closer:
                lone += waiting[index + 1 :]
                del waiting[index:]
                break
        else:
            lone.append(mark)
    return lone + waiting


def _across_lines(unmatched: list[Mark], options: Options, document: Document) -> Iterator[Mark]:
    """Pair what is left over between lines; a quotation may open again with each of its paragraphs."""
    left: list[Mark] = []
    for mark in sorted(unmatched, key=lambda mark: mark.at):
        if mark.char in _CLOSERS:
            closer = _SAME.get(mark.char, mark.char)
            partner = _partner(left, closer, mark, options, document)
            if partner is None:
                left.append(mark)
            else:
                left[partner:] = [held for held in left[partner:] if _OPENERS.get(held.char) != closer]
        else:
            left.append(mark)
    yield from (mark for mark in left if not _goes_on(mark, document))


def _goes_on(mark: Mark, document: Document) -> bool:
    """Whether the next paragraph opens the same quotation again, as a quotation over several paragraphs does."""
    lines = document.source.lines[mark.line + 1 : mark.line + 3]
    return mark.char in _QUOTES and any(document.slice(line).lstrip().startswith(mark.char) for line in lines)


def _partner(
    left: Sequence[Mark], closer: str, mark: Mark, options: Options, document: Document
) -> int | None:
    """The first of an unbroken chain of openers, each within reach of the next, with no heading between."""
    found, line = None, mark.line
    for index in range(len(left) - 1, max(-1, len(left) - 1 - _LOOK_BACK), -1):
        held = left[index]
        if line - held.line > options.reach:
            break
        if (
            _OPENERS.get(held.char) == closer
            and held.line < mark.line
            and not _heading_between(held, mark, document)
        ):
            found, line = index, held.line
    return found


def _heading_between(opener: Mark, closer: Mark, document: Document) -> bool:
    section = document.outline.at(closer.at)
    return section is not None and section.heading.line.start > opener.at
