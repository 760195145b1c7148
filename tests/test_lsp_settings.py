"""Settings and rule packs in the editor: mistakes while they are written, and drafts that follow them at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from lsp_editor import DRAFT, Editor
from lsp_support import capabilities, editor
from lsprotocol import types

from xlint.lsp.paths import file_uri

SETTINGS = ".xlint.yaml"
RULE = """- id: house/slogan
  kind: forbidden-text
  severity: warning
  message: 不写“{text}”
  why: 口号不是措施。
  options:
    patterns: [会议强调]
"""
TEXT = DRAFT + "会议强调，要抓好落实。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pack of rules, words and a profile."""
    for name in ("house", "house/words", "house/profiles"):
        (tmp_path / name).mkdir()
    (tmp_path / "house" / "slogans.yaml").write_text(RULE, "utf-8")
    (tmp_path / "house" / "words" / "own.yaml").write_text("own_words:\n  - 甲\n", "utf-8")
    (tmp_path / "house" / "profiles" / "memo.yaml").write_text("name: 便函\n", "utf-8")
    (tmp_path / SETTINGS).write_text("packs: [house]\n", "utf-8")
    return tmp_path


async def mistakes(made: Editor, name: str, text: str) -> list[tuple[str, str]]:
    """What is wrong with a file while it is edited: the words that are marked, and the message."""
    uri = made.uri(name)
    if uri in made.texts:
        made.change(uri, text)
    else:
        made.open(name, text, language="yaml")
    return [(made.words(uri, one.range), one.message) for one in await made.found(uri)]


async def test_mistakes_in_settings(folder: Path) -> None:
    async with editor(folder) as made:
        assert await mistakes(made, SETTINGS, "packs: [house]  # 😀\n") == []
        ((words, told),) = await mistakes(made, SETTINGS, "# 😀\npack: [house]\n")
        assert words == "pack" and "packs" in told
        found = await mistakes(made, SETTINGS, "rules:\n  count/sun: off\nprofile: reprot\nlanguage: fr\n")
        assert {"count/sun", "reprot", "fr"} == {words for words, _ in found}
        ((_, told),) = await mistakes(made, SETTINGS, "packs: [nowhere]\n")
        assert "nowhere" in told
        assert len(await mistakes(made, SETTINGS, "a: [\n")) == 1
        assert await mistakes(made, SETTINGS, "") == []
        assert len(await mistakes(made, SETTINGS, "\u2028\x0c: [\r\n\ud83d")) >= 1


async def test_mistakes_in_each_part_of_a_pack(folder: Path) -> None:
    async with editor(folder) as made:
        assert await mistakes(made, "house/slogans.yaml", RULE) == []
        ((words, told),) = await mistakes(made, "house/slogans.yaml", RULE.replace("warning", "warn"))
        assert words == "warn" and "warning" in told
        found = await mistakes(made, "house/slogans.yaml", RULE.replace("[会议强调]", "['(']"))
        assert "正则表达式" in found[0][1]
        assert await mistakes(made, "house/words/own.yaml", "own_words:\n  - 甲\n") == []
        assert len(await mistakes(made, "house/words/own.yaml", "own_words: 甲\n")) == 1
        assert await mistakes(made, "house/profiles/memo.yaml", "name: 便函\n") == []
        found = await mistakes(made, "house/profiles/memo.yaml", "name: 便函\nrules: {house/slogan: loud}\n")
        assert found and found[0][0] == "loud"
        assert await mistakes(made, "elsewhere.yaml", "a: [\n") == []


async def test_a_pack_that_is_at_fault_from_the_start(folder: Path) -> None:
    wrong = RULE.replace("warning", "warn")
    (folder / "house" / "slogans.yaml").write_text(wrong, "utf-8")
    async with editor(folder) as made:
        assert len(await mistakes(made, "house/slogans.yaml", wrong)) == 1
        assert len(await mistakes(made, SETTINGS, "packs: [house]\n")) == 1
        uri = made.open("a.txt", TEXT)
        found = {str(one.code): one for one in await made.found(uri)}
        assert "count/sum" in found and "house/slogan" not in found
        told = next(one for one in await made.found(uri) if one.code is None)
        assert told.severity == types.DiagnosticSeverity.Information and "配置有错" in told.message
        made.change(made.uri("house/slogans.yaml"), RULE)
        (folder / "house" / "slogans.yaml").write_text(RULE, "utf-8")
        made.save(made.open("other.yaml", "", language="yaml"))
        assert "house/slogan" in await made.codes(uri) and "None" not in await made.codes(uri)


