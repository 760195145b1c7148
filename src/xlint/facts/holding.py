"""Whether words of a list stand in a text, told at once where none of them can."""

from collections.abc import Iterator
from functools import lru_cache

_FEW = 8  # words that are sooner looked for


@lru_cache(maxsize=64)
def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The characters of which each text with one of the words holds at least one."""
    return frozenset(word[:1] for word in words)


@lru_cache(maxsize=64)
def finals(words: tuple[str, ...]) -> frozenset[str]:
    """The characters that the words end with."""
    return frozenset(word[-1:] for word in words)


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in a text. Of many words mostly none has a chance: no character begins one."""
    if len(words) > _FEW and initials(words).isdisjoint(text):
        return False
    return any(map(text.__contains__, words))


def places(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a short text: for words that come from the text, since to compile a pattern takes 1 ms."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
