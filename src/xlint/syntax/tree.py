"""Regular expressions as trees, as far as their traits have to be known: see xlint.syntax.traits.

This reads the part of `regex`'s language that patterns are written in. Whatever it does not know for certain – flags,
recursion, fuzzy matching, sets within sets – it refuses, and nothing is concluded from such a pattern.
"""

from functools import lru_cache

_MOST_CHARS = 64  # a class of more characters tells nothing
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_GROUPS = {"(?:": "", "(?>": "", "(?=": "ahead", "(?!": "not", "(?<=": "behind", "(?<!": "behind"}


class Unsure(Exception):
    """The pattern holds something that this module does not know."""


class Node:
    """A part of a pattern.

    `word`: the very `chars`; `char`: one of `chars`, any character if there are none; `seq`, `either`: the parts one
    after the other, or one of them; `repeat`: the part `least` to `most` times (None: without end); `ahead`: what has to follow, `not`: what
    must not; `behind`: a condition on what stands before; `edge`: a place; `group`: a part with a name (`chars`); `echo`: what the
    group of that name matched, once more.
    """

    # No tuple: what is told of a node is looked up by the node, and to hash a tuple takes as long as all its parts.
    __slots__ = ("chars", "kind", "least", "most", "parts")

    def __init__(
        self,
        kind: str,
        parts: tuple["Node", ...] = (),
        chars: str = "",
        least: int = 1,
        most: int | None = 1,
    ) -> None:
        self.kind, self.parts, self.chars = kind, parts, chars
        self.least, self.most = least, most


EDGE = Node("edge")


@lru_cache(maxsize=16)
def parse(pattern: str) -> Node:
    """The tree of a pattern. Raises Unsure."""
    reader = _Reader(pattern)
    tree = reader.either()
    if reader.at < len(pattern):
        raise Unsure
    return tree


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def either(self) -> Node:
        """Alternatives up to the closing bracket."""
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Node("either", tuple(parts))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            part = self._repeated(self._item())
            if part.kind == parts[-1].kind == "word" if parts else False:
                parts[-1] = Node("word", chars=parts[-1].chars + part.chars)
            else:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Node("seq", tuple(parts))

    def _take(self, word: str) -> bool:
        found = self._pattern.startswith(word, self.at)
        self.at += len(word) * found
        return found

    def _next(self) -> str:
        if self.at >= len(self._pattern):
            raise Unsure
        self.at += 1
        return self._pattern[self.at - 1]

    def _until(self, mark: str) -> str:
        end = self._pattern.find(mark, self.at)
        if end < 0:
            raise Unsure
        found = self._pattern[self.at : end]
        self.at = end + 1
        return found

    def _item(self) -> Node:
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == "\\":
            return self._escape()
        if char in "^$":
            return EDGE
        if char in "*+?{":
            raise Unsure
        return Node("char") if char == "." else Node("word", chars=char)

    def _group(self) -> Node:
        self.at -= 1
        if self._take("(?P="):
            return Node("echo", chars=self._until(")"))
        opener = next((opener for opener in _GROUPS if self._take(opener)), "")
        name = "" if opener else self._name()
        if not opener and not name and not self._take("("):
            raise Unsure
        if not opener and self._pattern.startswith("?", self.at):
            raise Unsure  # a flag, or a group of a kind that is not known
        inside = self.either()
        if not self._take(")"):
            raise Unsure
        kind = _GROUPS.get(opener, "") or ("group" if name else "")
        return Node(kind, (inside,), name) if kind else inside

    def _name(self) -> str:
        """The name of a group that begins here; nothing if it has none."""
        if not (self._take("(?P<") or self._take("(?<")):
            return ""
        name = self._until(">")
        if not name.isidentifier():
            raise Unsure
        return name

    def _escape(self) -> Node:
        char = self._next()
        if char in "bBAZ":
            return EDGE
        chars = self._escaped(char)
        return Node("word" if chars else "char", chars=chars)

    def _escaped(self, char: str) -> str:
        """The character that an escape stands for; nothing for one that stands for many."""
        if char in "sSdDwW":
            return ""
        if char in "pP" and self._take("{"):
            self._until("}")
            return ""
        if char in "xu":
            digits = self._pattern[self.at : self.at + (2 if char == "x" else 4)]
            self.at += len(digits)
            try:
                return chr(int(digits, 16))
            except ValueError:
                raise Unsure from None
        if char.isalnum():
            if char not in _SINGLE:
                raise Unsure
            return _SINGLE[char]
        return char

    def _class(self) -> Node:
        """[…]; without characters if they are many, or told by what they are not."""
        many = self._take("^")
        found: set[str] = set()
        while (char := self._next()) != "]":
            last = self._member(char)
            if self._pattern.startswith("-", self.at) and self._pattern[self.at + 1 : self.at + 2] != "]":
                self.at += 1
                first, last = last, self._member(self._next())
                if not first or not last or first > last:
                    raise Unsure
                many |= ord(last) - ord(first) > _MOST_CHARS
                found.update(() if many else map(chr, range(ord(first), ord(last) + 1)))
            many |= not last
            found.add(last)
        if not found:
            raise Unsure
        return Node("char", chars="" if many or len(found) > _MOST_CHARS else "".join(sorted(found)))

    def _member(self, char: str) -> str:
        if char == "[" or (char in "&|~-" and self._pattern.startswith(char, self.at)):
            raise Unsure  # sets within sets
        return self._escaped(self._next()) if char == "\\" else char

    def _repeated(self, item: Node) -> Node:
        """The item with the quantifier behind it."""
        bounds = self._bounds()
        if bounds is None:
            return item
        if not self._take("?"):
            self._take("+")
        if self.at < len(self._pattern) and self._pattern[self.at] in "*+?{":
            raise Unsure
        return Node("repeat", (item,), least=bounds[0], most=bounds[1])

    def _bounds(self) -> tuple[int, int | None] | None:
        for mark, least, most in (("*", 0, None), ("+", 1, None), ("?", 0, 1)):
            if self._take(mark):
                return least, most
        if not self._take("{"):
            return None
        low, comma, high = self._until("}").partition(",")
        if not all(part == "" or (part.isascii() and part.isdigit()) for part in (low, high)):
            raise Unsure
        if not low + high:
            raise Unsure
        most = (int(high) if high else None) if comma else int(low)
        return int(low or 0), most
