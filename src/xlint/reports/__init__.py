"""The forms in which results are given out: one module each, pure functions of the results."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from xlint.document import Document
from xlint.model import Finding

# Formats for programs, and the modules whose `render(results, ascii_only)` makes them; `text` is for people.
MACHINE_FORMATS: Mapping[str, str] = {"json": "xlint.reports.json"}
FORMATS = ("text", *MACHINE_FORMATS)


class Checked(NamedTuple):
    """What came of one file: its document and findings, or the error that kept it from being checked."""

    path: str
    document: Document | None
    profile: str
    profile_name: str
    findings: tuple[Finding, ...]
    error: str | None = None
    timed_out: tuple[str, ...] = ()
    verified: Mapping[str, Any] = {}
