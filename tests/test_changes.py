"""--changed and --staged: findings on what a merge request or a commit touches, and nothing else."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlint import changes, cli, config, files

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")

BASE = """关于巡察整改情况的报告
一、组织领导情况
局党组召开会议3次，XX参加，研究整改工作。
二、反馈问题整改情况
反馈问题28个，已整改18个，其余10个正在整改。
会议由XX主持，听取汇报。
三、下一步打算
持续推进。
"""


def git(folder: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    env = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=env, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    config.load.cache_clear()
    files.above.cache_clear()
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "报告.txt").write_text(BASE, "utf-8")
    (tmp_path / "old.txt").write_text(BASE, "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "base")
    git(tmp_path, "checkout", "-qb", "work")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """path:line of each finding."""
    status = cli.run([*arguments, "--format", "concise"])
    out, err = capsys.readouterr()
    assert err == "" and status == (1 if out else 0)
    return [":".join(line.split(":")[:2]).removeprefix("./") for line in out.splitlines()]


def change(repository: Path, old: str, new: str, name: str = "报告.txt") -> None:
    path = repository / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_only_findings_on_changed_lines(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--changed") == []
    change(repository, "持续推进。", "由XX持续推进。")
    (repository / "new.txt").write_text("会议由XX主持。\n", "utf-8")
    for arguments in (["--changed"], ["--changed=main"], ["--changed", "main", "."], ["--changed", "HEAD"]):
        assert run(capsys, *arguments) == ["new.txt:1", "报告.txt:8"]
    assert run(capsys, "--changed", "new.txt") == ["new.txt:1"]
    assert len(run(capsys, ".")) == 6
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "work")
    assert run(capsys, "--changed") == ["new.txt:1", "报告.txt:8"]
    assert run(capsys, "--changed=HEAD") == []


def test_since_the_merge_base_and_not_since_the_tip(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "checkout", "-q", "main")
    change(repository, "持续推进。", "由XX持续推进。", "old.txt")
    git(repository, "commit", "-qam", "on main")
    git(repository, "checkout", "-q", "work")
    change(repository, "听取汇报", "听取YY汇报")
    change(repository, "会议由XX主持", "会议由XXX主持")
    assert run(capsys, "--changed", "main") == ["报告.txt:6"]


def test_a_finding_counts_when_any_of_its_places_changed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(repository, "一、组织领导情况", "一、下一步打算")
    git(repository, "commit", "-qam", "doubled")
    wanted = ("--changed=HEAD", "--select", "heading/duplicate-title", "--fail-on", "warning")
    change(repository, "听取汇报", "听取了汇报")
    assert run(capsys, *wanted) == []
    change(repository, "一、下一步打算", "一、 下一步打算")
    assert run(capsys, *wanted) == ["报告.txt:7"]


def test_a_fault_that_a_deletion_makes_is_told_wherever_it_shows(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        repository,
        "二、反馈问题整改情况\n反馈问题28个，已整改18个，其余10个正在整改。\n会议由XX主持，听取汇报。\n",
        "",
    )
    assert run(capsys, "--changed", "--select", "heading/sequence") == ["报告.txt:4"]
    # the title stands on a line that did not change, and the old fault on line 3 is not told again
    found = run(capsys, "--changed", "--ignore", "heading/*")
    assert "报告.txt:3" not in found


def test_a_section_that_was_taken_out_is_new_and_one_that_never_was_there_is_not(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filler = "按照要求落实各项任务，推进整改工作。" * 100
    whole = BASE.replace("持续推进。", filler)
    (repository / "报告.txt").write_text(whole, "utf-8")
    (repository / "old.txt").write_text(whole.replace("三、下一步打算", "三、其他事项"), "utf-8")
    git(repository, "commit", "-qam", "long")
    change(repository, "三、下一步打算", "三、其他事项")
    change(repository, "局党组召开会议3次", "局党组召开会议4次", "old.txt")
    assert run(capsys, "--changed=HEAD", "--select", "section/missing") == ["报告.txt:1"]


def test_staged_means_what_will_be_committed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--staged") == []
    change(repository, "持续推进。", "由XX持续推进。")
    assert run(capsys, "--staged") == []
    git(repository, "add", ".")
    assert run(capsys, "--staged") == ["报告.txt:8"]
    (repository / "报告.txt").write_text("一切正常。\n", "utf-8")  # the work tree is another matter
    assert run(capsys, "--staged") == ["报告.txt:8"]
    assert run(capsys, "--staged", "old.txt") == []


def test_what_is_staged_is_checked_though_the_file_is_gone(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".xlint.yaml").write_text("exclude: [out/]\n", "utf-8")
    for folder in ("甲", "out", ".hidden"):
        (repository / folder).mkdir()
        (repository / folder / "new.txt").write_text("会议由XX主持。\n", "utf-8")
    git(repository, "add", ".")
    git(repository, "rm", "-q", "old.txt")  # not in the commit to be
    for folder in ("甲", "out", ".hidden"):
        (repository / folder / "new.txt").unlink()
    assert run(capsys, "--staged") == ["甲/new.txt:1"]
    assert run(capsys, "--staged", ".", "甲/new.txt") == ["甲/new.txt:1"]
    assert run(capsys, "--changed=HEAD") == []


def test_before_the_first_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    (tmp_path / "a.txt").write_text("会议由XX主持。\n", "utf-8")
    assert run(capsys, "--changed") == ["a.txt:1"]
    git(tmp_path, "add", ".")
    assert run(capsys, "--staged") == ["a.txt:1"]
    assert run(capsys, "--changed") == ["a.txt:1"]


def test_names_encodings_and_renames(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = 'a "b"\t附件\\1.txt'
    (repository / odd).write_text(BASE, "utf-8")
    (repository / "gbk.txt").write_bytes(BASE.encode("gb18030"))
    (repository / "wide.txt").write_bytes(BASE.encode("utf-16"))
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "names")
    for name, encoding in ((odd, "utf-8"), ("gbk.txt", "gb18030"), ("wide.txt", "utf-16")):
        (repository / name).write_bytes(BASE.replace("持续推进。", "由XX持续推进。").encode(encoding))
    git(repository, "mv", "old.txt", "moved.txt")
    change(repository, "持续推进。", "由XX推进。", "moved.txt")
    found = run(capsys, "--changed=HEAD", "--select", "placeholder/*")
    assert [place.rpartition(":")[2] for place in found if not place.startswith("wide")] == ["8", "8", "8"]
    assert [place for place in found if place.startswith("wide")] == [
        "wide.txt:3",
        "wide.txt:6",
        "wide.txt:8",
    ]


def test_lines_are_counted_as_git_does(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "会议研究了整改工作。\u2028会议由XX主持。\r甲\n乙\n由XX负责。\n"
    (repository / "报告.txt").write_text(text, "utf-8", newline="")
    git(repository, "commit", "-qam", "separators")
    (repository / "报告.txt").write_text(text.replace("乙", "丙由YY负责"), "utf-8", newline="")
    assert [place for place in run(capsys, "--changed=HEAD") if place != "报告.txt:4"] == []


def test_files_of_two_repositories_are_not_taken_for_unchanged(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = repository / "other"
    other.mkdir()
    git(other, "init", "-q")
    (other / "b.txt").write_text("会议由XX主持。\n", "utf-8")
    assert cli.run(["--changed", ".", "other/b.txt"]) == 2
    assert "不在同一个 Git 仓库里" in capsys.readouterr().err


def test_a_repository_inside_is_not_taken_for_unchanged(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = repository / "内 部"
    other.mkdir()
    git(other, "init", "-q")
    (other / "b.txt").write_text("会议由XX主持。\n", "utf-8")
    (repository / "link").symlink_to(repository, target_is_directory=True)
    assert cli.run(["--changed=HEAD", "--format", "concise"]) == 2
    err = capsys.readouterr().err
    assert "内 部/b.txt：在另一个 Git 仓库里" in err and err.count("\n") == 1
    git(other, "add", ".")
    git(other, "commit", "-qm", "a")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "with a repository inside")
    assert cli.run(["--changed=HEAD"]) == 0  # as it was
    (other / "b.txt").write_text("会议由XX主持。\n听取汇报。\n", "utf-8")
    git(repository, "config", "diff.ignoreSubmodules", "all")
    assert cli.run(["--changed=HEAD"]) == 2


def test_an_index_with_a_conflict_is_not_taken_for_unchanged(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for branch, word in (("work", "XX"), ("main", "____")):
        git(repository, "checkout", "-q", branch)
        change(repository, "持续推进。", f"由{word}持续推进。")
        git(repository, "commit", "-qam", branch)
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "-q", "work")
    assert cli.run(["--staged"]) == 2
    assert "有没有解决的合并冲突" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="the filter is a shell command")
def test_what_a_filter_keeps_elsewhere_is_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "config", "filter.kept.clean", "base64")
    git(repository, "config", "filter.kept.smudge", "base64 -d")
    (repository / ".gitattributes").write_text("kept.txt filter=kept\n", "utf-8")
    (repository / "kept.txt").write_text(BASE, "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "kept")
    change(repository, "持续推进。", "由XX持续推进。", "kept.txt")
    assert "kept.txt:8" in run(capsys, "--changed=HEAD")
    git(repository, "add", ".")
    assert "kept.txt:8" in run(capsys, "--staged")


def test_settings_of_git_do_not_widen_what_changed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "config", "diff.interHunkContext", "10")
    change(repository, "一、组织领导情况", "一、组织领导的情况")
    change(repository, "二、反馈问题整改情况", "二、反馈问题整改的情况")
    told = changes.changes(".", "HEAD").files[os.path.realpath("报告.txt")]
    assert told.lines == (range(2, 3), range(4, 5))


def test_nothing_changed_is_not_told_as_nothing_found(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--changed"]) == 0
    assert capsys.readouterr().out == "没有要检查的文件。\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--changed=nowhere"], "没有版本 nowhere"),
        (["--changed=--output=pwned"], "没有版本 --output=pwned"),
        (["--changed", "--staged"], "只能用一个"),
        (["--changed=HEAD", "-"], "标准输入不在 Git 里"),
        (["--staged", "-"], "标准输入不在 Git 里"),
    ],
)
def test_refusals(
    arguments: list[str], told: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*arguments, "."]) == 2
    out, err = capsys.readouterr()
    assert out == "" and told in err and err.count("\n") == 1 and not (repository / "pwned").exists()


def test_outside_of_git_and_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert cli.run(["--changed"]) == 2
    assert "不在 Git 仓库里" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert cli.run(["--changed"]) == 2
    assert "没有安装 Git" in capsys.readouterr().err


def test_the_branch_of_a_merge_request(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(repository, "持续推进。", "由XX持续推进。")
    git(repository, "commit", "-qam", "work")
    git(repository, "branch", "-D", "main")
    assert run(capsys, "--changed") == []  # nothing to compare with but the last commit
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", git(repository, "rev-parse", "HEAD~1").strip())
    assert run(capsys, "--changed") == ["报告.txt:8"]
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", "gone")
    assert cli.run(["--changed"]) == 2
    assert "fetch-depth" in capsys.readouterr().err


@given(
    st.lists(st.sampled_from(["甲", "乙", "XX", "", "丙"]), max_size=8),
    st.lists(st.sampled_from(["甲", "XX", "丁"]), max_size=8),
)
@settings(max_examples=25, deadline=None)
def test_the_lines_of_a_diff_are_those_that_are_not_in_the_version_before(
    before: list[str], after: list[str]
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        git(place, "init", "-q")
        (place / "a.txt").write_text("".join(f"{line}\n" for line in before), "utf-8")
        git(place, "add", ".")
        git(place, "commit", "-qm", "before", "--allow-empty")
        (place / "a.txt").write_text("".join(f"{line}\n" for line in after), "utf-8")
        told = changes.changes(folder, "HEAD").files
        found = told.get(os.path.realpath(place / "a.txt"))
        touched = {line for lines in (found.lines or [] if found else []) for line in lines}
        new = {number for number, line in enumerate(after, 1) if line not in before}
        assert new <= touched
        if before == after:
            assert found is None


def test_what_is_staged_is_bounded_too(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(repository, "持续推进。", "由XX持续推进。")
    git(repository, "add", ".")
    assert cli.run(["--staged", "--max-size", "30"]) == 2
    assert "文件超过" in capsys.readouterr().err
