"""What came of a file as plain values, as the cache holds it and a worker sends it, and back."""

from typing import Any

from xlint.checking import Wish, profile_name
from xlint.config import Config
from xlint.model import Edit, Finding, Fix, Related, Severity, Span
from xlint.readers import ReadError, source_of
from xlint.results import Checked
from xlint.suppress import Ignored


def plain(checked: Checked) -> dict[str, Any]:
    """The result without its text, which is in the file."""
    if checked.error is not None:
        return {"error": checked.error}
    return {
        "profile": checked.profile,
        "findings": [_plain(finding) for finding in checked.findings],
        "ignored": [[_plain(one.finding), one.reason] for one in checked.ignored],
        "timed_out": list(checked.timed_out),
        "verified": dict(checked.verified),
        "active": " ".join(checked.active),
        "failed": dict(checked.failed),
    }


def _plain(finding: Finding) -> list[Any]:
    fix = finding.fix
    edits = [[*edit.span, edit.text] for edit in fix.edits] if fix else []
    return [
        finding.rule,
        int(finding.severity),
        finding.message,
        *finding.span,
        [[*note.span, note.message] for note in finding.related],
        [fix.title, fix.safe, edits] if fix else None,
        finding.place,
        finding.section,
        finding.key,
    ]


def restored(held: dict[str, Any], data: bytes, path: str, config: Config, wish: Wish) -> Checked:
    """The result that plain values stand for. Raises ReadError, LookupError, TypeError or ValueError where they do not."""
    if "error" in held:
        raise ReadError(held["error"])
    return Checked(
        path,
        source_of(data, path),
        held["profile"],
        profile_name(config, held["profile"], wish),
        tuple(_finding(*finding) for finding in held["findings"]),
        None,
        tuple(held["timed_out"]),
        held["verified"],
        tuple(held["active"].split()),
        tuple(Ignored(_finding(*finding), reason, True) for finding, reason in held["ignored"]),
        failed=held["failed"],
    )


def _finding(
    rule: str,
    severity: int,
    message: str,
    start: int,
    end: int,
    related: list[Any],
    fix: list[Any] | None,
    place: str,
    section: str,
    key: str,
) -> Finding:
    return Finding(
        rule,
        Severity(severity),
        message,
        Span(start, end),
        tuple(Related(Span(at, to), words) for at, to, words in related),
        Fix(fix[0], tuple(Edit(Span(at, to), words) for at, to, words in fix[2]), fix[1]) if fix else None,
        place,
        section,
        key,
    )
