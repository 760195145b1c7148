"""The edits that make one text of another, in time that does not grow with the square of its length."""

from collections.abc import Iterator, Sequence

from xlint.model import Span

_LONGEST = 4000  # code points within which single characters are compared


def differences(before: str, after: str) -> Iterator[tuple[Span, str]]:
    """The edits in order: whole lines are compared first, within those that differ characters."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    start = sum(map(len, old[:first]))
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if len(old) != len(new):
        for (one, other), (to, end) in _blocks(old, new, junk=True):  # blank lines are many
            at = start + sum(map(len, old[:one]))
            yield from _pieces("".join(old[one:other]), "".join(new[to:end]), at)
        return
    for one_line, other_line in zip(old, new):
        yield from _pieces(one_line, other_line, start)
        start += len(one_line)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two lists have in common from their beginning."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def _blocks(
    old: Sequence[str], new: Sequence[str], junk: bool
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    from difflib import SequenceMatcher

    for tag, start, end, to, to_end in SequenceMatcher(None, old, new, junk).get_opcodes():
        if tag != "equal":
            yield (start, end), (to, to_end)


def _pieces(before: str, after: str, at: int) -> Iterator[tuple[Span, str]]:
    """The edits between two short texts; of long ones what lies between their common beginning and end."""
    if before == after:
        return
    if len(before) + len(after) <= _LONGEST:
        for (start, end), (to, to_end) in _blocks(before, after, junk=False):
            yield Span(at + start, at + end), after[to:to_end]
        return
    first = _alike(before, after)
    rest, new = before[first:], after[first:]
    last = _alike(rest[::-1], new[::-1])
    yield Span(at + first, at + len(before) - last), new[: len(new) - last]
