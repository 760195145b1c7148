"""Applies fixes to a text: those that are safe, or all; never so that a number changes or a new finding comes up."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from xlint.model import Edit, Finding, Fix
from xlint.search import find

_ROUNDS = 10  # a fix may uncover another one; more rounds than this are not run
_ONE_BY_ONE = 200  # fixes that are tried one after the other where all together do harm

Check = Callable[[str], Sequence[Finding]]


class Fixed(NamedTuple):
    """A text after its fixes: what was done, in the order in which it was, and what is still found in it."""

    text: str
    done: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix(
    text: str, check: Check, unsafe: bool = False, wants: Callable[[Finding], bool] = lambda _: True
) -> Fixed:
    """Apply the safe fixes of what `check` finds and `wants` takes, with `unsafe` the others too, until there is none left.

    A fix that would make `check` find something new is left out. What comes out has no fix left that was not left out,
    so that fixing it again changes nothing.
    """
    found = tuple(check(text))
    done: list[Finding] = []
    for _ in range(_ROUNDS):
        wanted = [finding for finding in found if wants(finding) and _is_wanted(finding, text, unsafe)]
        new, applied, after = _harmless(text, wanted, found, check)
        if not applied:
            break
        done += applied
        text, found = new, after
    return Fixed(text, tuple(done), found)


def _is_wanted(finding: Finding, text: str, unsafe: bool) -> bool:
    return finding.fix is not None and (
        (finding.fix.safe and _keeps_numbers(finding.fix, text)) or (unsafe and not finding.fix.safe)
    )


def _keeps_numbers(fix: Fix, text: str) -> bool:
    """Whether the digits in what is replaced are those in what replaces it."""
    return all(_digits(text[edit.span.start : edit.span.end]) == _digits(edit.text) for edit in fix.edits)


def _digits(text: str) -> list[str]:
    return [match.group() for match in find("[0-9０-９]+|[一二三四五六七八九十百千万亿零〇]+", text)]


def _harmless(
    text: str, wanted: Sequence[Finding], found: Sequence[Finding], check: Check
) -> tuple[str, list[Finding], tuple[Finding, ...]]:
    """The text with all that is wanted, or else with what does no harm, one after the other."""
    new, applied = apply(text, wanted)
    after = tuple(check(new)) if applied else tuple(found)
    if not applied or not _more(after, found):
        return new, applied, after
    for finding in wanted[:_ONE_BY_ONE]:
        new, applied = apply(text, [finding])
        after = tuple(check(new))
        if applied and not _more(after, found):
            return new, applied, after
    return text, [], tuple(found)


def _more(after: Sequence[Finding], before: Sequence[Finding]) -> bool:
    """Whether a rule finds more than it did."""
    counts = Counter(finding.rule for finding in before)
    return any(count > counts[rule] for rule, count in Counter(finding.rule for finding in after).items())


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
