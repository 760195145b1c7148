"""Runs rules over a document; the only place where wording and severity are attached to what was found."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.kinds import kind
from xlint.kinds.forbidden_text import Cover
from xlint.model import Finding, Fix, Hit, Note, Related, Rule, Severity, fill
from xlint.search import PatternTimeout
from xlint.suppress import UNUSED, Ignored
from xlint.suppress import by_comments as suppressed
from xlint.suppress import hits as hits_of


class Result(NamedTuple):
    """The findings on one document, in the order of the text, those that a comment took back, the rules that took too
    long to finish, and those that failed, each with its error.
    """

    findings: tuple[Finding, ...]
    timed_out: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    failed: Mapping[str, str] = {}


class Cancelled(Exception):
    """Nobody wants the result any more."""


def check(
    document: Document,
    rules: Sequence[Rule],
    known: Collection[str] = (),
    wanted: Callable[[], bool] = lambda: True,
) -> Result:
    """Run the rules. A rule whose pattern exceeds its time limit, or that fails, reports nothing and is named in the result.

    `known` are the ids of all rules that there are: a comment that takes back nothing is told only with them. `wanted`
    is asked before each rule; raises Cancelled where it says no.
    """
    hits: dict[str, list[Hit]] = {}
    timed_out: list[str] = []
    failed: dict[str, str] = {}
    for rule in rules:
        if not wanted():
            raise Cancelled
        hits[rule.id] = _hits(rule, document, timed_out, failed)
    findings = [_worded(rule, hit) for rule in rules if rule.severity for hit in _unshadowed(rule, hits)]
    left = suppressed(
        findings,
        document.comments,
        [rule for rule in rules if rule.id not in timed_out and rule.id not in failed],
        known,
    )
    told = [finding for rule in rules for finding in of_suppressions(rule, UNUSED, hits_of(left.unused))]
    found = [_placed(finding, document) for finding in (*left.findings, *told)]
    found.sort(key=lambda finding: (finding.span, finding.rule))
    ignored = tuple(one._replace(finding=_placed(one.finding, document)) for one in left.ignored)
    return Result(tuple(found), tuple(timed_out), ignored, failed)


def _hits(rule: Rule, document: Document, timed_out: list[str], failed: dict[str, str]) -> list[Hit]:
    """What a rule finds; nothing where it did not come to an end, which is noted."""
    try:
        return list(kind(rule.kind).check(rule.options, document))
    except PatternTimeout:
        timed_out.append(rule.id)
    except Exception as error:  # a fault of one rule costs its findings and no others
        if os.environ.get("XLINT_DEBUG"):
            raise
        failed[rule.id] = f"{type(error).__name__}: {error}"
    return []


def of_suppressions(rule: Rule, defect: str, hits: Iterable[Hit]) -> Iterable[Finding]:
    """The findings of a rule on suppressions of this defect, none if it is a rule on something else."""
    if rule.severity and getattr(rule.options, "defect", "") == defect:
        return [_worded(rule, hit) for hit in hits]
    return []


def _placed(finding: Finding, document: Document) -> Finding:
    """A finding with where it stands in the document's own terms."""
    section = document.outline.at(finding.span.start)
    return finding._replace(place=section.place, section=section.path) if section else finding


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
        fix=_titled(hit.fix, rule.language) if hit.fix else None,
        key=hit.key,
    )


_TITLES = {
    "zh": {
        "replace": "改为“{text}”",
        "delete": "删去",
        "all": "改正全部{count}处",
        "renumber": "从这里起重新编号",
    },
    "en": {
        "replace": "change to “{text}”",
        "delete": "delete",
        "all": "change all {count}",
        "renumber": "number on from here",
    },
}


def _titled(fix: Fix, language: str) -> Fix:
    """A fix with what it does in words."""
    words = _TITLES[language]
    if len(fix.edits) > 1 and not fix.safe:
        return fix._replace(title=words["renumber"])
    if len(fix.edits) > 2:
        return fix._replace(title=fill(words["all"], {"count": str(len(fix.edits))}))
    text = "".join(edit.text for edit in fix.edits)
    return fix._replace(title=fill(words["replace" if text else "delete"], {"text": text}))


def _related(rule: Rule, note: Note) -> Related:
    return Related(note.span, fill(rule.notes.get(note.key, ""), note.values))


__all__ = ["Result", "Severity", "check", "fill"]
