"""The repository of reports in the documentation: it passes as it is, and a new fault does not."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from gate_tools import (
    CLEAN,
    FAULT,
    FAULTY,
    command_of,
    commit,
    documented,
    loaded,
    needs_module,
    repository,
    run,
)
from support import ROOT

EXAMPLE = ROOT / "docs" / "repository"
PAGE = ROOT / "docs" / "repository.md"
BASELINE = ".xlint-baseline.json"


class Reports:
    """A copy of the example under version control."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(EXAMPLE, folder / "reports")
        self.folder = repository(folder / "reports")
        commit(self.folder)
        self._command = str(command_of(folder / "bin") / "xlint")

    def xlint(self, *arguments: str) -> tuple[int, str]:
        """Run xlint in it."""
        done = run([self._command, *arguments], self.folder)
        return done.returncode, done.stdout

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file in one place."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1
        (self.folder / name).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(tmp_path)


def test_the_page_shows_the_files_that_are_there() -> None:
    block = re.search(r"```text\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert block is not None
    there = {path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file()}
    assert set(block[1].split()) == there


def test_the_example_passes_and_its_baseline_is_up_to_date(reports: Reports) -> None:
    status, out = reports.xlint(".")
    assert status == 0 and "共检查3个文件，未发现问题。" in out
    assert "基线中已接受的1处没有列出，按理由忽略的2处没有列出。" in out
    for option in ("--update", "--prune"):
        assert reports.xlint("baseline", option, ".")[0] == 0
        assert (reports.folder / BASELINE).read_bytes() == (EXAMPLE / BASELINE).read_bytes()


def test_what_is_accepted_would_be_found(reports: Reports) -> None:
    assert reports.xlint("--no-baseline", ".")[0] == 1
    reports.edit(
        "reports/民政局整改进展报告.md", "<!-- xlint-ignore placeholder/blank: 信访件按规定隐去村名 -->", ""
    )
    assert "placeholder/blank" in reports.xlint(".")[1]
    reports.edit(".xlint.yaml", "救助台帐", "别的台帐")
    assert "term/" in reports.xlint(".")[1]


@pytest.mark.parametrize("arguments", [(".",), ("--staged",), ("--changed",), ("--changed=HEAD", "reports")])
def test_a_new_fault_is_stopped(reports: Reports, arguments: tuple[str, ...]) -> None:
    assert reports.xlint(*arguments)[0] == 0
    reports.edit("reports/水务局整改进展报告.txt", "正在整改2个", "正在整改3个")
    commit(reports.folder) if arguments == (".",) else run(["git", "add", "-A"], reports.folder)
    status, out = reports.xlint(*arguments)
    assert status == 1 and "count/" in out


def test_the_steps_of_today_in_a_repository_with_old_faults(tmp_path: Path) -> None:
    made = repository(tmp_path / "reports")
    xlint = str(command_of(tmp_path / "bin") / "xlint")
    commit(made, {"reports/旧.txt": FAULTY})
    page = PAGE.read_text("utf-8")
    today = page[page.index("## 今天就打开") : page.index("## 退出码")]
    steps = [line.partition("#")[0].split() for line in re.findall(r"^(xlint .*)$", today, re.M)]
    assert ["xlint", "init"] in steps and len(steps) >= 5
    for step in steps:
        assert run([xlint, *step[1:]], made).returncode == 0, step
    commit(made, {"reports/新.txt": CLEAN})
    assert run([xlint, "."], made).returncode == 0
    (made / "reports" / "新.txt").write_text(FAULTY, "utf-8")
    done = run([xlint, "--changed"], made)
    assert done.returncode == 1 and FAULT in done.stdout and "旧.txt" not in done.stdout


def test_the_settings_that_are_shown_are_right(tmp_path: Path) -> None:
    shown = documented("ignore:")
    assert shown
    for number, block in enumerate(shown):
        made = tmp_path / str(number)
        (made / "公开稿").mkdir(parents=True)
        (made / ".xlint.yaml").write_text(block, "utf-8")
        (made / "公开稿" / "稿.txt").write_text(CLEAN.replace("局党组", "××村"), "utf-8")
        xlint = str(command_of(tmp_path / "bin") / "xlint")
        done = run([xlint, "."], made)
        assert done.returncode == 0 and "按理由忽略的1处没有列出" in done.stdout, done.stdout


def test_the_hooks_of_the_example_are_those_that_are_offered() -> None:
    needs_module("pre_commit")
    offered = {hook["id"] for hook in loaded(ROOT / ".pre-commit-hooks.yaml")}
    used = {
        hook["id"]
        for place in loaded(EXAMPLE / ".pre-commit-config.yaml")["repos"]
        for hook in place["hooks"]
    }
    assert used and used <= offered == set(re.findall(r"`id: ([\w-]+)`", PAGE.read_text("utf-8")))
    for command, path in (
        ("validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
        ("validate-config", EXAMPLE / ".pre-commit-config.yaml"),
    ):
        done = run([sys.executable, "-m", "pre_commit", command, str(path)], ROOT)
        assert done.returncode == 0, done.stdout


def test_the_inputs_and_variables_on_the_page_are_those_that_there_are() -> None:
    page = PAGE.read_text("utf-8")
    github, gitlab = page[page.index("## GitHub") :].split("## GitLab")
    assert set(re.findall(r"^\| `([\w-]+)` \|", github, re.M)) == set(loaded(ROOT / "action.yml")["inputs"])
    template = (ROOT / "ci" / "gitlab.yml").read_text("utf-8")
    assert set(re.findall(r"^\| `(XLINT_\w+)` \|", gitlab, re.M)) == set(
        re.findall(r"^# (XLINT_\w+)  ", template, re.M)
    )
