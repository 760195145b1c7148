"""Headings: what is one and what is not, levels, markers, titles, the tree, and what stands out of place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lark import Token
from lark.lexer import Lexer
from support import ROOT, document

from xlint import store
from xlint.outline import outline, tables
from xlint.source import Source


def heads(text: str, scheme: str = "auto") -> list[tuple[int, str, int | None, str]]:
    """(level, marker, number, title) of each section."""
    tree = outline(Source(text), scheme)
    return [(s.heading.level, s.heading.marker, s.heading.number, s.heading.title) for s in tree.sections]


def paths(text: str) -> list[str]:
    return [section.path for section in outline(Source(text)).sections]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、总体情况", (1, "一、", 1, "总体情况")),
        ("十二、其他事项", (1, "十二、", 12, "其他事项")),
        ("（三）压实责任", (2, "（三）", 3, "压实责任")),
        ("(三)压实责任", (2, "(三)", 3, "压实责任")),
        ("（一）、提高认识", (2, "（一）、", 1, "提高认识")),
        ("㈢压实责任", (2, "㈢", 3, "压实责任")),
        ("2.关于学习问题", (3, "2.", 2, "关于学习问题")),
        ("２．关于学习问题", (3, "２．", 2, "关于学习问题")),
        ("2、关于学习问题", (3, "2、", 2, "关于学习问题")),
        ("2、2023年专项资金使用不规范", (3, "2、", 2, "2023年专项资金使用不规范")),
        ("⒉关于学习问题", (3, "⒉", 2, "关于学习问题")),
        ("（2）计划不具体", (4, "（2）", 2, "计划不具体")),
        ("⑵计划不具体", (4, "⑵", 2, "计划不具体")),
        ("一．总体情况", (1, "一．", 1, "总体情况")),
        ("　　（一）提高认识", (2, "（一）", 1, "提高认识")),
        ("##paidbegin##（三）坚持导向", (2, "（三）", 3, "坚持导向")),
        ("&nbsp;&nbsp;一、总体情况", (1, "一、", 1, "总体情况")),
        ("**一、总体情况**", (1, "一、", 1, "总体情况")),
        ("（一）和谐社区建设", (2, "（一）", 1, "和谐社区建设")),
        ("（二）项目推进情况", (2, "（二）", 2, "项目推进情况")),
        ("1.会议记录不规范；", (3, "1.", 1, "会议记录不规范")),
    ],
)
def test_a_line_is_a_heading(line: str, expected: tuple[int, str, int, str]) -> None:
    assert heads(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "1.5亿元投资到位",
        "2023.6.1起施行",
        "二.五亿元专项资金已经拨付",
        "1、2023户已经核实",
        "一、二、三等奖各一名",
        "（2024年）工作安排",
        "3月1日召开会议",
        "8:30开始",
        "1、2、3号楼已验收",
        "2024年，全县经济稳中有进",
        "第一方面，我们要看到成绩；第二方面，也要看到不足。",
        "第一类建设用地的出让，要严格审批，不得擅自改变用途。",
        "由第（一）项、第（二）项组成",
        "（一）至（三）项由办公室负责",
        "（一）、（二）项已经落实",
        "（二）项规定的情形除外",
        "（1）至（3）项由办公室负责",
        "（1）（2）两项已经落实",
        "一是提高认识",
        "①修订办法",
        "附件所列事项逐项落实",
        "",
    ],
)
def test_a_line_is_no_heading(line: str) -> None:
    assert heads(line) == []


@pytest.mark.parametrize(
    ("line", "title", "run_in"),
    [
        ("（一）提高站位。召开会议。", "提高站位", True),
        ("（一）提高站位。", "提高站位", False),
        ("（一）提高站位", "提高站位", False),
        ("1.关于“学得不深。用得不好”问题。已整改。", "关于“学得不深。用得不好”问题", True),
        ("1.落实《办法。附则》不力。已整改。", "落实《办法。附则》不力", True),
        ("1.关于“学得不深的问题。已整改。", "关于“学得不深的问题", True),
        ("一、总体情况：", "总体情况", False),
    ],
)
def test_a_title_ends_at_the_first_full_stop_outside_quotes(line: str, title: str, run_in: bool) -> None:
    heading = outline(Source(line)).sections[0].heading
    assert (heading.title, heading.run_in) == (title, run_in)


def test_tree_with_groups() -> None:
    text = "二、整改\n第一方面问题：甲\n（一）乙\n1.丙\n第二个方面问题:丁\n（一）戊\n三、下一步"
    assert paths(text) == [
        "二",
        "二/第一方面问题",
        "二/第一方面问题/（一）",
        "二/第一方面问题/（一）/1",
        "二/第二个方面问题",
        "二/第二个方面问题/（一）",
        "三",
    ]
    assert outline(Source(text)).misplaced == ()


def test_sections_know_their_text() -> None:
    text = "一、甲\n正文\n（一）乙。丙\n二、丁\n尾"
    first, second, third = outline(Source(text)).sections
    assert text[slice(*first.body)] == "\n正文\n"
    assert text[slice(*first.span)] == "一、甲\n正文\n（一）乙。丙\n"
    assert text[slice(*second.body)] == "。丙\n"
    assert text[slice(*third.span)] == "二、丁\n尾"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("关于整改情况的报告\n一、甲", ["关于整改情况的报告"]),
        ("仅供学习\n会员群：123\n关于整改情况的报告\n一、甲", ["关于整改情况的报告"]),
        ("关于整改的方案（征求意见稿）\n一、甲", ["关于整改的方案（征求意见稿）"]),
        ("# 关于整改情况的报告\n一、甲", ["关于整改情况的报告"]),
        ("关于整改情况的报告\n关于整改情况的报告\n一、甲", ["关于整改情况的报告"] * 2),
        ("我们提交了报告。\n一、甲", []),
        ("一、甲\n关于整改情况的报告", []),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [title.title for title in outline(Source(text)).titles] == titles


def test_attachments_have_lists_of_their_own() -> None:
    text = "一、甲\n二、乙\n附件1：名单\n附件2：台账\n附件1\n名单\n1.组长\n2.副组长\n附件2\n（1）甲\n（2）乙"
    tree = outline(Source(text))
    kinds = [(s.heading.kind, s.heading.marker) for s in tree.sections if s.heading.kind != "heading"]
    assert kinds == [
        ("listed", "附件1："),
        ("listed", "附件2："),
        ("attachment", "附件1"),
        ("attachment", "附件2"),
    ]
    assert tree.misplaced == ()
    assert paths(text)[-4:] == ["附件1/2", "附件2", "附件2/（1）", "附件2/（2）"]


def test_an_attachment_number_above_the_title() -> None:
    text = "附件1\n关于反馈意见的整改方案\n一、总体要求\n二、整改任务"
    assert paths(text) == ["附件1", "一", "二"] and document(text).title is not None


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n1.乙\n2.丙\n二、丁\n（一）戊\n1.己\n（1）庚",
        "（一）甲\n1.乙\n（二）丙",
        "1.甲\n（1）乙\n2.丙",
        "前言\n1.甲\n2.乙\n一、丙\n（一）丁",
        "第一部分 总体情况\n一、甲\n二、乙\n第二部分 整改情况\n（一）丙\n（二）丁",
        "第一章 总则\n第一条 为了规范工作，制定本办法。\n第二章 职责\n第二条 由办公室负责。",
        "一、甲\n附件：1.乙\n2.丙",
        "正文。\n附件：1.乙\n2.丙",
        "（1）甲\n（2）乙",
        "前言\n（1）甲\n（2）乙\n一、丙\n（一）丁",
        "一、甲\n二、乙\n附件：防汛方案\n县防汛方案\n一、丙\n（一）丁\n二、戊",
        "附件1：防汛方案\n一、甲\n（一）乙\n附件2：台账",
    ],
)
def test_legal_orders(text: str) -> None:
    assert outline(Source(text)).misplaced == ()


@pytest.mark.parametrize(
    ("text", "misplaced"),
    [
        ("一、甲\n（1）乙\n（2）丙\n二、丁", ["一/（1）"]),
        ("（一）甲\n（1）乙\n（二）丙", ["（一）/（1）"]),
        ("一、甲\n1.乙\n（一）丙\n（二）丁", ["一/（一）"]),
        ("（1）甲\n1.乙\n2.丙", ["1"]),
        ("一、甲\n第一方面：乙\n（1）丙\n（2）丁\n二、戊", ["一/第一方面/（1）"]),
        ("（一）甲\n一、乙\n二、丙", ["一"]),
        ("一、甲\n（1）乙\n二、丙\n（1）丁", ["一/（1）", "二/（1）"]),
    ],
)
def test_one_fault_is_one_misplaced_heading(text: str, misplaced: list[str]) -> None:
    assert [m.section.path for m in outline(Source(text)).misplaced] == misplaced


def test_what_would_be_accepted() -> None:
    (misplaced,) = outline(Source("一、甲\n（1）乙")).misplaced
    assert misplaced.accepted == ("一、", "第一方面", "（一）", "1.")


def test_markdown_levels_move_up_under_a_title() -> None:
    text = "# 关于整改的报告\n## 一、甲\n### （一）乙\n## 二、丙\n```\n# 不是标题\n```\n### 丁"
    assert heads(text) == [
        (1, "一、", 1, "甲"),
        (2, "（一）", 1, "乙"),
        (1, "二、", 2, "丙"),
        (2, "", None, "丁"),
    ]


def test_markdown_chapters_without_numbers() -> None:
    assert heads("# 题\n前言\n# 甲\n## 乙\n# 丙") == [
        (1, "", None, "甲"),
        (2, "", None, "乙"),
        (1, "", None, "丙"),
    ]
    assert heads("# 1. 甲\n## 1.乙\n # 2. 丙") == [(1, "1.", 1, "甲"), (2, "1.", 1, "乙"), (1, "2.", 2, "丙")]
    assert outline(Source("# 题\n## 甲\n# 乙\n## 丙")).misplaced == ()


def test_markdown_fences_close_as_they_open() -> None:
    assert [head[3] for head in heads("## 甲\n~~~\n```\n# 乙\n~~~\n## 丙")] == ["甲", "丙"]


def test_markdown_leaves_no_level_out() -> None:
    (misplaced,) = outline(Source("# 题\n## 甲\n#### 乙")).misplaced
    assert misplaced.accepted == ("#", "##", "###")


def test_decimal_numbering() -> None:
    text = "管理说明\n1 总则\n1.1 目的\n1.1.1 适用\n2.职责\n2.1分工\n3.5亿元已到位\n本说明共3章。"
    assert [head[:3] for head in heads(text)] == [
        (1, "1", 1),
        (2, "1.1", 1),
        (3, "1.1.1", 1),
        (1, "2.", 2),
        (2, "2.1", 1),
    ]


def test_a_list_that_closes_a_decimal_draft_is_no_chapter() -> None:
    text = "说明\n1 总则\n1.1 目的\n1.2 范围\n2 职责\n2.1 分工\n附件：1.制度目录\n2.责任分工表\n某局\n附件1\n制度目录"
    outlined = document(text).outline
    assert (outlined.scheme, outlined.misplaced) == ("decimal", ())


def test_the_place_of_a_section() -> None:
    chinese, decimal = (
        document("一、甲\n（一）乙\n2.丙\n").outline,
        document("1 甲\n1.1 乙\n1.2 丙\n2 丁\n2.1 戊\n").outline,
    )
    assert chinese.sections[-1].place == "一、（一）2."
    assert [section.place for section in decimal.sections] == ["1", "1.1", "1.2", "2", "2.1"]


@pytest.mark.parametrize(
    "text",
    [
        "整改进度\n8.30前完成整改\n9.30前完成验收",
        "6.1启动会\n6.15动员会\n7.1党课",
        "一、甲\n1.1 目标\n1.2 任务\n1.3 措施\n二、乙\n2.1 丙\n2.2 丁",
        "1.1 倍\n1.2 倍\n1.3 倍",
    ],
)
def test_dates_and_figures_do_not_make_a_scheme(text: str) -> None:
    assert outline(Source(text)).scheme == "chinese"


def test_quantities_are_no_decimal_chapters() -> None:
    text = "1 名称\n1.1 范围\n12 个问题已整改\n3 月份开展检查\n10 名党员参加\n2 个人事项\n2.1 月度计划"
    assert [head[1] for head in heads(text)] == ["1", "1.1", "2", "2.1"]


def test_a_few_decimals_do_not_make_a_scheme() -> None:
    assert document("一、甲\n1.1 倍\n二、乙\n2.3 倍\n（一）丙").outline.scheme == "chinese"


@pytest.mark.parametrize("grammar", sorted(ROOT.glob("grammar/*.lark")), ids=lambda path: path.stem)
def test_grammars_have_no_conflicts(grammar: Path, caplog: pytest.LogCaptureFixture) -> None:
    from lark import Lark, logger

    with caplog.at_level("DEBUG"):
        logger.setLevel("DEBUG")
        Lark(
            grammar.read_text("utf-8"), parser="lalr", start="document", regex=True, debug=True, lexer=NoLexer
        )
    logger.setLevel("CRITICAL")
    assert "onflict" not in caplog.text


class NoLexer(Lexer):
    def __init__(self, conf: object) -> None: ...

    def lex(self, *args: object) -> Iterator[Token]:
        return iter(())


@pytest.mark.parametrize("name", ["chinese", "decimal", "markdown"])
def test_a_scheme_can_be_chosen(name: str) -> None:
    assert outline(Source("一、甲"), name).scheme == name


def test_cached_tables_serve_as_fresh_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "一、甲\n（1）乙\n二、丙\n（一）丁\n附件1\n1.戊"
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    made = []
    for damage in (
        lambda data: data,
        lambda data: data,
        lambda data: data[:-20],
        lambda data: b"{}",
        lambda data: data,
    ):
        tables.schemes.cache_clear()
        tables.scheme.cache_clear()
        made.append((paths(text), outline(Source(text)).misplaced[0].accepted))
        for path in store_files(str(tmp_path)):
            path.write_bytes(damage(path.read_bytes()))
    tables.schemes.cache_clear()
    tables.scheme.cache_clear()
    assert made == made[:1] * 5


def store_files(folder: str) -> list[Path]:
    assert store.folder() == folder
    return list(Path(folder).glob("grammar-*"))
