"""What can be told of a pattern without running it: how its matches begin, what they hold, how long a search may take.

A search over a whole draft costs 0.1 to 2 ms, and most patterns match nothing in most drafts. To see that none of some
words stands in the text costs next to nothing, and so does trying a pattern only where one of its beginnings stands.
A time limit costs 2 µs a call, ten times as much as the search of a title, and is not needed where the worst case is
known to be short.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint.syntax import Node, Unsure, parse

VERSION = b"1"  # of what is told: part of the name of its entry in the cache
_LENGTHS = (16, 32, 64, 128, 256, 512, 1024, 4096, 16384, 65536, 1 << 20)
_MOST_STEPS = 1_000_000  # of a search without a time limit: some 20 ms
_MOST_STEPS_AT_ONE_PLACE = 10_000
_NO_END = 1e18  # more steps than are ever allowed
_MOST_HEADS = 500
_LONGEST_HEAD = 4

_FARTHEST, _WIDEST = (
    64,
    16,
)  # how far from its beginning a match may hold a word, and how uncertain that may be

Head = tuple[str, bool]  # how a match begins, and whether that may be all of it


class Sought(NamedTuple):
    """Words of which every match, or what follows it, holds one, `least` to `most` code points behind its beginning."""

    words: tuple[str, ...] = ()
    least: int = 0
    most: int | None = 0


class Traits(NamedTuple):
    """`rarest`: the words by which to see soonest that nothing matches; `nearest`: by which to find where something may.

    `doubled`: how long a word may be with which, twice in a row, every match begins.
    `free`: the length of text up to which a search needs no time limit; `near`: the same of a match at one place.
    """

    rarest: Sought = Sought()
    nearest: Sought = Sought()
    doubled: tuple[int, int] = (0, 0)
    free: int = 0
    near: int = 0


def traits(pattern: str) -> Traits:
    """The traits of a pattern; of one that is not understood nothing is known."""
    try:
        tree = parse(pattern)
    except (Unsure, RecursionError):
        return Traits()
    rarest, nearest = _sought(tree)
    free = max((n for n in _LENGTHS if n * _work(tree, n).steps <= _MOST_STEPS), default=0)
    near = max((n for n in _LENGTHS if _work(tree, n).steps <= _MOST_STEPS_AT_ONE_PLACE), default=0)
    if not _width(tree)[0] or _spread(nearest) > _WIDEST:
        nearest = Sought()  # a pattern that may match nothing at all is tried everywhere
    return Traits(rarest, nearest, _doubled(tree), free, near)


def _doubled(tree: Node) -> tuple[int, int]:
    """How long the word is that stands twice at the beginning; 0 if there is none."""
    if tree.kind == "seq" and tree.parts[:1] and tree.parts[0].kind == "group":
        word, again = tree.parts[0], tree.parts[1] if len(tree.parts) > 1 else tree.parts[0]
        least, most = _width(word)
        if (
            again.kind == "echo"
            and again.chars == word.chars
            and least > 0
            and most is not None
            and most <= _WIDEST
        ):
            return least, most
    return 0, 0


def _words(heads: Iterable[Head]) -> tuple[str, ...]:
    """The heads as words, without those that begin with another one; none if a match may begin with anything."""
    words: list[str] = []
    for word in sorted({head for head, _ in heads}):
        if not word:
            return ()
        if not words or not word.startswith(words[-1]):
            words.append(word)
    return tuple(words)


@lru_cache(maxsize=20_000)
def _heads(node: Node) -> frozenset[Head]:
    """How the matches of a node begin."""
    if node.kind == "char":
        return frozenset((char, True) for char in node.chars) or frozenset({("", False)})
    if node.kind == "seq":
        return _heads_of_all(node.parts)
    if node.kind == "either":
        return _bounded(head for part in node.parts for head in _heads(part))
    if node.kind == "repeat":
        return _heads_of_repeat(node)
    if node.kind == "group":
        return _heads(node.parts[0])
    return frozenset({("", node.kind != "echo")})


def _heads_of_all(parts: Sequence[Node]) -> frozenset[Head]:
    heads = frozenset({("", True)})
    for part in parts:
        if not any(whole for _, whole in heads):
            break
        heads = _joined(heads, _heads(part))
    return heads


def _joined(heads: frozenset[Head], behind: frozenset[Head]) -> frozenset[Head]:
    """The heads, and where one is whole, what may stand behind it; where they become too many, what is there has to do."""
    whole = [head for head, all_of_it in heads if all_of_it]
    going_on = [head for head in heads if not head[1]]
    if len(whole) * len(behind) + len(going_on) > _MOST_HEADS:
        going_on += [(head, False) for head in whole if head]
        whole = [head for head in whole if not head]
    return _bounded((*going_on, *((head + more, all_of_it) for head in whole for more, all_of_it in behind)))


def _bounded(heads: Iterable[Head]) -> frozenset[Head]:
    """The heads, none longer than is of use, and shorter where they are too many."""
    cut = frozenset(heads)
    for longest in range(_LONGEST_HEAD, 0, -1):
        cut = frozenset((head[:longest], whole and len(head) < longest) for head, whole in cut)
        if len(cut) <= _MOST_HEADS:
            return cut
    return frozenset({("", False)})


def _heads_of_repeat(node: Node) -> frozenset[Head]:
    once = _heads(node.parts[0])
    if node.most == 0:
        return frozenset({("", True)})
    heads = once
    for _ in range(1, min(node.least, _LONGEST_HEAD)):
        heads = _joined(heads, once)
    if node.most is None or node.most > max(node.least, 1):
        heads = frozenset((head, False) for head, _ in heads) | (
            {("", True)} if not node.least else frozenset()
        )
        return heads | (frozenset({("", True)}) if ("", True) in once else frozenset())
    if node.least > _LONGEST_HEAD:
        return frozenset((head, False) for head, _ in heads)
    return heads if node.least else heads | {("", True)}


@lru_cache(maxsize=20_000)
def _sought(node: Node) -> tuple[Sought, Sought]:
    """Of all words that a node needs, those that are rarest, and those that tell best where it begins."""
    found = [Sought(_words(_heads(node)))]
    if node.kind == "seq":
        least: int = 0
        most: int | None = 0
        for at, part in enumerate(node.parts):
            found += [
                _behind(each, least, most)
                for each in (Sought(_words(_heads_of_all(node.parts[at:]))), *_sought(part))
            ]
            own = _width(part)
            least, most = least + own[0], None if most is None or own[1] is None else most + own[1]
    elif node.kind == "either":
        each = [_sought(part) for part in node.parts]
        found += [_one_of([rarest for rarest, _ in each]), _one_of([nearest for _, nearest in each])]
    elif node.kind in ("ahead", "group") or (node.kind == "repeat" and node.least):
        found += _sought(node.parts[0])
    known = [each for each in found if each.words] or [Sought()]
    return min(known, key=_frequency), min(known, key=lambda each: _frequency(each) * (1 + _spread(each)))


def _behind(sought: Sought, least: int, most: int | None) -> Sought:
    far = None if most is None or sought.most is None else most + sought.most
    return Sought(sought.words, least + sought.least, far)


def _one_of(each: Sequence[Sought]) -> Sought:
    """What is sought where one of several parts has to match; nothing if one of them needs nothing."""
    if not all(sought.words for sought in each):
        return Sought()
    far = [sought.most for sought in each]
    words = _words({(word, False) for sought in each for word in sought.words})
    most = None if None in far else max(end for end in far if end is not None)
    return Sought(words, min(sought.least for sought in each), most)


def _frequency(sought: Sought) -> float:
    """How often one of the words is to be expected, roughly."""
    return sum(0.1 ** min(len(word), 3) for word in sought.words) if sought.words else _NO_END


def _spread(sought: Sought) -> float:
    """In how many more places than one a match may begin for each place of a word."""
    return _NO_END if sought.most is None or sought.most > _FARTHEST else sought.most - sought.least


@lru_cache(maxsize=20_000)
def _width(node: Node) -> tuple[int, int | None]:
    """How many code points a node matches, at least and at most."""
    if node.kind == "char":
        return 1, 1
    if node.kind == "echo":
        return 0, None
    if node.kind in ("ahead", "around", "edge"):
        return 0, 0
    each = [_width(part) for part in node.parts]
    ends = [most for _, most in each if most is not None]
    known = len(ends) == len(each)
    if node.kind == "either":
        return min(least for least, _ in each), max(ends) if known else None
    if node.kind == "repeat":
        return node.least * each[0][0], node.most * ends[0] if known and node.most is not None else None
    return sum(least for least, _ in each), sum(ends) if known else None


class _Work(NamedTuple):
    """What the worst case takes: `ways` in which a node matches at one place, `steps` to try them all."""

    ways: float
    steps: float


@lru_cache(maxsize=200_000)
def _work(node: Node, length: int) -> _Work:
    """The worst case in a text of a length. What is behind a place may lie beyond the part that is searched."""
    if node.kind == "seq":
        return _work_of_all(node.parts, length)
    if node.kind == "either":
        return _work_of_either(node.parts, length)
    if node.kind == "repeat":
        return _work_of_repeat(node, length)
    if node.kind == "group":
        return _work(node.parts[0], length)
    if node.kind in ("ahead", "around"):
        return _Work(1, 1 + _work(node.parts[0], _LENGTHS[-1] if node.kind == "around" else length).steps)
    return _Work(1, length if node.kind == "echo" else 1)


def _work_of_all(parts: Sequence[Node], length: int) -> _Work:
    ways, steps = 1.0, 0.0
    for part in parts:
        own = _work(part, length)
        steps = min(_NO_END, steps + ways * own.steps)
        ways = min(_NO_END, ways * own.ways)
    return _Work(ways, steps)


def _work_of_either(parts: Sequence[Node], length: int) -> _Work:
    """Of alternatives that begin with other characters only one can match."""
    each = [_work(part, length) for part in parts]
    steps = sum(own.steps for own in each)
    by_start: dict[str, float] = {}
    for part, own in zip(parts, each, strict=True):
        for start in {head[:1] for head, _ in _heads(part)}:
            by_start[start] = by_start.get(start, 0) + own.ways
    ways = by_start.pop("", 0) + max(by_start.values(), default=0)
    return _Work(min(_NO_END, ways), min(_NO_END, steps))


def _work_of_repeat(node: Node, length: int) -> _Work:
    most = length if node.most is None else min(node.most, length)
    own = _work(node.parts[0], length)
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
