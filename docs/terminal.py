"""Draws docs/terminal.svg, the picture of the README, from a sample draft: python docs/terminal.py"""

import io
import re
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from xlint import config, profiles
from xlint.document import Document
from xlint.engine import check
from xlint.readers import read
from xlint.reports import Checked
from xlint.reports.paint import STYLES
from xlint.reports.text import View, render

ROOT = Path(__file__).resolve().parent.parent
SELECT = ("count/*", "placeholder/date", "sequence/*", "heading/*", "term/confusable")


def main() -> None:
    """Lint the sample with some of the rules, so that the picture stays small, and save what a person sees."""
    path = "samples/faulty/report.txt"
    source = read(str(ROOT / path))
    pack = config.load(None).pack
    document = Document(source, pack.words)
    result = check(document, profiles.rules_for(pack, "report", {}, profiles.Choice(select=SELECT)))
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text(f"$ xlint {path}", "dim"))
    for line in render(
        [Checked(path, document, "report", pack.profiles["report"]["name"], result.findings)], View()
    ):
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
