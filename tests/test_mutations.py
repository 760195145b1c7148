"""Clean samples, broken in one place: exactly that is found."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from support import ROOT, found

from xlint.readers import read

SAMPLES = ("report.txt", "plan.txt", "notice.md", "audit.txt", "report-groups.txt")
Change = str | Callable[[re.Match[str]], str]


def more(by: int) -> Callable[[re.Match[str]], str]:
    """The first group as it is, the second, a number, greater by so much."""
    return lambda match: f"{match[1]}{int(match[2]) + by}"


BREAKS: list[tuple[str, Change, set[str], tuple[str, ...]]] = [
    (r"\n三、", "\n四、", {"heading/sequence"}, SAMPLES),
    (r"\n（二）", "\n（一）", {"heading/sequence"}, SAMPLES),
    (r"\n（二）", "\n（二）、", {"heading/marker-style"}, SAMPLES),
    (r"\n（二）", "\n(二)", {"heading/marker-style"}, SAMPLES),
    # the plain list of a Markdown text is numbered by whatever shows it; that of attachments is no heading
    (r"\n2\.", "\n2、", {"heading/marker-style"}, ("report.txt", "audit.txt", "report-groups.txt")),
    (r"\n2\.", "\n3.", {"heading/sequence"}, ("report.txt", "audit.txt", "report-groups.txt")),
    (r"\n1\.", "\n（1）", {"heading/skipped-level"}, ("report.txt", "report-groups.txt")),
    (r"二是", "三是", {"sequence/inline"}, ("report.txt", "plan.txt", "report-groups.txt")),
    (r"三是", "二是", {"sequence/inline"}, SAMPLES),
    (r"\A([^\n]+)\n", r"\1\n\1\n", {"title/duplicate"}, SAMPLES),
    (r"\n(?:## )?[三四]、(?:下一步|建立长效)(?:.|\n)*", "\n", {"section/missing"}, SAMPLES),
    (r"(召开[^\n，。]{0,12}?)\d+次", r"\1XX次", {"placeholder/blank"}, SAMPLES),
    (r"党委书记|党组书记", "**书记", {"placeholder/blank"}, SAMPLES),
    (r"[望临泽汀澜][一-龥](?=[县区市])", "某", {"placeholder/blank"}, ("plan.txt",)),
    (r"(于|，)(\d{4}年)\d{1,2}月(\d{1,2})日", r"\1\2X月\3日", {"placeholder/date"}, SAMPLES),
    (r"。\n", "（待核实）。\n", {"placeholder/note"}, SAMPLES),
    (r"。\n", "。##paidbegin##\n", {"residue/markup"}, SAMPLES),
    (r"\n二、", "\n&nbsp;二、", {"residue/markup"}, SAMPLES),
    (r"\Z", "\n上一篇：无\n", {"residue/web"}, SAMPLES),
    (r"([一-龥])，([一-龥])", r"\1,\2", {"punct/half-width"}, SAMPLES),
    (r"([一-龥])：([一-龥])", r"\1:\2", {"punct/half-width"}, SAMPLES),
    (r"”", "", {"punct/unpaired"}, SAMPLES),
    (r"“", "", {"punct/unpaired"}, SAMPLES),
    (r"》", "", {"punct/unpaired"}, SAMPLES),
    (r"。\n", "。。\n", {"punct/repeated"}, SAMPLES),
    (r"，", "，，", {"punct/repeated"}, SAMPLES),
    (r"巡察组", "巡查组", {"term/confusable"}, SAMPLES),
    (r"截至", "截止", {"term/confusable"}, SAMPLES),
    (r"台账", "台帐", {"term/confusable"}, SAMPLES),
    (r"整改方案", "整改整改方案", {"term/typo"}, SAMPLES),
    (r"部署", "布署", {"term/typo"}, SAMPLES),
    (r"(其余)(\d)(?=个)", more(3), {"count/sum"}, SAMPLES),
    (r"(已完成整改)(\d+)(?=个)", more(1), {"count/sum"}, SAMPLES),
    (r"(指出\d个方面)(\d+)(?=个)", more(2), {"count/enumerated"}, SAMPLES),
    (r"(指出)(\d)(?=个方面)", more(1), {"count/aspects"}, ("report.txt",)),
    (r"(\d{4}年\d{1,2}月)\d{1,2}(?=日)", r"\g<1>32", {"date/invalid"}, SAMPLES),
    (r"(\d{4})(年\d{1,2}月\d{1,2}日至)(?=\d{1,2}月)", r"\1\g<2>1999年", {"date/order"}, SAMPLES),
    (r"，(?=局|县)", "（13900139000），", {"privacy/phone"}, SAMPLES),
    (r"党组书记", "党组书记（110101199001011237）", {"privacy/id-number"}, SAMPLES),
    (
        r"\n2\.巡察反馈问题整改任务清单",
        "\n3.巡察反馈问题整改任务清单",
        {"attachment/sequence"},
        ("plan.txt",),
    ),
    (r"（二）严格督查问责。", "（二）严格督查问责。任务分工见附件3。", {"attachment/missing"}, ("plan.txt",)),
    (r"该问题已完成整改。", "该问题正在整改。", {"status/unfinished-without-deadline"}, ("report.txt",)),
    (
        r"指出(\d)个方面(\d)个问题。",
        r"指出\1个方面\2个问题。反馈的问题已全部整改到位。",
        {"status/contradiction"},
        ("report.txt",),
    ),
    (r"(其中合规)(\d+)", more(3), {"count/sum"}, SAMPLES),
    (r"，其中合规112处，限期规范14处", "，其中合规132处", {"count/subset"}, SAMPLES),
    (r"(其中进社区)(\d+)", more(2), {"count/sum"}, SAMPLES),
    (r"(9个问题已完成整改7个，其余2个[^。]*)。", r"\1，整改完成率88%。", {"count/rate"}, SAMPLES),
    (
        r"指出(\d个方面)9个问题。",
        r"指出\g<1>9个问题。针对上述8个问题，局党组逐一研究。",
        {"count/inconsistent"},
        SAMPLES,
    ),
    (r"\n(一是[^\n]{80,})\n([^\n]+)\n一是[^\n]*\n", r"\n\1\n\2\n\1\n", {"text/duplicate-paragraph"}, SAMPLES),
    (
        r"整改措施：[^（\n]*",
        "整改措施：进一步提高认识，切实增强责任感，狠抓工作落实。",
        {"text/hollow-measure"},
        SAMPLES,
    ),
    (r"三项原则", "四项原则", {"count/list"}, SAMPLES),
    (r"3家单位", "5家单位", {"count/list"}, ("report.txt",)),
    (r"牵头领导：[^；]*；责任单位：[^；]*；", "", {"field/missing-owner"}, SAMPLES),
    (r"；完成时限：2024年[^）]*）", "）", {"field/missing-deadline"}, SAMPLES),
    (r"（牵头领导：郑[^）]*）", "", {"field/missing-owner", "field/missing-deadline"}, SAMPLES),
    (r"责任单位：[^；]*", "责任单位：", {"field/empty"}, SAMPLES),
    (r"完成时限：2024年[^）]*", "完成时限：尽快", {"field/vague-deadline"}, SAMPLES),
]


@cache
def sample(name: str) -> str:
    return read(str(ROOT / "samples" / "clean" / name)).text.replace("\r\n", "\n")


def broken() -> list[tuple[str, str, set[str]]]:
    """(what was done, the broken text, the rules that must find it): each break once in each sample that has a place for it."""
    made = []
    for pattern, change, rules, names in BREAKS:
        texts = [(name, text) for name in names if (text := _break(sample(name), pattern, change))]
        assert texts, f"no sample has a place for {pattern}"
        made += [(f"{name}: {pattern}", text, rules) for name, text in texts]
    return made


def _break(text: str, pattern: str, change: Change) -> str | None:
    """The text with the middle one of the places that match broken."""
    places = list(re.finditer(pattern, text))
    if not places:
        return None
    place = places[len(places) // 2]
    new = place.expand(change) if isinstance(change, str) else change(place)
    return text[: place.start()] + new + text[place.end() :]


@pytest.mark.parametrize(
    ("what", "text", "rules"),
    broken(),
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "",
)
def test_exactly_what_was_broken_is_found(what: str, text: str, rules: set[str]) -> None:
    assert {rule for rule, _ in found(text)} == rules, what


def test_there_are_many_ways_to_break_a_draft() -> None:
    assert len(BREAKS) >= 40
    assert len({rule for _, _, rules, _ in BREAKS for rule in rules}) >= 24
