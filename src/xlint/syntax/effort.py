"""How long a search may take at worst: read off a pattern, for a backtracking engine.

A time limit costs 2 µs a call, ten times as much as the search of a title, and is not needed where the worst case is
known to be short.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.syntax import Bounds
from xlint.syntax.heads import heads_of
from xlint.syntax.tree import Node, Unsure, parse

_LENGTHS = (16, 32, 64, 128, 256, 512, 1024, 4096, 16384, 65536, 1 << 20)
_MOST_STEPS = 4_000_000  # of a search without a time limit: some 50 ms
_MOST_STEPS_AT_ONE_PLACE = 50_000
_NO_END = 1e18  # more steps than are ever allowed


def bounds(pattern: str) -> Bounds:
    """In which texts a pattern needs no time limit; in none if it is not understood."""
    try:
        tree = parse(pattern)
    except (Unsure, RecursionError):
        return Bounds()
    steps = lru_cache(maxsize=len(_LENGTHS))(lambda length: _work(tree, length, True).steps)
    return Bounds(
        _longest(lambda length: length * steps(length) <= _MOST_STEPS),
        _longest(lambda length: steps(length) <= _MOST_STEPS_AT_ONE_PLACE),
    )


def _longest(fits: Callable[[int], bool]) -> int:
    """The greatest of the lengths for which something holds; 0 if there is none. It holds for all below, too."""
    count = bisect_left(_LENGTHS, True, key=lambda length: not fits(length))
    return _LENGTHS[count - 1] if count else 0


class _Work(NamedTuple):
    """What the worst case takes: `ways` in which a node matches at one place, `steps` to try them all."""

    ways: float
    steps: float


_ONE = _Work(1, 1)


def _work(node: Node, length: int, last: bool) -> _Work:
    """The worst case in a text of a length. What is behind a place may lie beyond the part that is searched.

    `last`: nothing comes behind the node that could fail, so that it is left as it first matches.
    """
    if node.kind in ("word", "char", "edge"):
        return _ONE
    return _worked(node, length, last) if _grows(node) else _work_anywhere(node, last)


@lru_cache(maxsize=20_000)
def _grows(node: Node) -> bool:
    """Whether the worst case depends on the length of the text."""
    if node.kind == "behind":
        return False
    endless = node.kind == "repeat" and (node.most is None or node.most > _LENGTHS[0])
    return endless or node.kind == "echo" or any(_grows(part) for part in node.parts)


@lru_cache(maxsize=20_000)
def _work_anywhere(node: Node, last: bool) -> _Work:
    return _worked(node, _LENGTHS[0], last)


def _worked(node: Node, length: int, last: bool) -> _Work:
    if node.kind == "seq":
        return _work_of_all(node.parts, length, last)
    if node.kind == "either":
        return _work_of_either(node.parts, length, last)
    if node.kind == "repeat":
        return _work_of_repeat(node, length, last)
    if node.kind == "group":
        return _work(node.parts[0], length, last)
    if node.kind == "behind":  # read from its end to its beginning
        return _Work(1, 1 + _work(node.parts[0], _LENGTHS[-1], False).steps)
    if node.kind in ("ahead", "not"):
        return _Work(1, 1 + _work(node.parts[0], length, True).steps)
    return _Work(1, 16 + length / 64)  # to compare costs next to nothing


def _work_of_all(parts: Sequence[Node], length: int, last: bool) -> _Work:
    ways, steps = 1.0, 0.0
    for part in parts:
        own = _work(part, length, last and part is parts[-1])
        steps = min(_NO_END, steps + ways * own.steps)
        ways = min(_NO_END, ways * own.ways)
    return _Work(ways, steps)


def _work_of_either(parts: Sequence[Node], length: int, last: bool) -> _Work:
    """Of alternatives that begin with other characters only one can match."""
    each = [_work(part, length, last) for part in parts]
    steps = sum(own.steps for own in each)
    by_start: dict[str, float] = {}
    for part, own in zip(parts, each, strict=True):
        for start in _starts(part):
            by_start[start] = by_start.get(start, 0) + own.ways
    ways = by_start.pop("", 0) + max(by_start.values(), default=0)
    return _Work(min(_NO_END, ways), min(_NO_END, steps))


@lru_cache(maxsize=20_000)
def _starts(node: Node) -> frozenset[str]:
    return frozenset(head[:1] for head, _ in heads_of(node))


def _work_of_repeat(node: Node, length: int, last: bool) -> _Work:
    most = length if node.most is None else min(node.most, length)
    own = _work(node.parts[0], length, last and node.least == 0)
    if last and node.least <= 1:  # once more or not: it does not go back to try another way
        return _Work(1, (most + 1) * own.steps)
    ways, steps, level = 0.0, 0.0, 1.0
    for times in range(most + 1):
        ways += level if times >= node.least else 0
        steps += level * own.steps
        level *= own.ways
        if steps > _NO_END or level > _NO_END:
            return _Work(_NO_END, _NO_END)
        if own.ways == 1 and times > node.least:
            return _Work(ways + most - times, steps + (most - times) * own.steps)
    return _Work(max(ways, 1), steps)
