"""Runs rules over a document; the only place where wording and severity are attached to what was found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """The findings on one document, in the order of the text, those that a comment took back, and the rules that took
    too long to finish.
    """

    findings: tuple[Finding, ...]
    timed_out: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def check(document: Document, rules: Sequence[Rule], known: Collection[str] = ()) -> Result:
    """Run the rules. A rule whose pattern exceeds its time limit reports nothing and is named in the result.

    `known` are the ids of all rules that there are: a comment that takes back nothing is told only with them.
    """
    hits: dict[str, list[Hit]] = {}
    timed_out = []
    for rule in rules:
        try:
            hits[rule.id] = list(kind(rule.kind).check(rule.options, document))
        except PatternTimeout:
            hits[rule.id] = []
            timed_out.append(rule.id)
    findings = [_worded(rule, hit) for rule in rules if rule.severity for hit in _unshadowed(rule, hits)]
    left = suppressed(
        findings, document.comments, [rule for rule in rules if rule.id not in timed_out], known
    )
    told = [finding for rule in rules for finding in of_suppressions(rule, UNUSED, hits_of(left.unused))]
    found = [_placed(finding, document) for finding in (*left.findings, *told)]
    found.sort(key=lambda finding: (finding.span, finding.rule))
    ignored = tuple(one._replace(finding=_placed(one.finding, document)) for one in left.ignored)
    return Result(tuple(found), tuple(timed_out), ignored)


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
