"""Results in the Reviewdog Diagnostic Format, with suggestions: columns there count bytes of UTF-8."""

import json
from typing import Any

from xlint.model import Finding, Severity, Span
from xlint.reports import Rendering, View
from xlint.reports.gitlab import relative
from xlint.results import Checked
from xlint.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(view: View) -> Rendering:
    """One object with a diagnostic for each finding."""
    head = json.dumps({"name": "xlint"})
    checked, comma = (yield f'{{"source": {head}, "diagnostics": ['), ""
    while checked is not None:
        piece = ""
        for value in _diagnostics(checked):
            piece += f"{comma}\n {json.dumps(value, ensure_ascii=view.ascii_only)}"
            comma = ","
        checked = yield piece
    yield "\n]}\n"


def _diagnostics(checked: Checked) -> list[dict[str, Any]]:
    source, path = checked.source, relative(checked.path)
    if source is None:
        return [{"message": checked.error, "location": {"path": path}, "severity": "ERROR"}]
    return [_diagnostic(finding, source, path) for finding in checked.findings]


def _diagnostic(finding: Finding, source: Source, path: str) -> dict[str, Any]:
    where = f"{finding.place} " if finding.place else ""
    told: dict[str, Any] = {
        "message": where + finding.message,
        "location": {"path": path, "range": _range(finding.span, source)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fix:
        told["suggestions"] = [
            {"range": _range(edit.span, source), "text": edit.text} for edit in finding.fix.edits
        ]
    if finding.related:
        told["relatedLocations"] = [
            {"message": note.message, "location": {"path": path, "range": _range(note.span, source)}}
            for note in finding.related
        ]
    return told


def _range(span: Span, source: Source) -> dict[str, dict[str, int]]:
    return {"start": _position(span.start, source), "end": _position(span.end, source)}


def _position(offset: int, source: Source) -> dict[str, int]:
    """Line and column from 1, the column in bytes of UTF-8."""
    line = source.line_index(offset)
    before = source.text[source.lines[line].start : offset]
    return {"line": line + 1, "column": len(before.encode()) + 1}
