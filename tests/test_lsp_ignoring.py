"""Findings that are taken back from the editor: an entry with a reason in .xlint.yaml, whatever that looks like."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lsp_editor import DRAFT, Editor
from lsp_support import capabilities, editor
from lsprotocol import types

from xlint.lsp.ignoring import IgnoreError, insertion, literal

ENTRY = {"rule": "count/sum", "path": "/a.txt", "text": "5个问题", "reason": "引用原文"}
SETTINGS = ".xlint.yaml"


def with_entry(text: str, entry: dict[str, str] | None = None) -> str:
    found = insertion("/nowhere/.xlint.yaml", text, entry or ENTRY)
    return text[: found.offset] + found.text + text[found.offset :]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# 只有注释\n",
        "language: zh",
        "language: zh  # 语言\n",
        "  language: zh\n",
        "ignore:\n",
        "ignore:   # 以后补\nlanguage: zh\n",
        "ignore: []\n",
        "ignore: [ ]  # 暂无\nlanguage: zh\n",
        "ignore: [\n  {rule: count/sum, reason: 甲},  # 为什么\n]\nlanguage: zh\n",
        "ignore: [{rule: count/sum, reason: 甲}]",
        "ignore:\n- rule: count/sum\n  reason: |\n    甲\n    乙\n\n# 后面\nlanguage: zh\n",
        "ignore:\n  - {rule: count/sum, reason: 甲}  # 为什么\n\n  # 后面\nlanguage: zh\n",
        "ignore:\n    - rule: count/sum\n      reason: 甲\n      path:\n        - a\n        - b   # 末项\nlanguage: zh",
        "\ufeffignore:\r\n  - rule: count/sum\r\n    reason: 甲\r\nlanguage: zh\r\n",
        "\ufefflanguage: zh\r\n",
        "# 😀\nignore:\n  - rule: count/sum\n    reason: 甲😀\n",
    ],
)
def test_an_entry_is_added_and_nothing_else_changes(before: str) -> None:
    after = with_entry(before)
    told = yaml.safe_load(after)
    assert told["ignore"][-1] == ENTRY
    known = yaml.safe_load(before) or {}
    assert {**told, "ignore": told["ignore"][:-1]} == {**known, "ignore": known.get("ignore") or []}
    rest = iter(after)
    assert all(char in rest for char in before)  # comments and all
    assert "\r\n" not in before or "\n" not in after.replace("\r\n", "")
    assert len(yaml.safe_load(with_entry(after))["ignore"]) == len(told["ignore"]) + 1


@pytest.mark.parametrize(
    "before", ["- 甲\n", "language: [\n", "lang: zh\n", "{language: zh}\n", "甲", "a: b: c"]
)
def test_what_cannot_be_written_is_said(before: str) -> None:
    with pytest.raises(IgnoreError):
        with_entry(before)


@pytest.mark.parametrize("text", ['"引"\\n', "两\n行\r\n", "\x7f\x85\u2028\ufeff\ufffe", "😀: # [x]", "\t，"])
def test_words_of_every_sort(text: str) -> None:
    entry = {**ENTRY, "text": text, "reason": text}
    assert yaml.safe_load(with_entry("language: zh\n", entry))["ignore"] == [entry]


def test_a_path_is_no_pattern() -> None:
    from xlint.files import matches

    for name in ("a.txt", "夹/[1]a*?.txt", "!a", "#a", "a\\b"):
        assert matches([literal(name)], name, False)
    assert not matches([literal("a.txt")], "夹/a.txt", False)
    assert not matches([literal("a*")], "ab", False)


def at_total(made: Editor, uri: str) -> tuple[int, int]:
    at = made.texts[uri][1].index("5个问题")
    return at, at + 4


async def the_command(made: Editor, uri: str) -> tuple[str, dict[str, Any]]:
    """The command of the action that takes back the finding on the total."""
    for one in await made.actions(uri, *at_total(made, uri), [types.CodeActionKind.QuickFix]):
        if one.command and one.command.command == "xlint.ignore":
            assert one.command.arguments
            return one.command.command, dict(one.command.arguments[0] or {})
    raise AssertionError("not offered")


async def test_into_a_new_file_with_a_reason_that_is_given(tmp_path: Path) -> None:
    async with editor(tmp_path) as made:
        (tmp_path / "夹").mkdir()
        uri = made.open("夹/a.txt", DRAFT)
        assert "count/sum" in await made.codes(uri)
        name, told = await the_command(made, uri)
        place = await made.command(name, {**told, "reason": "引用原文"})
        assert place == made.uri(SETTINGS)
        (entry,) = yaml.safe_load((tmp_path / SETTINGS).read_text("utf-8"))["ignore"]
        assert entry == {**ENTRY, "path": "/夹/a.txt"}
        codes = await made.codes(uri)
        assert "count/sum" not in codes and "punct/half-width" in codes
        assert "diagnostics" in made.refreshed and made.messages[-1] == "已写入 .xlint.yaml"
        other = made.open("a.txt", DRAFT)
        assert "count/sum" in await made.codes(other)


async def test_the_reason_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text("# 注释\nignore: []  # 尚无\n", "utf-8")
    async with editor(tmp_path, capabilities(pulls=False)) as made:
        uri = made.open("a.txt", DRAFT)
        await made.pushed(uri)
        name, told = await the_command(made, uri)
        assert await made.command(name, told) is None
        assert len(made.asked) == 1 and made.messages[-1] == "没有写理由，没有忽略"
        assert "尚无" in (tmp_path / SETTINGS).read_text("utf-8")
        made.answer = made.asked[0].actions[1].title if made.asked[0].actions else None
        assert await made.command(name, told)
        text = (tmp_path / SETTINGS).read_text("utf-8")
        assert text.startswith("# 注释\nignore: [{") and text.endswith("}]  # 尚无\n")
        assert yaml.safe_load(text)["ignore"][0]["reason"] == "已核实无误"
        await made.until(lambda: "count/sum" not in [one.code for one in made.published[uri][-1][1]])


@pytest.mark.parametrize("rich", [True, False])
async def test_settings_that_are_open_are_changed_by_the_editor(tmp_path: Path, rich: bool) -> None:
    (tmp_path / SETTINGS).write_text("language: zh\n", "utf-8")
    async with editor(tmp_path, capabilities(rich=rich)) as made:
        uri = made.open("a.txt", DRAFT)
        name, told = await the_command(made, uri)
        encoded = made.uri(SETTINGS).replace("xlint", "%78lint")  # as another editor may write it
        settings = made.open(encoded, "language: zh  # 😀\n", language="yaml")
        place = await made.command(name, {**told, "reason": "引用原文"})
        assert place == settings and "保存后生效" in made.messages[-1]
        assert (tmp_path / SETTINGS).read_text("utf-8") == "language: zh\n"
        after = made.applied(settings, made.edits[-1])
        assert after.startswith("language: zh  # 😀\nignore:\n") and yaml.safe_load(after)["ignore"] == [
            ENTRY
        ]
        made.change(settings, after)
        (tmp_path / SETTINGS).write_text(after, "utf-8")
        saved = types.TextDocumentIdentifier(uri=settings)
        made.client.text_document_did_save(types.DidSaveTextDocumentParams(text_document=saved))
        assert "count/sum" not in await made.codes(uri)
        made.applies = False
        assert await made.command(name, {**told, "reason": "引用原文"}) is None
        assert made.messages[-1] == "编辑器没有写入配置文件"


async def test_what_cannot_be_ignored(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "drafts").mkdir()
    async with editor(tmp_path / "drafts") as made:
        uri = made.open("a.txt", DRAFT)
        name, told = await the_command(made, uri)
        reason = {**told, "reason": "x"}
        assert await made.command(name, {**reason, "uri": f"file://{outside}/b.txt"}) is None
        untitled = made.open("untitled:Untitled-1", DRAFT)
        assert await made.command(name, {**reason, "uri": untitled}) is None
        assert made.messages[-1] == "请先保存文件，再忽略其中的问题"
        assert await made.command(name, {**reason, "rule": "no/such"}) is None
        assert await made.command(name, {**reason, "reason": " "}) is None
        (tmp_path / "drafts" / SETTINGS).write_bytes("language: zh # 中文\n".encode("gb18030"))
        assert await made.command(name, reason) is None
        assert made.messages[-1] == "配置文件不是 UTF-8 编码，没有写入"
        (tmp_path / "drafts" / SETTINGS).write_text("lang: zh\n", "utf-8")
        assert await made.command(name, reason) is None
        assert made.messages[-1] == "配置文件有错，请先改正再写入"
        assert sorted(path.name for path in tmp_path.rglob("*")) == [SETTINGS, "drafts", "outside"]
