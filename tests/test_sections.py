"""Sections: many ways to head what a document must have, and what is said when it is not there."""

import pytest
from support import document, found, lint, pack

from xlint.profiles import detect

REPORT = "中共望溪县水利局党组关于巡察整改情况的报告"
COMPLETE = [
    (REPORT, ["把巡视整改作为重大政治任务抓紧抓实", "巡视反馈意见整改落实情况", "持续推进整改落实"]),
    (REPORT, ["以政治建设为统领，推动整改走深走实", "盯住反馈问题，逐条逐项真改实改", "巩固深化整改成果"]),
    (
        REPORT,
        [
            "强化主体责任，全面落实巡察整改工作",
            "坚持问题导向，扎实整改巡察反馈问题",
            "建立长效机制，巩固整改成效",
        ],
    ),
    (
        REPORT,
        ["校委会落实巡察整改总体情况", "校委会负责人组织落实巡察整改情况", "重点问题整改情况", "下一步工作"],
    ),
    (
        REPORT,
        [
            "提高政治站位，切实增强整改的思想自觉",
            "聚焦反馈问题，确保整改取得实效",
            "强化成果运用，推动高质量发展",
        ],
    ),
    (REPORT, ["整改工作总体情况", "集中整改进展情况", "需长期整改事项进展情况", "下一步打算"]),
    (REPORT, ["巡察整改工作开展情况", "具体问题整改落实情况", "存在的问题和下一步打算"]),
    (REPORT, ["统一思想认识，迅速部署行动", "细化整改措施，全面推进落实", "深化标本兼治，健全长效机制"]),
    (
        REPORT,
        [
            "坚决扛起巡察整改政治责任",
            "党的领导方面问题整改情况",
            "党的建设方面问题整改情况",
            "全面从严治党方面问题整改情况",
            "今后努力方向",
        ],
    ),
    (REPORT, ["组织领导到位", "问题整改到位", "制度建设到位", "后续工作安排"]),
    (REPORT, ["高度重视，周密部署", "对照检查，狠抓整改", "着眼长远，建章立制", "持续用力，久久为功"]),
    ("中共望溪县水利局党组关于巡察整改情况的通报", ["整改组织情况", "整改落实情况", "下步工作打算"]),
    ("关于巡视整改情况的公告", ["履行整改主体责任情况", "整改任务完成情况", "持续深化整改的措施"]),
    (
        "关于2023年度县级预算执行和其他财政收支审计查出问题整改情况的报告",
        ["审计整改工作部署推进情况", "审计查出问题整改情况", "下一步工作打算"],
    ),
    (
        "县住建局关于审计发现问题整改情况的报告",
        ["审计整改工作开展情况", "审计发现问题整改情况", "下一步工作措施"],
    ),
    ("关于审计整改情况的报告", ["提高站位，加强领导", "逐项落实，扎实整改", "健全机制，巩固成果"]),
    ("关于县委第二巡察组反馈意见的整改方案", ["指导思想", "基本原则", "整改内容", "方法步骤", "组织领导"]),
    ("县水利局巡察整改工作方案", ["整改目标", "整改重点", "工作措施", "工作要求"]),
    ("巡察反馈问题整改实施方案", ["总体要求", "主要任务及分工", "实施步骤", "保障措施"]),
    ("关于落实巡察反馈意见的整改方案", ["提高认识，增强自觉", "明确任务，细化措施", "加强领导，强化保障"]),
    ("中央生态环境保护督察反馈问题整改方案", ["总体思路", "整改目标", "重点任务", "保障措施"]),
    ("县委巡察组反馈意见整改落实方案", ["整改工作目标", "整改任务清单", "工作步骤", "有关要求"]),
]
NUMERALS = "一二三四五六"


def draft(title: str, chapters: list[str]) -> str:
    text = "这一部分写明有关情况，具体内容从略。"
    parts = [f"{NUMERALS[index]}、{chapter}\n{text}" for index, chapter in enumerate(chapters)]
    return "\n".join([title, "根据统一部署，现将有关情况写明如下。", *parts])


@pytest.mark.parametrize(("title", "chapters"), COMPLETE, ids=range(len(COMPLETE)))
def test_complete_documents(title: str, chapters: list[str]) -> None:
    assert found(draft(title, chapters), "section/*,title/*,heading/*") == []


@pytest.mark.parametrize(
    ("chapters", "missing"),
    [
        (["组织领导情况", "反馈问题整改情况"], ["下一步工作"]),
        (["反馈问题整改情况", "下一步打算"], ["组织领导"]),
        (["组织领导情况", "下一步打算"], ["问题整改情况"]),
        (["基本情况", "有关说明"], ["问题整改情况", "下一步工作"]),
    ],
)
def test_what_is_missing_is_named(chapters: list[str], missing: list[str]) -> None:
    messages = [finding.message for finding in lint(draft(REPORT, chapters), "section/missing")]
    assert [message.split("“")[1].split("”")[0] for message in messages] == missing


def test_a_heading_below_the_chapters_is_no_chapter() -> None:
    text = f"{REPORT}\n一、组织领导情况\n（一）健全长效机制。印发制度。\n（二）压实责任。明确分工。\n二、反馈问题整改情况\n已整改。"
    assert [finding.message[:9] for finding in lint(text, "section/missing")] == ["缺少“下一步工作”"]


def test_a_fragment_is_no_document() -> None:
    assert found("现将巡察整改情况报告如下。", "section/*", "report") == []
    assert found("", "section/*,title/*", "report") == []


def test_a_draft_without_headings_tells_its_parts_in_sentences() -> None:
    paragraph = "对于理论学习不够深入的问题，党组制定计划，每月集中学习一次，由支部逐人检查学习笔记。" * 30
    opening = "区委第一巡察组反馈了3个问题。党组成立领导小组，制定整改方案。\n"
    text = f"{REPORT}\n{opening}{paragraph}\n问题已有成效，下一步，党组将对两个问题挂牌督办，按月调度。"
    assert found(text, "section/*") == []
    assert len(found(f"{REPORT}\n{opening}" + "情况已经核实，都写在表里。" * 130, "section/missing")) == 2


@pytest.mark.parametrize(
    ("title", "profile"),
    [
        ("县水利局党组关于巡察整改情况的通报", "notice"),
        ("县委巡察工作领导小组办公室关于村级巡察整改“回头看”情况的通报", "general"),
        ("县委巡察办关于第二轮巡察整改督导情况的通报", "general"),
    ],
)
def test_what_an_office_found_is_no_notice_of_the_body_inspected(title: str, profile: str) -> None:
    assert detect(document(f"{title}\n\n各乡镇党委：\n\n现将整改情况通报如下。\n"), pack()) == profile


def test_sections_out_of_order() -> None:
    text = draft(REPORT, ["组织领导情况", "下一步打算", "反馈问题整改情况"])
    assert found(text, "section/*") == [("section/order", "三、反馈问题整改情况")]
