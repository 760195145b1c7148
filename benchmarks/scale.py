"""What a character costs in a 25 KB draft and in one of 1 MB: prints microseconds a character and the ratio.

Run with the Python that xlint is installed for: python benchmarks/scale.py
"""

import statistics
import time
from collections.abc import Callable

from drafts import headings, one_line, paragraphs

from xlint import packs, profiles
from xlint.document import Document
from xlint.engine import check
from xlint.source import Source

SMALL, LARGE = 25_000, 1_000_000  # bytes


def cost(text: str, rounds: int) -> float:
    """Microseconds a character to read, parse and check a text: the median of some rounds."""
    pack = packs.load()
    rules = profiles.rules_for(pack, "report", {}, profiles.Choice())
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        check(Document(Source(text), pack.words), rules)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) / len(text) * 1e6


def main() -> None:
    """Measure each shape of draft in both sizes."""
    shapes: dict[str, Callable[[int], str]] = {
        "paragraphs": paragraphs,
        "one line": one_line,
        "headings": headings,
    }
    cost(paragraphs(SMALL), 3)
    print(f"{'shape':12} {'25 KB':>8} {'1 MB':>8}  ratio   (microseconds a character)")
    for name, shape in shapes.items():
        small, large = cost(shape(SMALL), 15), cost(shape(LARGE), 3)
        print(f"{name:12} {small:8.2f} {large:8.2f}  {large / small:5.2f}")


if __name__ == "__main__":
    main()
