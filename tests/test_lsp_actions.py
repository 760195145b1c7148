"""What the language server offers to do about findings: fixes one by one and all at once, explanations."""

import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lsp_editor import DRAFT, Editor, soon
from lsp_support import capabilities, editor
from lsprotocol import types
from support import ROOT

from xlint.lsp.differences import differences
from xlint.model import Span

QUICK, ALL = types.CodeActionKind.QuickFix, "source.fixAll.xlint"
FAULTS = DRAFT + "二、下步打算\n😀会议强调,要压实责任；；加强领导。\n"


@pytest.fixture(scope="module")
async def rich(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("rich")) as made:
        yield made


@pytest.fixture(scope="module")
async def poor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("poor"), capabilities(rich=False)) as made:
        yield made


def fixed_by_command(folder: Path, text: str) -> str:
    """What `xlint fix` makes of a text."""
    path = folder / "beside.txt"
    path.write_text(text, "utf-8", newline="")
    subprocess.run([sys.executable, "-m", "xlint", "fix", str(path)], timeout=60, capture_output=True)
    after = path.read_bytes().decode()
    path.unlink()
    return after


def kinds(found: list[types.CodeAction]) -> list[str]:
    return [str(getattr(one.kind, "value", one.kind)) for one in found]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_each_fix_does_what_it_says(rich: Editor, end: str) -> None:
    uri = rich.open(f"fix{len(end)}.txt", FAULTS.replace("\n", end))
    text = rich.texts[uri][1]
    shown = await rich.found(uri)
    at = text.index(",未")
    found = await rich.actions(uri, at, at + 1, shown=shown)
    fix = next(one for one in found if one.edit is not None)
    assert fix.title == "改为“，”" and fix.is_preferred
    assert rich.applied(uri, fix.edit) == text[:at] + "，" + text[at + 1 :]
    assert [one.code for one in fix.diagnostics or ()] == ["punct/half-width"]
    assert fix.edit is not None and fix.edit.document_changes and fix.edit.changes is None


async def test_an_editor_that_knows_no_versions(poor: Editor) -> None:
    uri = poor.open("plain.txt", FAULTS)
    at = FAULTS.index(",未")
    shown = await poor.found(uri)
    for one in shown:
        one.data = None
    fix = next(one for one in await poor.actions(uri, at, at, shown=shown) if one.edit is not None)
    assert [one.code for one in fix.diagnostics or ()] == ["punct/half-width"]
    assert fix.edit is not None and fix.edit.changes and fix.edit.document_changes is None
    assert poor.applied(uri, fix.edit) == FAULTS[:at] + "，" + FAULTS[at + 1 :]


async def test_what_is_asked_for_and_no_more(rich: Editor) -> None:
    uri = rich.open("only.txt", FAULTS)
    at = FAULTS.index(",未")
    assert set(kinds(await rich.actions(uri, at, at))) == {"quickfix", ALL}
    assert set(kinds(await rich.actions(uri, at, at, [QUICK]))) == {"quickfix"}
    for only in ("source", "source.fixAll", ALL):
        assert kinds(await rich.actions(uri, at, at, [only])) == [ALL]
    for only in ("source.fixAll.eslint", "source.organizeImports", "refactor", "quick", "sourc"):
        assert await rich.actions(uri, at, at, [only]) == []
    assert set(kinds(await rich.actions(uri, at, at, [""]))) == {"quickfix", ALL}
    blank = FAULTS.index("\n\n") + 1
    assert set(kinds(await rich.actions(uri, blank, blank))) == {ALL}
    clean = rich.open("nothing.txt", "今天天气很好。\n")
    assert ALL not in kinds(await rich.actions(clean, 0, 0))


