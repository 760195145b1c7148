"""Runs rules over a document; the only place where wording and severity are attached to what was found."""

from collections.abc import Iterable, Mapping, Sequence
from re import compile as pattern
from typing import NamedTuple

from xlint.document import Document
from xlint.kinds import kind
from xlint.kinds.forbidden_text import Cover
from xlint.model import Finding, Hit, Note, Related, Rule, Severity
from xlint.search import PatternTimeout

_SLOT = pattern(r"\{(\w+)\}")


class Result(NamedTuple):
    """The findings on one document, in the order of the text, and the rules that took too long to finish."""

    findings: tuple[Finding, ...]
    timed_out: tuple[str, ...] = ()


def check(document: Document, rules: Sequence[Rule]) -> Result:
    """Run the rules. A rule whose pattern exceeds its time limit reports nothing and is named in the result."""
    hits: dict[str, list[Hit]] = {}
    timed_out = []
    for rule in rules:
        try:
            hits[rule.id] = list(kind(rule.kind).check(rule.options, document))
        except PatternTimeout:
            hits[rule.id] = []
            timed_out.append(rule.id)
    findings = [_worded(rule, hit) for rule in rules if rule.severity for hit in _unshadowed(rule, hits)]
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    return Result(tuple(findings), tuple(timed_out))


def _unshadowed(rule: Rule, hits: Mapping[str, list[Hit]]) -> Iterable[Hit]:
    """The hits of a rule that do not overlap a hit of a rule it yields to: one finding for one place."""
    above = [hit.span for id_ in rule.yields_to for hit in hits.get(id_, ())]
    if not above:
        return hits[rule.id]
    cover = Cover(above)
    return [hit for hit in hits[rule.id] if not cover.overlaps(hit.span)]


def _worded(rule: Rule, hit: Hit) -> Finding:
    severity = rule.severity if hit.severity is None else min(hit.severity, rule.severity)
    template = rule.messages.get(hit.variant, rule.message)
    return Finding(
        rule=rule.id,
        severity=severity,
        message=fill(template, hit.values),
        span=hit.span,
        related=tuple(_related(rule, note) for note in hit.related),
        fix=hit.fix,
    )


def _related(rule: Rule, note: Note) -> Related:
    return Related(note.span, fill(rule.notes.get(note.key, ""), note.values))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into the {slots} of a message. Nothing in a template or a value is ever run."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), template)


__all__ = ["Result", "Severity", "check", "fill"]
