"""Draws docs/terminal.svg, the picture of the README, from a sample draft: python docs/terminal.py"""

import io
from pathlib import Path

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
    console.save_svg(str(ROOT / "docs" / "terminal.svg"), title="xlint")


if __name__ == "__main__":
    main()
