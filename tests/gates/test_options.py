"""The options that a gate is built on: what is named, what is staged, in a hook of Git itself."""

from pathlib import Path

import pytest
from gate_tools import CLEAN, FAULT, FAULTY, command_of, commit, git, repository, run


def test_named_files_are_sieved_only_if_that_is_asked_for(tmp_path: Path) -> None:
    made = repository(tmp_path / "reports")
    settings = "include: ['*.txt']\nexclude: ['归档/']\n"
    commit(made, {".xlint.yaml": settings, "归档/旧.txt": FAULTY, "说明.md": FAULTY, "新.txt": CLEAN})
    xlint = str(command_of(tmp_path / "bin") / "xlint")
    assert run([xlint, "check", "归档/旧.txt"], made).returncode == 1
    done = run([xlint, "check", "--force-exclude", "归档/旧.txt", "说明.md", "新.txt"], made)
    assert done.returncode == 0 and "共检查1个文件" in done.stdout
    done = run([xlint, "check", "--force-exclude", "归档/旧.txt"], made)
    assert done.returncode == 0 and "没有要检查的文件" in done.stdout
    assert run([xlint, "check", "--force-exclude", "归档/没有.md"], made).returncode == 2


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("asked", [".", "稿", "稿/甲.txt"])
def test_a_hook_of_git_finds_what_is_staged(tmp_path: Path, linked: bool, asked: str) -> None:
    made = repository(tmp_path / "reports")
    commit(made, {"旧.txt": FAULTY})
    hook = made / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    xlint = command_of(tmp_path / "bin") / "xlint"
    hook.write_text(f"#!/bin/sh\nexec {xlint} check --staged {asked}\n", "utf-8")
    hook.chmod(0o755)
    if linked:
        git(made, "worktree", "add", "-q", str(tmp_path / "beside"))
        made = tmp_path / "beside"
    (made / "稿").mkdir()
    (made / "稿" / "甲.txt").write_text(FAULTY, "utf-8")
    git(made, "add", "-A")
    done = run(["git", "commit", "-m", "稿"], made)
    assert done.returncode == 1 and FAULT in done.stdout and "共检查1个文件" in done.stdout, done.stdout
    (made / "稿" / "甲.txt").write_text(CLEAN, "utf-8")
    assert run(["git", "commit", "-m", "稿"], made).returncode == 1  # what is staged still has the fault
    git(made, "add", "-A")
    assert run(["git", "commit", "-m", "稿"], made).returncode == 0


def test_a_name_that_is_not_there_is_told_also_where_only_changes_count(tmp_path: Path) -> None:
    made = repository(tmp_path / "reports")
    commit(made, {"新.txt": CLEAN, "旧.txt": FAULTY})
    xlint = str(command_of(tmp_path / "bin") / "xlint")
    for option in ("--changed=HEAD", "--staged"):
        done = run([xlint, "check", option, "稿件"], made)
        assert done.returncode == 2 and "稿件" in done.stdout
        assert run([xlint, "check", option, "旧.txt"], made).returncode == 0


def test_a_baseline_is_readable_and_not_made_of_nothing(tmp_path: Path) -> None:
    made = repository(tmp_path / "reports")
    xlint = str(command_of(tmp_path / "bin") / "xlint")
    written = made / ".xlint-baseline.json"
    assert run([xlint, "baseline", "稿件"], made).returncode == 2 and not written.exists()
    commit(made, {"稿件/新.txt": FAULTY})
    assert run([xlint, "baseline", "稿件"], made).returncode == 0
    assert '"稿件/新.txt": [' in written.read_text("utf-8")
    assert run([xlint, "."], made).returncode == 0
