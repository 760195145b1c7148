"""Results as one HTML page: each draft with its findings in place, to read on a screen or on paper.

Everything works without scripts: places and findings are anchors of each other. What is known only at the end (totals,
rules) comes last and is shown first, so that no more than a file is ever held.
"""

from xlint.reports import Rendering, View
from xlint.reports.html.file import file
from xlint.reports.html.page import head, tail
from xlint.reports.totals import Totals


def render(view: View) -> Rendering:
    """The page, file by file; without any character beyond ASCII where the output has none."""
    totals, number = Totals(), 0
    checked = yield _written(head(view), view)
    while checked is not None:
        number += 1
        totals.add(checked)
        checked = yield _written(file(checked, number, view), view)
    yield _written(tail(totals, view), view)


def _written(text: str, view: View) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode() if view.ascii_only else text
