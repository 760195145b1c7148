"""Results in the Reviewdog Diagnostic Format, with suggestions: columns there count bytes of UTF-8."""

from typing import Any

from xlint.model import Finding, Severity, Span
from xlint.reports import Rendering, View, listed
from xlint.reports.dumping import strict
from xlint.reports.paths import relative
from xlint.reports.wording import located
from xlint.results import Checked
from xlint.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(view: View) -> Rendering:
    """One object with a diagnostic for each finding."""
    return listed(
        '{"source": {"name": "xlint"}, "diagnostics": [',
        lambda checked: (strict(value, view) for value in _diagnostics(checked)),
        "\n]}\n",
    )


def _diagnostics(checked: Checked) -> list[dict[str, Any]]:
    source, path = checked.source, relative(checked.path)
    if source is None:
        return [{"message": checked.error or "", "location": {"path": path}, "severity": "ERROR"}]
    places = _Places(source)
    return [_diagnostic(finding, places, path) for finding in checked.findings]


def _diagnostic(finding: Finding, places: "_Places", path: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "message": located(finding),
        "location": {"path": path, "range": places.range(finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fix:
        told["suggestions"] = [
            {"range": places.range(edit.span), "text": edit.text} for edit in finding.fix.edits
        ]
    if finding.related:
        told["related_locations"] = [
            {"message": note.message, "location": {"path": path, "range": places.range(note.span)}}
            for note in finding.related
        ]
    return told


class _Places:
    """Places in one text; what was counted last is kept, for a line may be long and hold thousands of findings."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._last = (0, 0, 0)  # a line, a place in it, the bytes of the line before that place

    def range(self, span: Span) -> dict[str, dict[str, int]]:
        """Where a span stands, the end exclusive."""
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        """Line and column from 1, the column in bytes of UTF-8."""
        line = self._source.line_index(offset)
        index, place, size = self._last
        if line != index or offset < place:
            place, size = self._source.lines[line].start, 0
        size += len(self._source.text[place:offset].encode())
        self._last = (line, offset, size)
        return {"line": line + 1, "column": size + 1}
