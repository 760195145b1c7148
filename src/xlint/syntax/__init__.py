"""What can be told of a pattern without running it.

The modules of this package are imported only for a pattern of which nothing is in the cache.
"""

from typing import NamedTuple


class Sought(NamedTuple):
    """Words of which every match, or what follows it, holds one, `least` to `most` code points behind its beginning."""

    words: tuple[str, ...] = ()
    least: int = 0
    most: int | None = 0


class Traits(NamedTuple):
    """`rarest`: the words by which to see soonest that nothing matches; `nearest`: by which to find where something may.

    `doubled`: how long a word may be with which, twice in a row, every match begins. `firsts`: the characters that one
    may begin with; none if that may be any.
    """

    rarest: Sought = Sought()
    nearest: Sought = Sought()
    doubled: tuple[int, int] = (0, 0)
    firsts: str = ""


class Bounds(NamedTuple):
    """The length of text up to which a search needs no time limit; and the same of a match at one place."""

    free: int = 0
    near: int = 0
