"""Counted things: 28个问题, 三项制度, 问题25条 – each with value, unit, noun and span."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span
from xlint.search import any_of, find

Words = Mapping[str, tuple[str, ...]]

_NUMBER = r"(?P<number>[0-9０-９]{1,3}(?:[,，][0-9]{3})+|[0-9０-９]{1,9}|[二三四五六七八九十百千零〇两][一二三四五六七八九十百千零〇]{0,6}|一百[一二三四五六七八九十零〇]{0,4})"
# A number behind one of these is an ordinal, a part of a date, a range, a decimal or a code, or holds for each of many.
_BEFORE = r"(?<![第每各逢0-9０-９.．·:：/\-—～~+＋×xX*a-zA-Z〔一二三四五六七八九十百千零〇两几数])"
_SENTENCE_END = "[。！？!?\r\n\x85\u2028\u2029]+"


class Quantity(NamedTuple):
    """A number of things. `span` runs from the number to the noun behind it, or else to the unit.

    `rough` is set for 近30个, 20余项 and the like: a bound, no exact count.
    """

    value: int
    unit: str
    noun: str
    rough: bool
    span: Span
    number: Span


class Sentence(NamedTuple):
    """A stretch of text without a full stop or a line end, with the quantities in it."""

    span: Span
    quantities: tuple[Quantity, ...]


def sentences(text: str, words: Words) -> tuple[Sentence, ...]:
    """All sentences of a text, in order, with their quantities. Fixed expressions count nothing."""
    found = list(quantities(text, words))
    result = []
    start = at = 0
    for end in [*(match.span() for match in find(_SENTENCE_END, text)), (len(text), len(text))]:
        first = at
        while at < len(found) and found[at].number.start < end[0]:
            at += 1
        if end[0] > start:
            result.append(Sentence(Span(start, end[0]), tuple(found[first:at])))
        start = end[1]
    return tuple(result)


def quantities(text: str, words: Words) -> Iterator[Quantity]:
    """The quantities of a text, in order."""
    fixed = _positions(text, words["not_counts"])
    for match in find(_pattern(words["count_units"], words["problem_nouns"] + words["other_nouns"]), text):
        value = numerals.parse(match["number"])
        if value is None or _covered(fixed, match.start("number")):
            continue
        number = Span(*match.span("number"))
        rough = bool(match["rough"]) or text.endswith(words["rough_cues"], 0, number.start)
        noun = match["noun"] or _noun_before(text, number.start, words)
        yield Quantity(value, match["unit"], noun, rough, Span(number.start, match.end()), number)


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...], nouns: tuple[str, ...]) -> str:
    tail = f"(?P<noun>(?:具体|突出|主要|重点|整改|反馈)?(?:{any_of(nouns)}))?"
    return f"{_BEFORE}{_NUMBER}(?P<rough>[余多几]?)(?P<unit>大?(?:{any_of(units)}))(?!份以|月|年){tail}"


def _noun_before(text: str, start: int, words: Words) -> str:
    """The noun that ends where a number begins: 问题28个, 问题共28个, 事项有8个."""
    before = text[max(0, start - 12) : start].rstrip("共计总有为达是 ")
    nouns = _longest_first(words["problem_nouns"], words["other_nouns"])
    return next((noun for noun in nouns if before.endswith(noun)), "") if before.endswith(nouns) else ""


@lru_cache(maxsize=4)
def _longest_first(*nouns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({noun for part in nouns for noun in part}, key=lambda noun: (-len(noun), noun)))


def _positions(text: str, patterns: tuple[str, ...]) -> list[tuple[int, int]]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return [match.span() for match in find(joined, text)] if patterns else []


def _covered(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
