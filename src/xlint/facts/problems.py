"""The problems that the body of a report goes through, one heading each, tallied by section."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span, span_of
from xlint.outline import Heading, Outline, Section
from xlint.search import any_found, find, first

Words = Mapping[str, tuple[str, ...]]


class Tally(NamedTuple):
    """How many problems one group of the body lists: an aspect, or a chapter."""

    name: str
    section: Section
    problems: int
    finer: int  # counted at the lowest level that is numbered


class Listing(NamedTuple):
    """The problems of the body. `aspects` tells whether the groups are aspects (not chapters, not states)."""

    groups: tuple[Tally, ...]
    aspects: bool

    @property
    def problems(self) -> int:
        """The number of problems at the level of problems."""
        return sum(group.problems for group in self.groups)

    @property
    def finer(self) -> int:
        """The number at the lowest numbered level: a problem may be declared by its parts."""
        return sum(group.finer for group in self.groups)


def listing(outline: Outline, words: Words) -> Listing | None:
    """The problems under the chapters that go through them; None if there is no such chapter."""
    chapters = [section for section in _chapters(outline) if _itemised(section, words)]
    if not chapters:
        return None
    chapters = [section for section in chapters if section.children] or chapters
    if chapters[0].heading.level > 1 and _most(
        chapters, words["problem_titles"], words
    ):  # a document that starts at （一）, one problem each
        return Listing(tuple(_itself(chapter, words) for chapter in chapters), False)
    groups = (len(chapters) == 1 and chapters[0].children) or chapters
    level = _item_level(chapters, words)
    if len(chapters) == 1 and any(
        group.heading.level == level and group.heading.kind == "heading" for group in groups
    ):
        groups = chapters
    tallies = tuple(_tally(group, level, words) for group in groups)
    return Listing(tallies, groups is not chapters and _are_aspects(groups, words))


def items(text: str, found: Listing | None, words: Words) -> Iterator[Section]:
    """The problems that the body goes through, in order: headings, or lines of a list below the headings."""
    if found is None:
        return
    groups = [group.section for group in found.groups]
    level = _item_level(groups, words) or _item_level(
        [group.parent for group in groups if group.parent is not None][:1], words
    )
    for group in groups:
        own = _item_level([group], words) or level
        members = _of_level([s for s in group.walk() if s is not group], own) if own else []
        if members or any_found(words["problem_titles"], group.heading.title):
            yield from members or [group]
        else:
            yield from (item for leaf in group.walk() if not leaf.children for item in _listed(leaf, text))


_LISTED = "^[ \\t]*(?P<marker>[0-9]{1,3}[.．、)）][ \\t]*)\\**(?P<title>(?:关于|针对)[^。\n]{2,80}?问题[^。：:\n]{0,12})"


def _listed(leaf: Section, text: str) -> Iterator[Section]:
    """The lines of a list that name problems, as sections: a plain list of Markdown holds no headings."""
    matches = list(find(_LISTED, text, leaf.heading.title_span.end, leaf.end))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        line = Span(match.start(), match.end())
        marker, title = span_of(match.span("marker")), span_of(match.span("title"))
        number = numerals.parse(match["marker"].strip(" .．、)）\t"))
        section = Section(
            Heading(
                "item",
                leaf.heading.level + 1,
                match["marker"].strip(),
                number,
                "",
                match["title"],
                True,
                line,
                marker,
                title,
            ),
            leaf,
        )
        section.end = section.text_end = following.start() if following else leaf.end
        yield section


def _chapters(outline: Outline) -> Sequence[Section]:
    """The highest level; where a document has no 一、, all of it is one chapter's worth of groups."""
    return [section for section in outline.roots if section.heading.kind in ("heading", "group")]


def _itemised(section: Section, words: Words) -> bool:
    title = section.heading.title
    if any_found(words["not_itemised_titles"], title):
        return False
    if any_found(words["itemised_titles"], title):
        return True
    below = [child for child in section.walk() if not child.children and child is not section]
    return len(below) >= 2 and _most(below, words["problem_titles"], words)


