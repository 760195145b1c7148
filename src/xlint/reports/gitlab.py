"""Results as a code quality report, which GitLab shows on the lines of a merge request."""

from typing import Any

from xlint.model import Finding, Severity
from xlint.reports import Rendering, View, listed
from xlint.reports.dumping import strict
from xlint.reports.marks import marked
from xlint.reports.paths import relative
from xlint.reports.wording import located
from xlint.results import Checked
from xlint.source import Source
from xlint.store import digest

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(view: View) -> Rendering:
    """An array with an object for each finding; fingerprints stay when lines move."""
    return listed("[", lambda checked: (strict(value, view) for value in _issues(checked)), "\n]\n")


def _issues(checked: Checked) -> list[dict[str, Any]]:
    source, path = checked.source, relative(checked.path)
    if source is None:
        return [_unread(checked, path)]
    return [_issue(one.finding, source, path, one.mark) for one in marked(checked, source) if one.is_new]


def _issue(finding: Finding, source: Source, path: str, mark: str) -> dict[str, Any]:
    start, end = source.position(finding.span.start), source.position(finding.span.end)
    return {
        "description": located(finding),
        "check_name": finding.rule,
        "fingerprint": digest(f"{path}\0{mark}".encode("utf-8", "surrogatepass")),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": start.line, "end": end.line}},
    }


def _unread(checked: Checked, path: str) -> dict[str, Any]:
    return {
        "description": checked.error or "",
        "check_name": "unreadable",
        "fingerprint": digest(f"{path}\0unreadable".encode("utf-8", "surrogatepass")),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }
