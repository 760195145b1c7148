"""What a finding is known by from one version of a draft to the next: its rule, its words and the words beside them."""

from collections.abc import Sequence

from xlint.model import Finding
from xlint.source import Source
from xlint.store import digest

_BESIDE = 10  # characters on either side that count; blanks do not
_LEAST = 3  # characters on one side that are enough to know a finding by
_NEAR = 60  # code points that are looked at for them
_LONGEST = 80  # code points of the reported text that count
HALF = 12  # digits of a fingerprint that stand for one side


def fingerprint(finding: Finding, source: Source) -> str:
    """24 hexadecimal digits that stay when lines move or words elsewhere change.

    The first half is that of the words before, the second that of the words behind: where one of them was edited, the
    finding is still known by the other. A finding that a kind gave a key of its own (a section that is missing) is
    known by that: it has no words.
    """
    if finding.key:
        return _digest(finding.rule, finding.key) * 2
    text, (start, end) = source.text, finding.span
    line = source.line_at(start)
    last = source.line_at(end)
    before = "".join(text[max(line.start, start - _NEAR) : start].split())[-_BESIDE:]
    after = "".join(text[end : min(last.end, end + _NEAR)].split())[:_BESIDE]
    words = "".join(text[start:end].split())[:_LONGEST]
    whole = (finding.rule, before, words, after)
    left = (finding.rule, before, words, "") if len(before) >= _LEAST else whole
    right = (finding.rule, "", words, after) if len(after) >= _LEAST else whole
    return _digest(*left) + _digest(*right)


def numbered(findings: Sequence[Finding], source: Source) -> list[str]:
    """The fingerprints of the findings of one file, none twice: the second of the same words ends in -2."""
    seen: dict[str, int] = {}
    told = []
    for finding in findings:
        mark = fingerprint(finding, source)
        seen[mark] = seen.get(mark, 0) + 1
        told.append(mark if seen[mark] == 1 else f"{mark}-{seen[mark]}")
    return told


def _digest(*parts: str) -> str:
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))[:HALF]
