"""Any text at all: a whole tree in every scheme; line ends and blank lines change no heading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlint.outline import Outline, outline, tables
from xlint.source import Source

PIECES = [
    "一、", "二、", "（一）", "(二)", "1.", "２、", "（1）", "⑵", "第一方面问题：", "第二部分", "第三章", "附件", "附件1：", "附件2",
    "# ", "## ", "### ", "###### ", "```", "~~~", "1 ", "1.1 ", "1.1.1 ", "2.3.4.5 ", "**", "##x##", "&nbsp;", "甲", "整改方案", "。", "“", "”",
    "《", "》", "：", "至", "项", "\u3000", " ", "\n", "\n", "\n",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=50).map("".join)
VALID = TEXTS.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))
SETTINGS = settings(max_examples=100, deadline=None, derandomize=True)
SCHEMES = sorted(tables.schemes())


def shape(tree: Outline) -> list[tuple[str, int, str, str]]:
    return [(s.heading.kind, s.heading.level, s.heading.marker, s.path) for s in tree.sections]


@pytest.mark.parametrize("scheme", SCHEMES)
@SETTINGS
@given(text=VALID)
def test_every_heading_stands_once_in_a_tree_of_nested_spans(scheme: str, text: str) -> None:
    tree = outline(Source(text), scheme)
    assert [section for root in tree.roots for section in root.walk()] == list(tree.sections)
    starts = [section.heading.line.start for section in tree.sections]
    assert starts == sorted(set(starts))
    for section in tree.sections:
        heading = section.heading
        assert heading.line.start <= heading.marker_span.start <= heading.marker_span.end <= heading.line.end
        assert heading.title == text[slice(*heading.title_span)]
        assert section.span.contains(section.body) and section.end <= len(text)
        assert section.parent is None or section.parent.span.contains(section.span)
    assert {id(m.section) for m in tree.misplaced} <= {id(section) for section in tree.sections}


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x85", "\u2028", "\u2029", "\n\n", "\n \n"], ids=ascii)
@SETTINGS
@given(text=VALID)
def test_line_ends_change_no_heading(end: str, text: str) -> None:
    lines = text.splitlines()
    assert shape(outline(Source("\n".join(lines)))) == shape(outline(Source(end.join(lines))))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ten_thousand_headings(scheme: str) -> None:
    text = "（1）甲\n一、乙\n1.丙\n（一）丁\n# 一、戊\n#### 己\n1.1.1 庚\n1 辛\n" * 5_000
    assert len(outline(Source(text), scheme).sections) >= 10_000


def test_one_line_of_a_million_code_points() -> None:
    text = "（一）甲" + "“乙《丙" * 300_000 + "。丁"
    (section,) = outline(Source(text)).sections
    assert section.heading.run_in
