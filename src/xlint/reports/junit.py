"""Results as a JUnit report: a suite for each file, a failed case for each finding, a passed one for a clean file."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from xlint.model import Finding
from xlint.reports import Rendering, View
from xlint.reports.cells import visible
from xlint.reports.paths import shown
from xlint.results import Checked
from xlint.source import Source


def render(view: View) -> Rendering:
    """One XML document; an unreadable file is an error, not a failure."""
    checked = yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="xlint">\n'
    while checked is not None:
        checked = yield encoded(_suite(checked), view)
    yield "</testsuites>\n"


def _suite(checked: Checked) -> str:
    found = checked.findings
    cases = "".join(_cases(checked))
    numbers = f'tests="{max(1, len(found))}" failures="{len(found)}" errors="{int(checked.error is not None)}" skipped="0"'
    return (
        f' <testsuite name={attribute(checked.path, path=True)} {numbers} time="0">\n{cases} </testsuite>\n'
    )


def _cases(checked: Checked) -> Iterator[str]:
    path = attribute(checked.path, path=True)
    if checked.source is None:
        error = f'<error message={attribute(checked.error or "")} type="unreadable"/>'
        yield f'  <testcase name="xlint" classname={path} time="0">{error}</testcase>\n'
    elif not checked.findings:
        yield f'  <testcase name="xlint" classname={path} time="0"/>\n'
    for finding in checked.findings:
        if checked.source is not None:
            yield _case(finding, checked.source, path)


def _case(finding: Finding, source: Source, path: str) -> str:
    at = source.position(finding.span.start)
    where = f"{finding.place}  第{at.line}行第{at.column}列"
    name = attribute(f"{finding.rule} {at.line}:{at.column}")
    words = content(f"{where.strip()}\n{source.text[slice(*finding.span)]}")
    failure = f"<failure message={attribute(finding.message)} type={attribute(finding.severity.label)}>{words}</failure>"
    return f'  <testcase name={name} classname={path} time="0">{failure}</testcase>\n'


def attribute(text: str, path: bool = False) -> str:
    """A text as an attribute of XML with its quotation marks; what XML cannot hold is made visible."""
    return quoteattr(shown(text) if path else visible(text))


def content(text: str) -> str:
    """A text as the content of an element; what XML cannot hold is made visible, line ends stay."""
    return escape("\n".join(visible(line) for line in text.split("\n")))


def encoded(piece: str, view: View) -> str:
    """A piece of XML for where it is written; a stream that is not UTF-8, as the head says, gets references."""
    return piece.encode("ascii", "xmlcharrefreplace").decode() if view.ascii_only else piece
