"""What can be told of a pattern without running it: which words its matches hold, and how far from their beginning.

A search over a whole draft costs 0.1 to 2 ms, and most patterns match nothing in most drafts. To see that none of some
words stands in the text costs next to nothing, and so does trying a pattern only where a word of it stands.
"""

from collections.abc import Sequence
from functools import lru_cache

from xlint.syntax import Sought, Traits
from xlint.syntax.heads import heads_of, heads_of_all, width_of, words_of
from xlint.syntax.tree import Node, Unsure, parse

_NO_END = 1e18  # more often than anything
_OFTEN = (1.0, 0.1, 0.004, 0.0005, 0.0005)  # how often a word of a length stands somewhere, roughly
_FARTHEST, _WIDEST = (
    64,
    16,
)  # how far from its beginning a match may hold a word, and how uncertain that may be


def traits(pattern: str) -> Traits:
    """The traits of a pattern; of one that is not understood nothing is known."""
    try:
        tree = parse(pattern)
    except (Unsure, RecursionError):
        return Traits()
    rarest, nearest = _sought(tree)
    if not width_of(tree)[0] or _spread(nearest) > _WIDEST:
        nearest = Sought()  # a pattern that may match nothing at all is tried everywhere
    return Traits(rarest, nearest, _doubled(tree), _firsts(tree))


def _firsts(tree: Node) -> str:
    """The characters that a match begins with; none if it may begin with any."""
    firsts = {head[:1] for head, _ in heads_of(tree)}
    return "" if "" in firsts else "".join(sorted(firsts))


def _doubled(tree: Node) -> tuple[int, int]:
    """How long the word is that stands twice at the beginning; 0 if there is none."""
    if tree.kind == "seq" and tree.parts[:1] and tree.parts[0].kind == "group":
        word, again = tree.parts[0], tree.parts[1] if len(tree.parts) > 1 else tree.parts[0]
        least, most = width_of(word)
        if (
            again.kind == "echo"
            and again.chars == word.chars
            and least > 0
            and most is not None
            and most <= _WIDEST
        ):
            return least, most
    return 0, 0


@lru_cache(maxsize=20_000)
def _sought(node: Node) -> tuple[Sought, Sought]:
    """Of all words that a node needs, those that are rarest, and those that tell best where it begins."""
    own = Sought(words_of(heads_of(node)))
    if not node.parts:
        return own, own
    found = [own]
    if node.kind == "seq":
        least: int = 0
        most: int | None = 0
        for at, part in enumerate(node.parts):
            found += [
                _behind(each, least, most)
                for each in (Sought(words_of(heads_of_all(node.parts[at:]))), *_sought(part))
            ]
            width = width_of(part)
            least, most = least + width[0], None if most is None or width[1] is None else most + width[1]
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
    words = words_of({(word, False) for sought in each for word in sought.words})
    most = None if None in far else max(end for end in far if end is not None)
    return Sought(words, min(sought.least for sought in each), most)


def _frequency(sought: Sought) -> float:
    """How often one of the words is to be expected, roughly."""
    return sum(map(_OFTEN.__getitem__, map(len, sought.words))) if sought.words else _NO_END


def _spread(sought: Sought) -> float:
    """In how many more places than one a match may begin for each place of a word."""
    return _NO_END if sought.most is None or sought.most > _FARTHEST else sought.most - sought.least
