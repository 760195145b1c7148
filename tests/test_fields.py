"""Plans in several notations: complete ones give nothing, and what is taken out is what is missed."""

import pytest
from support import document, found

from xlint.facts.fields import is_empty

HEAD = "关于县委巡察组反馈意见的整改方案\n为抓好整改，制定如下方案。\n一、总体要求\n坚持问题导向。\n"
TAIL = "三、组织保障\n加强领导，成立领导小组。\n"
LINES = """二、整改任务
1.问题：学习制度执行不严。
整改措施：制定学习计划，每季度研讨。
责任单位：办公室
整改时限：2024年7月底前
2.问题：会议记录不规范。
整改措施：规范记录格式。
责任单位：党政办
整改时限：立行立改
"""
BRACKETS = """二、整改任务
1.学习不深入。
整改措施：制定学习计划。（责任领导：陈东；责任科室：办公室；完成时限：7月底前）
2.作风不扎实。
整改措施：①开展检查。②建立台账。
（责任领导：吴敏；责任科室：纪检室；完成时限：8月底前）
"""
BEHIND_THE_PROBLEM = """二、整改内容
（一）党建责任压得不实。(牵头单位：党建办；完成时限：2024年9月底)
1.修订责任清单。
2.召开党建例会。
（二）发展党员不规范。(牵头单位：组织办；完成时限：立行立改)
1.开展自查。
2.完善材料。
"""
LABELS = """二、整改任务
1.学习不深入。
【整改措施】制定学习计划。
【责任科室】办公室
【完成时限】2024年7月31日
2.作风不扎实。
【整改措施】开展检查。
【责任科室】纪检室
【完成时限】2024年8月31日
"""
PROSE = """二、重点任务
（一）健全学习制度。由办公室牵头，7月底前修订学习制度。
（二）规范财务管理。由财务科负责，2024年8月15日前完成专项清理。
"""
INHERITED = """二、整改措施
（一）聚焦学习方面
责任领导：陈东
1.制定学习计划。（完成时限：7月底前）
2.开展专题研讨。（完成时限：8月底前）
（二）聚焦作风方面
责任领导：吴敏
1.开展专项检查。（完成时限：9月底前）
2.建立长效机制。（完成时限：12月底前）
"""
ELSEWHERE = "二、整改任务\n责任单位、完成时限详见附件。\n（一）加强学习。\n（二）改进作风。\n"
NUMBERED = """二、整改任务
（一）理论学习不深入问题
1.问题表现：学习制度坚持不经常。
2.整改措施：建立学习台账，每季度研讨。
3.责任领导：罗勇
4.完成时限：2024年4月30日前
（二）干部作风不扎实问题
1.问题表现：检查频次不够。
2.整改措施：每季度开展检查。
3.责任领导：谭伟
4.完成时限：2024年6月30日前
"""
ANNOUNCED = """二、整改任务
（一）理论学习不深入问题
整改措施：
1.制定年度学习计划。
2.每月集中学习1次。
责任单位：办公室
整改时限：2024年7月底前
（二）干部作风不扎实问题
整改措施：
1.开展明察暗访。
2.建立通报制度。
责任单位：纪检室
整改时限：2024年8月底前
"""
PLANS = [NUMBERED, ANNOUNCED, LINES, BRACKETS, BEHIND_THE_PROBLEM, LABELS, PROSE, INHERITED, ELSEWHERE]


def missed(body: str) -> list[tuple[str, str]]:
    return found(HEAD + body + TAIL, "field/*", "plan")


@pytest.mark.parametrize("body", PLANS, ids=range(len(PLANS)))
def test_complete_plans(body: str) -> None:
    assert missed(body) == []


@pytest.mark.parametrize(
    ("body", "out", "findings"),
    [
        (LINES, "责任单位：党政办\n", [("field/missing-owner", "整改措施")]),
        (LINES, "整改时限：立行立改\n", [("field/missing-deadline", "整改措施")]),
        (LINES, "办公室", [("field/empty", "责任单位：")]),
        (BRACKETS, "；完成时限：7月底前", [("field/missing-deadline", "整改措施")]),
        (BRACKETS, "责任领导：吴敏；责任科室：纪检室；", [("field/missing-owner", "整改措施")]),
        (LABELS, "【完成时限】2024年8月31日\n", [("field/missing-deadline", "整改措施")]),
        (ANNOUNCED, "责任单位：纪检室\n", [("field/missing-owner", "整改措施")]),
        (ANNOUNCED, "整改时限：2024年7月底前\n", [("field/missing-deadline", "整改措施")]),
        (NUMBERED, "4.完成时限：2024年6月30日前\n", [("field/missing-deadline", "整改措施")]),
        (PROSE, "由财务科负责，", [("field/missing-owner", "（二）规范财务管理")]),
        (INHERITED, "（完成时限：9月底前）", [("field/missing-deadline", "1.开展专项检查")]),
        (
            BEHIND_THE_PROBLEM,
            "；完成时限：立行立改",
            [("field/missing-deadline", "1.开展自查"), ("field/missing-deadline", "2.完善材料")],
        ),
    ],
)
def test_what_is_taken_out_is_missed(body: str, out: str, findings: list[tuple[str, str]]) -> None:
    assert out in body
    assert missed(body.replace(out, "", 1)) == findings


@pytest.mark.parametrize(
    "value", ["XX", "XXX。", "*", "＊＊", "○○", "待定", "暂无", "/", "__", "XX、XX", "2024年X月", "无"]
)
def test_values_that_say_nothing(value: str) -> None:
    doc = document(f"（责任单位：{value}；联系人：王明）")
    assert is_empty(doc.fields[0], doc.text, doc.words)


@pytest.mark.parametrize(
    "value",
    ["办公室", "各支部", "王X明同志、办公室", "2024年6月底", "立行立改", "张明（组长）、李华", "无锡办事处"],
)
def test_values_that_say_something(value: str) -> None:
    doc = document(f"（责任单位：{value}；联系人：王明）")
    assert not is_empty(doc.fields[0], doc.text, doc.words)
    assert doc.text[slice(*doc.fields[0].value_span)] == value


def test_a_promise_is_no_field() -> None:
    assert document("逐条明确牵头领导、责任领导、责任科室和完成时限。").fields == ()


def test_cells_of_tables_are_fields() -> None:
    text = "| 问题 | 责任单位 | 完成时限 |\n|:--|---|---|\n| 甲 | 办公室 | 6月底前 |\n| 乙 |  | 尽快 |\n"
    doc = document(text)
    assert [(field.role, text[slice(*field.value_span)].strip()) for field in doc.fields] == [
        ("owner", "办公室"),
        ("deadline", "6月底前"),
        ("owner", ""),
        ("deadline", "尽快"),
    ]
    assert found(text, "field/*") == [("field/empty", "  "), ("field/vague-deadline", "尽快")]
