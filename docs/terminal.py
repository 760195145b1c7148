"""Draws docs/terminal.svg, the picture of the README, from a sample draft: python docs/terminal.py"""

import io
import re
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from xlint import config
from xlint.checking import Wish, check_data
from xlint.profiles import Choice
from xlint.reports import View
from xlint.reports.paint import STYLES
from xlint.reports.text import render

ROOT = Path(__file__).resolve().parent.parent
SELECT = ("count/*", "placeholder/date", "sequence/*", "heading/*", "term/confusable")


def main() -> None:
    """Lint the sample with some of the rules, so that the picture stays small, and save what a person sees."""
    path = "samples/faulty/report.txt"
    wish = Wish(Choice(select=SELECT), "report")
    result = check_data((ROOT / path).read_bytes(), path, config.load(None), wish, {})
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text(f"$ xlint {path}", "dim"))
    rendering = render(View())
    pieces = [next(rendering), rendering.send(result), rendering.send(None)]
    for line in (line for piece in pieces for line in piece):
        console.print(
            Text.assemble(*((piece, STYLES.get(style, "")) for piece, style in line)), soft_wrap=True
        )
    picture = _TEXT.sub(_widened, console.export_svg(title="xlint"))
    (ROOT / "docs" / "terminal.svg").write_text(picture, "utf-8")


# rich gives a text the length of its characters, where Chinese ones take two cells
_TEXT = re.compile(r'(<text [^>]*textLength=")([0-9.]+)("[^>]*>)([^<]*)(</text>)')


def _widened(text: re.Match[str]) -> str:
    words = unescape(text[4])
    length = float(text[2]) / max(1, len(words)) * cell_len(words)
    return f"{text[1]}{length:.1f}{text[3]}{text[4]}{text[5]}"


if __name__ == "__main__":
    main()
