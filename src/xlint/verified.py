"""What was checked in a document and with what outcome: silence has to be told from success."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlint.document import Document
from xlint.facts.counts import AGREES, DIFFERS
from xlint.facts.sections import Part, present
from xlint.kinds import kind
from xlint.model import Rule

_GROUPS = ("count", "section", "field", "attachment", "date")


def verified(document: Document, rules: Sequence[Rule]) -> Mapping[str, Any]:
    """What the rules in force looked at, by sort; `nothing` names the sorts of which the document holds none.

    counts: relations checked, in agreement, in conflict, not computable and why; sections: found and missing; measures:
    with owner and deadline; attachments: listed and there; dates: read, and invalid ones.
    """
    active = {rule.id.partition("/")[0] for rule in rules if rule.severity}
    makers: Mapping[str, Callable[[], dict[str, Any]]] = {
        "count": lambda: {"counts": _counts(document, rules)},
        "section": lambda: {"sections": _sections(document, rules)},
        "field": lambda: {"measures": _measures(document)},
        "attachment": lambda: {"attachments": _attachments(document)},
        "date": lambda: {"dates": _dates(document)},
    }
    told: dict[str, Any] = {}
    for group in _GROUPS:
        if group in active and (group != "section" or any(rule.kind == "section-missing" for rule in rules)):
            told.update(makers[group]())
    return {**told, "nothing": [name for name, value in told.items() if not _any(value)]}


def _any(value: Mapping[str, Any]) -> bool:
    return any(value[name] for name in value)


def _counts(document: Document, rules: Sequence[Rule]) -> dict[str, Any]:
    verdicts = Counter(relation.verdict for relation in document.relations)
    verdicts.update(AGREES if counted.agrees else DIFFERS for counted in document.counted_lists)
    agree, differ = verdicts[AGREES], verdicts[DIFFERS]
    listing, claims = document.problem_listing, document.problem_claims
    if listing is not None and listing.problems > 1 and claims:
        fits = any(claim.quantity.value in (listing.problems, listing.finer) for claim in claims)
        agree, differ = agree + fits, differ + (not fits and _contradicts(document, rules))
    reasons = Counter(
        relation.values["reason"]
        for relation in document.relations
        if relation.verdict not in (AGREES, DIFFERS) and "reason" in relation.values
    )
    return {
        "checked": agree + differ,
        "agree": agree,
        "differ": differ,
        "not_computable": sum(reasons.values()),
        "reasons": dict(reasons),
    }


def _contradicts(document: Document, rules: Sequence[Rule]) -> bool:
    """Whether a rule says that the body does not go through what is declared: it may be told to be an excerpt."""
    return any(
        True
        for rule in rules
        if rule.kind == "count-enumerated" and rule.severity
        for _ in kind(rule.kind).check(rule.options, document)
    )


def _sections(document: Document, rules: Sequence[Rule]) -> dict[str, Any]:
    parts: Sequence[Part] = next(
        (rule.options.sections for rule in rules if rule.kind == "section-missing"),  # type: ignore[attr-defined]
        (),
    )
    required = [part for part in parts if not part.optional]
    found = [part.name for part in required if present(part, document.text, document.outline)]
    return {"found": found, "missing": [part.name for part in required if part.name not in found]}


def _measures(document: Document) -> dict[str, int]:
    measures = document.measures
    return {
        "total": len(measures),
        "owner": sum(measure.has("owner") for measure in measures),
        "deadline": sum(measure.has("deadline") for measure in measures),
    }


def _attachments(document: Document) -> dict[str, int]:
    found = document.attachments
    return {"listed": len(found.listed), "cited": len(found.cited), "present": len(found.present)}


def _dates(document: Document) -> dict[str, int]:
    return {"read": len(document.dates), "invalid": sum(not date.valid for date in document.dates)}
