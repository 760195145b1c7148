"""Measures: what is to be done about a problem, and which fields or words say by whom and until when."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.fields import Field, opens_with_label, within
from xlint.model import Span
from xlint.outline import Outline, Section
from xlint.search import any_found, any_of, find, first

Words = Mapping[str, tuple[str, ...]]


class Measure(NamedTuple):
    """One measure: `span` is what a person would point to, `scope` the text that speaks of it.

    `roles` are the roles of the fields that serve it, `told` the roles that its sentences fill.
    """

    span: Span
    scope: Span
    section: Section | None
    roles: frozenset[str]
    told: frozenset[str]

    def has(self, role: str) -> bool:
        """Whether owner or deadline are there, in a field or in a sentence."""
        return role in self.roles or role in self.told


class _Draft(NamedTuple):
    """A measure before it is known which blocks serve it."""

    span: Span
    scope: Span
    section: Section | None


def measures(text: str, outline: Outline, fields: Sequence[Field], words: Words) -> tuple[Measure, ...]:
    """All measures: paragraphs that begin with a label; in chapters with tasks that have none, the items."""
    labels = [match.span("label") for match in find(_label_pattern(words["measure_labels"]), text)]
    chapters = {id(_chapter(section)) for start, _ in labels if (section := outline.at(start)) is not None}
    families: list[list[_Draft]] = []
    items: dict[int, list[_Draft]] = {}  # by the heading above
    for section, span in _places(outline, text, words):
        inside = labels[bisect_left(labels, (span.start, 0)) : bisect_left(labels, (span.end, 0))]
        if inside:
            families.append(list(_labelled(inside, section, span, text, words)))
        elif section is not None and _is_task(section, words) and id(_chapter(section)) not in chapters:
            items.setdefault(id(section.parent), []).append(_Draft(section.heading.span, span, section))
    families += items.values()
    roles = [[_own_roles(draft, fields) for draft in family] for family in families]
    shared = _last_serves_all(roles)
    found = [
        measure
        for family, own in zip(families, roles, strict=True)
        for measure in _served(family, own, shared, text, fields, words)
    ]
    return tuple(sorted(found, key=lambda measure: measure.span))


def _own_roles(draft: _Draft, fields: Sequence[Field]) -> frozenset[str]:
    return frozenset(field.role for field in within(fields, draft.scope))


def _last_serves_all(roles: Sequence[Sequence[frozenset[str]]]) -> bool:
    """Whether a block behind the last of several measures serves them all: not if they mostly have one each."""
    several = [own for own in roles if len(own) > 1]
    last_only = sum(bool(own[-1]) and not any(own[:-1]) for own in several)
    return last_only > sum(all(own) for own in several)


def _chapter(section: Section) -> Section:
    """The section of the highest level; where it labels measures, an item without a label has none of its own."""
    return [section, *section.ancestors()][-1]


def _places(outline: Outline, text: str, words: Words) -> Iterator[tuple[Section | None, Span]]:
    """Where measures may stand: the own text of each section; a section whose sub-headings are labelled lines
    (1.存在问题： 2.整改措施： 3.责任领导：) as a whole.
    """
    if not outline.sections:
        yield None, Span(0, len(text))
    end = 0
    for section in outline.sections:
        above = [section, *section.ancestors()]
        if section.heading.line.start < end or any(part.heading.kind in _OUTSIDE for part in above):
            continue
        own = text[section.heading.line.start : section.text_end].rstrip()
        listed = section.children and own.endswith(("：", ":")) and own[:-1].endswith(words["measure_labels"])
        if listed or any(opens_with_label(child.heading.title, words) for child in section.children):
            end = section.end
            yield section, section.span
        else:
            yield section, Span(section.heading.line.start, section.text_end)


_OUTSIDE = ("listed", "attachment")
_NUMBERED = "(?:[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[）)]|[①-⑩])?"  # a labelled line may have a number


@lru_cache(maxsize=4)
def _label_pattern(labels: tuple[str, ...]) -> str:
    known = any_of(labels)
    start = f"(?<=^[ \\t\\u3000]*{_NUMBERED}[ \\t\\u3000【\\[（(]*|[。；])"
    return f"{start}(?P<label>{known})(?:[】\\]]|[一二三四五六七八九十0-9]{{0,2}}\\s?[：:])"


def _labelled(
    labels: Sequence[tuple[int, int]], section: Section | None, span: Span, text: str, words: Words
) -> Iterator[_Draft]:
    """One draft a label. Its scope: the problem before it, itself, and lines with fields behind it."""
    ends = [
        _end(text, start, labels[index + 1][0] if index + 1 < len(labels) else span.end, words)
        for index, (start, _) in enumerate(labels)
    ]
    ends[-1] = span.end  # what stands behind the last one belongs to it
    for index, (start, end) in enumerate(labels):
        begin = ends[index - 1] if index else span.start
        yield _Draft(Span(start, end), Span(begin, ends[index]), section)


_FIELD_LINE = rf"^[ \t\u3000]*{_NUMBERED}(?:[（(\[]?[ \t\u3000]*\p{{Han}}{{2,8}}\]?\s?[：:]|【\p{{Han}}{{2,8}}】)|^\s*[①-⑳]"


def _end(text: str, start: int, limit: int, words: Words) -> int:
    """Where a measure ends: with its paragraph and the lines behind it that are fields or parts of a list."""
    at = _line_end(text, start, limit)
    while at < limit:
        following = _line_end(text, at + 1, limit)
        line = text[at + 1 : following]
        names_a_problem = line.lstrip(" \t\u3000（(【0123456789.．、）)").startswith(words["problem_labels"])
        if line.strip() and (names_a_problem or not first(_FIELD_LINE, line)):
            break
        at = following
    return at


def _line_end(text: str, start: int, limit: int) -> int:
    found = first("$", text, start, limit)
    return found.start() if found else limit


def _is_task(section: Section, words: Words) -> bool:
    """Whether a section is an item of a chapter with tasks: at the lowest level there."""
    chapters = [*section.ancestors()]
    if section.children or not chapters or any_found(words["tally_titles"], section.heading.title):
        return False
    own = section.heading.title
    if any_found(words["aspect_titles"], own) and not any_found(words["problem_titles"], own):
        return False
    title = chapters[-1].heading.title
    return any_found(words["task_titles"], title) and not any_found(words["not_task_titles"], title)


def _served(
    drafts: Sequence[_Draft],
    own: Sequence[frozenset[str]],
    shares: bool,
    text: str,
    fields: Sequence[Field],
    words: Words,
) -> Iterator[Measure]:
    """The drafts with the fields that serve them: their own, those of a heading above, or the last one's block."""
    shared: frozenset[str] = own[-1] if shares and own and not any(own[:-1]) else frozenset()
    for draft, roles in zip(drafts, own, strict=True):
        inherited = _inherited(draft, fields)
        told = frozenset(
            role
            for role in ("owner", "deadline")
            if any(
                first(pattern, text, draft.span.start, draft.scope.end) for pattern in words[f"prose_{role}s"]
            )
        )
        yield Measure(draft.span, draft.scope, draft.section, roles | shared | inherited, told)


def _inherited(draft: _Draft, fields: Sequence[Field]) -> frozenset[str]:
    """Fields in the heading of the section or in the own text of a section above it."""
    if draft.section is None:
        return frozenset()
    spans = [draft.section.heading.line]
    spans += [Span(above.heading.line.start, above.text_end) for above in draft.section.ancestors()]
    return frozenset(field.role for span in spans for field in within(fields, span))
