"""Whether words of a list stand in a text, told at once where none of them can."""

from functools import lru_cache


@lru_cache(maxsize=64)
def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The characters of which each text with one of the words holds at least one."""
    return frozenset(word[0] for word in words)


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in a text. Mostly none does, nor any character that one begins with."""
    return not initials(words).isdisjoint(text) and any(map(text.__contains__, words))
