"""How the matches of a pattern begin, and how long they are."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from xlint.syntax.tree import Node

_MOST_HEADS = 500
LONGEST_HEAD = 4

Head = tuple[str, bool]  # how a match begins, and whether that may be all of it


def words_of(heads: Iterable[Head]) -> tuple[str, ...]:
    """The heads as words, without those that begin with another one; none if a match may begin with anything."""
    words: list[str] = []
    for word in sorted({head for head, _ in heads}):
        if not word:
            return ()
        if not words or not word.startswith(words[-1]):
            words.append(word)
    return tuple(words)


@lru_cache(maxsize=20_000)
def heads_of(node: Node) -> frozenset[Head]:
    """How the matches of a node begin."""
    if node.kind == "word":
        return frozenset({(node.chars[:LONGEST_HEAD], len(node.chars) < LONGEST_HEAD)})
    if node.kind == "char":
        return frozenset((char, True) for char in node.chars) or frozenset({("", False)})
    if node.kind == "seq":
        return heads_of_all(node.parts)
    if node.kind == "either":
        return _bounded(head for part in node.parts for head in heads_of(part))
    if node.kind == "repeat":
        return _heads_of_repeat(node)
    if node.kind == "group":
        return heads_of(node.parts[0])
    return frozenset({("", node.kind != "echo")})


def heads_of_all(parts: Sequence[Node]) -> frozenset[Head]:
    """How the matches of several nodes, one after the other, begin."""
    heads = frozenset({("", True)})
    for part in parts:
        if not any(whole for _, whole in heads):
            break
        heads = _joined(heads, heads_of(part))
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
    for longest in range(LONGEST_HEAD, 0, -1):
        cut = frozenset((head[:longest], whole and len(head) < longest) for head, whole in cut)
        if len(cut) <= _MOST_HEADS:
            return cut
    return frozenset({("", False)})


def _heads_of_repeat(node: Node) -> frozenset[Head]:
    once = heads_of(node.parts[0])
    if node.most == 0:
        return frozenset({("", True)})
    heads = once
    for _ in range(1, min(node.least, LONGEST_HEAD)):
        heads = _joined(heads, once)
    if node.most is None or node.most > max(node.least, 1):
        heads = frozenset((head, False) for head, _ in heads) | (
            {("", True)} if not node.least else frozenset()
        )
        return heads | (frozenset({("", True)}) if ("", True) in once else frozenset())
    if node.least > LONGEST_HEAD:
        return frozenset((head, False) for head, _ in heads)
    return heads if node.least else heads | {("", True)}


@lru_cache(maxsize=20_000)
def width_of(node: Node) -> tuple[int, int | None]:
    """How many code points a node matches, at least and at most."""
    if node.kind in ("word", "char"):
        return len(node.chars) if node.kind == "word" else 1, len(node.chars) if node.kind == "word" else 1
    if node.kind == "echo":
        return 0, None
    if node.kind in ("ahead", "not", "behind", "edge"):
        return 0, 0
    each = [width_of(part) for part in node.parts]
    ends = [most for _, most in each if most is not None]
    known = len(ends) == len(each)
    if node.kind == "either":
        return min(least for least, _ in each), max(ends) if known else None
    if node.kind == "repeat":
        return node.least * each[0][0], node.most * ends[0] if known and node.most is not None else None
    return sum(least for least, _ in each), sum(ends) if known else None
