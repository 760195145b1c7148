"""The pages about the rules: made from the rules, complete, and up to date in docs/rules."""

import re
from pathlib import Path

import pytest
from support import ROOT, pack

from xlint import cli
from xlint.reports.pages import INDEX, MARK, name_of, pages

PAGES = pages(pack().rules, pack().profiles)


def test_docs_rules_is_up_to_date(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.run(["docs", "--check", "docs/rules"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("rule", sorted(pack().rules))
def test_a_page_has_all_that_a_rule_says(rule: str) -> None:
    page, told = PAGES[name_of(rule)], pack().rules[rule]
    for head in ("说什么", "为什么", "应当改的例子", "不会误报的例子", "怎样改", "怎样关闭", "English"):
        assert f"\n## {head}\n" in page
    for example in (*told["bad"], *told["good"]):
        assert example["text"].rstrip() in page
    assert f"]({name_of(rule)})" in PAGES[INDEX]


def test_pages_are_refreshed_and_other_files_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "new" / "pages")
    assert cli.run(["docs", folder]) == 0
    index, stale = Path(folder) / INDEX, Path(folder) / "own-gone.md"
    page = Path(folder) / name_of("count/sum")
    whole = page.read_bytes()
    page.write_text(MARK + "\nold", "utf-8")
    stale.write_text(MARK + "\n", "utf-8")
    (Path(folder) / "notes.md").write_text("mine", "utf-8")
    (Path(folder) / "notes.txt").write_text("mine", "utf-8")
    capsys.readouterr()
    assert cli.run(["docs", "--check", folder]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 2 and "count-sum.md" in err and "own-gone.md" in err
    assert cli.run(["docs", folder]) == 0
    assert page.read_bytes() == whole and not stale.exists()
    assert (Path(folder) / "notes.md").read_text("utf-8") == "mine"
    index.write_text("mine", "utf-8")
    assert cli.run(["docs", folder]) == 2 and index.read_text("utf-8") == "mine"


def test_rules_of_ones_own_have_pages_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = "- {id: own/a, kind: forbidden-text, severity: error, message: 不用 <b>这个</b>, why: '[x](y) `z`', options: {patterns: [甲]}, bad: ['```⟦甲⟧']}\n"
    Path("own.yaml").write_text(rule, "utf-8")
    Path(".xlint.yaml").write_text("packs: [own.yaml]\n", "utf-8")
    assert cli.run(["docs", "pages"]) == 0
    page = Path("pages/own-a.md").read_text("utf-8")
    assert "\\<b\\>" in page and "\\[x\\](y)" in page and "````text\n```⟦甲⟧\n````" in page


def test_links_in_the_docs_lead_somewhere() -> None:
    files = [
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
    for file in files:
        text = re.sub(r"```.*?```", "", file.read_text("utf-8"), flags=re.S)
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            assert link.startswith(("http", "mailto:")) or (file.parent / link).exists(), (file, link)
