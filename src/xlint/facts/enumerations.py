"""Lists inside the text: 一是…二是…, ①…②…, 第一，…第二，… – as runs of items, with the slips in their numbering."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span, span_of
from xlint.outline import Outline
from xlint.search import Match, compiled, find

Words = Mapping[str, tuple[str, ...]]

_DEEPEST = 4  # lists that may stand inside each other
_PARAGRAPH_ENDS = "\n\r\x85\u2028\u2029"
_OPENS_A_SENTENCE = (
    "。！？；" + _PARAGRAPH_ENDS
)  # a list that begins behind one of these is no part of the one before


class ListItem(NamedTuple):
    """One item: its number, its marker, and the text behind it up to the next marker or the paragraph's end."""

    number: int
    marker: Span
    text: Span


class Slip(NamedTuple):
    """A number that does not follow the one before it in its list."""

    item: ListItem
    before: ListItem


class ListRun(NamedTuple):
    """A list: its style (一是, ①, …), its items in order, and its slips."""

    style: str
    items: tuple[ListItem, ...]
    slips: tuple[Slip, ...]


def enumerations(text: str, outline: Outline, words: Words) -> tuple[ListRun, ...]:
    """All lists in the text, in the order in which they begin. A heading ends them."""
    breaks = [section.heading.line.start for section in outline.sections]
    runs: list[ListRun] = []
    for style in words["list_styles"]:
        if matches := list(find(style, text)):
            runs += _runs(style, matches, text, breaks)
    return tuple(sorted(runs, key=lambda run: run.items[0].marker))


class _Open:
    """A list that may still go on."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.items: list[ListItem] = []
        self.slips: list[Slip] = []

    def add(self, item: ListItem) -> None:
        self.items.append(item)

    def run(self) -> ListRun:
        return ListRun(self.style, tuple(self.items), tuple(self.slips))


def _runs(style: str, matches: list[Match], text: str, breaks: list[int]) -> Iterator[ListRun]:
    """Sort the markers of one style into lists: an inner list does not disturb the outer one."""
    open_lists: list[_Open] = []
    ends = "".join(char for char in _PARAGRAPH_ENDS if char in text)
    groups = compiled(style).groupindex  # a group is found sooner by its number than by its name
    marker, number = groups["marker"], groups["number"]
    at = 0
    for index, match in enumerate(matches):
        while at < len(breaks) and breaks[at] <= match.start(marker):
            at += 1
            yield from (held.run() for held in open_lists)
            open_lists = []
        limit = matches[index + 1].start(marker) if index + 1 < len(matches) else len(text)
        item = _item(match.span(marker), match[number], limit, text, ends)
        if item.number == 1:
            if not (open_lists and _is_inner(text, item, open_lists[-1].items[-1])):
                yield from (held.run() for held in open_lists)
                open_lists = []
            if len(open_lists) >= _DEEPEST:
                yield open_lists.pop(0).run()
            open_lists.append(_Open(style))
            open_lists[-1].add(item)
            continue
        yield from _continue(open_lists, item, style)
    yield from (held.run() for held in open_lists)


def _continue(open_lists: list[_Open], item: ListItem, style: str) -> Iterator[ListRun]:
    """Put an item into the innermost list that expects its number, or else note a slip in the innermost one."""
    for depth in range(len(open_lists) - 1, -1, -1):
        if open_lists[depth].items[-1].number + 1 == item.number:
            yield from (held.run() for held in open_lists[depth + 1 :])
            del open_lists[depth + 1 :]
            open_lists[depth].add(item)
            return
    if not open_lists:  # a list that does not begin at one may follow 首先 or the like
        open_lists.append(_Open(style))
    else:
        innermost = open_lists[-1]
        innermost.slips.append(Slip(item, innermost.items[-1]))
    open_lists[-1].add(item)


def _item(marker: tuple[int, int], number: str, limit: int, text: str, ends: str) -> ListItem:
    for char in ends:
        at = text.find(char, marker[1], limit)
        limit = at if at >= 0 else limit
    return ListItem(numerals.parse(number) or 0, span_of(marker), span_of((marker[1], limit)))


def _is_inner(text: str, item: ListItem, before: ListItem) -> bool:
    """Whether a first item begins within a sentence of the item before, so that its list may stand inside that one."""
    if before.text.end != item.marker.start:  # in another paragraph
        return False
    words = text[before.marker.end : item.marker.start].rstrip(" \u3000\t")
    return words[-1:] not in _OPENS_A_SENTENCE
