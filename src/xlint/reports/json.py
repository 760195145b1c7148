"""Results as JSON: the contract that other programs rely on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlint.model import Finding, Fix, Span
from xlint.outline import Outline
from xlint.reports import Checked
from xlint.source import Source


def render(results: Iterable[Checked], ascii_only: bool = False) -> str:
    """All results as one JSON text; lines and columns count from 1, columns in code points, ends are exclusive."""
    files = [_file(checked) for checked in results]
    value = {"version": 1, "files": files, "summary": _summary(files)}
    return json.dumps(value, ensure_ascii=ascii_only, indent=1) + "\n"


def _summary(files: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    levels = [finding["severity"] for file in files for finding in file["findings"]]
    counts = {f"{level}s": levels.count(level) for level in ("error", "warning", "info")}
    return {"files": len(files), **counts}


def _file(checked: Checked) -> dict[str, Any]:
    document = checked.document
    findings = (
        [] if document is None else [_finding(f, document.source, document.outline) for f in checked.findings]
    )
    return {
        "path": checked.path,
        "encoding": document.source.encoding if document else None,
        "profile": checked.profile or None,
        "error": checked.error,
        "findings": findings,
        "verified": dict(checked.verified) or None,
    }


def _finding(finding: Finding, source: Source, outline: Outline) -> dict[str, Any]:
    section = outline.at(finding.span.start)
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "message": finding.message,
        **_place(finding.span, source),
        "text": source.text[finding.span.start : finding.span.end],
        "section": section.path if section else "",
        "related": [{**_place(note.span, source), "message": note.message} for note in finding.related],
        "fix": _fix(finding.fix, source) if finding.fix else None,
    }


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = [{**_place(edit.span, source), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(span: Span, source: Source) -> dict[str, int]:
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
