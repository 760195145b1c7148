"""The LALR machine over a scheme's tables, with recovery: tokens → shifts, and headings out of place.

Lark makes the tables; this runs them, because importing Lark costs more than reading a whole draft.
Recovery never drops a line. A heading that is not accepted where it stands is taken at the nearest open
level that accepts it, but never past a heading of a higher level: then the levels that it left out are supplied.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xlint.outline.lines import TEXT, Token
from xlint.outline.tables import Scheme

Stack = list[tuple[int, int]]  # (state, ordinal of the heading that was shifted into it, or _NONE)
_NONE = -1
_DEEPEST = 8  # no scheme has more levels than that: a bound for the search for left-out levels


class Step(NamedTuple):
    """A heading that was shifted. `parent` is the ordinal (from 0) of the heading above it, or None.

    `accepted` names the terminals that were accepted instead, if the heading was out of place.
    """

    token: Token
    parent: int | None
    accepted: tuple[str, ...] | None


class Machine:
    """One run of the LALR automaton over the tokens of a document."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._stack: Stack = [(scheme.start, _NONE)]
        self._headings = [terminal.name for terminal in scheme.terminals if not terminal.otherwise]
        self._terminals = {terminal.name: terminal for terminal in (TEXT, *scheme.terminals)}
        self._ranks = {t.name: t.level for t in scheme.terminals if t.kind in ("heading", "group")}
        self._levels: list[int] = []  # by ordinal, the level of the heading
        self._ordinal = _NONE

    def run(self, tokens: Iterable[Token]) -> Iterator[Step]:
        """Shift every token and yield a step for each heading; the next one has the next ordinal."""
        for token in tokens:
            otherwise = token.terminal.otherwise
            if otherwise and not self._accepts(self._stack, token.terminal.name):
                token = token._replace(terminal=self._terminals[otherwise])
            if token.terminal is TEXT:
                self._shift(self._stack, TEXT.name, _NONE)
                continue
            self._ordinal += 1
            self._levels.append(self._ranks.get(token.terminal.name, _DEEPEST))
            accepted = self._take(token.terminal.name)
            yield Step(token, self._parent(), accepted)

    def _take(self, name: str) -> tuple[str, ...] | None:
        if self._shift(self._stack, name, self._ordinal):
            return None
        accepted = tuple(other for other in self._headings if self._accepts(self._stack, other))
        self._recover(name)
        return accepted

    def _parent(self) -> int | None:
        for _, ordinal in reversed(self._stack[:-1]):
            if ordinal != _NONE:
                return ordinal
        return None

    def _shift(self, stack: Stack, name: str, ordinal: int) -> bool:
        """Reduce and shift on `stack`; leaves it alone and returns False if `name` is not accepted."""
        action = self._scheme.actions[stack[-1][0]].get(name)
        if action is None:
            return False
        if action[0] == 0:
            stack.append((action[1], ordinal))
            return True
        after = stack.copy()
        if not self._advance(after, name, ordinal):
            return False
        stack[:] = after
        return True

    def _accepts(self, stack: Stack, name: str) -> bool:
        return name in self._scheme.actions[stack[-1][0]] and self._advance(stack.copy(), name, _NONE)

    def _advance(self, stack: Stack, name: str, ordinal: int) -> bool:
        actions, rules = self._scheme.actions, self._scheme.rules
        while (action := actions[stack[-1][0]].get(name)) is not None:
            kind, target = action
            if kind == 0:
                stack.append((target, ordinal))
                return True
            symbol, count = rules[target]
            if count:
                del stack[-count:]
            stack.append((actions[stack[-1][0]][symbol][1], _NONE))
        return False

    def _recover(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, 0, -1):
            _, ordinal = self._stack[depth]
            if ordinal != _NONE and self._levels[ordinal] < self._levels[self._ordinal]:
                break
            shorter = self._stack[:depth]
            if self._shift(shorter, name, self._ordinal):
                self._stack = shorter
                return
        self._stack = self._supply(name)

    def _supply(self, name: str) -> Stack:
        """The stack after the shortest run of left-out headings that makes `name` acceptable."""
        waiting = [self._stack]
        for _ in range(_DEEPEST):
            longer = []
            for stack in waiting:
                for other in self._headings:
                    after = stack.copy()
                    if self._shift(after, other, _NONE):
                        if self._shift(after, name, self._ordinal):
                            return after
                        longer.append(after)
            waiting = longer
        raise AssertionError(f"{self._scheme.name}: the grammar accepts {name} nowhere")
