"""Results as SARIF 2.1.0 (OASIS), for code scanning and review tools: columns count code points."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from xlint import __version__
from xlint.fingerprints import numbered
from xlint.model import Finding, Fix, Severity, Span
from xlint.reports import Rendering, View
from xlint.results import Checked
from xlint.source import Source

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RULE_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_MOST = 25_000  # results that code scanning takes


def render(view: View) -> Rendering:
    """One log with one run. Rules stand behind the results, so that only those that were found need be known."""
    run = _Run()
    checked, comma = (
        (yield f'{{\n "$schema": "{_SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n  "results": ['),
        "",
    )
    while checked is not None:
        piece = ""
        for value in run.results(checked):
            piece += f"{comma}\n   {json.dumps(value, ensure_ascii=view.ascii_only)}"
            comma = ","
        checked = yield piece
    tail = json.dumps(run.rest(view), ensure_ascii=view.ascii_only, indent=1)
    yield f"\n  ],\n{tail[2:-2]}\n }}]\n}}\n"


class _Run:
    """What is only known once all results have gone by."""

    def __init__(self) -> None:
        self._rules: dict[str, int] = {}
        self._unread: list[dict[str, Any]] = []
        self._count = self._left_out = 0

    def results(self, checked: Checked) -> Iterator[dict[str, Any]]:
        """The results of one file: those to be reported, those that are known, those that were taken back."""
        source = checked.source
        if source is None:
            self._unread.append(_notification(checked.error or "", checked.path))
            return
        taken = {id(one.finding): one for one in checked.ignored}
        found = [*checked.findings, *checked.known, *(one.finding for one in checked.ignored)]
        state = {**{id(f): "new" for f in checked.findings}, **{id(f): "unchanged" for f in checked.known}}
        for finding, mark in zip(found, numbered(found, source)):
            if self._count >= _MOST:
                self._left_out += 1
                continue
            self._count += 1
            index = self._rules.setdefault(finding.rule, len(self._rules))
            result = _result(finding, source, checked.path, index, mark)
            if checked.known or checked.fixed:
                result["baselineState"] = state.get(id(finding), "unchanged")
            if id(finding) in taken:
                one = taken[id(finding)]
                kind = "inSource" if one.inside else "external"
                result["suppressions"] = [{"kind": kind, "justification": one.reason}]
            yield result

    def rest(self, view: View) -> dict[str, Any]:
        """Tool, invocation and the unit of columns."""
        told = view.rules() if self._rules else {}
        rules = [_rule(id_, told.get(id_, {}), view.language) for id_ in self._rules]
        driver = {"name": "xlint", "semanticVersion": __version__, "rules": rules}
        notes = [*self._unread]
        if self._left_out:
            notes.append({"level": "warning", "message": {"text": f"另有{self._left_out}处没有列出"}})
        return {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not self._unread, "toolExecutionNotifications": notes}],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"],
        }


def _notification(error: str, path: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": error},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
    }


def _rule(id_: str, told: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {**told, **(told.get("en", {}) if language == "en" else {})}
    why, instead = str(words.get("why", "")), str(words.get("instead", ""))
    rule: dict[str, Any] = {
        "id": id_,
        "name": "".join(part.capitalize() for part in id_.replace("/", "-").split("-")),
        "defaultConfiguration": {"level": _RULE_LEVELS.get(str(told.get("severity")), "warning")},
    }
    if words.get("message"):
        rule["shortDescription"] = {"text": str(words["message"])}
    if why:
        rule["fullDescription"] = {"text": why}
        rule["help"] = {
            "text": f"{why}\n{instead}".strip(),
            "markdown": f"{why}\n\n**{instead}**" if instead else why,
        }
    return rule


def _result(finding: Finding, source: Source, path: str, index: int, mark: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.span, source, path, finding.place)],
        "partialFingerprints": {"xlint/v1": mark},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": note.message}, **_location(note.span, source, path)}
            for number, note in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, source, path)]
    return result


def _location(span: Span, source: Source, path: str, place: str = "") -> dict[str, Any]:
    region = {**_region(span, source), "snippet": {"text": source.text[slice(*span)]}}
    told: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}
    if place:
        told["logicalLocations"] = [{"fullyQualifiedName": place}]
    return told


def _region(span: Span, source: Source) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix, source: Source, path: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _artifact(path: str) -> dict[str, str]:
    """A path as a URI reference; one that leaves the folder is told from its root."""
    if os.path.isabs(path):
        return {"uri": "file://" + quote(os.fsencode(path.replace(os.sep, "/")))}
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return {"uri": quote(os.fsencode(path.replace(os.sep, "/")))}
