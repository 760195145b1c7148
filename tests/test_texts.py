"""Copied paragraphs, and measures that are slogans only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import found, lint

from xlint.facts.paragraphs import copies
from xlint.model import Span

LONG = "组织财务人员集中学习报销流程，对近三年的原始凭证逐笔核对，补齐附件和审批手续，建立双人复核机制，定期公开收支情况，主动接受监督。"

HOLLOW = [
    "进一步提高思想认识，增强整改自觉，坚持问题导向，推动整改走深走实。",
    "强化组织领导，压实工作责任，加大工作力度，确保取得实效。",
    "始终把纪律和规矩挺在前面，严守政治纪律和政治规矩，自觉做到令行禁止。",
    "教育引导党员干部转变作风，增强宗旨意识，提升服务群众本领。",
    "高度重视意识形态工作，牢牢掌握意识形态工作主动权，坚决守住阵地。",
]
CONCRETE = [
    "组织党员干部学习党章党规，提高政治站位，强化纪律意识。",
    "严格执行考勤制度，对迟到早退人员进行提醒，切实改进作风。",
    "由分管领导牵头，压实责任，确保整改到位。",
    "完善台账，强化跟踪问效，确保按期销号。",
    "优化办事流程，取消证明材料，切实方便群众。",
    "加强与乡镇沟通，建立联络员机制，形成工作合力。",
    "已完成整改，后续将持续巩固，长期坚持，防止反弹。",
    "切实加强管理，不断提高水平，6月底前全面完成。",
    "提高认识。",
    "坚决关停非法砂场，主动腾退超标办公用房，全面停发违规津贴。",
    "加强井盖加固，加强电线入地，加强路灯亮化。",
    "落实延时服务，推进一窗通办，推动就近办理。",
]


def measure(words: str) -> str:
    return f"关于整改情况的报告\n一、整改情况\n1.关于作风的问题\n整改措施：{words}\n"


@pytest.mark.parametrize("words", HOLLOW)
def test_slogans_are_no_measure(words: str) -> None:
    assert found(measure(words), "text/hollow-measure", "report") == [("text/hollow-measure", "整改措施")]


@pytest.mark.parametrize("words", CONCRETE)
def test_an_act_a_date_or_a_body_makes_a_measure(words: str) -> None:
    assert found(measure(words), "text/hollow-measure", "report") == []


def test_a_copied_paragraph_is_reported_once_for_each_copy_with_the_first_place() -> None:
    text = f"（一）甲\n{LONG}\n（二）乙\n{LONG}\n（三）丙\n{LONG}\n"
    findings = lint(text, "text/duplicate-paragraph")
    assert [text[: f.span.start].count("\n") for f in findings] == [3, 5]
    assert {f.related[0].span.start for f in findings} == {text.index(LONG)}


@pytest.mark.parametrize(
    "other",
    [LONG.replace("近三年", "近5年"), LONG.replace("近三年", "近五年"), LONG[:40], LONG[30:] + LONG[30:]],
)
def test_other_figures_or_other_clauses_are_no_copy(other: str) -> None:
    assert found(f"（一）甲\n{LONG}\n（二）乙\n{other}\n", "text/duplicate-paragraph") == []


def test_an_attachment_may_repeat_the_body() -> None:
    text = f"关于整改的方案\n一、任务\n（一）甲\n{LONG}\n附件1\n任务清单\n1.{LONG}\n"
    assert found(text, "text/duplicate-paragraph", "plan") == []


@given(st.lists(st.text("甲乙1，。", max_size=12), max_size=8))
def test_a_copy_stands_behind_what_it_copies(paragraphs: list[str]) -> None:
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph
    for copy in copies(text, spans, 0.9):
        assert copy.first < copy.span
        assert any(char not in "，。" for char in text[slice(*copy.span)])
