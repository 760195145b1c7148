"""The text of a draft as paragraphs, one for each line, with the findings and what they refer to marked in it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint.model import Finding, Span
from xlint.reports import View
from xlint.reports.html.escape import passage, words
from xlint.reports.html.layout import Look, looks
from xlint.reports.html.pieces import Piece, pieces
from xlint.reports.wording import severity
from xlint.source import Source


class _Place(NamedTuple):
    """A span to mark: of the finding with this number, or (from 1) of another place that it refers to."""

    span: Span
    number: int
    related: int = 0


def draft(source: Source, findings: Sequence[Finding], file: int, view: View) -> str:
    """The paragraphs; their text is that of the source, line ends as line feeds."""
    page = _Page(source, findings, file, view)
    inner = "".join(page.paragraphs())
    return f'<div class="draft" lang="zh-CN">{inner}</div>'


class _Page:
    def __init__(self, source: Source, findings: Sequence[Finding], file: int, view: View) -> None:
        self._source, self._findings, self._file, self._view = source, findings, file, view
        self._places = [_Place(one.span, number) for number, one in enumerate(findings, 1)]
        self._places += [
            _Place(note.span, number, index)
            for number, one in enumerate(findings, 1)
            for index, note in enumerate(one.related, 1)
        ]
        at = source.line_index
        self._touched = {
            line for place in self._places for line in range(at(place.span.start), at(place.span.end) + 1)
        }

    def paragraphs(self) -> Iterator[str]:
        """One for each line; none for what follows the last line end if there is nothing."""
        lines, styles = self._source.lines, tuple(looks(self._source))
        marked, last = self._marked(styles), len(lines) - 1
        for index, (look, line) in enumerate(zip(styles, lines)):
            if index in marked:
                yield _paragraph(look, "".join(marked[index]))
            elif index < last or line.start < line.end:
                yield _paragraph(look, self._plain(look, line) + ("\n" if index < last else ""))

    def _plain(self, look: Look, line: Span) -> str:
        text = self._source.text
        if look.head < 0:
            return passage(text[line.start : line.end])
        return f"{passage(text[line.start : look.head])}</b>{passage(text[look.head : line.end])}"

    def _marked(self, styles: Sequence[Look]) -> dict[int, list[str]]:
        """The lines in which something is marked, piece by piece."""
        source, held = self._source, dict[int, list[str]]()
        for piece in self._pieces(styles):
            index = source.line_index(piece.start)
            if index not in self._touched:
                continue
            head = styles[index].head
            if head >= 0 and head == piece.start and not (piece.over and piece.start == piece.end):
                held.setdefault(index, []).append("</b>")
            held.setdefault(index, []).append(self._piece(piece, source.lines[index].end))
        return held

    def _pieces(self, styles: Sequence[Look]) -> Iterator[Piece]:
        lines, cuts = self._source.lines, set[int]()
        for index in self._touched:
            after = lines[index + 1].start if index + 1 < len(lines) else len(self._source.text)
            cuts.update((*lines[index], max(styles[index].head, lines[index].start), after))
        return pieces([place.span for place in self._places], cuts)

    def _piece(self, piece: Piece, line_end: int) -> str:
        """Text, or the line end (a line feed, whatever it was), with its mark."""
        if piece.start < line_end:
            shown = passage(self._source.text[piece.start : piece.end])
        else:
            shown = "\n" if piece.start == line_end < piece.end else ""
        if not piece.over:
            return shown
        over = [self._places[index] for index in piece.over]
        marked = self._anchors(over, piece) + shown
        numbers = sorted({place.number for place in over if not place.related})
        notes = " ".join(sorted({f"{self._file}-{place.number}" for place in over if place.related}))
        data = f' data-r="{notes}"' if notes else ""
        if numbers:
            empty = " empty" if piece.start == piece.end else ""
            made = self._mark(marked, data, numbers, empty)
        else:
            made = f'<span class="note"{data}>{marked}</span>'
        last = self._last(over, piece)
        return last + made if shown == "\n" else made + last

    def _anchors(self, over: Sequence[_Place], piece: Piece) -> str:
        """Where links to the places that begin here lead."""
        return "".join(
            f'<i id="t{self._file}-{place.number}-{place.related}"></i>'
            if place.related
            else f'<i id="m{self._file}-{place.number}"></i>'
            for place in over
            if place.span.start == piece.start
        )

    def _mark(self, inner: str, data: str, numbers: Sequence[int], more: str) -> str:
        """A highlight that links to the gravest of its findings, the shortest one among them."""
        found = {number: self._findings[number - 1] for number in numbers}
        first = min(numbers, key=lambda n: (-found[n].severity, found[n].span.end - found[n].span.start, n))
        keys = " ".join(f"{self._file}-{number}" for number in numbers)
        told = words(_told(found[first], self._view)) + (f" +{len(numbers) - 1}" if len(numbers) > 1 else "")
        return (
            f'<mark class="{found[first].severity.label}{more}" data-f="{keys}"{data}>'
            f'<a href="#f{self._file}-{first}" title="{told}">{inner}</a></mark>'
        )

    def _last(self, over: Sequence[_Place], piece: Piece) -> str:
        """The numbers of the findings that end here. They are no text, so that what is copied is the draft."""
        return "".join(
            f'<sup class="{self._findings[place.number - 1].severity.label}" data-n="{place.number}"'
            f' data-f="{self._file}-{place.number}"></sup>'
            for place in over
            if not place.related and place.span.end == piece.end
        )


def _told(finding: Finding, view: View) -> str:
    return f"{severity(finding.severity, view.language)}{view.words('colon')}{finding.message}"


def _paragraph(look: Look, inner: str) -> str:
    name = f' class="{look.name}"' if look.name else ""
    role = f' role="heading" aria-level="{look.level}"' if look.level else ""
    return f"<p{name}{role}>{'<b>' if look.head >= 0 else ''}{inner}</p>"
