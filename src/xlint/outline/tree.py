"""The section tree: what stands under which heading, and which headings stand out of place."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span
from xlint.outline.lines import Token, choose, tokens
from xlint.outline.parser import Machine
from xlint.outline.tables import Scheme, schemes
from xlint.outline.tables import scheme as scheme_of
from xlint.source import Source

_CLOSERS = {"“": "”", "《": "》", "‘": "’"}
_TRIM = " \t\u3000\xa0*#"


class Heading(NamedTuple):
    """A heading: its kind (heading, group, title, attachment, listed), level, marker and title.

    `title` is what stands behind the marker, up to the first 。 if text runs on behind it (`run_in`).
    """

    kind: str
    level: int
    marker: str
    number: int | None
    parent: str  # of a decimal number: what stands before its last part
    title: str
    run_in: bool
    line: Span
    marker_span: Span
    title_span: Span

    @property
    def span(self) -> Span:
        """Marker and title: what a person would point to."""
        return Span(self.marker_span.start, max(self.title_span.end, self.marker_span.end))

    @property
    def name(self) -> str:
        """How the heading is called in a sentence: 三、, （一）, 附件1."""
        return self.marker.strip() or self.title


class Section:
    """A heading with all that stands under it: `span` runs to the next heading of its level or above."""

    __slots__ = ("children", "end", "heading", "parent", "text_end")

    def __init__(self, heading: Heading, parent: "Section | None") -> None:
        self.heading = heading
        self.parent = parent
        self.children: list[Section] = []
        self.text_end = heading.line.end  # where the next heading's line begins
        self.end = heading.line.end

    @property
    def span(self) -> Span:
        """From the heading's line to the end of everything under it."""
        return Span(self.heading.line.start, self.end)

    @property
    def body(self) -> Span:
        """The section's own text, from behind its title to its first sub-heading."""
        return Span(self.heading.title_span.end, self.text_end)

    def walk(self) -> "Iterator[Section]":
        """This section and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.children))

    def ancestors(self) -> "Iterator[Section]":
        """The sections above this one, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def place(self) -> str:
        """The place in one breath: 三、（一）2. — a decimal number (1.2) holds those above it."""
        place, section = self.heading.name, self
        while section.parent is not None and not section.heading.parent:
            section = section.parent
            place = section.heading.name + place
        return place

    @property
    def path(self) -> str:
        """The place in the document's own terms: 三/（一）/2."""
        own = self.heading.name.rstrip("、．.：: ") or "#"
        return own if self.parent is None else f"{self.parent.path}/{own}"


class Misplaced(NamedTuple):
    """A heading that the grammar does not accept where it stands.

    `accepted` are samples of the headings that it would accept, `levels` their levels.
    """

    section: Section
    before: Section | None
    accepted: tuple[str, ...]
    levels: tuple[int, ...]


class Outline(NamedTuple):
    """The headings of a document, in order and as a tree."""

    scheme: str
    titles: tuple[Heading, ...]
    roots: tuple[Section, ...]
    sections: tuple[Section, ...]
    misplaced: tuple[Misplaced, ...]

    def at(self, offset: int) -> Section | None:
        """The innermost section in which a code point offset stands."""
        low, high = 0, len(self.sections)
        while low < high:
            middle = (low + high) // 2
            if self.sections[middle].heading.line.start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.sections[low - 1] if low else None


def outline(source: Source, scheme: str = "auto") -> Outline:
    """Parse the headings of a text. Total: any text gives a tree.

    `scheme` is the name of a scheme of grammar/schemes.yaml, or `auto` to let the text show which it follows.
    """
    known = schemes()
    builder = _Builder(source, scheme_of(scheme if scheme in known else choose(source, known)))
    return builder.build()


class _Builder:
    def __init__(self, source: Source, scheme: Scheme) -> None:
        self._source = source
        self._scheme = scheme
        self._terminals = {terminal.name: terminal for terminal in scheme.terminals}
        self._titles: list[Heading] = []
        self._sections: list[Section] = []
        self._misplaced: list[Misplaced] = []

    def build(self) -> Outline:
        made: list[Section | None] = []  # by ordinal; a title has no section
        for step in Machine(self._scheme).run(tokens(self._source, self._scheme)):
            heading = _heading(self._source.text, step.token)
            if heading.kind == "title":
                self._titles.append(heading)
                made.append(None)
                continue
            self._add(heading, None if step.parent is None else made[step.parent], step.accepted)
            made.append(self._sections[-1])
        self._close()
        self._shift_levels()
        roots = tuple(section for section in self._sections if section.parent is None)
        return Outline(
            self._scheme.name, tuple(self._titles), roots, tuple(self._sections), tuple(self._misplaced)
        )

    def _add(self, heading: Heading, parent: Section | None, accepted: tuple[str, ...] | None) -> None:
        before = self._sections[-1] if self._sections else None
        section = Section(heading, parent)
        if parent is not None:
            parent.children.append(section)
        self._sections.append(section)
        if accepted is not None:
            chosen = [
                self._terminals[name]
                for name in accepted
                if self._terminals[name].kind in ("heading", "group")
            ]
            samples = tuple(terminal.sample for terminal in chosen)
            self._misplaced.append(
                Misplaced(section, before, samples, tuple(terminal.level for terminal in chosen))
            )

    def _close(self) -> None:
        """Set where each section's own text and the section as a whole end."""
        after = len(self._source.text)
        for section in reversed(self._sections):
            section.text_end = max(after, section.heading.title_span.end)
            section.end = section.children[-1].end if section.children else section.text_end
            after = section.heading.line.start

    def _shift_levels(self) -> None:
        """Where the title takes the first level of the scheme (# in Markdown), the others move up by one."""
        if not self._scheme.title_takes_a_level or not self._titles:
            return
        headings = [section for section in self._sections if section.heading.kind == "heading"]
        if any(section.heading.level == 1 for section in headings):
            return
        for section in headings:
            section.heading = section.heading._replace(level=section.heading.level - 1)


def _heading(text: str, token: Token) -> Heading:
    title, run_in = _title(text, token)
    return Heading(
        kind=token.terminal.kind,
        level=token.terminal.level,
        marker=text[token.marker.start : token.marker.end].strip(),
        number=numerals.parse(token.number) if token.number else None,
        parent=token.parent,
        title=text[title.start : title.end],
        run_in=run_in,
        line=token.line,
        marker_span=token.marker,
        title_span=title,
    )


def _title(text: str, token: Token) -> tuple[Span, bool]:
    """Where the title stands, and whether text runs on behind it on the same line."""
    start, end = token.rest, token.line.end
    stop = _full_stop(text, start, end) if token.terminal.kind in ("heading", "group") else -1
    run_in = stop >= 0 and text[stop + 1 : end].strip(_TRIM) != ""
    if stop >= 0:
        end = stop
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1] in "。；;：:"):
        end -= 1
    return Span(start, end), run_in


def _full_stop(text: str, start: int, end: int) -> int:
    """The first 。 that does not stand inside quotation marks or a book title; -1 if there is none.

    A mark that is never closed before the end of the line hides nothing.
    """
    at = start
    while at < end:
        char = text[at]
        if char == "。":
            return at
        if char in _CLOSERS:
            closed = text.find(_CLOSERS[char], at, min(end, at + 200))
            if closed >= 0:
                at = closed
        at += 1
    return -1
