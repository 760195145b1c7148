"""The rectification ledger (整改台账): what a document says of each problem, one row each."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.fields import Field, is_empty, within
from xlint.facts.statuses import Item
from xlint.model import Span
from xlint.outline import Section
from xlint.search import find, first

COLUMNS = ("序号", "方面", "问题", "整改措施数", "责任领导", "责任部门", "完成时限", "状态", "行号")
STATES = {"done": "已完成", "doing": "持续推进", "undone": "未完成"}


class Row(NamedTuple):
    """One problem; what the text does not say is empty. `line` is that of the problem's heading, from 1."""

    number: int
    aspect: str
    problem: str
    measures: int
    leaders: str
    departments: str
    deadline: str
    state: str
    line: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is written."""
        return tuple(str(value) for value in self)


def rows(document: Document) -> tuple[Row, ...]:
    """The ledger of a document, in its order."""
    return tuple(_row(number, item, document) for number, item in enumerate(document.items, 1))


def _row(number: int, item: Item, document: Document) -> Row:
    section = item.section
    parent = section.parent
    owners = [field for field in _fields(section, document) if field.role == "owner"]
    leaders = [field for field in owners if _leads(field, document)]
    units = [field for field in owners if field not in leaders]
    times = [field for field in _fields(section, document) if field.role == "deadline"]
    return Row(
        number,
        _bare(parent.heading.title) if parent else "",
        problem_name(section.heading.title, document),
        measures(section, document),
        _values(leaders, document) or _told("told_leaders", section, document),
        _values(units, document) or _told("told_departments", section, document),
        _values(times, document) or _told("told_times", section, document),
        STATES[item.status.state] if item.status else "",
        document.source.position(section.heading.line.start).line,
    )


def _bare(title: str) -> str:
    return title.strip().rstrip("：:。．.")


def problem_name(title: str, document: Document) -> str:
    """A problem without its wrapper: 关于“学习不深入”的问题 is 学习不深入."""
    title = _bare(title)
    for pattern in document.words["problem_wrappers"]:
        match = first(pattern, title)
        if match and match["name"].strip():
            return str(match["name"]).strip().rstrip("，,")
    return title


def measures(section: Section, document: Document) -> int:
    """How many measures a problem has: labelled ones, sub-headings or items of lists; a paragraph without numbers is one."""
    span = section.span
    labels = [
        m.span.start for m in document.measures if span.contains(m.span) and _labelled(m.span, document)
    ]
    if labels:
        ends = [*labels[1:], span.end]
        return sum(
            max(1, _items(Span(start, end), document)) for start, end in zip(labels, ends, strict=True)
        )
    if section.children:
        return len(section.children)
    body = document.text[section.heading.title_span.end : span.end]
    return _items(span, document) or int(bool(body.strip(" \t\r\n\u3000。：:")))


def _labelled(span: Span, document: Document) -> bool:
    return document.slice(span).startswith(document.words["measure_labels"])


def _items(span: Span, document: Document) -> int:
    """The items of the lists of the first style that begin within a span."""
    inside = [run for run in document.enumerations if span.contains(run.items[0].marker)]
    return sum(len(run.items) for run in inside if run.style == inside[0].style)


def _fields(section: Section, document: Document) -> Sequence[Field]:
    """The fields of a problem, or else those of the headings above it."""
    for level in (section, *section.ancestors()):
        span = level.span if level is section else Span(level.heading.line.start, level.text_end)
        found = within(document.fields, span)
        if found:
            return found
    return ()


def _leads(field: Field, document: Document) -> bool:
    return any(word in field.label for word in document.words["leader_words"])


def _values(fields: Sequence[Field], document: Document) -> str:
    """The values as they are written, each once."""
    values = dict.fromkeys(
        document.slice(field.value_span)
        for field in fields
        if not is_empty(field, document.text, document.words)
    )
    return "；".join(value for value in values if value)


def _told(words: str, section: Section, document: Document) -> str:
    """What the sentences of a problem say in the place of a field."""
    found: Iterator[str] = (
        match["value"]
        for pattern in document.words[words]
        for match in find(pattern, document.text, section.heading.line.start, section.end)
    )
    return "；".join(dict.fromkeys(found))


def summary(found: Sequence[Row]) -> dict[str, int]:
    """How many problems there are in all, and in each state."""
    counts = {"合计": len(found)}
    for state in (*STATES.values(), ""):
        counts[state or "未写明"] = sum(row.state == state for row in found)
    return counts
