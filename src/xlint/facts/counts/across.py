"""One total of the whole document told twice with other numbers: 建立健全制度9项 in one chapter, 12项 in another."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation
from xlint.model import Note, Span
from xlint.search import Match, any_of, find, glance

Words = Mapping[str, tuple[str, ...]]

_LOOK = 24  # code points before a number in which its verb and what makes it a total are looked for


def across(
    text: str, mentions: Sequence[Mention], itemised: Sequence[Span], words: Words
) -> Iterator[Relation]:
    """All totals that another part of the document tells differently, at the later of the two places.

    `itemised` are the chapters that go through the problems: a number there is one of the whole document only if it is
    said to be (整改以来累计).
    """
    told: dict[str, tuple[Mention, bool]] = {}
    for mention, key in _keys(mentions, text, words):
        outside = not any(span.start <= mention.quantity.number.start < span.end for span in itemised)
        if not outside and not _is_total(mention, text, words):
            continue
        before = told.setdefault(key, (mention, outside))
        if before[0] is mention or _near(before[0], mention):
            continue
        if before[0].quantity.value == mention.quantity.value:
            yield Relation("same", AGREES, mention.quantity.span)
        elif outside or before[1]:
            values = {
                "text": text[slice(*mention.quantity.span)],
                "first": text[slice(*before[0].quantity.span)],
            }
            note = Note(before[0].quantity.span, "first", values)
            yield Relation("same", DIFFERS, mention.quantity.span, values, (note,))


def _near(one: Mention, other: Mention) -> bool:
    """Whether both stand in one paragraph or nearly so, where other relations look at them."""
    return other.sentence - one.sentence < 3


def _keys(mentions: Sequence[Mention], text: str, words: Words) -> Iterator[tuple[Mention, str]]:
    """The numbers of what a document has one total of, each with what is counted and by which act.

    The clauses are looked at together, one a line: few are of that sort.
    """
    plain = [m for m in mentions if not (m.role or m.status or m.opener or m.depth or m.quantity.rough)]
    clauses = [_clause(mention, text) for mention in plain]
    starts = list(accumulate((len(clause) + 1 for clause in clauses), initial=0))
    matches: dict[int, Match] = {}
    for match in find(_whole(words["document_totals"]), "\n".join(clauses)):
        matches.setdefault(bisect_right(starts, match.start()) - 1, match)
    for index, match in matches.items():
        mention = plain[index]
        if _of_a_body(mention, text, words):
            continue  # 水利局：94分，反馈问题19个
        if not glance(_part(words["period_cues"]), _sentence(text, mention.quantity.span)):
            yield mention, next(name for name, value in match.groupdict().items() if value is not None)


def _of_a_body(mention: Mention, text: str, words: Words) -> bool:
    """Whether a number stands in a line that begins with the name of a body, of which alone it is told."""
    start = text.rfind("\n", 0, mention.quantity.number.start) + 1
    name, colon, _ = text[start : start + _LOOK].partition("：")
    return colon != "" and name.endswith(words["body_endings"])


def _clause(mention: Mention, text: str) -> str:
    """The words before a number, with its noun if that stands behind it."""
    end = mention.quantity.number.start
    return _MARK.split(text[max(0, end - _LOOK) : end])[-1] + mention.noun_behind


_MARK = re.compile("[，。；：、\n]")


def _sentence(text: str, span: Span) -> str:
    start = max(text.rfind(mark, 0, span.start) for mark in "。；\n") + 1
    return text[max(start, span.start - 60) : span.end]


@lru_cache(maxsize=4)
def _whole(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(patterns))


@lru_cache(maxsize=4)
def _part(cues: tuple[str, ...]) -> str:
    return any_of(cues)


def _is_total(mention: Mention, text: str, words: Words) -> bool:
    return glance(_part(words["since_cues"]), _sentence(text, mention.quantity.span)) is not None
