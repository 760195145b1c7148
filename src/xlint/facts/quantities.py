"""Counted things: 28个问题, 三项制度, 近600名, 1.2亿元, 93% – each with its range of values, unit, noun and span."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from xlint import numerals
from xlint.facts.fixed import Fixed
from xlint.facts.holding import finals
from xlint.model import Span, span_of
from xlint.search import Match, any_of, beginnings, every, first

Words = Mapping[str, tuple[str, ...]]

PERCENT = "%"
MONEY = "元"
PER_MILLE = "‰"
POINTS = "个百分点"
_DIGIT = "[0-9０-９]"
_CHINESE = "(?<![几数好])(?:[二三四五六七八九十百千万零〇两][一二三四五六七八九十百千万零〇]{0,8}|一[百千万十][一二三四五六七八九十百千万零〇]{0,8})"
_GROUPED = (
    f"{_DIGIT}{{1,3}}(?:(?:[,，]{_DIGIT}{{3}})+|(?:[ \\u2009]{_DIGIT}{{3}})+(?!{_DIGIT}))"  # 12,480; 5 258
)
_ARABIC = f"{_GROUPED}(?:[.．]{_DIGIT}{{1,6}})?|{_DIGIT}{{1,12}}(?:[.．]{_DIGIT}{{1,6}})?"
# A number behind one of these is an ordinal, a part of a date, a range, a decimal or a code, or holds for each of many.
_BEFORE = r"(?<![第每各逢0-9０-９.．·/\-—～~+＋×xX*a-zA-Z〔一二三四五六七八九十百千零〇两])(?<![0-9０-９][:：])(?<![0-9][,，])(?<![0-9０-９一二三四五六七八九十][至到])"
_SHARE = f"百分之(?P<percent>{_ARABIC}|[一二三四五六七八九十百零〇点]+)"
_FRACTION = "(?P<whole>[二三四五六七八九十百]{1,3})分之(?P<part>[一二三四五六七八九十百]{1,3})"
_TENTHS = "(?P<tenths>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?(?![立功果效为员本熟长交型就套群员])"
_SENTENCE_ENDS = "。！？!?\r\n\x85\u2028\u2029"
_LONGEST_NUMBER = 60  # code points
_SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}


class Quantity(NamedTuple):
    """A number of things, a sum of money (unit 元) or a share (unit %).

    `low` and `high` are what it may stand for: 近30个 is 27 to 30. `step` is the unit of its last digit if that is a
    rounded one (1.2亿: ten million), or else 0. `span` runs from the number to the noun behind it, or else to the unit.
    """

    value: float
    low: float
    high: float
    step: float
    unit: str
    noun: str
    span: Span
    number: Span

    @property
    def rough(self) -> bool:
        """Whether it is a bound or an estimate, no exact count."""
        return self.low != self.high

    @property
    def bound(self) -> bool:
        """Whether only its least or its most is told: 不少于15个."""
        return self.high > 1e6 * self.value or self.low == 0 < self.value


class Sentence(NamedTuple):
    """A stretch of text without a full stop or a line end, with the quantities in it."""

    span: Span
    quantities: tuple[Quantity, ...]


def sentences(text: str, words: Words) -> tuple[Sentence, ...]:
    """All sentences of a text, in order, with their quantities. Fixed expressions count nothing."""
    found = list(quantities(text, words))
    result = []
    start = at = 0
    for end in [*_places(text, _SENTENCE_ENDS), len(text)]:
        if end > start:  # one of several in a row ends nothing
            start_at = at
            while at < len(found) and found[at].number.start < end:
                at += 1
            inside = tuple(found[start_at:at]) if at > start_at else ()
            result.append(Sentence(span_of((start, end)), inside))
        start = end + 1
    return tuple(result)


def _places(text: str, chars: str) -> list[int]:
    """Where some characters stand, in order; most of them stand in few texts."""
    found = []
    for char in chars:
        at = text.find(char)
        while at >= 0:
            found.append(at)
            at = text.find(char, at + 1)
    return sorted(found)


def quantities(text: str, words: Words) -> Iterator[Quantity]:
    """The quantities of a text, in order."""
    fixed, reader = Fixed(text, words), _Reader(text, words)
    for match in every(_pattern(words["count_units"], words["problem_nouns"] + words["other_nouns"]), text):
        start = match.start()
        if fixed.covers(start) or _is_slogan(text, start):
            continue
        quantity = reader.share(match) if match[_UNIT] is None else reader.count(match)
        if quantity is not None:
            yield quantity


_LONGEST_SLOGAN = 8  # code points in quotation marks
_CLOSING = frozenset("”’")


def _is_slogan(text: str, start: int) -> bool:
    """Whether a number stands in a short expression in quotation marks: “两个健康”."""
    before = text[max(0, start - 3) : start]
    if "“" not in before and "‘" not in before:
        return False
    opening = start - len(before) + max(before.rfind("“"), before.rfind("‘"))
    return not _CLOSING.isdisjoint(text[start : opening + _LONGEST_SLOGAN + 2])


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...], nouns: tuple[str, ...]) -> str:
    number = f"(?P<number>{_ARABIC}|{_CHINESE})(?P<more>[余多几])?(?P<scale>万亿|[千百]?万|亿|千|百)?(?P<over>[余多])?"
    unit = f"(?P<unit>个百分点|[大小]?(?:{any_of(units)})|[%％‰])(?!份以)(?<!个(?=年|星期|季度|学期|自然日))(?P<about>以上|以内|以下|左右|上下)?"
    noun = f"(?P<noun>(?:具体|突出|主要|重点|整改|反馈)?(?:{any_of(nouns)}))?"
    # tried first: few numbers are followed by a unit
    likely = f"(?=[0-9０-９,，.． \\u2009一二三四五六七八九十百千万亿零〇两余多几]{{1,{_LONGEST_NUMBER}}}[个大小%％‰{beginnings(units)}]|[一二两三四五六七八九十百]{{1,3}}[分成])"
    return f"(?=[0-9０-９一二两三四五六七八九十百千万零〇]){likely}(?P<figure>{_BEFORE}(?:{number}{unit}{noun}|{_SHARE}(?P<about>以上|以下|左右)?|{_FRACTION}|{_TENTHS}(?P<about>以上|以下|左右)?))"


class _Reader:
    """Makes quantities of the matches in a text, with the words of the packs at hand."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._nouns = _longest_first(words["problem_nouns"], words["other_nouns"])
        self._bounds = [(words[f"rough_{name}"], *most) for name, most in _BOUNDS.items()]
        self._not_rough = words["rough_not"]
        self._rough_ends = frozenset().union(*(finals(known) for known, *_ in self._bounds))
        self._noun_ends = finals(self._nouns)

    def count(self, match: Match) -> Quantity | None:
        """28个问题, 1.2亿元."""
        told, more, by, over, unit, about, noun = match.groups()[1:_SHARES]  # quicker than by their names
        digits = None if numerals.about_so_many(told) else numerals.decimal(told)
        if digits is None or (unit == MONEY and self._is_limit(match)):
            return None
        scale = _SCALES[by] if by else 1
        start = match.start()
        end = start + len(told) + (len(more or "") + len(by) if by else 0)
        if unit in _PER_CENT:
            unit, digits = PERCENT, digits.tenth if unit == PER_MILLE else digits
        value = _plain(digits.value * scale)
        step = digits.step * scale if digits.step < 1 or unit in (PERCENT, POINTS) else 0
        place = max(digits.place * scale, 1 if unit != PERCENT else 0.01)
        low, high = self._range(value, place, bool(more or over), about or "", start)
        noun = noun or ("" if unit == PERCENT else self._noun_before(start))
        return Quantity(
            value, low, high, step, unit, noun, span_of((start, match.end())), span_of((start, end))
        )

    def _is_limit(self, match: Match) -> bool:
        """Whether a sum of money is one end of a range: 1万元至5万元由镇长审批."""
        start, end = match.span()
        reaches = self._text[end : end + 2]
        behind = reaches[:1] == "至" and reaches[1:].isdigit()
        return behind or self._text[max(0, start - 2) : start] == "元至"

    def share(self, match: Match) -> Quantity | None:
        """百分之九十四, 四分之三, 九成: as per cent. A fraction is held to mean no more than itself and some points about it."""
        about, number = match["about"] or "", span_of(match.span("figure"))
        if match["percent"]:
            digits = numerals.decimal(match["percent"])
            value, step = (digits.value, digits.step) if digits else (0.0, 0.0)
        elif match["whole"]:
            value = 100 * (numerals.parse(match["part"]) or 0) / (numerals.parse(match["whole"]) or 1)
            step = 2.0
        else:
            value = 10.0 * (numerals.parse(match["tenths"]) or 0) + 5 * (match["half"] == "半")
            value += numerals.parse(match["half"]) or 0 if match["half"] not in (None, "半") else 0
            step = 5.0
        low, high = self._range(value, max(step, 1), False, about, number.start)
        return Quantity(_plain(value), low, high, step, PERCENT, "", number, number)

    def _range(self, value: float, place: float, more: bool, about: str, start: int) -> tuple[float, float]:
        """What a number may stand for: 300多 is 300 to 400, 近600 540 to 600, 3次以上 3 and more."""
        if start and self._text[start - 1] in self._rough_ends:
            before = self._text[max(0, start - 4) : start]
            named = before.endswith(self._not_rough)  # 商超36个
            for known, lowest, highest in self._bounds:
                if before.endswith(known) and not named:
                    return (value * lowest, value * highest)
        if more:
            return value, value + place
        if about in ("左右", "上下"):
            return value * 0.9, value * 1.1
        if about == "以上":
            return value, value * 1e9
        return (0, value) if about else (value, value)

    def _noun_before(self, start: int) -> str:
        """The noun that ends where a number begins: 问题28个, 问题共28个, 事项有8个."""
        before = self._text[max(0, start - 12) : start].rstrip("共计总有为达是约近 ")
        if before[-1:] not in self._noun_ends or not before.endswith(self._nouns):
            return ""
        if before.endswith(("类", "方面")) and first(_SORTS_BEFORE, before):
            return ""  # 3大类29项: a number of their own
        return next(noun for noun in self._nouns if before.endswith(noun))


_UNIT, _SHARES = 6, 8  # groups of the pattern: the unit, and the first one of those that only shares have
_PER_CENT = ("％", PERCENT, PER_MILLE)
_SORTS_BEFORE = "[0-9一二两三四五六七八九十](?:个|大|小)?(?:方面|类)$"
# How far the words before a number stretch it, as shares of its value.
_BOUNDS = {
    "nearly": (0.9, 1.0),
    "about": (0.9, 1.1),
    "over": (1.0, 2.0),
    "least": (1.0, 1e9),
    "most": (0.0, 1.0),
}


def _plain(value: float) -> float:
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def figure(value: float) -> str:
    """A value as it is written in a message: 26, 0.55, 1.2亿, 3361.25万."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if value >= scale and (value >= 10**6 or value % scale == 0):
            return f"{round(value / scale, 6):.12g}{name}"
    return f"{round(value, 4):.12g}"


@lru_cache(maxsize=4)
def _longest_first(*nouns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({noun for part in nouns for noun in part}, key=lambda noun: (-len(noun), noun)))
