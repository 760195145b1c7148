"""Applies fixes to a text: those that are safe, or all; never so that a number changes or a new finding comes up."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from xlint.model import Edit, Finding, Fix, Span, span_of
from xlint.search import find

_ROUNDS = 200  # a fix may uncover another one, and one that does harm costs some; more than this are not run
_AROUND = 12  # code points beside an edit that are looked at
_WHOLE = 2  # edits: a finding with more is one for the whole document

Check = Callable[[str], Sequence[Finding]]
Wants = Callable[[Finding, str], bool]  # whether a finding on a text is to be fixed


class Fixed(NamedTuple):
    """A text after its fixes: what was done, in the order in which it was, and what is still found in it."""

    text: str
    done: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix(text: str, check: Check, unsafe: bool = False, wants: Wants = lambda finding, text: True) -> Fixed:
    """Apply the safe fixes of what `check` finds and `wants` takes, with `unsafe` the others too, until there is none left.

    A fix that would make `check` find something new is left out, and so is one that touches code, an address, a title or
    a quotation. What comes out has no fix left that was not left out, so that fixing it again changes nothing.
    """
    found = tuple(check(text))
    done: list[Finding] = []
    refused: set[tuple[str, str, str]] = set()
    for _ in range(_ROUNDS):
        free = _free(text)
        wanted = [
            finding
            for finding in found
            if wants(finding, text)
            and _is_wanted(finding, text, unsafe, free)
            and _key(finding, text) not in refused
        ]
        if not wanted:
            break
        new, applied, after = _harmless(text, wanted, found, check)
        if not applied:
            refused.add(_key(wanted[0], text))
            continue
        done += applied
        text, found = new, after
    return Fixed(text, tuple(done), found)


def _key(finding: Finding, text: str) -> tuple[str, str, str]:
    """What a fix is known by when it was refused: its place may move."""
    start, end = finding.span
    return finding.rule, text[start:end], text[max(0, start - _AROUND) : end + _AROUND]


def _is_wanted(finding: Finding, text: str, unsafe: bool, free: Callable[[Span], bool]) -> bool:
    if finding.fix is None or not all(free(edit.span) for edit in finding.fix.edits):
        return False
    return _keeps_numbers(finding.fix, text) if finding.fix.safe else unsafe


def _keeps_numbers(fix: Fix, text: str) -> bool:
    """Whether the numbers in and around what is replaced are the same before and after."""
    for edit in fix.edits:
        left, right = (
            text[max(0, edit.span.start - _AROUND) : edit.span.start],
            text[edit.span.end :][:_AROUND],
        )
        if _digits(left + text[edit.span.start : edit.span.end] + right) != _digits(left + edit.text + right):
            return False
    return True


def _digits(text: str) -> list[str]:
    return [match.group() for match in find("[0-9０-９]+|[一二三四五六七八九十百千万亿零〇]+", text)]


# What no fix touches: code, formulas, addresses, paths, targets of links, keys and front matter, titles.
_PROTECTED = (
    r"\A---\n(?:[^\n]*\n){0,60}?---\n",
    r"^[ ]{0,3}(?P<fence>```|~~~)[^\n]*\n(?:(?![ ]{0,3}(?P=fence))[^\n]*\n){0,2000}",
    r"`[^`\n]{1,200}`|\$[^$\n]{1,120}\$",
    r"(?:[a-z]{2,8}://|www\.)[^\s]{1,300}|[A-Za-z]:\\[^\s]{1,200}|[^\s@，。；]{1,40}@[A-Za-z0-9.-]{2,60}",
    r"\]\([^)\n]{0,300}\)|^\[[^\]\n]{1,60}\]:[^\n]{0,300}|[\w-]{1,60}\.(?:txt|md|csv|xlsx?|docx?|pdf|pptx?|zip|json|ya?ml)",
    r"《[^《》\n]{1,80}》|[A-Za-z]\([^()\n]{0,80}\)|\{[^{}\n]{0,200}\}|<!--(?:(?!-->)[^\n]){0,300}-->",
)


def _free(text: str) -> Callable[[Span], bool]:
    """Whether a place lies in none of the stretches that no fix touches."""
    spans = sorted(span_of(match.span()) for pattern in _PROTECTED for match in find(pattern, text))
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    starts = [span.start for span in merged]

    def free(place: Span) -> bool:
        index = bisect_right(starts, max(place.end - 1, place.start)) - 1
        return index < 0 or merged[index].end <= place.start

    return free


def _harmless(
    text: str, wanted: Sequence[Finding], found: Sequence[Finding], check: Check
) -> tuple[str, list[Finding], tuple[Finding, ...]]:
    """The text with all that is wanted, or with as many of the first of them as do no harm."""
    while wanted:
        new, applied = apply(text, wanted)
        after = tuple(check(new)) if applied else tuple(found)
        if applied and not _more(after, found, applied):
            return new, applied, after
        wanted = wanted[: len(wanted) // 2]
    return text, [], tuple(found)


def _more(after: Sequence[Finding], before: Sequence[Finding], applied: Sequence[Finding]) -> bool:
    """Whether a rule finds more than it did; one finding for a whole document may fall apart into single ones."""
    counts = Counter(finding.rule for finding in before)
    whole = {finding.rule for finding in applied if finding.fix and len(finding.fix.edits) > _WHOLE}
    return any(
        count > counts[rule] and rule not in whole
        for rule, count in Counter(finding.rule for finding in after).items()
    )


def apply(text: str, findings: Sequence[Finding]) -> tuple[str, list[Finding]]:
    """The text with the fixes of findings, and the findings whose fixes were applied.

    Of fixes that touch each other the first is applied, the others wait for the next round; the same edit in two fixes
    is made once.
    """
    taken: dict[Edit, None] = {}
    applied = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        new = [edit for edit in edits if edit not in taken]
        if edits and not any(_touch(edit, other) for edit in new for other in taken):
            taken.update(dict.fromkeys(new))
            applied.append(finding)
    return "".join(_pieces(text, sorted(taken))), applied


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _pieces(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield text[at : edit.span.start]
        yield edit.text
        at = edit.span.end
    yield text[at:]
