"""What a finding is known by from one version of a draft to the next: its rule, its words and the words beside them."""

from collections.abc import Sequence

from xlint.model import Finding
from xlint.source import Source
from xlint.store import digest

_BESIDE = 10  # characters on either side that count; blanks do not
_NEAR = 60  # code points that are looked at for them
_LONGEST = 80  # code points of the reported text that count


def fingerprint(finding: Finding, source: Source) -> str:
    """16 hexadecimal digits that stay when lines move or words elsewhere change.

    A finding that a kind gave a key of its own (a section that is missing) is known by that: it has no words.
    """
    if finding.key:
        return _digest(finding.rule, finding.key)
    text, (start, end) = source.text, finding.span
    line = source.lines[source.line_index(start)]
    last = source.lines[source.line_index(end)]
    before = "".join(text[max(line.start, start - _NEAR) : start].split())[-_BESIDE:]
    after = "".join(text[end : min(last.end, end + _NEAR)].split())[:_BESIDE]
    return _digest(finding.rule, before, "".join(text[start:end].split())[:_LONGEST], after)


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
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))[:16]
