"""The forms in which results are given out: one module each, pure functions of the results.

A format's `render(view)` is a coroutine: it gives the head, takes one result after the other and gives the piece of
each, takes None and gives the end. So any number of formats is written in one run, and none holds more than a file.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from xlint.reports.cells import Cells
from xlint.reports.wording import WORDS
from xlint.results import Checked

# Formats for programs and pages, and the modules that make them; `text` is for people at a console.
MODULES: Mapping[str, str] = {
    name: f"xlint.reports.{name}"
    for name in (
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "rdjson",
        "markdown",
        "html",
    )
}
FORMATS = ("text", *MODULES)

Piece = tuple[str, str]  # a text and the style in which it is shown
Line = list[Piece]
Rendering = Generator[str, Checked | None, None]


class View(NamedTuple):
    """How to show results: everything, or repeats folded; the language; the console; what rules say of themselves."""

    every: bool = False
    language: str = "zh"
    cells: Cells = Cells()
    width: int = 160  # cells of a line
    ascii_only: bool = False  # where JSON has to be written in ASCII
    rules: Callable[[], Mapping[str, Mapping[str, Any]]] = (
        dict  # with explanations and examples; costly, so asked for
    )

    def words(self, key: str, **values: object) -> str:
        """A phrase of the report with its values."""
        return WORDS[self.language][key].format(**values)


def listed(head: str, values: Callable[[Checked], Iterable[str]], tail: str) -> Rendering:
    """A rendering of one list: the values of each result in a line each, with commas between."""
    checked, comma = (yield head), ""
    while checked is not None:
        piece = ""
        for value in values(checked):
            piece += f"{comma}\n {value}"
            comma = ","
        checked = yield piece
    yield tail


def rendered(rendering: Rendering, results: Iterable[Checked]) -> Iterator[str]:
    """All that a format gives for some results, piece by piece."""
    yield next(rendering)
    for checked in results:
        yield rendering.send(checked)
    yield rendering.send(None)
