"""Lists beside a number that says how many they hold: 甲局、乙局等3家单位, 四项制度：甲、乙, 以下三项措施：一是…"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlint import numerals
from xlint.facts.quantities import Quantity, covered, fixed_expressions
from xlint.model import Span
from xlint.outline import Outline, Section
from xlint.search import any_of, compiled, find, first

if TYPE_CHECKING:
    from xlint.facts.enumerations import ListRun

Words = Mapping[str, tuple[str, ...]]

_BRACKETS = "（[^（）]*）|\\([^()]*\\)"
_LIST_ENDS = "，。；：！？,;:!?“‘’《（(0123456789"
_OPENERS = {"》": "《", "）": "（", ")": "(", "”": "“"}
_LONGEST_LIST = 600  # code points
_LONGEST_ANNOUNCEMENT = 40  # code points from a number to the list that it announces
_ADJECTIVE = "[^，。；：、！？,;:\\s0-9“”《》（）()]{0,4}?"
_UNITS_BEHIND_A_NUMBER = ("个", "项", "条", "件", "家", "名", "次", "份")
_SLIP = 2  # by which a number may be off that stands behind names of things that no list knows
_SORTED = ("项", "条", "件", "份", "个")  # units of which names may be sorts: 财务、人事12项制度
_NUMBER = r"(?P<number>[0-9０-９]{1,3}|[二三四五六七八九十两]{1,3})"


class Counted(NamedTuple):
    """A number with the list it stands beside. The list may be read as holding from `fewest` to `most` things.

    `open` is set where 等 says that not all are named.
    """

    number: Span
    value: int
    noun: str
    list: Span
    fewest: int
    most: int
    open: bool
    sorts: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the number fits a reading of the list; sorts may be named for more things: 财务、人事12项制度."""
        if self.sorts and self.value >= 2 * self.most:
            return True
        return self.fewest <= self.value if self.open else self.fewest <= self.value <= self.most

    @property
    def listed(self) -> int:
        """The number of things that a reader would count."""
        return self.most if self.value > self.most else self.fewest


def counted_lists(
    text: str, outline: Outline, runs: Sequence["ListRun"], words: Words
) -> tuple[Counted, ...]:
    """All numbers that stand beside a list of the things they count, in the order of the text."""
    found = [
        *_names_before(text, words),
        *_names_behind(text, words),
        *_runs_behind(text, runs, words),
        *_headings_behind(text, outline, words),
    ]
    return tuple(sorted(found, key=lambda counted: counted.number))


def _names_before(text: str, words: Words) -> Iterator[Counted]:
    """甲局、乙局、丙局（等）3家单位: from the number back to where the list begins."""
    fixed = fixed_expressions(text, words)
    for match in find(_before_pattern(words["listed_nouns"], words["list_units"]), text):
        if covered(fixed, match.start("number")):
            continue
        is_open = text.endswith(words["list_open"], 0, match.start())
        end = match.start() - is_open
        start = _list_start(text, end)
        items = _items(text[start:end])
        value = numerals.parse(match["number"])
        if value is None or len(items) < 2 or not all(items) or _tells_otherwise(items, words):
            continue
        joins = _joins(items[-1], words)
        known = match["noun"].endswith(words["listed_nouns"])
        if not known and not (_names_things(items) and abs(value - len(items)) <= _SLIP):
            continue
        fewest = len(items) if is_open else _fewest(items, words)
        number = Span(match.start("number"), match.end("noun"))
        listed = Span(start, end)
        sorts = match["unit"] in _SORTED and "《" not in text[start:end]
        yield Counted(number, value, match["noun"], listed, fewest, len(items) + joins, is_open, sorts)


def _names_things(items: Sequence[str]) -> bool:
    """Whether a list is one of names, though what they name is not known: three or more, or all in quotation marks."""
    return len(items) > 2 or all(item.endswith("Q") for item in items)


@lru_cache(maxsize=4)
def _before_pattern(nouns: tuple[str, ...], units: tuple[str, ...]) -> str:
    unit = f"(?:(?P<unit>{any_of(units)})?(?P<noun>{_ADJECTIVE}(?:{any_of(nouns)}))|(?P<unit>{any_of(units)})(?P<noun>\\p{{Han}}{{2}}))"
    number = "(?=[“‘0-9０-９二三四五六七八九十两])"  # tried first: few characters begin a number
    return f"{number}(?<=[^\\s，。；：、！？,;:!?“‘（(0-9.第每])[“‘]?{_NUMBER}{unit}"


def _list_start(text: str, end: int) -> int:
    """Where the run of names that ends at `end` begins: behind the nearest mark that no list holds."""
    start = end
    while start > max(0, end - _LONGEST_LIST):
        char = text[start - 1]
        if char in _OPENERS and (opened := text.rfind(_OPENERS[char], max(0, start - 80), start)) >= 0:
            start = opened
        elif char in _LIST_ENDS or char.isspace():
            break
        else:
            start -= 1
    return start


def _items(names: str) -> list[str]:
    """The names of a list; 、 inside quotation marks and titles parts nothing, and between them it may be left out."""
    quoted = compiled("[^“”、]{0,12}“([^“”]*、[^“”]*)”").fullmatch(names)
    if quoted:
        return str(quoted[1]).split("、")
    bare = compiled(_BRACKETS).sub("", names)
    marked = compiled("“[^“”]*”|《[^《》]*》").sub("Q", bare)
    return compiled("(?<=Q)(?=Q)").sub("、", marked).split("、")