async def test_all_that_is_safe_when_it_is_chosen(rich: Editor) -> None:
    uri = rich.open("lazy.txt", FAULTS)
    (offered,) = await rich.actions(uri, 0, 0, [types.CodeActionKind.SourceFixAll])
    assert offered.edit is None
    chosen = await soon(rich.client.code_action_resolve_async(offered))
    after = rich.applied(uri, chosen.edit)
    assert after == fixed_by_command(rich.folder, FAULTS) != FAULTS
    rich.change(uri, (0, 0, "😀"))  # the text moves on between offer and choice
    again = await soon(rich.client.code_action_resolve_async(offered))
    assert rich.applied(uri, again.edit) == "😀" + after


async def test_all_that_is_safe_at_once(poor: Editor) -> None:
    text = FAULTS.replace("\n", "\r\n")
    uri = poor.open("eager.txt", text)
    (offered,) = await poor.actions(uri, 0, 0, ["source.fixAll"])
    assert poor.applied(uri, offered.edit) == fixed_by_command(poor.folder, text) != text


async def test_an_offer_of_somebody_else_is_handed_back(rich: Editor) -> None:
    for data in (None, "x", {"uri": "file:///nowhere.txt"}, {"uri": 7}):
        foreign = types.CodeAction(title="x", data=data)
        back = await soon(rich.client.code_action_resolve_async(foreign))
        assert (back.title, back.edit) == ("x", None)


async def test_a_rule_is_explained(rich: Editor) -> None:
    uri = rich.open("explain.txt", FAULTS)
    at = FAULTS.index("5个问题")
    found = await rich.actions(uri, at, at, [QUICK])
    command = next(one.command for one in found if one.command and one.command.command == "xlint.explain")
    shown = await rich.command(command.command, *(command.arguments or ()))
    assert [one.uri for one in rich.client.shown_documents][-1] == shown
    page = Path(unquote(urlsplit(shown).path)).read_text("utf-8")
    assert page == (ROOT / "docs" / "rules" / "count-sum.md").read_text("utf-8")
    assert await rich.command("xlint.explain", {"uri": uri, "rule": "no/such"}) is None
    assert await rich.command("xlint.explain", {"uri": uri, "rule": "README"}) is None


async def test_report_and_ledger_are_shown(rich: Editor, poor: Editor) -> None:
    uri = rich.open("小结 😀.txt", FAULTS)
    page = await rich.command("xlint.report", uri)
    assert [one.external for one in rich.client.shown_documents][-1] is True
    assert "count/sum" in Path(unquote(urlsplit(page).path)).read_text("utf-8")
    table = Path(unquote(urlsplit(await rich.command("xlint.ledger", uri)).path))
    assert table.suffix == ".md" and table.read_text("utf-8").startswith("#") | (
        "|" in table.read_text("utf-8")
    )
    assert await rich.command("xlint.report", "file:///etc/passwd") is None
    there = poor.open("a.txt", FAULTS)
    assert (await poor.command("xlint.report", there)).endswith(".html")
    assert poor.client.shown_documents == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲\n乙\n丙", "甲\n丁\n丙"),
        ("甲\n乙\n丙", "甲\n丙"),
        ("", "甲"),
        ("甲乙" * 3000, "甲丙" + "甲乙" * 2999),
        ("a\r\nb\r\nc", "a\r\nB\r\nx\r\nc"),
        ("\n" * 500, "\n" * 400 + "甲\n"),
    ],
)
def test_differences_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    made = before
    edits = list(differences(before, after))
    for span, words in reversed(edits):
        made = made[: span.start] + words + made[span.end :]
    assert made == after and all(isinstance(span, Span) for span, _ in edits)
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(edits))
    json.dumps(edits)


def test_differences_of_large_texts_take_no_time() -> None:
    line = "会议强调，要提高政治站位，压实整改责任。"
    before = (line + "\n\n") * 20_000
    begun = time.monotonic()
    edits = list(differences(before, "首行\n" + before.replace("压实", "落实", 40) + line * 9000))
    assert 0 < len(edits) < 200 and time.monotonic() - begun < 20
