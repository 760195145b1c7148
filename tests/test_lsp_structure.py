"""Outline, folding, tallies, hover and completion, as an editor asks for them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from lsp_editor import DRAFT, Editor, soon
from lsp_support import capabilities, editor
from lsprotocol import types

REPORT = """关于巡察反馈意见整改情况的报告

😀市委巡察组反馈3个问题，其中已完成2个，未完成1个。

一、总体情况
成立领导小组，组织整改。

二、整改落实情况
（一）政治建设方面
1.学习不深入。整改措施：组织学习。责任人：张某某。完成时限：2026年3月。
2.调研不扎实。整改措施：下沉调研。责任人：李某某。完成时限：2026年4月。
（二）作风建设方面
1.服务不主动。整改措施：改进服务。责任人：王某某。完成时限：2026年5月。

三
责
"""


@pytest.fixture(scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("structure")) as made:
        yield made


@pytest.fixture
def uri(made: Editor) -> str:
    return made.open("report.txt", REPORT)


def named(uri: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri=uri)


def at(made: Editor, text: str, words: str, skip: int = 0) -> types.Position:
    offset = text.index(words) + skip
    return made.range(text, offset, offset).start


async def symbols(made: Editor, uri: str) -> list[Any]:
    asked = types.DocumentSymbolParams(text_document=named(uri))
    return list(await soon(made.client.text_document_document_symbol_async(asked)) or ())


def tree(symbol: types.DocumentSymbol) -> Any:
    return (symbol.name, [tree(child) for child in symbol.children or ()])


async def test_the_outline_is_a_tree(made: Editor, uri: str) -> None:
    (title,) = await symbols(made, uri)
    problems: list[Any] = [("1.学习不深入", []), ("2.调研不扎实", [])]
    groups = [("（一）政治建设方面", problems), ("（二）作风建设方面", [("1.服务不主动", [])])]
    sections = [("一、总体情况", []), ("二、整改落实情况", groups)]
    assert tree(title) == ("关于巡察反馈意见整改情况的报告", sections)

    def sound(symbol: types.DocumentSymbol) -> None:
        chosen = made.words(uri, symbol.selection_range)
        assert chosen and chosen in made.words(uri, symbol.range) and symbol.name.startswith(chosen[:2])
        for child in symbol.children or ():
            assert made.words(uri, child.range) in made.words(uri, symbol.range)
            sound(child)

    sound(title)


async def test_the_outline_is_flat_for_an_editor_that_knows_no_trees(tmp_path_factory: Any) -> None:
    async with editor(tmp_path_factory.mktemp("flat"), capabilities(rich=False)) as poor:
        found = await symbols(poor, poor.open("report.txt", REPORT))
        assert all(isinstance(one, types.SymbolInformation) for one in found)
        assert [(one.name, one.container_name) for one in found][3:5] == [
            ("（一）政治建设方面", "二、整改落实情况"),
            ("1.学习不深入", "（一）政治建设方面"),
        ]


async def test_sections_fold_without_the_blank_lines_behind_them(made: Editor, uri: str) -> None:
    asked = types.FoldingRangeParams(text_document=named(uri))
    found = await soon(made.client.text_document_folding_range_async(asked)) or ()
    assert [(one.start_line, one.end_line) for one in found][:3] == [(4, 5), (7, 15), (8, 10)]


async def test_tallies_stand_at_headings_and_totals(made: Editor, uri: str) -> None:
    asked = types.InlayHintParams(text_document=named(uri), range=made.range(REPORT, 0, len(REPORT)))
    found = await soon(made.client.text_document_inlay_hint_async(asked)) or ()
    assert [(one.position, one.label) for one in found] == [
        (at(made, REPORT, "个问题", 3), "正文3"),
        (at(made, REPORT, "政治建设方面", 6), "2个问题"),
        (at(made, REPORT, "作风建设方面", 6), "1个问题"),
    ]
    asked.range = made.range(REPORT, REPORT.index("二、"), REPORT.index("（二）"))
    assert [one.label for one in await soon(made.client.text_document_inlay_hint_async(asked)) or ()] == [
        "2个问题"
    ]


async def test_what_was_checked_stands_over_the_title(made: Editor, uri: str) -> None:
    asked = types.CodeLensParams(text_document=named(uri))
    found = await soon(made.client.text_document_code_lens_async(asked)) or ()
    commands = [one.command for one in found if one.command]
    assert commands[0].title == "错误1、提示1" and commands[1].title.startswith("已核对：数字关系2处")
    assert all(one.command == "xlint.report" and list(one.arguments or ()) == [uri] for one in commands)
    clean = made.open("clean.txt", "今天天气很好。\n")
    asked = types.CodeLensParams(text_document=named(clean))
    told = list(await soon(made.client.text_document_code_lens_async(asked)) or ())
    assert told[0].command and told[0].command.title == "未发现问题"


async def test_problems_are_found_by_their_name(made: Editor, uri: str) -> None:
    async def found(query: str) -> list[str]:
        asked = types.WorkspaceSymbolParams(query=query)
        return [one.name for one in await soon(made.client.workspace_symbol_async(asked)) or ()]

    assert await found("学 深") == ["1.学习不深入"] and await found("无此") == []
    assert len(await found("")) == 3
    made.close(uri)
    assert await found("") == []


async def hover(made: Editor, uri: str, position: types.Position) -> tuple[str, str]:
    """What is said, and of which words."""
    asked = types.HoverParams(text_document=named(uri), position=position)
    found = await soon(made.client.text_document_hover_async(asked))
    if found is None:
        return "", ""
    assert isinstance(found.contents, types.MarkupContent) and found.range is not None
    return found.contents.value, made.words(uri, found.range)


async def test_numbers_say_what_they_were_counted_against(made: Editor, uri: str) -> None:
    words, place = await hover(made, uri, at(made, REPORT, "3个问题"))
    assert "正文列出3个问题：（一）2、（二）1" in words and place == "3个问题"
    assert "3个问题与2个（第3行）、1个（第3行）核对过，相符" in words
    draft = made.open("differs.txt", DRAFT)
    words, place = await hover(made, draft, at(made, DRAFT, "3个"))
    assert "不符" in words and "5个问题（第3行）" in words and place == "3个"
    assert await hover(made, uri, at(made, REPORT, "成立")) == ("", "")


async def test_a_finding_says_why_and_what_to_do(made: Editor) -> None:
    draft = made.open("finding.txt", DRAFT)
    words, place = await hover(made, draft, at(made, DRAFT, ",未"))
    assert place == "," and words.startswith("**") and "[punct/half-width](file:///" in words
    assert len(words.splitlines()) > 3
    words, _ = await hover(made, draft, at(made, DRAFT, "5个问题"))
    assert "另见第3行" in words and "count/sum" in words
    for position in (types.Position(line=999, character=0), types.Position(line=0, character=999)):
        await hover(made, draft, position)


async def complete(made: Editor, uri: str, position: types.Position) -> list[types.CompletionItem]:
    asked = types.CompletionParams(text_document=named(uri), position=position)
    found = await soon(made.client.text_document_completion_async(asked))
    items = list(found.items if isinstance(found, types.CompletionList) else found or ())
    assert [one.sort_text for one in items] == sorted(str(one.sort_text) for one in items)
    return items


async def test_headings_that_are_missing_come_with_their_number(made: Editor, uri: str) -> None:
    first, *_ = await complete(made, uri, at(made, REPORT, "三\n", 1))
    assert (first.label, first.detail) == ("三、下一步工作打算", "下一步工作")
    assert isinstance(first.text_edit, types.TextEdit) and made.words(uri, first.text_edit.range) == "三"
    assert first.text_edit.new_text == first.label and first.filter_text == "三"
    ending = types.Position(line=99, character=0)
    assert (await complete(made, uri, ending))[0].label == "三、下一步工作打算"
    after = REPORT.replace("三\n", "三、下一步工作打算\n")
    made.change(uri, after)
    assert "下一步工作" not in [one.detail for one in await complete(made, uri, ending)]


async def test_labels_come_first_where_they_are_used(made: Editor, uri: str) -> None:
    labels = [one.label for one in await complete(made, uri, at(made, REPORT, "责\n", 1))]
    assert labels[0] == "责任人：" and all("责" in label for label in labels)
    assert await complete(made, uri, at(made, REPORT, "组织整改", 2)) == []
    assert made.began.capabilities.completion_provider is not None
