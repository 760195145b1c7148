"""Fields: a label with a value, （责任单位：办公室；完成时限：6月底前）, in brackets, on lines or in table rows."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.model import Span, span_of
from xlint.search import any_of, find, first

Words = Mapping[str, tuple[str, ...]]

ROLES = ("owner", "deadline", "other")
_ENDS = "；;。\n\r\x85\u2028\u2029）)】〕]"
_OPENERS = {"）": "（", ")": "("}
_LONGEST = 200  # code points of a value


class Field(NamedTuple):
    """A field: its role (owner, deadline or other), its label and its value, which may be empty."""

    label: str
    role: str
    label_span: Span
    value_span: Span

    @property
    def span(self) -> Span:
        """Label and value; of a cell of a table, the value."""
        return Span(self.label_span.start, max(self.value_span.end, self.label_span.end))


def fields(text: str, words: Words) -> tuple[Field, ...]:
    """All fields of a text, in order. A label without a colon is a word like any other."""
    found = [*_labelled(text, words), *_table_cells(text, words)]
    return tuple(sorted(found, key=lambda field: field.label_span))


def _roles(words: Words) -> dict[str, str]:
    return {label: role for role in ROLES for label in words[f"{role}_labels"]}


def _labelled(text: str, words: Words) -> Iterator[Field]:
    roles = _roles(words)
    matches = list(find(_label_pattern(tuple(roles)), text))
    for index, match in enumerate(matches):
        following = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        value = _value(text, match.end(), min(following, match.end() + _LONGEST))
        label = match["label"]
        yield Field(label, roles[label], span_of(match.span("label")), value)


@lru_cache(maxsize=4)
def _label_pattern(labels: tuple[str, ...]) -> str:
    known = any_of(labels)
    return f"【(?P<label>{known})】\\s?[：:]?|(?<![\\p{{Han}}])(?P<label>{known})\\s?[：:]"


def _value(text: str, start: int, limit: int) -> Span:
    """From behind the colon to the next mark that ends a value, or the next label; brackets inside belong to it."""
    end = start
    while end < limit:
        char = text[end]
        if char in _ENDS and not (char in _OPENERS and _OPENERS[char] in text[start:end]):
            break
        end += 1
    while start < end and text[start] in " \t\u3000\xa0":
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,、；;【[（("):
        end -= 1
    return Span(start, end)


def _table_cells(text: str, words: Words) -> Iterator[Field]:
    """The cells of Markdown tables whose head names labels."""
    roles = _roles(words)
    head: list[str] = []
    for match in find(r"^[ \t]*\|.*\|[ \t]*$", text):
        cells = list(_cells(match.group(), match.start()))
        names = [text[cell.start : cell.end] for cell in cells]
        if not any(name in roles for name in names) and not head:
            continue
        if any(name in roles for name in names):
            head = names
            continue
        if all(set(name) <= set(":-") and name for name in names):
            continue
        if not any(name.strip(" \t|") for name in names):
            continue  # a form to be filled in by others
        if next((name for name in names if name), "").strip("*") in words["tally_rows"]:
            continue
        for name, cell in zip(head, cells, strict=False):
            if name in roles:
                yield Field(name, roles[name], Span(cell.start, cell.start), cell)


def _cells(row: str, offset: int) -> Iterator[Span]:
    at = row.index("|") + 1
    while (end := row.find("|", at)) >= 0:
        inside = row[at:end]
        words = inside.strip()
        start = at + inside.index(words)
        if words:
            yield Span(offset + start, offset + start + len(words))
        else:  # an empty cell is its blanks, or the bar behind it
            yield Span(offset + at, offset + max(end, at + 1))
        at = end + 1


def is_empty(field: Field, text: str, words: Words) -> bool:
    """Whether a field says nothing: no value, or only placeholders; a value may stand on the next line."""
    value = text[field.value_span.start : field.value_span.end]
    if field.label_span.start == field.label_span.end and not value.strip(" \t|"):  # a cell of a table
        return True
    if value:
        return any(first(f"^(?:{pattern})$", value) for pattern in words["empty_values"])
    rest = text[field.value_span.end :][:_LONGEST]
    if rest[:1] not in ("\n", "\r", "\x85", "\u2028", "\u2029", ""):
        return True
    following = next(iter(rest.lstrip().splitlines()), "")
    return not following or len(following) > 40 or "：" in following or ":" in following


def opens_with_label(title: str, words: Words) -> bool:
    """Whether a heading is a labelled line: 责任领导：罗勇, 整改措施：……"""
    if "：" not in title and ":" not in title and "【" not in title:
        return False
    labels = [label for role in ROLES for label in words[f"{role}_labels"]]
    known = _opening((*labels, *words["measure_labels"], *words["problem_labels"]))
    return first(known, title) is not None


@lru_cache(maxsize=4)
def _opening(labels: tuple[str, ...]) -> str:
    return f"^(?:【(?:{any_of(labels)})】|(?:{any_of(labels)})\\s?[：:])"


def within(found: Sequence[Field], span: Span) -> Sequence[Field]:
    """The fields whose labels begin in a span; `found` is in order."""
    low = bisect_left(found, span.start, key=_start)
    return found[low : bisect_left(found, span.end, key=_start)]


def _start(field: Field) -> int:
    return field.label_span.start
