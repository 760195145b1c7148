"""A number right before the list that it announces: 以下五个原则：一是…, 三项措施。 and then headings."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlint import numerals
from xlint.facts.enumerations import ListRun
from xlint.facts.lists.counted import NUMBER, Counted
from xlint.facts.quantities import Quantity
from xlint.model import Span, span_of
from xlint.outline import Outline, Section
from xlint.search import Match, any_of, find, first, one_of

Words = Mapping[str, tuple[str, ...]]

_LONGEST_ANNOUNCEMENT = 40  # code points from a number to the list that it announces


def runs_behind(text: str, runs: Sequence[ListRun], words: Words) -> Iterator[Counted]:
    """以下五个原则：一是…五是: a number that ends right before a run that begins at one."""
    for run in runs:
        count = len(run.items)
        if count < 2 or [item.number for item in run.items] != list(range(1, count + 1)):
            continue  # a slip in the run itself is another finding
        start = run.items[0].marker.start
        if _DIGITS.isdisjoint(text[max(0, start - _LONGEST_ANNOUNCEMENT) : start]):
            continue
        quantity = _announced(text, start, words) or _quoted(text, start) or _acted(text, start, words)
        if quantity is not None and not _also(text, quantity, start, count):
            span = Span(start, run.items[-1].marker.end)
            yield Counted(quantity.span, int(quantity.value), quantity.noun, span, count, count, False)


def headings_behind(text: str, outline: Outline, words: Words) -> Iterator[Counted]:
    """以下三项措施。 and then headings of one sort."""
    for family in _families(outline):
        quantity = _announced(text, family[0].heading.line.start, words)
        if quantity is not None and _cued(text, quantity, words):
            span = Span(family[0].heading.line.start, family[-1].heading.span.end)
            yield Counted(
                quantity.span, int(quantity.value), quantity.noun, span, len(family), len(family), False
            )


def _families(outline: Outline) -> Iterator[Sequence[Section]]:
    """Sibling headings that are regularly numbered from one, at least two of them."""
    for siblings in [outline.roots, *(section.children for section in outline.sections if section.children)]:
        family = [section for section in siblings if section.heading.kind == "heading"]
        numbers = [section.heading.number for section in family]
        if len(family) > 1 and family[0] is siblings[0] and numbers == list(range(1, len(family) + 1)):
            yield family


def _cued(text: str, quantity: Quantity, words: Words) -> bool:
    before = text[max(0, quantity.span.start - 12) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + 4]
    return any(cue in before + after for cue in words["list_cues"]) or after[:1] in ("：", ":")


def _acted(text: str, at: int, words: Words) -> Quantity | None:
    """The number of acts of any name right before a list: 开展三项清理。一是… Bodies are no acts: 建立5个社区。"""
    if text[at - 1] not in "。：:":
        return None
    match = first(_acting(words["act_verbs"]), text, max(0, at - _LONGEST_ANNOUNCEMENT), at)
    return None if match is None or match["noun"].endswith(words["body_endings"]) else _quantity(match)


@lru_cache(maxsize=4)
def _acting(verbs: tuple[str, ...]) -> str:
    return f"(?:{any_of(verbs)}){NUMBER}(?P<unit>[项个大])(?P<noun>\\p{{Han}}{{2,4}})[。：:]\\Z"


def _quantity(match: Match) -> Quantity | None:
    """The number of a match with its unit and noun; None where it is fewer than two."""
    value = numerals.parse(match["number"])
    if value is None or value < 2:
        return None
    number = span_of(match.span("number"))
    end = max(match.end("noun"), match.end("unit"), number.end)
    return Quantity(
        value, value, value, 0, match["unit"] or "", match["noun"], Span(number.start, end), number
    )


_QUOTE = f"[“‘]{NUMBER}(?P<unit>[个项条点大件种类步]?)(?P<noun>[^“”‘’，。0-9一二三四五六七八九十]{{1,6}})[”’][^“”。；，0-9]{{0,8}}[，：]\\Z"


def _quoted(text: str, at: int) -> Quantity | None:
    """A number in quotation marks right before a list: 按“四步走”推进，第一步是…"""
    start = max(0, at - _LONGEST_ANNOUNCEMENT)
    if text[at - 1] not in "，：" or ("”" not in text[start:at] and "’" not in text[start:at]):
        return None
    match = first(_QUOTE, text, start, at)
    return _quantity(match) if match else None


def _also(text: str, quantity: Quantity, start: int, count: int) -> bool:
    """Whether another number in the announcement is that of the list: 3个方面8个问题：一是…三是."""
    clause = max(text.rfind(mark, 0, quantity.span.start) for mark in "，。；：\n") + 1
    numbers = find(
        "(?<![第0-9])(?:[0-9]{1,3}|[二三四五六七八九十两])(?=[个项条类大点])",
        text[clause : quantity.span.start],
    )
    return any(numerals.parse(match.group()) == count for match in numbers)


def _announced(text: str, at: int, words: Words) -> Quantity | None:
    """The number of things that may be listed, if the text before an offset ends with one: 三项措施： 问题4个："""
    start = max(0, at - _LONGEST_ANNOUNCEMENT)
    nouns, ends = words["enumerated_nouns"], words["announcement_ends"]
    before = text[start:at].rstrip()
    colon = before.endswith(("：", ":"))
    if not colon and not before.removesuffix("。").endswith((*nouns, *ends, *_FORMS, "”", "’")):
        return None
    match = None if _DIGITS.isdisjoint(before) else first(_announcing(nouns, ends, colon), text, start, at)
    return _quantity(match) if match else None


_DIGITS = frozenset("0123456789０１２３４５６７８９二三四五六七八九十两")  # of which each number is made
_FORMS = ("要求", "活动", "原则", "机制")


@lru_cache(maxsize=4)
def _announcing(nouns: tuple[str, ...], ends: tuple[str, ...], with_colon: bool) -> str:
    before = "(?<![第每近约0-9０-９.．一二三四五六七八九十百])"
    filler = "[^，。；：、！？,;:\\s0-9“”（）().．]{0,6}?"
    counted = f"{NUMBER}(?P<unit>[个项条点大件种类篇张道场])(?P<noun>{filler}{one_of(nouns)})"
    cued = f"(?<=以下|下列|如下|坚持|明确|提出|议定){NUMBER}(?P<unit>[个项条点大件种类篇张道场])(?P<noun>\\p{{Han}}{{1,10}}?)(?=[：:])"
    colon = f"{NUMBER}(?P<unit>[个项条点种类])(?P<noun>\\p{{Han}}{{1,6}})(?=[：:])"
    bare = f"(?P<number>[二三四五六七八九十])(?P<unit>)(?P<noun>(?:方面)?{one_of(nouns)})"
    has = f"(?<=(?:{any_of(nouns)})[主要]{{0,2}}有)(?P<number>[二三四五六七八九十])(?P<unit>)(?P<noun>)(?=[：:])"
    behind = f"(?P<noun>{one_of(nouns)})(?:共|有|共有|共计)?(?:[（(])?{NUMBER}(?P<unit>[个项条点])(?:[）)])?(?=[：:])"
    quoted = f"(?<=[“‘]){NUMBER}(?P<unit>[个项条点大件种类]?)(?P<noun>[^“”‘’，。0-9]{{1,6}})(?=[”’](?:要求|活动|原则|工作法|机制)?[：:])"
    tail = f"[”’]?(?:{any_of(_FORMS)})?(?:{any_of(ends)})?[：:。]?[\\s\u3000]*\\Z"
    if not with_colon:
        return f"{before}(?:{counted}|{bare}){tail}"
    return f"(?:{quoted}|{has}|{before}(?:{counted}|{cued}|{colon}|{bare})|{behind}){tail}"
