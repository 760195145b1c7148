"""Names behind their number: 四项制度：甲、乙、丙、丁; 6个牵头单位（甲、乙 …）; “三张清单”，即甲、乙、丙."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlint import numerals
from xlint.facts.lists.counted import ADJECTIVE, NUMBER, NUMBER_ONLY, Counted, joins
from xlint.model import Span, span_of
from xlint.search import Match, any_of, beginnings, compiled, every, glance, one_of

Words = Mapping[str, tuple[str, ...]]

_GROUPS = ("inside", "after", "namely", "dashes", "parted", "titles")
_SLIP = 2  # by which a number may be off that is followed by things of one name


def names_behind(text: str, words: Words) -> Iterator[Counted]:
    """All numbers that names follow, in order."""
    for match in every(_behind_pattern(words["listed_nouns"], words["list_units"]), text):
        counted = _counted(match, words)
        if counted is not None:
            yield counted
    yield from _of_one_name(text)


def _counted(match: Match, words: Words) -> Counted | None:
    group = next(name for name in _GROUPS if match[name] is not None)
    names, value = match[group], numerals.parse(match["number"])
    opened = names.endswith(words["list_open"])
    items = _items(names[:-1] if opened else names, group)
    if value is None or len(items) < 2 or any(item in words["listed_aliases"] for item in items):
        return None
    if group != "titles" and any(glance("[0-9０-９]+\\p{Han}$", item) for item in items):
        return None  # 党的领导方面21个、党的建设方面32个
    if match["unit"] in ("名", "位") and not _names_each(items, value, words):
        return None
    sure, most = joins(items, words)
    number = Span(match.start("number"), match.end("noun"))
    listed = span_of(match.span(group))
    return Counted(number, value, match["noun"], listed, len(items) + sure, len(items) + most, opened)


def _names_each(items: Sequence[str], value: int, words: Words) -> bool:
    """Whether what stands in brackets behind people are they, one by one: not what they come from or do."""
    told = any(item.startswith(words["bracket_openings"]) for item in items[:1])
    return not told and len(items) > 2 and abs(value - len(items)) < _SLIP


def _items(names: str, group: str) -> Sequence[str]:
    if group == "titles":
        return ["Q"] * names.count("《")
    if group == "parted":
        return [item for item in names.split("；") if item]
    return [item for item in names.replace("以及", "、").split("、") if item]


@lru_cache(maxsize=4)
def _behind_pattern(nouns: tuple[str, ...], units: tuple[str, ...]) -> str:
    item = "[^，。；：、！？,;:!?\\s（）()—]{1,20}"
    names = f"(?:{item}、)+{item}"
    before = "(?<![第每0-9０-９.．一二三四五六七八九十])"
    unit = f"(?P<unit>{any_of(units)})(?P<noun>{ADJECTIVE}{one_of(nouns)})”?"
    inside = f"[（(](?P<inside>{names})[）)]"
    after = f"[：:](?P<after>{names})(?=[。\\n\\r]|$)"
    namely = f"[，,]?(?:即|分别是|依次是)[：:]?(?P<namely>{names})(?=[，。；\\n\\r]|$)"
    titles = "[，,：:]?(?:即|分别是|依次是|包括)?[：:]?(?P<titles>(?:《[^《》\\n]{2,60}》[、和及以]{0,3}){2,20})(?=[，。；\\n\\r]|$)"
    dashes = f"——(?P<dashes>{names})(?=——|[，。；])"
    parted = "[^，。；：]{0,16}[：:](?![一二三四五六七八九十首其]|[①-⑳]|[0-9])(?P<parted>(?:[^，。；：\\n]{2,40}；){1,20}[^，。；：\\n]{2,40})(?=。|$)"
    cued = f"(?<=以下|下列|如下){NUMBER}(?P<unit>[个项种类条点])(?P<noun>{one_of(nouns)}|\\p{{Han}}{{2}}){parted}"
    any_noun = (
        f"{before}{NUMBER}(?P<unit>[个项种类大张条支])(?P<noun>\\p{{Han}}{{2,8}}?)”?(?:{after}|{dashes})"
    )
    people = f"{before}{NUMBER}(?P<unit>[名位])(?P<noun>\\p{{Han}}{{2,8}}){inside}"
    bare = f"{before}{NUMBER}(?P<unit>[家个所名册])(?P<noun>)(?:{dashes}|{titles})"
    known = f"(?<=(?:{any_of(nouns)})(?:共|有|为|共有|是)?){NUMBER}(?P<unit>[个家项所名])(?P<noun>){after}"
    quoted = f"(?<=[“‘]){NUMBER}(?P<unit>[个项条大]?)(?P<noun>[^“”‘’，。0-9个项条]{{1,4}})[”’](?:要求|措施|机制|制度|工作法)?(?:{namely}|[：:](?P<after>(?:[一两][^，。；：、]{{2,14}}、)+[一两][^，。；：、]{{2,14}})(?=[，。；]|$))"
    some_unit = beginnings(units) + "个项种类条点大张支名位家所册"
    likely = (
        f"(?:(?<=[“‘])|(?={NUMBER_ONLY}[{some_unit}]))"  # tried first: few numbers have one of these units
    )
    return (
        f"(?=[0-9０-９二三四五六七八九十两]){likely}"
        f"(?:{cued}|{before}{NUMBER}{unit}(?:{inside}|{after}|{namely}|{dashes}|{titles})|{any_noun}|{people}|{bare}|{known}|{quoted})"
    )


_QUOTED = f"[“‘]{NUMBER}[个项条大]?(?P<noun>\\p{{Han}}{{1,3}})[”’](?:\\p{{Han}}{{0,4}})?(?:[：:]|——)(?P<rest>[^。：\\n]{{4,300}})"


def _of_one_name(text: str) -> Iterator[Counted]:
    """“四关”——入口关、审核关、支付关; “四个一律”：……一律追缴，……一律问责: clauses that all name the thing once."""
    for match in every(_QUOTED, text):
        value, noun = numerals.parse(match["number"]), match["noun"]
        clauses = [clause for clause in compiled("[，、；,]").split(match["rest"]) if clause]
        naming = [index for index, clause in enumerate(clauses) if clause.count(noun) == 1]
        count = len(naming)
        if value is None or count < 2 or count != match["rest"].count(noun) or abs(count - value) > _SLIP:
            continue
        last = naming[-1] + 1
        if 2 * count < last or any(clause[:1] in "一二三四五六" for clause in clauses[:2]):
            continue
        span = Span(match.start("number"), match.end("noun"))
        yield Counted(span, value, noun, span_of(match.span("rest")), count, count, False)
