"""The template for GitLab CI: its schema, and its scripts as a runner executes them."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from gate_tools import (
    CLEAN,
    FAULT,
    FAULTY,
    bash,
    command_of,
    commit,
    documented,
    fits_schema,
    git,
    loaded,
    repository,
    run,
)
from support import ROOT

TEMPLATE = ROOT / "ci" / "gitlab.yml"
EXAMPLE = ROOT / "docs" / "repository" / ".gitlab-ci.yml"
QUALITY, JUNIT = "gl-code-quality-report.json", "xlint-junit.xml"


class Job:
    """What a runner does with the job in a repository."""

    def __init__(self, project: Path, around: Path) -> None:
        self.project, self.around = project, around
        self.xlint = str(command_of(around / "bin") / "xlint")

    def run(self, part: str, shell: str = "bash", **variables: str) -> tuple[int, str]:
        """Run one part of the job; its exit status and log."""
        found = bash() if shell == "bash" else shutil.which(shell)
        if found is None:
            pytest.skip(f"{shell} is not installed")
        script = self.around / "job.sh"
        script.write_text("set -e\n" + "\n".join(loaded(TEMPLATE)["xlint"][part]), "utf-8")
        known = {"XLINT": self.xlint, "CI_PROJECT_DIR": str(self.project)} | variables
        done = run([found, str(script)], self.project, 60, **known)
        return done.returncode, done.stdout

    def quality(self) -> set[tuple[str, str]]:
        """File and rule of what the code quality report tells."""
        told = json.loads((self.project / QUALITY).read_text("utf-8"))
        return {(issue["location"]["path"], issue["check_name"]) for issue in told}

    def failures(self) -> set[str]:
        """The files that the JUnit report tells of faults in."""
        cases = ElementTree.parse(self.project / JUNIT).iter("testcase")
        return {
            case.get("classname", "").removeprefix("./") for case in cases if case.find("failure") is not None
        }


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A repository with an old fault and a new one in a merge request."""
    made = repository(tmp_path / "project")
    commit(made, {"旧 稿.txt": FAULTY})
    return Job(made, tmp_path)


def test_the_template_and_what_includes_it_fit_the_schema(tmp_path: Path) -> None:
    fits_schema("vendor.gitlab-ci", TEMPLATE)
    fits_schema("vendor.gitlab-ci", EXAMPLE)
    for number, block in enumerate(documented("include:")):
        path = tmp_path / f"{number}.yml"
        path.write_text(block, "utf-8")
        fits_schema("vendor.gitlab-ci", path)


def test_what_the_scripts_write_is_kept() -> None:
    told = loaded(TEMPLATE)["xlint"]
    assert told["artifacts"]["reports"] == {"codequality": QUALITY, "junit": JUNIT}
    assert told["artifacts"]["when"] == "always" and told["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_a_merge_request_is_told_of_its_own_lines(job: Job, shell: str) -> None:
    base = git(job.project, "rev-parse", "HEAD")
    commit(job.project, {"新.md": FAULTY, "旧 稿.txt": FAULTY.replace("2次", "3次")})
    status, log = job.run("script", shell, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert status == 1 and FAULT in log and log.count("错误  “五、”") == 1
    assert job.failures() == {"新.md"}
    assert job.quality() == {("新.md", FAULT), ("旧 稿.txt", FAULT)}  # as in the report of the target branch
    commit(job.project, {"新.md": CLEAN})
    assert job.run("script", shell, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)[0] == 0
    assert job.run("script", shell, CI_MERGE_REQUEST_DIFF_BASE_SHA="a" * 40)[0] == 2


def test_the_default_branch_is_checked_as_a_whole(job: Job) -> None:
    commit(job.project, {"新.txt": CLEAN})
    status, log = job.run("script")
    assert status == 1 and FAULT in log and job.quality() == {("旧 稿.txt", FAULT)}
    assert job.run("script", XLINT_PATHS="新.txt\n")[0] == 0 and job.quality() == set()
    assert job.run("script", XLINT_PATHS="新.txt\n旧 稿.txt")[0] == 1
    assert job.run("script", XLINT_ARGS="--fail-on never")[0] == 0
    (job.project / "旧 稿.txt").write_bytes(b"\x00\xff\x00" * 50)
    assert job.run("script")[0] == 2 and ("旧 稿.txt", "unreadable") in job.quality()


@pytest.mark.parametrize("name", ["XLINT_PATHS", "XLINT_ARGS", "CI_MERGE_REQUEST_DIFF_BASE_SHA"])
def test_nothing_in_a_variable_is_run(job: Job, name: str) -> None:
    for word in ("$(touch pwned)", "; touch pwned", "`touch pwned`", '"; touch pwned; "'):
        assert job.run("script", **{name: word})[0] == 2
    assert not list(job.project.rglob("pwned"))


def test_where_xlint_comes_from_has_to_be_said(job: Job) -> None:
    status, log = job.run("before_script")
    assert status == 2 and "XLINT_PACKAGE" in log
