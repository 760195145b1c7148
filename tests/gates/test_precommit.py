"""The hooks as pre-commit runs them: installed from a checkout, on files that are about to be committed."""

import sys
from pathlib import Path

import pytest
from gate_tools import (
    CLEAN,
    FAULT,
    FAULTY,
    checkout,
    commit,
    git,
    needs_module,
    needs_registry,
    repository,
    run,
)

CONFIG = """\
repos:
  - repo: {checkout}
    rev: {rev}
    hooks:
      - id: {hook}
"""
SETTINGS = "exclude: ['归档/']\n"
_INSTALL = 110.0  # seconds: the first run makes a virtual environment and installs xlint into it


class Place:
    """A checkout with the hooks, and the folder that pre-commit keeps what it installs in."""

    def __init__(self, folder: Path) -> None:
        self.checkout = repository(checkout(folder / "xlint"))
        self.rev = commit(self.checkout)
        self.home = folder / "home"

    def pre_commit(self, folder: Path, *arguments: str) -> tuple[int, str]:
        """Run pre-commit; its exit status and output."""
        command = [sys.executable, "-m", "pre_commit", *arguments]
        done = run(command, folder, _INSTALL, PRE_COMMIT_HOME=str(self.home), PRE_COMMIT_COLOR="never")
        return done.returncode, done.stdout

    def reports(self, folder: Path, hook: str) -> Path:
        """A repository of reports that the hook is switched on in."""
        made = repository(folder / "reports")
        told = CONFIG.format(checkout=self.checkout, rev=self.rev, hook=hook)
        commit(made, {".pre-commit-config.yaml": told, ".xlint.yaml": SETTINGS})
        return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    needs_module("pre_commit")
    needs_registry()
    return Place(tmp_path_factory.mktemp("hooks"))


def test_a_faulty_draft_stops_the_commit_and_a_clean_one_passes(place: Place, tmp_path: Path) -> None:
    made = place.reports(tmp_path, "xlint")
    assert place.pre_commit(made, "install")[0] == 0
    (made / "初 稿.txt").write_text(FAULTY, "gb18030")  # by its name a text, whatever its bytes are
    (made / "脚本.py").write_text("一、三、\n", "utf-8")
    git(made, "add", "-A")
    done = run(["git", "commit", "-m", "初稿"], made, _INSTALL, PRE_COMMIT_HOME=str(place.home))
    assert done.returncode == 1 and "xlint 检查报告初稿" in done.stdout
    assert "初 稿.txt" in done.stdout and FAULT in done.stdout and "共检查1个文件" in done.stdout
    (made / "初 稿.txt").write_text(CLEAN, "gb18030")
    git(made, "add", "-A")
    done = run(["git", "commit", "-m", "初稿"], made, 60, PRE_COMMIT_HOME=str(place.home))
    assert done.returncode == 0 and "Passed" in done.stdout, done.stdout
    assert git(made, "log", "-1", "--format=%s") == "初稿"


def test_named_files_that_the_settings_leave_out_are_left_out(place: Place, tmp_path: Path) -> None:
    made = place.reports(tmp_path, "xlint")
    commit(made, {"归档/旧.txt": FAULTY, "新.md": FAULTY})
    status, out = place.pre_commit(made, "run", "xlint", "--all-files")
    assert status == 1 and "新.md" in out and "旧.txt" not in out
    assert place.pre_commit(made, "run", "xlint", "--files", "归档/旧.txt")[0] == 0


def test_only_what_is_staged_counts(place: Place, tmp_path: Path) -> None:
    made = place.reports(tmp_path, "xlint-changed")
    draft = made / "报告.txt"
    commit(made, {"报告.txt": FAULTY})
    draft.write_text(FAULTY.replace("2次", "3次"), "utf-8")
    git(made, "add", "-A")
    status, out = place.pre_commit(made, "run")
    assert status == 0 and "Passed" in out, out
    draft.write_text(FAULTY.replace("2次", "XX次"), "utf-8")
    git(made, "add", "-A")
    draft.write_text(CLEAN, "utf-8")  # not staged: what goes into the commit is the fault
    status, out = place.pre_commit(made, "run")
    assert status == 1 and "placeholder/blank" in out and FAULT not in out
    assert draft.read_text("utf-8") == CLEAN


def test_a_commit_of_some_files_in_another_work_tree(place: Place, tmp_path: Path) -> None:
    """Git tells its hooks by variables where the index is; in a linked work tree also where the repository is."""
    made = place.reports(tmp_path, "xlint-changed")
    assert place.pre_commit(made, "install")[0] == 0
    beside = tmp_path / "beside"
    git(made, "worktree", "add", "-q", str(beside))
    (beside / "稿").mkdir()
    (beside / "稿" / "甲.txt").write_text(FAULTY, "utf-8")
    (beside / "稿" / "乙.txt").write_text(CLEAN, "utf-8")
    git(beside, "add", "-A")
    for name, status in (("甲.txt", 1), ("乙.txt", 0)):
        home = {"PRE_COMMIT_HOME": str(place.home)}
        done = run(["git", "commit", "-m", name, "--", name], beside / "稿", 60, **home)
        assert done.returncode == status and (FAULT in done.stdout) == bool(status), done.stdout
