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
    verbatim: str
    title_takes_a_level: bool


@lru_cache(maxsize=1)
def schemes() -> Mapping[str, Mapping[str, Any]]:
    """What is said of each scheme, by its name, in the order in which a text is tried for them."""
    listing = _listing()
    made: Mapping[str, Mapping[str, Any]] = store.cached("schemes", [listing], lambda: _read(listing))
    return made


@lru_cache(maxsize=8)
def scheme(name: str) -> Scheme:
    """A scheme by its name. Its tables are made when a text first follows it: Lark takes 0.1 s for each."""
    described = schemes()[name]
    grammar = resources.content(os.path.join(resources.folder("grammar"), described["grammar"]))
    made = store.cached("grammar", [_listing(), grammar], lambda: _compile(grammar.decode(), described))
    return _scheme(name, made)


def _listing() -> bytes:
    return resources.content(os.path.join(resources.folder("grammar"), "schemes.yaml"))


def _read(listing: bytes) -> Any:
    import yaml

    return yaml.safe_load(listing)


def _scheme(name: str, value: Mapping[str, Any]) -> Scheme:
    return Scheme(
        name=name,
        terminals=tuple(Terminal(*terminal) for terminal in value["terminals"]),
        actions=tuple(
            {symbol: (kind, to) for symbol, (kind, to) in state.items()} for state in value["actions"]
        ),
        rules=tuple((symbol, count) for symbol, count in value["rules"]),
        start=value["start"],
        verbatim=value["verbatim"],
        title_takes_a_level=value["title_takes_a_level"],
    )


def _compile(grammar: str, scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Let Lark turn one grammar into plain tables. Raises lark's GrammarError for a faulty grammar."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer, TerminalDef

    class LineLexer(Lexer):
        """Stands in for a lexer: lines are matched by the scanner of this package."""

        def __init__(self, _conf: object) -> None: ...

        def lex(self, *_args: Any) -> Any:
            raise NotImplementedError

    parser = Lark(grammar, parser="lalr", lexer=LineLexer, start="document", regex=True)
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
