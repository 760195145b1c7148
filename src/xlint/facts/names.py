"""Names of persons, by what stands beside them: a role, a title, a sanction, a label; and those left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from xlint.facts.fields import Field
from xlint.model import Span, span_of
from xlint.search import any_of, find, first
from xlint.words import places_of

Words = Mapping[str, tuple[str, ...]]

# Characters that no given name holds, with those that stand for a name that was left out.
_NOT_GIVEN = "的了是在与及等为对将被把由从都也已各并或且其该此本某个项名位次年月日以上下第不未须同有无要会所每员们组部局处科股镇县市区乡村党政务厂店院校站所场馆社户队费款权证照办XＸ×"
_TITLES = (
    "书记",
    "局长",
    "处长",
    "科长",
    "主任",
    "部长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "校长",
    "院长",
    "所长",
    "站长",
    "队长",
    "组长",
    "老师",
    "大妈",
    "大爷",
    "阿姨",
    "总",
    "局",
    "书",
    "主",
)
_BODIES = (
    "室",
    "委",
    "圃",
    "科",
    "股",
    "站",
    "队",
    "会",
    "厅",
    "线",
    "组",
    "片",
    "地",
    "区",
    "院",
    "部",
    "处",
    "局",
)
_VALUE_PART = r"[^、，,；;。/\s（）()]+"


def persons(text: str, fields: Sequence[Field], words: Words) -> tuple[Span, ...]:
    """The full names in a text, in order; a name found once is found wherever it stands."""
    told = {*_beside_roles(text, words), *_in_fields(text, fields, words), *_in_lists(text, words)}
    names = {text[slice(*span)] for span in told if not _is_public(text, span, words)}
    spans = _again(names, text)
    return tuple(span for span in spans if span in told or span.end - span.start > 2)


def _again(names: Collection[str], text: str) -> Iterator[Span]:
    """Wherever one of some names stands, of two that overlap the first, or the longer one. They are others in each
    text: a pattern of them would have to be compiled.
    """
    behind = 0
    for start, minus in sorted((at, -len(name)) for name in names for at in places_of(name, text)):
        if start >= behind:
            behind = start - minus
            yield Span(start, behind)


def _beside_roles(text: str, words: Words) -> Iterator[Span]:
    for pattern in _patterns(
        words["surnames"],
        words["person_roles"],
        words["person_suffixes"],
        words["person_openers"],
        words["after_person"]
        + words["sanction_before"]
        + words["sanction_after"]
        + words["after_one_of_many"],
        words["person_sorts"],
    ):
        for match in find(pattern, text):
            for start, end in match.spans("name"):
                if _is_name(text[start:end], words):
                    yield Span(start, end)


@lru_cache(maxsize=4)
def _patterns(
    surnames: tuple[str, ...],
    roles: tuple[str, ...],
    suffixes: tuple[str, ...],
    openers: tuple[str, ...],
    around: tuple[str, ...],
    sorts: tuple[str, ...],
) -> tuple[str, ...]:
    name = rf"(?P<name>(?:{any_of(surnames)})(?![{_NOT_GIVEN}])\p{{Han}}(?:(?![{_NOT_GIVEN}])\p{{Han}})??)"
    after, before, sanction, acts = around
    ends = "|".join(suffixes)
    return (
        rf"(?:{any_of(roles)})[：:（( \u3000]{{0,2}}{name}(?={after})(?:、{name}(?={after}))*",
        rf"(?:{any_of(sorts)}){name}(?={acts})",
        rf"(?:(?<=\P{{Han}})|^|{any_of(openers)}){name}(?={ends})",
        rf"{before}{name.replace('??)', '?)')}(?={sanction})",  # 免去周立新党内职务
    )


def _is_name(name: str, words: Words) -> bool:
    starts = name[:2] in words["no_names"] or name in words["no_names"] or name[-2:] in words["no_names"]
    return not starts and not name[1:].startswith(_TITLES) and not name.endswith(_BODIES)


def _in_fields(text: str, fields: Sequence[Field], words: Words) -> Iterator[Span]:
    """The parts of the value of a field for persons that are names and nothing else."""
    whole = rf"^(?:{any_of(words['surnames'])})(?:(?![{_NOT_GIVEN}])\p{{Han}}){{1,2}}$"
    for field in fields:
        if field.role == "owner" and field.label.endswith(words["person_labels"]):
            for part in find(_VALUE_PART, text, field.value_span.start, field.value_span.end):
                if first(whole, part.group()) and _is_name(part.group(), words):
                    yield span_of(part.span())


_LISTED = r"(?:组[ \u3000]*长|成[ \u3000]*员|联络员|姓[ \u3000]*名|责任领导)[：:][ \u3000]*(?P<names>[^。；\n]{2,200})"


def _in_lists(text: str, words: Words) -> Iterator[Span]:
    """成员：谢军、马建国、罗敏: the parts of a list that are names and nothing else."""
    whole = rf"^(?:{any_of(words['surnames'])})(?:(?![{_NOT_GIVEN}])\p{{Han}}){{1,2}}$"
    for match in find(_LISTED, text):
        for part in find(_VALUE_PART, text, *match.span("names")):
            if first(whole, part.group()) and _is_name(part.group(), words):
                yield span_of(part.span())


def _is_public(text: str, span: Span, words: Words) -> bool:
    """Whether a name is one of public life, or stands in the title of a work."""
    name, before, after = text[slice(*span)], text[max(0, span.start - 8) : span.start], text[span.end :][:16]
    if name.startswith(words["public_persons"]) or before.endswith(words["public_before"]):
        return True
    in_title = text.rfind("《", 0, span.start) > max(text.rfind(mark, 0, span.start) for mark in "》\n")
    return in_title or any(first(f"^(?:{pattern})", after) for pattern in words["public_after"])


def left_out(text: str, patterns: Sequence[str], unless: Sequence[str]) -> int:
    """How many names are left out of a text: XX县, *同志, 李某; lookalikes (`unless`) are none."""
    exempt = {at for pattern in unless for match in find(pattern, text) for at in range(*match.span())}
    return sum(match.start() not in exempt for pattern in patterns for match in find(pattern, text))
