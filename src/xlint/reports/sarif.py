"""Results as SARIF 2.1.0 (OASIS), for code scanning and review tools: columns count code points."""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

from xlint import __version__
from xlint.model import Finding, Fix, Severity, Span
from xlint.reports import Rendering, View
from xlint.reports.dumping import strict
from xlint.reports.marks import marked
from xlint.reports.paths import uri
from xlint.results import Checked
from xlint.source import Source

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RULE_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_MOST = 25_000  # results that code scanning takes
_SLOT = pattern(r"\{\w+\}")
_LINK = pattern(r"\[([^\[\]]*)\]\(")


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
            piece += f"{comma}\n   {strict(value, view)}"
            comma = ","
        checked = yield piece
    tail = strict(run.rest(view), view, indent=1)
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
        compared = bool(checked.known or checked.fixed)
        for one in marked(checked, source):
            if self._count >= _MOST:
                self._left_out += 1
                continue
            self._count += 1
            index = self._rules.setdefault(one.finding.rule, len(self._rules))
            result = _result(one.finding, source, checked.path, index, one.mark)
            if compared:
                result["baselineState"] = "new" if one.is_new else "unchanged"
            if one.reason is not None:
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
            told_less = _message(view.words("more", count=self._left_out))
            notes.append({"level": "warning", "message": told_less})
        return {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not self._unread, "toolExecutionNotifications": notes}],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029"],
        }


def _notification(error: str, path: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": _message(error),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}],
    }


def _rule(id_: str, told: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a rule says of itself; GitHub wants all of it, so each lacking text is made up for by the one before."""
    words = {**told, **(told.get("en", {}) if language == "en" else {})}
    short = _SLOT.sub("…", str(words.get("message") or id_))
    why, instead = str(words.get("why") or short), str(words.get("instead") or "")
    return {
        "id": id_,
        "name": "".join(part.capitalize() for part in id_.replace("/", "-").split("-")),
        "defaultConfiguration": {"level": _RULE_LEVELS.get(str(told.get("severity")), "warning")},
        "shortDescription": _message(short),
        "fullDescription": _message(why),
        "help": {
            **_message(f"{why}\n{instead}".strip()),
            "markdown": f"{why}\n\n**{instead}**" if instead else why,
        },
    }


def _result(finding: Finding, source: Source, path: str, index: int, mark: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [_location(finding.span, source, path, finding.place)],
        "partialFingerprints": {"xlint/v1": mark},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": _message(note.message), **_location(note.span, source, path)}
            for number, note in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, source, path)]
    return result


def _location(span: Span, source: Source, path: str, place: str = "") -> dict[str, Any]:
    region = {**_region(span, source), "snippet": {"text": source.text[slice(*span)]}}
    told: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}
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
    change = {"artifactLocation": {"uri": uri(path)}, "replacements": replacements}
    return {"description": _message(fix.title), "artifactChanges": [change]}


def _message(text: str) -> dict[str, str]:
    """A text as a message, which must not be blank, and in which braces and [words](target) mean something."""
    linked = _LINK.sub(r"\\[\1\\](", text if text.strip() else "…")
    return {"text": linked.replace("{", "{{").replace("}", "}}")}
