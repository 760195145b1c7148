"""Names before their number: 甲局、乙局、丙局等3家单位; 3月、6月、9月三次; 《甲》《乙》，上述两项制度."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlint import numerals
from xlint.facts.fixed import Fixed
from xlint.facts.lists.counted import ADJECTIVE, NUMBER, Counted, items_of, joins
from xlint.model import Span
from xlint.search import any_of, every, first, glance, one_of

Words = Mapping[str, tuple[str, ...]]

_LIST_ENDS = "，。；：！？,;:!?“‘’《（(0123456789"
_OPENERS = {"》": "《", "）": "（", ")": "(", "”": "“"}
_LONGEST_LIST = 600  # code points
_UNITS_BEHIND_A_NUMBER = ("个", "项", "条", "件", "家", "名", "次", "份")
_NO_NAME_ENDS = (
    "的",
    "在",
    "对",
    "向",
    "从",
    "由",
    "给",
    "到",
    "于",
    "将",
    "了",
    "发",
    "出",
    "组成",
    "成立",
    "设立",
    "组建",
    "抽调",
    "选派",
    "建立",
)
_LEVELS = "[国省市州县区旗乡镇街村社组]{2}$|[两各多]级$"
_BETWEEN = frozenset(
    "、“”《》）)"
)  # one of them stands between two names, or at the end of what may hold a ，
_SHORT = 3  # code points: no name of a body
_SLIP = 2  # by which a number may be off that stands behind names of things that no list knows
_SORTED = ("项", "条", "件", "份", "个")  # units of which names may be sorts: 财务、人事12项制度


def names_before(text: str, words: Words) -> Iterator[Counted]:
    """甲局、乙局、丙局（等）3家单位: from the number back to where the list begins."""
    fixed = Fixed(text, words)
    for match in every(_before_pattern(words["listed_nouns"], words["list_units"]), text):
        is_open = text.endswith(words["list_open"], 0, match.start())
        end = match.start() - is_open
        clause = text[max(0, end - _LONGEST_LIST) : end]
        if _BETWEEN.isdisjoint(clause[max(clause.rfind("，"), clause.rfind("。")) + 1 :]):
            continue  # one name at the most
        start = _list_start(text, end)
        names = _behind_link(text[start:end])
        if start and text[start - 1].isdecimal() and len(names) == end - start:
            continue  # 每组6人、评估3家单位: what stands before is another number
        items = _quoted_tail(items_of(names))
        value = numerals.parse(match["number"])
        if items[-1].endswith(("共", "共计", "合计", "总计")) and value and value > 2 * len(items):
            continue  # 中学、小学、幼儿园共计46所学校
        if match["unit"] == "级" and any(first(_LEVELS, item) for item in items):
            continue  # 省、市县、乡镇三级: of how many levels an item tells is not known
        if value is None or len(items) < 2 or not all(items) or _tells_otherwise(items, words):
            continue
        sure, most = joins(items, words)
        named = all(item.endswith(words["body_endings"]) for item in items)
        bodies = match["unit"] in ("家", "所") and named
        known = bodies or match["noun"].endswith(words["listed_nouns"])
        if not known and not (_names_things(items) and abs(value - len(items)) <= _SLIP):
            continue
        if fixed.covers(match.start("number")):
            continue
        fewest = (len(items) if is_open else _fewest(items, words)) + sure
        number = Span(match.start("number"), match.end("noun"))
        listed = Span(start, end)
        sorts = match["unit"] in _SORTED and not named and "《" not in text[start:end]
        yield Counted(number, value, match["noun"], listed, fewest, len(items) + most, is_open, sorts)


def _behind_link(names: str) -> str:
    """A list without what leads up to it in its first item: 个问题涉及决策执行、队伍建设."""
    match = glance("^[^、]{0,20}?(?:涉及|集中在|体现在|表现在|分布在|聚焦|围绕|包括)(?=[^、]{2,12}、)", names)
    return names[match.end() :] if match else names


def _quoted_tail(items: list[str]) -> list[str]:
    """A list that ends in names in quotation marks begins with the first of them: 书记、院长牵头整改“甲”“乙”2个问题."""
    if items[-1] != "Q":
        return items
    first_quoted = next(index for index, item in enumerate(items) if item.endswith("Q"))
    return items[first_quoted:]


def _names_things(items: Sequence[str]) -> bool:
    """Whether a list is one of names, though what they name is not known: three or more, or all in quotation marks."""
    return len(items) > 2 or all(item.endswith("Q") for item in items)


@lru_cache(maxsize=4)
def _before_pattern(nouns: tuple[str, ...], units: tuple[str, ...]) -> str:
    unit = f"(?:(?P<unit>{any_of(units)})?(?P<noun>{ADJECTIVE}{one_of(nouns)})|(?P<unit>{any_of(units)})(?P<noun>\\p{{Han}}{{2}}))"
    number = "(?=[“‘0-9０-９二三四五六七八九十两])"  # tried first: few characters begin a number
    return f"{number}(?<=[^\\s，。；：、！？,;:!?“‘（(0-9.第每])[“‘]?{NUMBER}{unit}"


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


def _tells_otherwise(items: Sequence[str], words: Words) -> bool:
    """Whether a list is of ordinals (第一、第二支部), or its last item is said to stand for more."""
    if items[0][:1] in _UNITS_BEHIND_A_NUMBER or items[-1].endswith(_NO_NAME_ENDS):
        return True  # 未完成的1个问题、阶段性完成的3个问题; 公示栏、举报电话在35所学校
    bodies = len(items) > 2 and all(item[-1:] == items[0][-1:] for item in items[:-1])
    if bodies and len(items[-1]) <= _SHORT and items[-1][-1:] != items[0][-1:]:
        named = items[-1].endswith(words["body_endings"])
        return items[0].endswith(words["body_endings"]) and not named  # 市水利局、市生态环境局、沿江3个县
    return items[0].endswith(words["list_ordinals"]) or any(word in items[-1] for word in words["list_open"])


def _begins_behind(word: str, item: str) -> bool:
    """Whether the first name of a list may stand behind a linking word: 镇长带队到成都."""
    before, _, behind = item.partition(word)
    return len(behind) > 2 or (word == "到" and len(behind) == 2 < len(before))


def _fewest(items: Sequence[str], words: Words) -> int:
    """The fewest things a closed list may be read to hold: it may begin behind the last linking word in it."""
    for index in range(len(items) - 2, 0, -1):
        if any(_begins_behind(word, items[index]) for word in words["list_links"] if word in items[index]):
            return len(items) - index
    return len(items)
