"""Results in the XML of Checkstyle, which many other programs read."""

from collections.abc import Iterator

from xlint.model import Severity
from xlint.reports import Rendering, View
from xlint.reports.junit import attribute, encoded
from xlint.results import Checked

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def render(view: View) -> Rendering:
    """One XML document with an element for each file; lines and columns count from 1."""
    checked = yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    while checked is not None:
        lines = "".join(f"  {line}\n" for line in _errors(checked))
        checked = yield encoded(f" <file name={attribute(checked.path, path=True)}>\n{lines} </file>\n", view)
    yield "</checkstyle>\n"


def _errors(checked: Checked) -> Iterator[str]:
    source = checked.source
    if source is None:
        yield f'<error line="1" severity="error" message={attribute(checked.error or "")} source="xlint.unreadable"/>'
        return
    for finding in checked.findings:
        at = source.position(finding.span.start)
        told = f"message={attribute(finding.message)} source={attribute('xlint.' + finding.rule.replace('/', '.'))}"
        yield f'<error line="{at.line}" column="{at.column}" severity="{_SEVERITIES[finding.severity]}" {told}/>'