def _tells_otherwise(items: Sequence[str], words: Words) -> bool:
    """Whether a list is of ordinals (第一、第二支部), or its last item is said to stand for more."""
    if items[0][:1] in _UNITS_BEHIND_A_NUMBER or items[-1].endswith("的"):
        return True  # 未完成的1个问题、阶段性完成的3个问题
    return items[0].endswith(words["list_ordinals"]) or any(word in items[-1] for word in words["list_open"])


def _joins(item: str, words: Words) -> int:
    """How often an item is joined of two: 民政局和残联 may be two things, or the name of one."""
    return sum(item.count(word) for word in words["list_joins"])


def _fewest(items: Sequence[str], words: Words) -> int:
    """The fewest things a closed list may be read to hold: it may begin behind the last linking word in it."""
    for index in range(len(items) - 2, 0, -1):
        if any(word in items[index] for word in words["list_links"]):
            return len(items) - index
    return len(items)


def _names_behind(text: str, words: Words) -> Iterator[Counted]:
    """四项制度：甲、乙、丙、丁 and 6个牵头单位（甲、乙 …） and “三张清单”，即甲、乙、丙."""
    for match in find(_behind_pattern(words["listed_nouns"], words["list_units"]), text):
        group = next(name for name in ("inside", "after", "namely", "alike") if match[name] is not None)
        names = match[group]
        value = numerals.parse(match["number"])
        opened = names.endswith(words["list_open"])
        items = (names[:-1] if opened else names).replace("以及", "、").replace("、、", "、").split("、")
        if value is None or len(items) < 2 or any(item in words["listed_aliases"] for item in items):
            continue
        joins = sum(_joins(item, words) for item in items)
        number = Span(match.start("number"), match.end("noun"))
        yield Counted(
            number, value, match["noun"], Span(*match.span(group)), len(items), len(items) + joins, opened
        )


@lru_cache(maxsize=4)
def _behind_pattern(nouns: tuple[str, ...], units: tuple[str, ...]) -> str:
    item = "[^，。；：、！？,;:!?\\s（）()]{1,20}"
    names = f"(?:{item}、)+{item}"
    before = "(?<![第每0-9０-９.．一二三四五六七八九十])"
    unit = f"(?P<unit>{any_of(units)})(?P<noun>{_ADJECTIVE}(?:{any_of(nouns)}))”?"
    inside = f"[（(](?P<inside>{names})[）)]"
    after = f"[：:](?P<after>{names})(?=[。\\n\\r]|$)"
    namely = f"[，,]?(?:即|分别是)[：:]?(?P<namely>{names})(?=[，。；\\n\\r]|$)"
    any_noun = f"{before}{_NUMBER}(?P<unit>[个项种类大张条支])(?P<noun>\\p{{Han}}{{2,8}}?)”?{after}"
    quoted = f"(?<=[“‘]){_NUMBER}(?P<unit>[个项条大]?)(?P<noun>[^“”‘’，。0-9个项条]{{1,4}})[”’]"
    alike = f"[：:](?P<alike>(?:{item}(?P=noun)、)+{item}(?P=noun))(?=[。；，\\n\\r]|$)"
    return f"(?=[0-9０-９二三四五六七八九十两])(?:{before}{_NUMBER}{unit}(?:{inside}|{after}|{namely})|{any_noun}|{quoted}(?:{namely}|{alike}))"


def _runs_behind(text: str, runs: Sequence["ListRun"], words: Words) -> Iterator[Counted]:
    """以下五个原则：一是…五是: a number that ends right before a run that begins at one."""
    for run in runs:
        count = len(run.items)
        if count < 2 or [item.number for item in run.items] != list(range(1, count + 1)):
            continue  # a slip in the run itself is another finding
        quantity = _announced(text, run.items[0].marker.start, words)
        if quantity is not None:
            span = Span(run.items[0].marker.start, run.items[-1].marker.end)
            yield Counted(quantity.span, int(quantity.value), quantity.noun, span, count, count, False)


def _headings_behind(text: str, outline: Outline, words: Words) -> Iterator[Counted]:
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


def _announced(text: str, at: int, words: Words) -> Quantity | None:
    """The number of things that may be listed, if the text before an offset ends with one: 三项措施： 问题4个："""
    match = first(
        _announcing(words["enumerated_nouns"], words["announcement_ends"]),
        text,
        max(0, at - _LONGEST_ANNOUNCEMENT),
        at,
    )
    value = numerals.parse(match["number"]) if match else None
    if match is None or value is None or value < 2:
        return None
    number = Span(*match.span("number"))
    end = max(match.end("noun"), match.end("unit"), number.end)
    return Quantity(
        value, value, value, 0, match["unit"] or "", match["noun"], Span(number.start, end), number
    )


@lru_cache(maxsize=4)
def _announcing(nouns: tuple[str, ...], ends: tuple[str, ...]) -> str:
    before = "(?<![第每近约0-9０-９.．一二三四五六七八九十百])"
    filler = "[^，。；：、！？,;:\\s0-9“”（）().．]{0,6}?"
    counted = f"{_NUMBER}(?P<unit>[个项条点大件种类篇张道场])(?P<noun>{filler}(?:{any_of(nouns)}))"
    bare = f"(?P<number>[二三四五六七八九十])(?P<unit>)(?P<noun>{any_of(nouns)})"
    behind = f"(?P<noun>{any_of(nouns)})(?:共|有|共有|共计)?{_NUMBER}(?P<unit>[个项条点])(?=[：:])"
    quoted = f"(?<=[“‘]){_NUMBER}(?P<unit>[个项条点大件种类]?)(?P<noun>[^“”‘’，。0-9]{{1,6}})(?=[”’][：:])"
    tail = f"[”’]?(?:{any_of(ends)})?[：:。]?[\\s\u3000]*\\Z"
    return f"(?:{quoted}|{before}(?:{counted}|{bare})|{behind}){tail}"
