"""Takes findings back that somebody accepted for a reason: by a comment in the text, or in the configuration."""

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from xlint.facts.comments import Directive
from xlint.model import Finding, Hit, Rule

UNUSED, NO_REASON = "unused", "no-reason"  # the defects of a suppression that a kind `suppression` tells


class Ignored(NamedTuple):
    """A finding that was taken back, with the reason; `inside` if by a comment in the text itself."""

    finding: Finding
    reason: str
    inside: bool


class Suppressed(NamedTuple):
    """What is left of the findings, what was taken back, and the comments that took back nothing."""

    findings: list[Finding]
    ignored: tuple[Ignored, ...]
    unused: tuple[Directive, ...]


def by_comments(
    findings: Iterable[Finding], comments: Sequence[Directive], rules: Sequence[Rule], known: Collection[str]
) -> Suppressed:
    """Take back what the comments speak of. One without a reason takes back nothing.

    A comment counts as unused only if all rules that it names were looked for, or if there is none of its name
    among `known`, the ids of all rules (none: not asked).
    """
    used: set[Directive] = set()
    kept, ignored = [], []
    for finding in findings:
        comment = next((comment for comment in comments if _takes(comment, finding)), None)
        if comment is None:
            kept.append(finding)
        else:
            used.add(comment)
            ignored.append(Ignored(finding, comment.reason, True))
    active = {rule.id for rule in rules if rule.severity}
    unused = [
        comment
        for comment in comments
        if comment.reason and comment not in used and _all_looked_for(comment.rules, active, known)
    ]
    return Suppressed(kept, tuple(ignored), tuple(unused))


def _takes(comment: Directive, finding: Finding) -> bool:
    if not comment.reason or not named(finding.rule, comment.rules):
        return False
    start = finding.span.start
    return comment.scope.start <= start <= comment.scope.end or comment.scope.overlaps(finding.span)


def named(rule: str, globs: Iterable[str]) -> bool:
    """Whether a rule is among those that globs name."""
    return any(fnmatchcase(rule, glob) for glob in globs)


def _all_looked_for(globs: Sequence[str], active: Collection[str], known: Collection[str]) -> bool:
    """Whether nothing that the globs name was left out, so that it is sure that there was nothing to take back."""
    for glob in globs:
        those = {rule for rule in known if fnmatchcase(rule, glob)}
        if not known or not those <= set(active):
            return False
    return bool(globs)


def hits(unused: Iterable[Directive]) -> list[Hit]:
    """The unused comments as hits."""
    return [Hit(comment.span, {"rules": "、".join(comment.rules)}) for comment in unused]
