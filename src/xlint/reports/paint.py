"""Puts the lines of a report on a console: in colour by rich where a person looks, plain elsewhere."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from xlint.reports import Line
from xlint.reports.cells import Cells

STYLES = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "rule": "magenta",
    "place": "green",
    "path": "bold underline",
    "mark": "bold reverse",
    "marks": "red",
    "bold": "bold",
    "dim": "dim",
    "clean": "bold green",
}

_NARROWEST, _WIDEST = 60, 160


def in_colour(stream: TextIO, wish: str) -> bool:
    """Whether to use colours: `wish` is always, never or auto (on a terminal, unless NO_COLOR is set)."""
    if wish != "auto":
        return wish == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def cells_of(stream: TextIO) -> Cells:
    """The cells of a console: one in a Chinese code page shows “ ” and … in two cells."""
    encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
    return Cells(2 if encoding in ("gbk", "gb2312", "gb18030", "cp936", "big5", "cp950") else 1)


def width_of(stream: TextIO) -> int:
    """The cells of a line of a console; where no person looks, as many as a report likes to have."""
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError, AttributeError):
        return _WIDEST


def show(lines: Iterable[Line], wish: str = "auto", stream: TextIO | None = None) -> None:
    """Write the lines; nothing in them is ever taken for markup."""
    stream = stream or sys.stdout
    if in_colour(stream, wish):
        _show_in_colour(lines, stream)
    else:
        stream.write("".join("".join([text for text, _ in line]).rstrip() + "\n" for line in lines))


def _show_in_colour(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = Text()
        for piece, style in line:
            text.append(piece, STYLES.get(style, ""))
        console.print(text, soft_wrap=True)
