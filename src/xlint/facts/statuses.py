"""What is said to be done and what is not: of all problems, and of each item that goes through one."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint import numerals
from xlint.facts.problems import Listing, items
from xlint.model import Span, span_of
from xlint.outline import Section
from xlint.search import any_found, compiled, find, first

Words = Mapping[str, tuple[str, ...]]

_TALLY = "[（(][^（）()]*[0-9][^（）()]*[）)]"  # （4个问题，已完成3个，正在整改1个）
DONE, DOING, UNDONE = "done", "doing", "undone"


class Status(NamedTuple):
    """What is said of an item: DONE, DOING or UNDONE, and where; by the heading above if `inherited`."""

    state: str
    span: Span
    inherited: bool


class Item(NamedTuple):
    """A problem that the body goes through, with what is said of its state (None: nothing)."""

    section: Section
    status: Status | None


def of_items(text: str, listing: Listing | None, words: Words) -> tuple[Item, ...]:
    """All problems of the body, in order, each with its state."""
    sections = tuple(items(text, listing, words))
    told = _told(text, words) if sections else []
    return tuple(Item(section, _status(section, told, words)) for section in sections)


def _told(text: str, words: Words) -> list[Status]:
    """All places of a text that tell a state, in order."""
    return sorted(
        (
            Status(state, span_of(match.span()), False)
            for state in (DONE, DOING, UNDONE)
            for pattern in words[f"item_{state}"]
            for match in find(pattern, text)
        ),
        key=_place,
    )


def _place(status: Status) -> Span:
    return status.span


def _status(section: Section, told: Sequence[Status], words: Words) -> Status | None:
    """The last thing that an item says of itself; failing that, what the heading above says of all below it."""
    start, end = section.heading.line.start, section.end
    index = bisect_left(told, Span(end, end), key=_place) - 1
    if index >= 0 and told[index].span.start >= start:
        return told[index]
    for above in section.ancestors():
        title = compiled(_TALLY).sub("", above.heading.title)
        for state in (UNDONE, DOING, DONE):
            if any_found(words[f"heading_{state}"], title):
                return Status(state, above.heading.span, True)
    return None


def all_done(text: str, words: Words, totals: Collection[float] = ()) -> Iterator[Span]:
    """Where it is said that all problems are done with: not as an aim, and not of some of them only.

    `totals` are the numbers of all problems: 15个问题已全部整改到位 is said of all if they are 15.
    """
    for pattern in words["all_done"] + (words["all_done_counted"] if totals else ()):
        for match in find(pattern, text):
            if "number" in match.re.groupindex and numerals.parse(match["number"]) not in totals:
                continue
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；！？\n") + 1
            clause = text[start : match.end()]
            if not any(cue in clause for cue in words["aims"] + words["subsets"]):
                yield span_of(match.span())


def unfinished(text: str, span: Span, words: Words) -> Iterator[Span]:
    """Where a stretch of text says that work on a problem is still going on."""
    for pattern in words["going_on"]:
        for match in find(pattern, text, span.start, span.end):
            yield span_of(match.span())


def names_a_time(text: str, words: Words) -> bool:
    """Whether a text names a time that is still to come: 拟于11月完成, 年底前, 完成时限：6月30日."""
    return any(first(pattern, text) for pattern in words["times_to_come"])
