"""Which scheme a text follows, and what each of its lines is: lines → tokens."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from xlint.model import Span, span_of
from xlint.outline.tables import Scheme, Terminal
from xlint.search import Match, compiled
from xlint.source import Source

TEXT = Terminal("TEXT", "", "text", 0, "", "TEXT")


class Token(NamedTuple):
    """One line as a terminal of the grammar; `marker`, `number` and `rest` (where the title begins) if it is a heading."""

    terminal: Terminal
    line: Span
    marker: Span
    number: str
    parent: str
    rest: int


def choose(source: Source, schemes: Mapping[str, Mapping[str, Any]]) -> str:
    """The first scheme whose headings the text shows; the last one if it shows none."""
    for name, told in schemes.items():
        if "detect" in told and _shows(source, told["detect"]):
            return name
    return list(schemes)[-1]


def _shows(source: Source, detect: Mapping[str, str | int]) -> bool:
    pattern = compiled(str(detect["pattern"]))
    found = sum(1 for line in source.lines if pattern.match(source.text, line.start, line.end))
    if found < int(detect["least"]):
        return False
    unless = compiled(str(detect["unless"]))
    against = sum(1 for line in source.lines if unless.match(source.text, line.start, line.end))
    must = compiled(str(detect.get("must", "")))
    return found > against * int(detect.get("outweighs", 1)) and any(
        must.match(source.text, line.start, line.end) for line in source.lines
    )


@lru_cache(maxsize=8)
def _pattern(terminals: tuple[Terminal, ...]) -> str:
    """All terminals as one pattern: the first that matches at a line's start wins."""
    return "|".join(f"(?P<{terminal.name}>{terminal.pattern})" for terminal in terminals)


def tokens(source: Source, scheme: Scheme) -> Iterator[Token]:
    """One token for each line that is not blank."""
    matcher = compiled(_pattern(scheme.terminals))
    by_name = {terminal.name: terminal for terminal in scheme.terminals}
    verbatim = compiled(scheme.verbatim) if scheme.verbatim else None
    fence = ""  # of the lines that are text whatever they hold: what closes them
    text = source.text
    for line in source.lines:
        if text[line.start : line.end].isspace() or line.start == line.end:
            continue
        mark = verbatim.match(text, line.start, line.end) if verbatim else None
        if mark and fence in ("", mark["fence"]):
            fence = "" if fence else mark["fence"]
        match = None if fence else matcher.match(text, line.start, line.end)
        yield _token(match, line, by_name) if match else _plain(line)


def _plain(line: Span) -> Token:
    return Token(TEXT, line, span_of((line.start, line.start)), "", "", line.start)


def _token(match: Match, line: Span, by_name: Mapping[str, Terminal]) -> Token:
    name = next(name for name in by_name if match[name] is not None)
    lead = match.end("lead")
    marked = "marker" in match.re.groupindex and match["marker"] is not None
    marker = span_of(match.span("marker")) if marked else Span(lead, lead)
    number = _group(match, "number") if marked else ""
    return Token(by_name[name], line, marker, number, _group(match, "parent"), marker.end)


def _group(match: Match, name: str) -> str:
    """What a group matched; nothing if the scheme has none of that name."""
    return match[name] or "" if name in match.re.groupindex else ""
