"""Results as workflow commands, which GitHub shows on the lines of a pull request."""

from collections.abc import Iterator

from xlint.model import Finding, Severity
from xlint.reports import Rendering, View
from xlint.reports.cells import visible
from xlint.reports.paths import relative, shown
from xlint.reports.wording import located
from xlint.results import Checked
from xlint.source import Source

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(view: View) -> Rendering:
    """A command for each finding, and for each file that could not be read; nothing in them can end a command early."""
    checked = yield ""
    while checked is not None:
        checked = yield "".join(f"{line}\n" for line in _commands(checked))
    yield ""


def _commands(checked: Checked) -> Iterator[str]:
    path = _property(shown(relative(checked.path)))
    if checked.source is None:
        yield f"::error file={path}::{_data(visible(checked.error or ''))}"
        return
    for finding in checked.findings:
        command = _COMMANDS[finding.severity]
        yield f"::{command} file={path},{_place(finding, checked.source)},title={_property(finding.rule)}::{_data(visible(located(finding)))}"


def _place(finding: Finding, source: Source) -> str:
    """GitHub takes columns only where a finding stands in one line, and its end as the last column."""
    start, end = source.position(finding.span.start), source.position(finding.span.end)
    if start.line != end.line:
        return f"line={start.line},endLine={end.line}"
    return f"line={start.line},endLine={end.line},col={start.column},endColumn={max(start.column, end.column - 1)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