async def test_saved_settings_hold_at_once(folder: Path) -> None:
    async with editor(folder, capabilities(pulls=False)) as made:
        uri = made.open("a.txt", TEXT)
        assert "house/slogan" in [one.code for one in await made.pushed(uri)]
        settings = made.open(SETTINGS, "packs: [house]\nrules: {count/sum: off}\n", language="yaml")
        assert await made.pushed(settings) == []
        before = len(made.published[uri])
        made.save(settings)
        await made.until(lambda: len(made.published[uri]) > before)
        codes = [one.code for one in made.published[uri][-1][1]]
        assert "count/sum" not in codes and "house/slogan" in codes
        assert {"code lens", "inlay hint"} <= set(made.refreshed)


async def test_changes_on_disk_hold_at_once(folder: Path) -> None:
    told = capabilities()
    assert told.workspace is not None
    told.workspace.did_change_watched_files = types.DidChangeWatchedFilesClientCapabilities(
        dynamic_registration=True
    )
    async with editor(folder, told) as made:
        await made.until(lambda: made.registered)
        (one,) = made.registered
        assert one.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        uri = made.open("a.txt", TEXT)
        first = await made.pull(uri)
        assert "house/slogan" in [found.code for found in first.items]

        async def changed(name: str) -> list[str]:
            count = len(made.refreshed)
            event = types.FileEvent(uri=made.uri(name), type=types.FileChangeType.Changed)
            asked = types.DidChangeWatchedFilesParams(changes=[event])
            made.client.workspace_did_change_watched_files(asked)
            await made.until(lambda: "diagnostics" in made.refreshed[count:])
            return [str(found.code) for found in (await made.pull(uri, first.result_id)).items]

        path = folder / "house" / "slogans.yaml"
        path.write_text(RULE.replace("会议强调", "无此词语"), "utf-8")
        assert "house/slogan" not in await changed("house/slogans.yaml")
        path.write_text(RULE.replace("[会议强调]", "['(']"), "utf-8")
        assert "count/sum" in await changed("house/slogans.yaml")
        (folder / SETTINGS).unlink()
        assert "house/slogan" not in await changed(SETTINGS)
        baseline = folder / ".xlint-baseline.json"
        baseline.write_text("{", "utf-8")
        assert "count/sum" in await changed(baseline.name)


async def test_a_baseline_is_heeded(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    subprocess.run([sys.executable, "-m", "xlint", "baseline", "."], cwd=folder, timeout=60, check=True)
    async with editor(folder) as made:
        uri = made.open("a.txt", TEXT)
        assert await made.found(uri) == []
        made.change(uri, (0, 0, "😀,\n甲,乙\n"))
        assert [made.words(uri, one.range) for one in await made.found(uri)][:1] == [","]
        assert "count/sum" in await made.codes(made.open("b.txt", TEXT))
        assert "count/sum" in await made.codes(made.open("untitled:a.txt", TEXT))


async def test_settings_may_be_configured_by_the_editor(folder: Path) -> None:
    async with editor(folder) as made:
        uri = made.open("a.txt", TEXT)
        assert "count/sum" in await made.codes(uri)
        (folder / SETTINGS).write_text("rules: {count/sum: off}\n", "utf-8")
        made.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        assert "count/sum" not in await made.codes(uri)
        elsewhere = folder / "house"
        (elsewhere / SETTINGS).write_text("", "utf-8")
        made.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings={"a": 1}))
        assert "count/sum" in await made.codes(made.open(file_uri(str(elsewhere / "b.txt")), TEXT))
