"""SARIF: read back by somebody else's model, what it tells of rules and of what became of findings, and its URIs."""

import json
import ntpath
import re
from types import SimpleNamespace

import pytest
from formats import NAMES, TEXTS, hostile, told, view
from sarif_pydantic import Sarif

from xlint.model import Finding, Severity, Span
from xlint.reports import View
from xlint.reports.paths import uri
from xlint.results import Checked
from xlint.source import Source


def test_sarif_is_read_back() -> None:
    run = Sarif.model_validate_json(told("sarif", hostile(), view())).runs[0]
    results = run.results or []
    assert len(results) == len(NAMES) * len(TEXTS) and run.columnKind == "unicodeCodePoints"
    for rule in run.tool.driver.rules or []:
        assert (
            rule.name
            and rule.short_description
            and rule.full_description
            and rule.help
            and rule.help.markdown
        )
        assert "{" not in (rule.short_description.text or "")
    found = [finding for checked in hostile() for finding in checked.findings]
    new = [result for result in results if result.baselineState == "new"]
    for finding, result in zip(found, new, strict=True):
        text = result.message.text or ""
        assert not re.search(r"(?<!\\)\]\(", text) and not re.search(r"(?<!\{)(\{\{)*\{\d", text)
        plain = text.replace("{{", "{").replace("}}", "}").replace("\\[", "[").replace("\\](", "](")
        assert plain == finding.message.replace("\ud800", "\ufffd") or (
            plain == "…" and not finding.message.strip()
        )
        assert (
            result.related_locations
            and result.fixes
            and len(result.fixes[0].artifact_changes[0].replacements) == 2
        )


def test_sarif_tells_what_became_of_findings() -> None:
    run = json.loads(told("sarif", hostile()))["runs"][0]
    states = {
        (one["baselineState"], one.get("suppressions", [{"kind": ""}])[0]["kind"]) for one in run["results"]
    }
    assert states == {("new", ""), ("unchanged", ""), ("unchanged", "external"), ("unchanged", "inSource")}
    invocation = run["invocations"][0]
    assert not invocation["executionSuccessful"] and len(invocation["toolExecutionNotifications"]) == len(
        NAMES
    )
    without = json.loads(told("sarif", [one._replace(known=(), fixed=0) for one in hostile()]))["runs"][0]
    assert not any("baselineState" in one for one in without["results"])


def marks(checked: Checked) -> tuple[dict[int, str], dict[int, str]]:
    """The fingerprints by line in SARIF and in GitLab's report."""
    run = json.loads(told("sarif", [checked]))["runs"][0]
    places = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run["results"]]
    sarif = dict(zip(places, (one["partialFingerprints"]["xlint/v1"] for one in run["results"])))
    issues = json.loads(told("gitlab", [checked]))
    return sarif, {one["location"]["lines"]["begin"]: one["fingerprint"] for one in issues}


def test_fingerprints_stay() -> None:
    found = tuple(Finding("own/a", Severity.INFO, "不对", Span(n, n + 1)) for n in (3, 8))
    one = Checked("a.txt", Source("标题\n甲。\n\n\n甲。\n"), "", "", found)
    below = tuple(finding._replace(span=Span(*(place + 2 for place in finding.span))) for finding in found)
    moved = one._replace(source=Source("标题\n\n\n甲。\n\n\n甲。\n"), findings=below)
    for stays, moves in zip(marks(one), marks(moved)):
        assert {line + 2: mark for line, mark in stays.items()} == moves and len(set(moves.values())) == 2
    sarif, issues = marks(one._replace(findings=found[1:], known=found[:1]))
    assert sarif == marks(one)[0] and issues == {5: marks(one)[1][5]}


def test_sarif_leaves_out_what_code_scanning_does_not_take() -> None:
    text = "甲" * 10_000
    found = tuple(Finding("own/a", Severity.INFO, "不对", Span(n, n + 1)) for n in range(10_000))
    results = [Checked(f"{n}.txt", Source(text), "", "", found) for n in range(3)]
    run = json.loads(told("sarif", results, View(language="en")))["runs"][0]
    assert len(run["results"]) == 25_000
    assert (
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
        == "5000 more are not listed."
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [("././/a.txt", "a.txt"), ("./a b/草#%.txt", "a%20b/%E8%8D%89%23%25.txt"), ("a:b?.txt", "a%3Ab%3F.txt"), ("/甲/a.txt", "file:///%E7%94%B2/a.txt"),
     ("../a\\b.txt", "../a%5Cb.txt"), (b"\xc4\xe3.txt".decode("utf-8", "surrogateescape"), "%C4%E3.txt")],
)  # fmt: skip
def test_uris(path: str, expected: str) -> None:
    assert uri(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b\\草.txt", "a%20b/%E8%8D%89.txt"),
        (".\\a.txt", "a.txt"),
        ("C:\\a b\\c.txt", "file:///C:/a%20b/c.txt"),
        ("\\\\server\\share\\c.txt", "file://server/share/c.txt"),
    ],
)
def test_uris_of_windows(path: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlint.reports.paths.os", SimpleNamespace(sep="\\", path=ntpath))
    assert uri(path) == expected
