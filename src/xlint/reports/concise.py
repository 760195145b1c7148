"""Results as one line each: path:line:column: severity: message [rule], for problem matchers of editors."""

from collections.abc import Iterator

from xlint.reports import Rendering, View
from xlint.reports.cells import visible
from xlint.reports.paths import shown
from xlint.results import Checked


def render(view: View) -> Rendering:
    """A line for each finding and each file that could not be read; lines and columns count from 1, columns in code points."""
    checked = yield ""
    while checked is not None:
        checked = yield "".join(_lines(checked))
    yield ""


def _lines(checked: Checked) -> Iterator[str]:
    source, path = checked.source, shown(checked.path)
    if source is None:
        yield f"{path}:1:1: error: {visible(checked.error or '')} [unreadable]\n"
        return
    for finding in checked.findings:
        at = source.position(finding.span.start)
        words = visible(f"{finding.severity.label}: {finding.message} [{finding.rule}]")
        yield f"{path}:{at.line}:{at.column}: {words}\n"
