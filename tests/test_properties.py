"""Any text at all: a whole outline, findings inside the text, positions that round-trip, never an exception."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import document, lint, pack

from xlint.model import Finding
from xlint.source import Source

FRAGMENTS = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "第一方面问题：",
        "附件1",
        "附件：1.",
        "关于整改情况的报告",
        "一是",
        "二是",
        "三是",
        "①",
        "③",
        "第一，",
        "28个问题",
        "已完成18项",
        "其余10项",
        "四个方面",
        "整改措施：",
        "责任单位：",
        "完成时限：",
        "XX",
        "*",
        "**",
        "○○",
        "____",
        "2024年X月X日",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "(",
        ")",
        "【",
        ",",
        ";",
        "。。",
        "，，",
        "##x##",
        "{{x}}",
        "&nbsp;",
        "某县",
        "巡查组",
        "工作工作",
        "甲局、乙局等3家单位",
        "以下五个原则：",
        "##",
        "###",
        "```",
        "|",
        "1.1",
        "1.1.1",
        "待补充",
        "。",
        "，",
        "；",
        "：",
        "\n",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\u3000",
        "\t",
        "\x1b[31m",
        "[red]",
        "😀",
        "𠮷",
        "\u202e",
        "é",
    ]
)
TEXTS = st.lists(
    st.one_of(FRAGMENTS, st.text(max_size=6), st.sampled_from(["\n", "\n", " ", "。"])), max_size=60
).map("".join)
SETTINGS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PROFILES = sorted(pack().profiles)


def encodable(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def inside(finding: Finding, text: str) -> bool:
    spans = [finding.span, *(note.span for note in finding.related)]
    return (
        all(0 <= span.start <= span.end <= len(text) for span in spans)
        and finding.span.start < finding.span.end
    )


@SETTINGS
@given(TEXTS.filter(encodable), st.sampled_from(PROFILES))
def test_any_text_gives_findings_inside_it(text: str, profile: str) -> None:
    assert all(inside(finding, text) for finding in lint(text, profile=profile))


@SETTINGS
@given(TEXTS.filter(encodable))
def test_any_text_gives_a_whole_tree(text: str) -> None:
    outline = document(text).outline
    walked = [section for root in outline.roots for section in root.walk()]
    assert walked == list(outline.sections)
    for section in outline.sections:
        assert (
            section.span.start
            <= section.heading.line.start
            <= section.heading.title_span.end
            <= section.end
            <= len(text)
        )
        if section.parent is not None:
            assert section.parent.span.contains(section.span)
        assert outline.at(section.heading.line.start) is section


@SETTINGS
@given(TEXTS.filter(encodable), st.data())
def test_positions_round_trip_in_code_points_and_utf16(text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text)))
    position = source.position(offset)
    assert source.offset(position) == offset
    line = source.lines[position.line - 1]
    assert len(text[line.start : offset].encode("utf-16-le")) // 2 == source.utf16_column(offset)
    assert source.utf16_offset(position.line - 1, source.utf16_column(offset)) == offset


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        Source("一、\ud800")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "一、甲\n" * 10_000,
        "（1）甲\n一、乙\n1.丙\n（一）丁\n第一方面：戊\n附件1\n" * 1_000,
        "一是甲。三是乙，" * 8_000,
        "已完成18个问题，其余10个" * 5_000,
        "甲局、" * 30_000 + "等3家单位",
        "“（《【" * 12_000,
        "X*" * 20_000,
        "，" * 100_000,
        "责任单位：" * 10_000,
        "|责任单位|" * 8_000 + "\n",
        "2024年*月" * 10_000,
        "整改措施：" * 10_000,
        " " * 100_000 + "个",
        "巡察整改工作领导小组" * 8_000,
        "《" + "规" * 100_000,
        "县委高度重视整改工作，召开会议3次，完成整改18个。" * 42_000,
    ],
    ids=range(18),
)
def test_large_and_odd_texts(text: str) -> None:
    findings = lint(text, profile="plan")
    assert all(inside(finding, text) for finding in findings)
