"""Findings as diagnostics of the Language Server Protocol."""

from collections.abc import Callable

from lsprotocol import types

from xlint.fingerprints import numbered
from xlint.lsp.positions import Positions
from xlint.lsp.texts import Text
from xlint.model import Finding, Severity, Span
from xlint.results import Checked

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
SOURCE = "xlint"
Page = Callable[[str], str | None]  # where the page about a rule is


def span_range(span: Span, positions: Positions) -> types.Range:
    """A span as a range in the units of the editor."""
    start, end = positions.place(span.start), positions.place(span.end)
    return types.Range(
        start=types.Position(line=start.line, character=start.character),
        end=types.Position(line=end.line, character=end.character),
    )


def span_of(range_: types.Range, positions: Positions) -> Span:
    """A range of the editor as a span."""
    start = positions.offset(range_.start.line, range_.start.character)
    return Span(start, max(start, positions.offset(range_.end.line, range_.end.character)))


def diagnostics(checked: Checked, text: Text, page: Page) -> list[types.Diagnostic]:
    """All findings on a text, and what kept a rule from coming to its end."""
    marks = numbered(checked.findings, checked.source) if checked.source else []
    found = [_diagnostic(finding, mark, text, page) for finding, mark in zip(checked.findings, marks)]
    return [*found, *_faults(checked)]


def _diagnostic(finding: Finding, mark: str, text: Text, page: Page) -> types.Diagnostic:
    """One finding; `mark` tells it from the others of the text."""
    href = page(finding.rule)
    return types.Diagnostic(
        range=span_range(finding.span, text.positions),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=href) if href else None,
        source=SOURCE,
        message=finding.message,
        related_information=_related(finding, text) or None,
        data={"mark": mark},
    )


def _related(finding: Finding, text: Text) -> list[types.DiagnosticRelatedInformation]:
    return [
        types.DiagnosticRelatedInformation(
            location=types.Location(uri=text.uri, range=span_range(note.span, text.positions)),
            message=note.message,
        )
        for note in finding.related
    ]


def _faults(checked: Checked) -> list[types.Diagnostic]:
    """Silence has to mean that all was checked: a rule that did not come to its end is told at the top."""
    told = [f"规则 {rule} 用时过长，没有检查完" for rule in checked.timed_out]
    told += [f"规则 {rule} 出错（{error}），没有检查完，请报告" for rule, error in checked.failed.items()]
    if checked.error is not None:
        told.append(f"没有检查：{checked.error}")
    return [remark(words) for words in told]


def remark(words: str) -> types.Diagnostic:
    """Something to know of a whole text, at its top."""
    top = types.Position(line=0, character=0)
    return types.Diagnostic(
        range=types.Range(start=top, end=top),
        severity=types.DiagnosticSeverity.Information,
        source=SOURCE,
        message=words,
    )
