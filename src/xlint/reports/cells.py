"""Text in terminal cells: widths of wide characters, and control characters made visible."""

from unicodedata import category, east_asian_width

# What may turn the direction of text, move the cursor, or hide something.
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


def visible(text: str) -> str:
    """The text with every character that a terminal might act upon replaced by a visible one."""
    if text.isprintable():  # none of the categories above, and no blank but the plain one
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))  # ␛ and the like
    if char == "\x7f":
        return "\u2421"
    return "\ufffd" if category(char) in _INVISIBLE else char


class _Widths(dict[str, int]):
    """The cells of each character that was met."""

    def __init__(self, ambiguous: int) -> None:
        self._ambiguous = ambiguous

    def __missing__(self, char: str) -> int:
        self[char] = width = self._width(char)
        return width

    def _width(self, char: str) -> int:
        kind = east_asian_width(char)
        if kind in "WF":
            return 2
        if kind in "AN" and category(char) in ("Mn", "Me"):  # written over the character before it
            return 0
        return self._ambiguous if kind == "A" else 1


class Cells:
    """Measures text in cells. `ambiguous` is the width of “ ” … × and the like: 1, or 2 on Chinese consoles."""

    def __init__(self, ambiguous: int = 1) -> None:
        self._widths = _Widths(ambiguous)

    def width(self, text: str) -> int:
        """The number of terminal cells that a text takes."""
        return len(text) if text.isascii() else sum(map(self._widths.__getitem__, text))

    def end(self, text: str, cells: int) -> str:
        """The longest end of a text that takes no more than so many cells."""
        taken = 0
        for index in range(len(text) - 1, -1, -1):
            taken += self._widths[text[index]]
            if taken > cells:
                return text[index + 1 :]
        return text

    def beginning(self, text: str, cells: int) -> str:
        """The longest beginning of a text that takes no more than so many cells."""
        taken = 0
        for index, char in enumerate(text):
            taken += self._widths[char]
            if taken > cells:
                return text[:index]
        return text

    def pad(self, text: str, cells: int) -> str:
        """The text with blanks up to so many cells."""
        return text + " " * max(0, cells - self.width(text))
