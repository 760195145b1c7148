"""Other lists before their number: dates, titles in 《》, and the bodies that the clause before ends with."""

from collections.abc import Iterator, Mapping

from xlint import numerals
from xlint.facts.lists.counted import NUMBER, Counted, joins
from xlint.model import Span, span_of
from xlint.search import every, glance

Words = Mapping[str, tuple[str, ...]]

_SLIP = 2  # by which a number may be off that stands in the clause behind the names

_DATE = "(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底|初|份)?"
_JOIN = "(?:、|和|及|以及|，)"
_DATES = (
    f"(?<![0-9年至到—-])(?P<list>{_DATE}(?:{_JOIN}{_DATE})+)(?P<open>等)?(?!前|后|至|以|\\p{{Han}}{{0,3}}[各每均])(?:共|先后|分别|\\p{{Han}}{{0,6}}?)?{NUMBER}(?P<noun>[次轮场批])",
    f"(?<![0-9至到—-])(?P<list>[0-9]{{4}}年?(?:{_JOIN}[0-9]{{4}}年?)+)(?P<open>等)?(?:连续|共|这|以来)?{NUMBER}(?P<noun>个?年度?)",
)


def dates_before(text: str, words: Words) -> Iterator[Counted]:
    """3月、6月、9月四次听取汇报; 2020年、2021年、2022年连续4年."""
    for pattern in _DATES:
        for match in every(pattern, text):
            value = numerals.parse(match["number"])
            count = 1 + sum(1 for _ in every("以及|[、和及，]", match["list"]))
            if value is not None and count > 1:
                span = Span(match.start("number"), match.end("noun"))
                yield Counted(
                    span, value, match["noun"], span_of(match.span("list")), count, count, bool(match["open"])
                )


_TITLES = f"(?P<list>(?:《[^《》\n]{{2,60}}》[、和及以]{{0,3}}){{2,20}})，(?:上述|以上|这){NUMBER}(?P<noun>[项个份部件](?:制度|办法|文件|规定|规范|细则|方案)?)"


_BODIES_BEHIND = (
    f"，(?:上述|以上|这)?{NUMBER}(?P<noun>[家个](?:单位|部门|街道|乡镇|镇街|公司|企业|学校))(?!中的|以外|外)"
)
_BODIES = f"(?P<list>(?:[^，。；：！？\n、\\s0-9“”（）()《》]{{2,16}}、){{1,20}}[^，。；：！？\n、\\s0-9“”（）()《》]{{2,16}}){_BODIES_BEHIND}"


def bodies_before(text: str, words: Words) -> Iterator[Counted]:
    """牵头单位为甲局、乙局、丙局，三家单位每月报送: the bodies that the clause before ends with."""
    if glance(_BODIES_BEHIND, text) is None:
        return  # found out at once, while a list may begin everywhere
    for match in every(_BODIES, text):
        items, value = match["list"].split("、"), numerals.parse(match["number"])
        bodies = all(item.endswith(words["body_endings"]) for item in items)
        if value is not None and bodies and 0 < abs(value - len(items)) <= _SLIP:
            span = Span(match.start("number"), match.end("noun"))
            sure, most = joins(items, words)
            listed = span_of(match.span("list"))
            yield Counted(span, value, match["noun"], listed, len(items) + sure, len(items) + most, False)


def titles_before(text: str, words: Words) -> Iterator[Counted]:
    """印发《甲》《乙》《丙》，上述三项制度."""
    for match in every(_TITLES, text):
        value, count = numerals.parse(match["number"]), match["list"].count("《")
        if value is not None:
            span = Span(match.start("number"), match.end("noun"))
            yield Counted(span, value, match["noun"], span_of(match.span("list")), count, count, False)