def _item_level(chapters: Sequence[Section], words: Words) -> int | None:
    """The level whose headings are problems, None if no level shows it.

    Headings that name a problem (关于……问题) tell, or else the third level under aspects, or else headings that
    state what is wrong (学习不深入).
    """
    below = [section for chapter in chapters for section in chapter.walk() if section is not chapter]
    second, third = (_of_level(below, level) for level in (2, 3))
    opened = [2 * sum(_opens(s, words) for s in there) > len(there) for there in (second, third)]
    if opened == [False, True]:
        return 3  # （一）民生资金审计查出问题的整改情况, and 1.关于……的问题 below it
    for level, there in ((2, second), (3, third)):
        if _most(there, words["problem_titles"], words):
            return level
    aspects = [section for section in second if any_found(words["aspect_titles"], section.heading.title)]
    under_groups = any(section.heading.kind == "group" for section in [*chapters, *below])
    if len(third) > 1 and (2 * len(aspects) > len(second) or under_groups):
        return 3
    return next(
        (
            level
            for level, there in ((3, third), (2, second))
            if _most(there, words["problem_statements"], words)
        ),
        None,
    )


def _opens(section: Section, words: Words) -> bool:
    """Whether a heading begins as one that names a problem does: 关于……问题."""
    title = section.heading.title
    return title.startswith(words["problem_openings"]) and any_found(words["problem_titles"], title)


def _of_level(sections: Sequence[Section], level: int) -> list[Section]:
    """The headings of a level, and those beside them that are written as another level by a slip."""
    headings = [section for section in sections if section.heading.kind == "heading"]
    above = {id(section.parent) for section in headings if section.heading.level == level and section.parent}
    return [
        s for s in headings if s.heading.level == level or (s.heading.level > level and id(s.parent) in above)
    ]


def _most(sections: Sequence[Section], patterns: tuple[str, ...], words: Words) -> bool:
    named = [
        s
        for s in sections
        if any_found(patterns, s.heading.title)
        and not any_found(words["aspect_titles"], s.heading.title)
        and not _sorts_by_state(s, words)
    ]
    return 2 * len(named) > len(sections)


def _sorts_by_state(section: Section, words: Words) -> bool:
    """Whether a heading is one of 已完成的问题, 持续推进的问题, and no problem itself."""
    title = section.heading.title
    return any_found(words["status_titles"], title) and not title.startswith(words["problem_openings"])


def _are_aspects(groups: Sequence[Section], words: Words) -> bool:
    if len(groups) < 2 or any(any_found(words["status_titles"], group.heading.title) for group in groups):
        return False
    named = sum(any_found(words["aspect_titles"], group.heading.title) for group in groups)
    holding = sum(bool(group.children) for group in groups)
    return all(group.heading.kind == "group" for group in groups) or 2 * max(named, holding) > len(groups)


def _tally(group: Section, level: int | None, words: Words) -> Tally:
    own = _item_level([group], words) or level
    items = (_of_level(list(group.walk()), own) if own else []) or _slipped(group, own)
    weights = [_weight(item, words) for item in items]
    finer = sum(max(weight, len(item.children)) for item, weight in zip(items, weights, strict=True))
    name = group.heading.name.rstrip("、．.：: ").removesuffix("问题").replace("个方面", "方面")
    return Tally(name, group, sum(weights), finer)


def _slipped(group: Section, level: int | None) -> list[Section]:
    """The headings of a group whose items all stand a level too low by a slip: （1） where 1. was meant."""
    below = [child for child in group.children if child.heading.kind == "heading"]
    return below if level and below and all(child.heading.level > level for child in below) else []


def _itself(chapter: Section, words: Words) -> Tally:
    weight = _weight(chapter, words)
    return Tally(chapter.heading.name, chapter, weight, max(weight, len(chapter.children)))


def _weight(item: Section, words: Words) -> int:
    """How many problems a heading stands for: 关于“……”等4个问题 for four."""
    for pattern in words["merged_titles"]:
        match = first(pattern, item.heading.title)
        if match:
            return numerals.parse(match["number"]) or 1
    return 1
