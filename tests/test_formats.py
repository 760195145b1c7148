"""The formats for programs, read by parsers and held against schemas of others: what pip can have.

Of GitLab's code quality reports PyPI and npm have only writers, so its table of fields is written down here as a schema.
"""

import json
import re
import time
import tracemalloc
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from formats import NAMES, READERS, TEXTS, Place, command, drafts, hostile, places, rows, told, view
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from junitparser import JUnitXml
from support import ROOT

from xlint.model import Finding, Severity, Span
from xlint.reports import MODULES, View
from xlint.reports.paths import shown
from xlint.results import Checked
from xlint.source import Source

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "findings.schema.json").read_text("utf-8"))
STRICT_PATHS = {"gitlab", "rdjson"}  # where U+FFFD stands for a byte that is not UTF-8
ISSUE = {  # https://docs.gitlab.com/ci/testing/code_quality/ and what GitLab's own parser asks for
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string"},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
            },
        },
    },
}  # fmt: skip


def closed(schema: Any, used: bool = True) -> Any:
    """The schema with nothing allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(one, used) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value, key in ("items", "oneOf")) for key, value in schema.items()}
    if "properties" in schema:
        made["properties"] = {key: closed(value) for key, value in schema["properties"].items()}
    if "$defs" in schema:
        made["$defs"] = {key: closed(value, key == "fix") for key, value in schema["$defs"].items()}
    if used and ("properties" in schema or schema.get("$ref") in ("#/$defs/file", "#/$defs/finding")):
        made["unevaluatedProperties"] = False
    return made


WHOLE = Draft202012Validator(closed(SCHEMA))
LINE = Draft202012Validator(
    {**closed(SCHEMA), "$ref": "#/$defs/file", "type": "object", "required": [], "properties": {}}
)
ISSUES = Draft202012Validator({"type": "array", "items": ISSUE})


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_data(self, data: str) -> None:
        self.text += data


def as_told(name: str, place: Place) -> Place:
    """What a format is to say of a place: some leave the column out, some show a path and do not hold it exactly."""
    path, column = place.path, place.column
    if name in STRICT_PATHS:
        path = re.sub("[\ud800-\udfff]", "\ufffd", path)
    elif name in ("concise", "junit", "checkstyle", "github"):
        path = shown(path).replace("\n", "␊").replace("\r", "␍")
    return Place(path, place.rule, place.line, None if name == "gitlab" else column)


def check(name: str, results: list[Checked]) -> None:
    read = list(READERS[name](told(name, results, view()), results))
    expected = [as_told(name, place) for place in places(results)]
    if name == "markdown":
        assert [one[1:] for one in read] == [one[1:] for one in expected][: len(read)]
        assert len(read) == min(len(expected), 200) or sum(map(len, rows(told(name, results)))) > 0
    elif name == "github":
        assert [one[:3] for one in read] == [one[:3] for one in expected]
        assert all(one.column in (None, other.column) for one, other in zip(read, expected))
    else:
        assert read == expected


@pytest.mark.parametrize("name", READERS)
def test_hostile_texts_and_names_change_no_place(name: str) -> None:
    check(name, hostile())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_all_formats_tell_of_the_same_findings(results: list[Checked]) -> None:
    for name in READERS:
        check(name, results)
    WHOLE.validate(json.loads(told("json", results)))


def test_the_schema_of_findings_is_one_and_is_met() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    whole = json.loads(told("json", hostile()))
    Draft202012Validator(SCHEMA).validate(whole)
    WHOLE.validate(whole)
    lines = [json.loads(line) for line in told("jsonl", hostile()).splitlines()]
    for line in lines:
        LINE.validate(line)
    assert lines == whole["files"] and [file["path"] for file in lines[: len(NAMES)]] == list(NAMES)


@pytest.mark.parametrize("path", [("version",), ("files", 0, "findings", 0, "more"), ("files", 0, "error"), ("files", 0, "ignored", 0, "reason")])  # fmt: skip
def test_the_schema_of_findings_refuses(path: tuple[Any, ...]) -> None:
    whole = json.loads(told("json", hostile()))
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = 2
    assert not WHOLE.is_valid(whole)


def test_ascii_says_the_same() -> None:
    for name in ("json", "jsonl", "sarif", "gitlab", "rdjson", "junit", "checkstyle"):
        plain = told(name, hostile(), View(ascii_only=True))
        assert plain.isascii()
        assert list(READERS[name](plain, hostile())) == list(READERS[name](told(name, hostile()), hostile()))


def test_junit_is_read_back() -> None:
    suites = list(JUnitXml.fromstring(told("junit", hostile()).encode()))
    assert len(suites) == 2 * len(NAMES)
    for checked, suite in zip(hostile(), suites):
        cases = list(suite)
        assert suite.tests == len(cases) and suite.failures == len(checked.findings)
        assert suite.errors == (checked.error is not None) == sum(case.is_error for case in cases)
    clean = next(
        iter(JUnitXml.fromstring(told("junit", [Checked("a.txt", Source("甲"), "", "", ())]).encode()))
    )
    assert (clean.tests, clean.failures, clean.errors, next(iter(clean)).is_passed) == (1, 0, 0, True)


def test_gitlab_is_as_published() -> None:
    issues = json.loads(told("gitlab", hostile()))
    ISSUES.validate(issues)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)
    assert {issue["severity"] for issue in issues} == {"info", "minor", "major", "blocker"}


def test_commands_are_one_line_each() -> None:
    lines = told("github", hostile()).split("\n")[:-1]
    assert len(lines) == sum(max(1, len(one.findings)) for one in hostile())
    assert all(re.fullmatch(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]+", line) for line in lines)
    assert [command(line)[1]["file"] for line in lines[-len(NAMES) :]] == [
        shown(name).replace("␊", "\n").replace("␍", "\r") if "\n" not in name else shown(name)
        for name in NAMES
    ]


def test_markdown_holds_nothing_but_text() -> None:
    for index, words in enumerate(TEXTS):
        for path in (words or "a", NAMES[index % len(NAMES)]):
            finding = Finding("own/a", Severity.ERROR, words, Span(0, 1), place=words)
            one = [Checked(path, Source("甲"), "", "", (finding,)), Checked(path, None, "", "", (), words)]
            text = told("markdown", one)
            assert [len(row) for row in rows(text)] == [4, 4]
            page = Page(github_flavored_markdown_to_html(text))
            assert page.tags.count("code") == page.tags.count("li") == page.tags.count("ul") == 1
            assert set(page.tags) <= {
                "h3",
                "p",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "code",
                "ul",
                "li",
            }
            assert not re.search(r"@\w|#\d|!\d|://|www\.|:smile:", page.text)


def test_markdown_is_bounded() -> None:
    found = tuple(Finding("own/a", Severity.INFO, "不对" * 50, Span(0, 1)) for _ in range(10_000))
    unread = [Checked("名" * 100, None, "", "", (), "读不了" * 50)] * 1000
    text = told("markdown", [Checked("a.txt", Source("甲"), "", "", found), *unread])
    assert len(text) < 40_000 and "共检查1个文件，发现10000处" in text and "有1000个文件没有检查成" in text
    listed = len(rows(text)) - 1
    assert listed == 200 and f"另有{10_000 - listed}处没有列出" in text


@pytest.mark.parametrize("name", READERS)
def test_formats_hold_no_more_than_a_file(name: str) -> None:
    found = (Finding("own/a", Severity.INFO, "不对" * 20, Span(1, 2)),)

    def peak(count: int) -> int:
        rendering = import_module(MODULES[name]).render(View())
        next(rendering)
        tracemalloc.start()
        for number in range(count):
            rendering.send(Checked(f"{number}.txt", Source("标题\n" + "甲" * 200), "", "", found))
        rendering.send(None)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    peak(200)  # what modules keep for good
    assert peak(2000) < peak(200) + 250_000  # a result is 1,000 bytes


@pytest.mark.parametrize("name", READERS)
def test_ten_thousand_findings_in_one_line(name: str) -> None:
    source = Source("标题\n" + "整改XX情况" * 150_000)
    found = tuple(
        Finding("own/a", Severity.INFO, "不对", Span(5 + 90 * n, 7 + 90 * n)) for n in range(10_000)
    )
    results = [Checked("a.txt", source, "", "", found)]
    began = time.perf_counter()
    text = told(name, results)
    assert time.perf_counter() - began < 6
    if name != "rdjson":  # its reader here counts bytes from the start of the line, as the module must not
        assert len(list(READERS[name](text, results))) == (200 if name == "markdown" else 10_000)
