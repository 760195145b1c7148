"""Counts of what went by: the last line of every report."""

from collections import Counter

from xlint.model import Severity
from xlint.results import Checked


class Totals:
    """Findings by rule and severity, files that were read and were not, and what was accepted."""

    def __init__(self) -> None:
        self.found: Counter[tuple[str, Severity]] = Counter()
        self.read = self.unread = self.clean = self.known = self.ignored = self.fixed = 0

    def add(self, checked: Checked) -> None:
        """Count one file."""
        self.read += checked.error is None
        self.unread += checked.error is not None
        self.clean += checked.error is None and not checked.findings
        self.found.update((finding.rule, finding.severity) for finding in checked.findings)
        self.known += len(checked.known)
        self.ignored += len(checked.ignored)
        self.fixed += checked.fixed

    @property
    def by_level(self) -> dict[str, int]:
        """Findings by severity: errors, warnings, infos."""
        levels = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        return {
            f"{level.label}s": sum(n for (_, at), n in self.found.items() if at == level) for level in levels
        }
