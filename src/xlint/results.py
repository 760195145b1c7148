"""What came of one file: the value that every step after the check takes and gives, and that the reports show."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from xlint.model import Finding
from xlint.source import Source
from xlint.suppress import Ignored


class Checked(NamedTuple):
    """The findings on one file, or the error that kept it from being checked.

    `active` are the ids of the rules that were run, `ignored` what was taken back for a reason, `known` what a
    baseline accepts, `fixed` how many entries of the baseline are no longer found,
    `failed` the rules that did not come to an end because of a fault of xlint, each with its error.
    """

    path: str
    source: Source | None
    profile: str
    profile_name: str
    findings: tuple[Finding, ...]
    error: str | None = None
    timed_out: tuple[str, ...] = ()
    verified: Mapping[str, Any] = {}
    active: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    known: tuple[Finding, ...] = ()
    fixed: int = 0
    failed: Mapping[str, str] = {}
