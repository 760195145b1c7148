"""Results as JSON: the contract that other programs rely on."""

import json
from collections.abc import Sequence
from typing import Any

from xlint.model import Finding, Fix, Span
from xlint.outline import Outline
from xlint.reports import Rendering, View
from xlint.reports.dumping import exact
from xlint.reports.totals import Totals
from xlint.results import Checked
from xlint.source import Source


def render(view: View) -> Rendering:
    """All results as one JSON text; lines and columns count from 1, columns in code points, ends are exclusive."""
    totals = Totals()
    checked = yield '{\n "version": 1,\n "files": ['
    while checked is not None:
        totals.add(checked)
        value = exact(file(checked), view, indent=1)
        comma = "," if totals.read + totals.unread > 1 else ""
        checked = yield f"{comma}\n  " + value.replace("\n", "\n  ")
    summary, accepted = json.dumps(_summary(totals)), json.dumps(_accepted(totals))
    yield f'\n ],\n "summary": {summary},\n "accepted": {accepted}\n}}\n'


def _summary(totals: Totals) -> dict[str, int]:
    return {"files": totals.read + totals.unread, **totals.by_level}


def _accepted(totals: Totals) -> dict[str, int]:
    """What is not among the findings: accepted by the baseline, taken back for a reason; entries that are fixed."""
    return {"known": totals.known, "ignored": totals.ignored, "fixed": totals.fixed}


def file(checked: Checked) -> dict[str, Any]:
    """One file as a plain value."""
    source = checked.source
    ignored = [{**_finding(one.finding, source), "reason": one.reason} for one in checked.ignored if source]
    return {
        "path": checked.path,
        "encoding": source.encoding if source else None,
        "profile": checked.profile or None,
        "error": checked.error,
        "findings": [_finding(finding, source) for finding in checked.findings if source],
        "ignored": ignored,
        "verified": dict(checked.verified) or None,
    }


def _finding(finding: Finding, source: Source) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "message": finding.message,
        **place(finding.span, source),
        "text": source.text[finding.span.start : finding.span.end],
        "section": finding.section,
        "related": [{**place(note.span, source), "message": note.message} for note in finding.related],
        "fix": _fix(finding.fix, source) if finding.fix else None,
    }


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [{**place(edit.span, source), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def place(span: Span, source: Source) -> dict[str, int]:
    """Where a span stands: lines and columns from 1, the end exclusive."""
    start, end = source.position(span.start), source.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def outline(documents: Sequence[tuple[str, Source, Outline]], ascii_only: bool = False) -> str:
    """The headings of documents as JSON."""
    files = [{"path": path, "headings": _headings(source, tree)} for path, source, tree in documents]
    return json.dumps({"files": files}, ensure_ascii=ascii_only, indent=1) + "\n"


def _headings(source: Source, tree: Outline) -> list[dict[str, Any]]:
    headings = [*tree.titles[:1], *(section.heading for section in tree.sections)]
    levels = {"group": "group", "attachment": "attachment", "listed": "attachment"}
    return [
        {
            "line": source.position(heading.line.start).line,
            "level": levels.get(heading.kind, heading.level),
            "marker": heading.marker,
            "number": heading.number,
            "title": heading.title,
            "run_in": heading.run_in,
        }
        for heading in sorted(headings, key=lambda heading: heading.line)
    ]
