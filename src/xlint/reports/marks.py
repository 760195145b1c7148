"""What the findings of a file are known by in the formats that compare one run with the next."""

from typing import NamedTuple

from xlint.fingerprints import numbered
from xlint.model import Finding
from xlint.results import Checked
from xlint.source import Source


class Marked(NamedTuple):
    """A finding with its fingerprint and what became of it; `reason` is why it was taken back."""

    finding: Finding
    mark: str
    is_new: bool
    reason: str | None = None
    inside: bool = False


def marked(checked: Checked, source: Source) -> list[Marked]:
    """All findings in the order of the text, known and ignored ones among them.

    They are numbered together: else a second finding of the same words would change its fingerprint when the first
    one is accepted.
    """
    found = [
        *(Marked(finding, "", True) for finding in checked.findings),
        *(Marked(finding, "", False) for finding in checked.known),
        *(Marked(one.finding, "", False, one.reason, one.inside) for one in checked.ignored),
    ]
    found.sort(key=lambda one: one.finding.span)
    marks = numbered([one.finding for one in found], source)
    return [one._replace(mark=mark) for one, mark in zip(found, marks)]
