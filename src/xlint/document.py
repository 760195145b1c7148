"""One lazy view of a document: its source, its outline and its facts, each computed once, when first asked for."""

from collections.abc import Mapping
from functools import cached_property

from xlint.facts import attachments as attached
from xlint.facts import claims as claimed
from xlint.facts import comments as remarks
from xlint.facts import counts, identity, lists, problems, quantities, statuses
from xlint.facts import dates as calendar
from xlint.facts import enumerations as lists_in_text
from xlint.facts import fields as labelled
from xlint.facts import measures as to_be_done
from xlint.model import Span
from xlint.outline import Heading, Outline, outline
from xlint.source import Source

_LONGEST_TITLE = 60  # code points
Words = Mapping[str, tuple[str, ...]]


class Document:
    """A draft. `words` are the word lists of the rule packs; `scheme` names a heading scheme, or is `auto`.

    Its text is that of the source, with blanks in the place of comments to xlint.
    """

    def __init__(self, source: Source, words: Words, scheme: str = "auto") -> None:
        self.comments = remarks.directives(source)
        self.source = remarks.without(source, self.comments)
        self.text = self.source.text
        self.words = words
        self._scheme = scheme

    @cached_property
    def outline(self) -> Outline:
        """The section tree."""
        return outline(self.source, self._scheme)

    @cached_property
    def title(self) -> Heading | None:
        """The first title line, None if there is none."""
        return self.outline.titles[0] if self.outline.titles else None

    @cached_property
    def first_line(self) -> Span | None:
        """The first line that is not blank, without indentation; None if there is none."""
        for line in self.source.lines:
            words = self.text[line.start : line.end]
            if words.strip():
                start = line.start + len(words) - len(words.lstrip())
                return Span(start, start + len(words.strip()))
        return None

    @cached_property
    def title_like(self) -> bool:
        """Whether the first line may be a title of a form that is not known: short, no sentence, no heading."""
        line = self.first_line
        if line is None or line.start >= self.front.end:
            return False
        words = self.slice(line)
        return len(words) <= _LONGEST_TITLE and not any(mark in words for mark in "。；！？：，")

    @cached_property
    def front(self) -> Span:
        """What stands before the first heading (the title is not one)."""
        sections = self.outline.sections
        return Span(0, sections[0].heading.line.start if sections else len(self.text))

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def enumerations(self) -> tuple[lists_in_text.ListRun, ...]:
        """The lists inside the text: 一是…二是…"""
        return lists_in_text.enumerations(self.text, self.outline, self.words)

    @cached_property
    def sentences(self) -> tuple[quantities.Sentence, ...]:
        """The sentences with the quantities in them."""
        return quantities.sentences(self.text, self.words)

    @cached_property
    def mentions(self) -> tuple[counts.Mention, ...]:
        """The quantities with what the words around them say of each."""
        return counts.mentions(self.text, self.sentences, self.words)

    @cached_property
    def relations(self) -> tuple[counts.Relation, ...]:
        """Numbers that were compared with each other, and how they agree."""
        listing = self.problem_listing
        itemised = [group.section.span for group in listing.groups] if listing else []
        return counts.relations(self.text, self.mentions, itemised, self.words)

    @cached_property
    def attachments(self) -> attached.Attachments:
        """The attachments that are listed, cited and there."""
        return attached.attachments(self.text, self.outline, self.words)

    @cached_property
    def dates(self) -> tuple[calendar.Date, ...]:
        """The dates, in order."""
        return calendar.dates(self.text, self.words)

    @cached_property
    def date(self) -> calendar.Date | None:
        """The document's own date."""
        return calendar.document_date(self.text, self.dates, self.outline)

    @cached_property
    def numbers(self) -> tuple[identity.Number, ...]:
        """The numbers that name a person."""
        return tuple(identity.numbers(self.text))

    @cached_property
    def counted_lists(self) -> tuple[lists.Counted, ...]:
        """Numbers beside lists of what they count."""
        return lists.counted_lists(self.text, self.outline, self.enumerations, self.words)

    @cached_property
    def problem_listing(self) -> problems.Listing | None:
        """The problems that the body goes through."""
        return problems.listing(self.outline, self.words)

    @cached_property
    def items(self) -> tuple[statuses.Item, ...]:
        """The problems that the body goes through, each with its state."""
        return statuses.of_items(self.text, self.problem_listing, self.words)

    @cached_property
    def problem_claims(self) -> tuple[claimed.Claim, ...]:
        """What is declared of the whole of the problems, before the body goes through them."""
        listing = self.problem_listing
        before = listing.groups[0].section.heading.line.start if listing else len(self.text)
        return claimed.claims(self.text, self.sentences, before, self.words)

    @cached_property
    def fields(self) -> tuple[labelled.Field, ...]:
        """Labels with their values: 责任单位：办公室"""
        return labelled.fields(self.text, self.words)

    @cached_property
    def measures(self) -> tuple[to_be_done.Measure, ...]:
        """What is to be done, with the fields that serve it."""
        return to_be_done.measures(self.text, self.outline, self.fields, self.words)
