"""The formats for programs, put before programs of others that npm has; left out where there is no npm or no network."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from formats import NAMES, command, hostile, places, told, view
from jsonschema import Draft7Validator
from node_tools import SOURCE, ask

from xlint.model import Finding, Severity, Span
from xlint.reports import View
from xlint.reports.paths import shown
from xlint.results import Checked
from xlint.source import Source

# There is no page to point at: what a rule says of itself stands in the log.
NOT_FOLLOWED = {"SARIF2005"}
MATCHER = {
    "name": "xlint",
    "pattern": {
        "regexp": r"^(.+?):(\d+):(\d+): (error|warning|info): (.*) \[([^\]]+)\]$",
        "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5, "code": 6,
    },
}  # fmt: skip


def found() -> list[Finding]:
    """All findings of the hostile results, in their order."""
    return [finding for checked in hostile() for finding in checked.findings]


def sarif_faults(folder: Path, logs: Mapping[str, str], place: Path) -> dict[str, set[str]]:
    """The rules of Microsoft's validator, its own and those of GitHub, that each of some logs breaks."""
    program = folder / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    if not program.exists():
        pytest.skip("the validator is not made for this system")
    for name, text in logs.items():
        (place / f"{name}.sarif").write_text(text, "utf-8")
    answer = place / "answer.json"
    settings = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(folder)}
    told_of = subprocess.run(
        [program, "validate", place / "*.sarif", "--output", answer, "--rule-kind", "Sarif;Gh"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, **settings},
        check=False,
    )  # it says 0 whatever it finds
    assert f"Done. {len(logs)} files scanned." in told_of.stdout, told_of.stdout + told_of.stderr
    faults: dict[str, set[str]] = {name: set() for name in logs}
    for result in json.loads(answer.read_text("utf-8-sig"))["runs"][0]["results"]:
        where = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        faults[Path(where).stem].add(result["ruleId"])
    return faults


def test_sarif_meets_its_schema(node_tools: Path) -> None:
    path = next((node_tools / "node_modules/@microsoft/jest-sarif/lib/schemas").glob("sarif-2.1.0*.json"))
    validator = Draft7Validator(json.loads(path.read_text("utf-8")))
    for results in ([], hostile(), hostile()[:1]):
        for seen in (view(), View(), View(ascii_only=True)):
            log = json.loads(told("sarif", results, seen))
            validator.validate(log)
    log["runs"][0]["results"][0]["level"] = "info"
    assert not validator.is_valid(log)


def test_sarif_passes_the_validator_of_microsoft(node_tools: Path, tmp_path: Path) -> None:
    logs = {
        "empty": told("sarif", []),
        "hostile": told("sarif", hostile(), view()),
        "unread": told("sarif", [one for one in hostile() if one.error]),
        "faulty": told("sarif", hostile()[:1], view()).replace('"ruleIndex": 0', '"ruleIndex": 99'),
    }
    faults = sarif_faults(node_tools, logs, tmp_path)
    assert faults.pop("faulty") - NOT_FOLLOWED
    assert all(broken <= NOT_FOLLOWED for broken in faults.values())


def test_commands_are_what_the_toolkit_writes(node_tools: Path) -> None:
    asked = []
    lines = told("github", hostile()).split("\n")[:-1]
    for line in lines:
        name, properties, message = command(line)
        names = {
            "file": "file",
            "line": "startLine",
            "endLine": "endLine",
            "col": "startColumn",
            "endColumn": "endColumn",
            "title": "title",
        }
        asked.append(
            {
                "command": name,
                "message": message,
                "properties": {names[key]: value for key, value in properties.items()},
            }
        )
    written = ask(node_tools, "commands", annotations=asked)
    assert [_parts(line) for line in written] == [_parts(line) for line in lines]


def _parts(line: str) -> tuple[str, set[str], str]:
    _, head, data = line.split("::", 2)
    name, _, properties = head.partition(" ")
    return name, set(properties.split(",")), data


def test_a_problem_matcher_reads_concise_lines(node_tools: Path) -> None:
    lines = told("concise", hostile()).split("\n")[:-1]
    read = ask(node_tools, "problems", matcher=MATCHER, lines=[f"{line}\n" for line in lines])
    expected = [(shown(at.path), at.line, at.column, at.rule) for at in places(hostile())]
    told_of = [(one["file"], one["line"], one["column"], one["code"]) for one in read]
    assert told_of[: len(expected)] == expected
    assert [one[3] for one in told_of[len(expected) :]] == ["unreadable"] * len(NAMES)
    assert [one["severity"] for one in read[: len(expected)]] == [one.severity.label for one in found()]


def test_checkstyle_is_read(node_tools: Path) -> None:
    read = ask(node_tools, "checkstyle", text=told("checkstyle", hostile()))
    expected = [(at.line, at.column) for at in places(hostile())]
    with_place = [one for one in read if one["column"] is not None]
    assert [(one["line"], one["column"]) for one in with_place] == expected
    assert [one["severity"] for one in with_place] == [one.severity.label for one in found()]
    assert len(read) == len(expected) + sum(one.error is not None for one in hostile())


def test_rdjson_is_valid(node_tools: Path) -> None:
    for results in ([], hostile()):
        answer = ask(node_tools, "rdjson", text=told("rdjson", results))
        assert answer["valid"] and not answer["errors"]
    assert not ask(node_tools, "rdjson", text=told("rdjson", hostile()).replace('"ERROR"', '"FATAL"'))[
        "valid"
    ]


def test_rdjson_columns_are_bytes() -> None:
    finding = Finding("own/a", Severity.ERROR, "不对", Span(5, 7))
    one = Checked("a.txt", Source("标题\n😀甲XX"), "", "", (finding,))
    told_of = json.loads(told("rdjson", [one]))["diagnostics"][0]["location"]["range"]
    assert told_of == {"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 10}}


def test_the_lock_names_no_other_registry() -> None:
    packages = json.loads((SOURCE / "package-lock.json").read_text("utf-8"))["packages"]
    assert all(one["integrity"].startswith("sha512-") for name, one in packages.items() if name)
    public = "https://registry.npmjs.org/"
    assert all(one.get("resolved", public).startswith(public) for one in packages.values())
