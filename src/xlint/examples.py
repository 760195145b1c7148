"""The examples that rules carry: ⟦marked⟧ text, run as tests by pytest and by `xlint test-rules`."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from xlint.document import Document
from xlint.engine import check
from xlint.model import Severity, Span
from xlint.packs import Pack
from xlint.profiles import FALLBACK, Choice, rules_for
from xlint.source import Source

_OPEN, _CLOSE = "⟦", "⟧"


class Failure(NamedTuple):
    """An example that does not come out as it says: what was marked, and what was found."""

    rule: str
    text: str
    expected: tuple[str, ...] | None  # None: at least one finding
    found: tuple[str, ...]


def run(pack: Pack, id_: str) -> Iterator[Failure]:
    """Lint each example of a rule with that rule alone."""
    rule = pack.rules[id_]
    for example in rule["good"]:
        text, _ = unmark(example["text"])
        found = _found(pack, id_, text, example)
        if found:
            yield Failure(id_, text, (), _texts(text, found))
    for example in rule["bad"]:
        text, marked = unmark(example["text"])
        found = _found(pack, id_, text, example)
        if marked and found != marked:
            yield Failure(id_, text, _texts(text, marked), _texts(text, found))
        elif not found:
            yield Failure(id_, text, None, ())


def unmark(text: str) -> tuple[str, list[Span]]:
    """Take the marks ⟦ ⟧ out of an example; they do not nest."""
    plain, spans = "", []
    for index, piece in enumerate(text.split(_OPEN)):
        inside, closed, after = piece.partition(_CLOSE)
        if index and closed:
            spans.append(Span(len(plain), len(plain) + len(inside)))
            plain += inside + after
        else:
            plain += piece
    return plain, spans


def _found(pack: Pack, id_: str, text: str, example: Mapping[str, Any]) -> list[Span]:
    rule = pack.rules[id_]
    profile = example.get("profile") or (rule.get("profiles") or [FALLBACK])[0]
    document = Document(Source(text), pack.words, pack.profiles.get(profile, {}).get("outline", "auto"))
    rules = rules_for(pack, profile, {id_: {"severity": Severity.ERROR.label}}, Choice(select=(id_,)))
    return [finding.span for finding in check(document, rules, pack.rules).findings]


def _texts(text: str, spans: list[Span]) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in spans)
