"""The outline of a text for the editor: symbols, folding, the tallies at headings and totals, the line over the title."""

from collections import Counter
from collections.abc import Iterable, Sequence

from lsprotocol import types

from xlint.lsp.analysis import Analysis
from xlint.lsp.diagnostics import span_range
from xlint.lsp.positions import Positions
from xlint.model import Severity, Span
from xlint.outline import Heading, Section
from xlint.reports.verified import sentence
from xlint.reports.wording import WORDS

_LONGEST = 60  # code points of a heading that are shown


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The headings as a tree, all of it below the title if there is one."""
    document, positions = analysis.document, analysis.text.positions
    found = [_symbol(section, positions) for section in document.outline.roots]
    if document.title is None:
        return found
    title = document.title
    whole = Span(title.line.start, len(document.text))
    return [
        types.DocumentSymbol(
            name=_name(title),
            kind=types.SymbolKind.File,
            range=span_range(whole, positions),
            selection_range=span_range(title.span, positions),
            children=found,
        )
    ]


def _symbol(section: Section, positions: Positions) -> types.DocumentSymbol:
    heading = section.heading
    kind = types.SymbolKind.Module if heading.level <= 1 else types.SymbolKind.String
    return types.DocumentSymbol(
        name=_name(heading),
        kind=kind,
        range=span_range(Span(heading.line.start, max(section.end, heading.span.end)), positions),
        selection_range=span_range(heading.span, positions),
        children=[_symbol(child, positions) for child in section.children],
    )


def _name(heading: Heading) -> str:
    name = (heading.marker.strip() + heading.title).strip() or "…"
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def flat(found: Iterable[types.DocumentSymbol], uri: str, above: str = "") -> list[types.SymbolInformation]:
    """The same for editors that know no trees."""
    told: list[types.SymbolInformation] = []
    for symbol in found:
        place = types.Location(uri=uri, range=symbol.range)
        told.append(
            types.SymbolInformation(
                name=symbol.name, kind=symbol.kind, location=place, container_name=above or None
            )
        )
        told += flat(symbol.children or (), uri, symbol.name)
    return told


def folding(analysis: Analysis) -> list[types.FoldingRange]:
    """From each heading to the last line under it that is not blank."""
    text, positions = analysis.document.text, analysis.text.positions
    found = []
    for section in analysis.document.outline.sections:
        end = section.heading.line.start + len(text[section.heading.line.start : section.end].rstrip())
        first, last = positions.place(section.heading.line.start).line, positions.place(end).line
        if last > first:
            found.append(types.FoldingRange(start_line=first, end_line=last))
    return found


def hints(analysis: Analysis, within: Span, language: str) -> list[types.InlayHint]:
    """How many problems stand under a heading, and behind a declared total how many the body lists."""
    listing = analysis.document.problem_listing
    if listing is None:
        return []
    words = WORDS[language]
    told = [
        (group.section.heading.span.end, words["hint_group"].format(count=group.problems))
        for group in listing.groups
        if group.section.children
    ]
    told += [
        (claim.quantity.span.end, words["hint_total"].format(count=listing.problems))
        for claim in analysis.document.problem_claims
    ]
    return [
        _hint(offset, words, analysis.text.positions)
        for offset, words in sorted(told)
        if within.start <= offset <= within.end
    ]


def _hint(offset: int, words: str, positions: Positions) -> types.InlayHint:
    place = positions.place(offset)
    at = types.Position(line=place.line, character=place.character)
    return types.InlayHint(position=at, label=words, padding_left=True)


def lenses(analysis: Analysis, language: str) -> list[types.CodeLens]:
    """Over the title: the findings by severity, and what was checked."""
    title = analysis.document.title
    first = title.line if title else analysis.document.first_line or Span(0, 0)
    place = span_range(Span(first.start, first.start), analysis.text.positions)
    words = WORDS[language]
    counts = Counter(finding.severity for finding in analysis.findings)
    levels = [
        f"{words[level.label]}{counts[level]}"
        if language == "zh"
        else f"{counts[level]} {words[level.label]}"
        for level in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if counts[level]
    ]
    told = [words["dot"].join(levels) or words["fine"], _checked(analysis, language)]
    return [
        types.CodeLens(
            range=place,
            command=types.Command(title=title, command="xlint.report", arguments=[analysis.text.uri]),
        )
        for title in told
        if title
    ]


def _checked(analysis: Analysis, language: str) -> str:
    def phrase(key: str, **values: object) -> str:
        return WORDS[language][key].format(**values)

    return sentence(analysis.checked.verified, phrase)


def problems(analyses: Sequence[Analysis], query: str) -> list[types.WorkspaceSymbol]:
    """The problems of reports whose name holds the characters of a query in their order."""
    return [
        types.WorkspaceSymbol(
            name=_name(item.section.heading),
            kind=types.SymbolKind.Event,
            location=types.Location(
                uri=analysis.text.uri, range=span_range(item.section.heading.span, analysis.text.positions)
            ),
            container_name=_name(item.section.parent.heading) if item.section.parent else None,
        )
        for analysis in analyses
        for item in analysis.document.items
        if _holds(item.section.heading.marker + item.section.heading.title, query)
    ]


def _holds(name: str, query: str) -> bool:
    letters = iter(name)
    return all(char in letters for char in query if not char.isspace())
