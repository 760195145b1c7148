"""The heading schemes of grammar/: Lark's LALR tables, made once and kept in the cache."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from xlint import resources, store

END = "$END"


class Terminal(NamedTuple):
    """One kind of line: its pattern (matched at the line's start) and its place in the outline."""

    name: str
    pattern: str
    kind: str  # heading, group, title, attachment, listed, text
    level: int
    sample: str
    otherwise: (
        str  # the terminal that it is where the grammar does not accept it; "" for one that is a finding then
    )


class Scheme(NamedTuple):
    """A heading scheme. `actions[state][symbol]` is [0, state] to shift or go to, [1, rule] to reduce;
    `rules[rule]` is (symbol, number of symbols that it replaces).
    """

    name: str
    terminals: tuple[Terminal, ...]
    actions: tuple[Mapping[str, tuple[int, int]], ...]
    rules: tuple[tuple[str, int], ...]
    start: int
    detect: Mapping[str, Any]
    verbatim: str
    title_takes_a_level: bool


@lru_cache(maxsize=1)
def schemes() -> Mapping[str, Scheme]:
    """All schemes by name, in the order in which a text is tried for them."""
    folder = resources.folder("grammar")
    listing = os.path.join(folder, "schemes.yaml")
    parts = [resources.content(file) for file in [listing, *resources.files(folder, ".lark")]]
    made = store.cached("grammar", parts, lambda: _make(listing))
    return {name: _scheme(name, value) for name, value in made.items()}


def _scheme(name: str, value: Mapping[str, Any]) -> Scheme:
    return Scheme(
        name=name,
        terminals=tuple(Terminal(*terminal) for terminal in value["terminals"]),
        actions=tuple(
            {symbol: (kind, to) for symbol, (kind, to) in state.items()} for state in value["actions"]
        ),
        rules=tuple((symbol, count) for symbol, count in value["rules"]),
        start=value["start"],
        detect=value["detect"],
        verbatim=value["verbatim"],
        title_takes_a_level=value["title_takes_a_level"],
    )


def _make(listing: str) -> dict[str, Any]:
    import yaml

    described = yaml.safe_load(resources.content(listing))
    folder = os.path.dirname(listing)
    return {
        name: _compile(os.path.join(folder, scheme["grammar"]), scheme) for name, scheme in described.items()
    }


def _compile(path: str, scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Let Lark turn one grammar into plain tables. Raises lark's GrammarError for a faulty grammar."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer, TerminalDef

    class LineLexer(Lexer):
        """Stands in for a lexer: lines are matched by the scanner of this package."""

        def __init__(self, _conf: object) -> None: ...

        def lex(self, *_args: Any) -> Any:
            raise NotImplementedError

    parser = Lark(
        resources.content(path).decode(), parser="lalr", lexer=LineLexer, start="document", regex=True
    )
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in parser.terminals}
    terminals = [
        (name, patterns[name], say["kind"], say["level"], str(say["sample"]), say.get("otherwise", ""))
        for name, say in scheme["terminals"].items()
    ]
    return {
        "terminals": terminals,
        "start": table["start_states"]["document"],
        "detect": scheme.get("detect", {}),
        "verbatim": scheme.get("verbatim", ""),
        "title_takes_a_level": scheme.get("title_takes_a_level", False),
        **_plain(table, memo),
    }


def _plain(table: Mapping[str, Any], memo: Mapping[int, Any]) -> dict[str, Any]:
    """Lark's serialized table with rules numbered and states as a list."""
    numbers: dict[int, int] = {}
    rules: list[tuple[str, int]] = []
    states: dict[int, dict[str, tuple[int, int]]] = {}
    for state, actions in table["states"].items():
        plain = states[int(state)] = {}
        for symbol, (kind, target) in actions.items():
            if kind == 1:
                where = target["@"]
                if where not in numbers:
                    rule = memo[where]
                    numbers[where] = len(rules)
                    rules.append((rule["origin"]["name"], len(rule["expansion"])))
                target = numbers[where]
            plain[table["tokens"][symbol]] = (kind, target)
    return {"actions": [states.get(number, {}) for number in range(max(states) + 1)], "rules": rules}
