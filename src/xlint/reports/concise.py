"""Results as one line each: path:line:column: severity: message [rule], for problem matchers of editors."""

from collections.abc import Iterator

from xlint.reports import Rendering, View
from xlint.reports.cells import visible
from xlint.results import Checked


def render(view: View) -> Rendering:
    """A line for each finding; lines and columns count from 1, columns in code points."""
    checked = yield ""
    while checked is not None:
        checked = yield "".join(_lines(checked))
    yield ""


def _lines(checked: Checked) -> Iterator[str]:
    source = checked.source
    if source is None:
        return
    for finding in checked.findings:
        at = source.position(finding.span.start)
        words = visible(f"{finding.severity.label}: {finding.message} [{finding.rule}]")
        yield f"{visible(checked.path)}:{at.line}:{at.column}: {words}\n"
