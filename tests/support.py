"""What many tests need: lint a text with the project's own pack."""

from functools import cache
from pathlib import Path

from xlint import packs, profiles
from xlint.document import Document
from xlint.engine import check
from xlint.model import Finding
from xlint.packs import Pack
from xlint.source import Source

ROOT = Path(__file__).resolve().parent.parent


@cache
def pack() -> Pack:
    """The project's own pack, with examples."""
    return packs.read()


def document(text: str) -> Document:
    """A document with the project's words."""
    return Document(Source(text), pack().words)


def lint(text: str, select: str = "*", profile: str | None = None) -> list[Finding]:
    """The findings on a text; `select` are globs of rule ids, separated by commas."""
    doc = document(text)
    rules = profiles.rules_for(
        pack(), profile or profiles.detect(doc, pack()), {}, profiles.Choice(select=tuple(select.split(",")))
    )
    return list(check(doc, rules).findings)


def found(text: str, select: str = "*", profile: str | None = None) -> list[tuple[str, str]]:
    """(rule, the text of the span) of each finding."""
    return [(finding.rule, text[slice(*finding.span)]) for finding in lint(text, select, profile)]
