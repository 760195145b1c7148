"""How a line of a draft is set: as title, heading or text. Typography alone: the outline would cost more than the page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlint.source import Source

_HEADING = re.compile(
    r"[ \t\u3000]*(?:#{1,6}[ \t]+(?P<hash>)|#{0,6}[ \t]*(?:"
    r"(?P<h1>[一二三四五六七八九十百]{1,4}、)|(?P<h2>[（(][一二三四五六七八九十百]{1,4}[）)])"
    r"|(?P<h3>[0-9]{1,3}[.．、](?![0-9]))|(?P<h4>[（(][0-9]{1,3}[）)])))"
)
_LONGEST = 60  # code points of a title or heading
_TITLES = 3  # lines of a title at the most
_SENTENCE = re.compile("[。；！？，：]")
_STOP = re.compile("[。：]")
_UNINDENTED = " \t\u3000\xa0|>-*+#`~<"


class Look(NamedTuple):
    """A class of the style sheet, the level if it is a heading, and where the heading ends if text runs on behind it."""

    name: str
    level: int = 0
    head: int = -1


def looks(source: Source) -> Iterator[Look]:
    """One look for each line."""
    text, titles = source.text, 0
    for start, end in source.lines:
        if start == end or text[start:end].isspace():
            yield Look("blank")
            continue
        heading = _HEADING.match(text, start, end)
        if 0 <= titles < _TITLES and _is_title(text, start, end, heading):
            titles += 1
            yield Look("title", 3)
            continue
        titles = -1
        yield (heading and _heading(text, heading, end)) or _body(text[start])


def _is_title(text: str, start: int, end: int, heading: re.Match[str] | None) -> bool:
    numbered = heading is not None and heading["hash"] is None
    return not numbered and end - start <= _LONGEST and not _SENTENCE.search(text, start, end)


def _heading(text: str, heading: re.Match[str], end: int) -> Look | None:
    """The look of a line that begins as a heading does; None if it is a paragraph with a number."""
    name = str(heading.lastgroup) if heading["hash"] is None else "h1"
    level = int(name[1]) + 3
    stop = _STOP.search(text, heading.end(), min(end, heading.end() + _LONGEST))
    if stop is None:
        return Look(name, level) if end - heading.start() <= _LONGEST else None
    if not text[stop.end() : end].strip():
        return Look(name, level)
    return Look("run", 0, stop.end()) if name in ("h1", "h2") and stop[0] == "。" else None


def _body(first: str) -> Look:
    return Look("flat" if first in _UNINDENTED else "")
