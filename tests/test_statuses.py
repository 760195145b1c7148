"""What is said to be done, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import document, found

BODY = """关于巡察整改情况的报告
{front}
一、反馈问题整改情况
1.关于学习不深入的问题。{first}
2.关于制度不健全的问题。{second}
二、下一步工作
正在制定长效机制。
"""


def draft(front: str = "巡察反馈2个问题。", first: str = "已制定计划。", second: str = "已印发办法。") -> str:
    return BODY.format(front=front, first=first, second=second)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("该问题已完成整改。", "done"),
        ("目前，该问题正在整改。", "doing"),
        ("此项工作尚未完成。", "undone"),
        ("整改状态：已完成", "done"),
        ("该问题正在整改。8月，该问题已完成整改。", "done"),
        ("已制定计划。", None),
    ],
)
def test_the_state_of_an_item(said: str, state: str | None) -> None:
    first, second = document(draft(first=said)).items
    assert (first.status.state if first.status else None) == state
    assert second.status is None


@pytest.mark.parametrize(
    "time",
    [
        "计划11月底前完成。",
        "年底前完成。",
        "拟于2024年12月完成验收。",
        "（完成时限：12月）",
        "二〇二四年十月三十一日前完成验收。",
    ],
)
def test_an_unfinished_item_with_a_time_is_right(time: str) -> None:
    assert found(draft(first="该问题正在整改。"), "status/*", "report") == [
        ("status/unfinished-without-deadline", "1.关于学习不深入的问题")
    ]
    assert found(draft(first=f"该问题正在整改。{time}"), "status/*", "report") == []


@pytest.mark.parametrize(
    "front",
    [
        "反馈的立行立改问题已全部办结。",
        "确保反馈的2个问题全部整改到位。",
        "反馈的2个问题均已采取措施。",
        "推动反馈问题全部整改到位。",
        "上一轮巡察反馈的问题已全部整改到位。",
    ],
)
def test_what_does_not_say_that_all_is_done(front: str) -> None:
    assert found(draft(front=front, second="目前正在起草办法。"), "status/contradiction", "report") == []


def test_all_done_and_not() -> None:
    front = "目前，反馈的2个问题均已完成整改。"
    assert found(draft(front=front), "status/*", "report") == []
    assert found(draft(front=front, second="正在起草办法。"), "status/*", "report") == [
        ("status/contradiction", "正在起草")
    ]


@given(st.text(alphabet="反馈的问题均已完成整改正在推进该。，\n1.一、（）关于", max_size=80))
def test_any_text(text: str) -> None:
    for item in document(text).items:
        assert item.status is None or 0 <= item.status.span.start < item.status.span.end <= len(text)
    found(text, "status/*", "report")
