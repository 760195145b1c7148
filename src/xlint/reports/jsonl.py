"""Results as JSON lines: an object for each file, as soon as it was checked."""

from xlint.reports import Rendering, View
from xlint.reports.dumping import exact
from xlint.reports.json import file

_LINE_ENDS = {
    ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"
}  # for readers that split at them


def render(view: View) -> Rendering:
    """A line for each file, of the same form as an entry of `files` in the JSON report."""
    checked = yield ""
    while checked is not None:
        line = exact(file(checked), view, separators=(",", ":"))
        checked = yield line.translate(_LINE_ENDS) + "\n"
    yield ""
