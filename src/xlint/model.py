"""The values that everything else speaks of: spans, severities, hits and findings.

They are named tuples and not dataclasses because the start of the program is part of the product:
a frozen dataclass with slots takes seven times as long to define, and `dataclasses` pulls in `inspect`.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import partial
from re import compile as pattern
from typing import NamedTuple

_SLOT = pattern(r"\{(\w+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into the {slots} of a wording. Nothing in a template or a value is ever run."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), template)


class Span(NamedTuple):
    """A half-open range of code points of one text: `text[start:end]`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this range."""
        return self.start <= other.start and other.end <= self.end


# A span of a pair, where there are many: a third of the time that a named tuple takes to be called.
span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


class Severity(IntEnum):
    """How grave a finding is; OFF is only ever said of a rule."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name used in configuration and in the machine formats: `error`."""
        return self.name.lower()


class Edit(NamedTuple):
    """One replacement in the text."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A set of edits that removes a finding; `safe` if nothing but the fault can change.

    A kind leaves the `title` empty: its wording is the engine's.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Note(NamedTuple):
    """Another place that a hit refers to; `key` names the wording in the rule's `notes`."""

    span: Span
    key: str
    values: Mapping[str, str] = {}


class Hit(NamedTuple):
    """What a rule kind found, still without wording: `values` fill the rule's message.

    `variant` picks one of the rule's `messages` instead of its `message`; `severity` is set where the
    evidence calls for another one than the rule's own; `key` tells this hit from others of its rule at the same place.
    """

    span: Span
    values: Mapping[str, str] = {}
    related: tuple[Note, ...] = ()
    variant: str = ""
    severity: Severity | None = None
    fix: Fix | None = None
    key: str = ""


class Related(NamedTuple):
    """Another place of a finding, with its wording."""

    span: Span
    message: str


class Finding(NamedTuple):
    """One fault of one document, as it is reported.

    `place` is where it stands in the document's own terms (三、（一）2.), `section` the same as a path (三/（一）/2), both
    empty above the first heading; `key` is that of the hit.
    """

    rule: str
    severity: Severity
    message: str
    span: Span
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    place: str = ""
    section: str = ""
    key: str = ""


class Rule(NamedTuple):
    """A rule as the engine runs it. `options` is the `Options` value of its kind.

    `yields_to` names rules whose hits make an overlapping hit of this one superfluous.
    """

    id: str
    kind: str
    severity: Severity
    message: str
    messages: Mapping[str, str]
    notes: Mapping[str, str]
    options: object
    yields_to: tuple[str, ...] = ()
    language: str = "zh"


class NoOptions(NamedTuple):
    """The options of a rule kind that has none."""
