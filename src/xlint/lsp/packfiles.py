"""`.xlint.yaml` and rule packs in the editor: every mistake as a diagnostic, while they are written."""

import os
from collections.abc import Iterable, Sequence
from re import compile as pattern

from lsprotocol import types

from xlint import config, packs, packs_told
from xlint.lsp.diagnostics import SOURCE, span_range
from xlint.lsp.paths import path_of
from xlint.lsp.settings import above
from xlint.lsp.texts import Text
from xlint.model import Span
from xlint.schema import Mistake, SchemaError
from xlint.source import Position, Source

_BEHIND = pattern("[:,}\\]]| #")  # what ends a word of YAML


def diagnostics(text: Text) -> list[types.Diagnostic]:
    """What is wrong with a text, if it is one of settings or a file of a pack that its settings name."""
    if is_settings(text.uri):
        return mistakes(text, None)
    if not text.uri.lower().endswith((".yaml", ".yml")):
        return []
    extra = _packs(path_of(text.uri))
    part = part_of(text.uri, extra)
    return mistakes(text, part, extra) if part is not None else []


def _packs(path: str) -> tuple[str, ...]:
    """The packs that the settings for a file name, even where something is wrong in one of them."""
    place = above(path, config.NAME)
    try:
        return config.packs_of(place) if place else ()
    except SchemaError:  # told where the settings are open
        return ()


def is_settings(uri: str) -> bool:
    """Whether a URI is that of a file of settings."""
    return os.path.basename(path_of(uri)) == config.NAME


def part_of(uri: str, known: Iterable[str]) -> str | None:
    """What a file is in a rule pack – rules, words or profiles –, None if it is in none of those that are known."""
    path = os.path.realpath(path_of(uri))
    for pack in known:
        for part, file in packs.files(pack):
            if os.path.realpath(file) == path:
                return part
    return None


def mistakes(text: Text, part: str | None, extra: Sequence[str] = ()) -> list[types.Diagnostic]:
    """What is wrong with settings (part None) or with a file of one of the `extra` packs."""
    path, data = path_of(text.uri), text.text.encode("utf-8", "replace")
    try:
        found = config.mistakes(path, data) if part is None else packs_told.mistakes(part, path, data, extra)
    except SchemaError as error:  # in another file that this one names
        found = list(error.mistakes)
    source = Source(text.text, path)
    return [_diagnostic(mistake, text, source, path) for mistake in found]


def _diagnostic(mistake: Mistake, text: Text, source: Source, path: str) -> types.Diagnostic:
    here = mistake.path == path
    line = min(mistake.line, len(source.lines)) if here else 1
    start = source.offset(Position(line, mistake.column)) if here else 0
    rest = text.text[start : source.lines[line - 1].end]
    end = start + max(1, len(_BEHIND.split(rest, maxsplit=1)[0].rstrip())) if rest else start
    return types.Diagnostic(
        range=span_range(Span(start, end), text.positions),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
        message=mistake.message if here else str(mistake),
    )
