"""Rule packs: rules, word lists and profiles, read from YAML and checked whole.

A pack is a folder (rules in *.yaml, word lists in words/*.yaml, profiles in profiles/*.yaml) or one file
of rules. xlint's own pack lies in rules/ and comes first; others add rules, words and profiles to it.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from re import fullmatch
from typing import Any, NamedTuple

from xlint import resources, store
from xlint.kinds import KINDS, kind
from xlint.schema import Field, Mistake, Node, Reader, SchemaError, fields_of, suggest
from xlint.search import Pattern

SEVERITIES = ("off", "info", "warning", "error")
_ID = r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*"

WORDING: Mapping[str, Field] = {
    "message": Field(str),
    "messages": Field(Mapping[str, str]),
    "notes": Field(Mapping[str, str]),
    "why": Field(str),
    "instead": Field(str),
}
RULE: Mapping[str, Field] = {
    **WORDING,
    "id": Field(str, required=True),
    "kind": Field(str, required=True, choices=KINDS),
    "severity": Field(str, required=True, choices=SEVERITIES[1:]),
    "message": Field(str, required=True),
    "why": Field(str, required=True),
    "profiles": Field(tuple[str, ...]),
    "yields_to": Field(tuple[str, ...]),
    "options": Field(object),
    "en": Field(object),
    "bad": Field(object),
    "good": Field(object),
}
PROFILE: Mapping[str, Field] = {
    "name": Field(str, required=True),
    "order": Field(int),
    "title": Field(tuple[Pattern, ...]),
    "text": Field(tuple[Pattern, ...]),
    "outline": Field(str),
    "rules": Field(object),
}
EXAMPLE: Mapping[str, Field] = {"text": Field(str, required=True), "profile": Field(str)}


class Pack(NamedTuple):
    """Everything that the packs say, as plain values (JSON holds them): rules by id, profiles and words by name.

    `digest` changes with every byte of the packs.
    """

    rules: Mapping[str, Mapping[str, Any]]
    profiles: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, tuple[str, ...]]
    digest: str = ""


def load(extra: Sequence[str] = ()) -> Pack:
    """The packs as they are run, without examples and explanations. Raises SchemaError."""
    files = _files(extra)
    parts = [f"{file}\n".encode() + _bytes(file) for _, file in files]
    made = store.cached("pack", parts, lambda: _run_form(read(extra, proven=resources.folder("rules"))))
    words = {name: tuple(values) for name, values in made["words"].items()}
    return Pack(made["rules"], made["profiles"], words, store.key(parts))


def _run_form(pack: Pack) -> dict[str, Any]:
    untold = ("why", "instead", "bad", "good")
    rules = {id_: {k: v for k, v in rule.items() if k not in untold} for id_, rule in pack.rules.items()}
    return {"rules": rules, "profiles": pack.profiles, "words": pack.words}


def read(extra: Sequence[str] = (), proven: str = "") -> Pack:
    """The packs with examples and explanations, unchecked by any cache. Raises SchemaError with all mistakes.

    The patterns in the folder `proven` are not compiled: those of xlint's own pack were when it was tested, and all of
    them together take as long as a run.
    """
    reading = Reading(proven)
    for part, file in _files(extra):
        reading.file(part, file)
    reading.cross_check()
    if reading.mistakes:
        raise SchemaError(reading.mistakes)
    return Pack(
        reading.rules, reading.profiles, {name: tuple(words) for name, words in reading.words.items()}
    )


def _files(extra: Sequence[str]) -> list[tuple[str, str]]:
    return [found for pack in (resources.folder("rules"), *extra) for found in files(pack)]


def files(pack: str) -> list[tuple[str, str]]:
    """(part, file) of every file of a pack: part is `rules`, `words` or `profiles`."""
    if not os.path.isdir(pack):
        return [("rules", pack)]
    folders = (("words", "words"), ("rules", ""), ("profiles", "profiles"))
    return [
        (part, file) for part, name in folders for file in resources.files(os.path.join(pack, name), ".yaml")
    ]


def _bytes(file: str) -> bytes:
    try:
        return resources.content(file)
    except OSError as error:
        raise SchemaError([Mistake(file, 1, 1, f"读不了规则文件：{error.strerror}")]) from error


class Reading:
    """Collects what the files say, and their mistakes."""

    def __init__(self, proven: str = "") -> None:
        self._proven = os.path.join(proven, "") if proven else ""
        self.rules: dict[str, dict[str, Any]] = {}
        self.profiles: dict[str, dict[str, Any]] = {}
        self.words: dict[str, list[str]] = {}
        self.mistakes: list[Mistake] = []
        self._mentioned: list[tuple[Reader, Node, str, str]] = []  # rules and profiles named somewhere
        self._tuned: list[tuple[Reader, Node, Node, str, str]] = []  # options that profiles give to rules

    def file(self, part: str, path: str) -> None:
        """Read one file of a pack."""
        self.content(part, path, _bytes(path))

    def content(self, part: str, path: str, data: bytes) -> None:
        """Read what one file of a pack holds."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.mistakes.append(Mistake(path, 1, 1, f"不是 UTF-8 文件（第 {error.start} 字节）"))
            return
        reader = Reader(path, text, bool(self._proven) and path.startswith(self._proven))
        if reader.root is not None:
            {"rules": self._rules, "words": self._words, "profiles": self._profile}[part](reader, reader.root)
        self.mistakes += reader.mistakes

    def _words(self, reader: Reader, root: Node) -> None:
        for name, _, value in reader.pairs(root, "词表文件"):
            self.words.setdefault(name, []).extend(
                reader.value(value, tuple[str, ...], f"词表“{name}”") or ()
            )

    def _rules(self, reader: Reader, root: Node) -> None:
        if root.id != "sequence":
            reader.note(root, "规则文件应当是规则的列表")
            return
        for node in root.value:
            self._rule(reader, node)

    def _rule(self, reader: Reader, node: Node) -> None:
        rule = reader.mapping(node, RULE, "规则")
        if "id" not in rule or "kind" not in rule:
            return
        at = _values(node)
        if not fullmatch(_ID, rule["id"]):
            reader.note(at["id"], f"规则的 id 应当是“组/缺陷”的形式（小写字母、数字和 -）：{rule['id']}")
        if rule["id"] in self.rules:
            reader.note(at["id"], f"规则 {rule['id']} 重复定义")
        rule["options"] = self._options(reader, node, rule.get("options"), rule["kind"])
        rule["en"] = reader.mapping(rule["en"], WORDING, "“en”") if "en" in rule else {}
        for key in ("bad", "good"):
            rule[key] = self._examples(reader, rule[key], key) if key in rule else []
        for key, where in (("yields_to", "rules"), ("profiles", "profiles")):
            if rule.get(key):
                self._mentioned += [(reader, item, where, item.value) for item in at[key].value]
        self.rules[rule["id"]] = rule

    def _options(self, reader: Reader, rule: Node, node: Node | None, kind_name: str) -> dict[str, Any]:
        options = kind(kind_name).Options
        if node is not None:
            return dict(reader.value(node, options, "“options”") or {})
        if any(name not in options._field_defaults for name in options._fields):
            reader.note(rule, f"这类规则（{kind_name}）需要“options”")
        return {}

    def _examples(self, reader: Reader, node: Node, what: str) -> list[dict[str, str]]:
        if node.id != "sequence":
            reader.note(node, f"“{what}”应当是一个列表")
            return []
        examples = []
        for item in node.value:
            if item.id == "scalar":
                examples.append({"text": item.value})
            else:
                example = reader.mapping(item, EXAMPLE, "例子")
                if "profile" in example:
                    self._mentioned.append((reader, _values(item)["profile"], "profiles", example["profile"]))
                examples.append(example)
        return examples

    def _profile(self, reader: Reader, root: Node) -> None:
        name = os.path.splitext(os.path.basename(reader.path))[0]
        profile = reader.mapping(root, PROFILE, "文种")
        tuned = profile.pop("rules", None)
        self.profiles[name] = {**self.profiles.get(name, {"rules": {}}), **profile}
        for id_, key_node, setting in reader.pairs(tuned, "“rules”") if tuned else ():
            self._tuned.append((reader, key_node, setting, name, id_))

    def cross_check(self) -> None:
        """Check what one file says of another, once all are read."""
        known: Mapping[str, Mapping[str, Any]] = {"rules": self.rules, "profiles": self.profiles}
        for reader, node, where, name in self._mentioned:
            if name not in known[where]:
                self._unknown(reader, node, where, name, known[where])
        for reader, key_node, options, profile, id_ in self._tuned:
            if id_ not in self.rules:
                self._unknown(reader, key_node, "rules", id_, self.rules)
                continue
            self.profiles[profile]["rules"][id_] = self._setting(reader, options, id_)

    def _setting(self, reader: Reader, node: Node, id_: str) -> dict[str, Any]:
        before = len(reader.mistakes)
        setting = read_setting(reader, node, self.rules[id_]["kind"])
        self.mistakes += reader.mistakes[before:]
        return setting

    def _unknown(self, reader: Reader, node: Node, where: str, name: str, known: Iterable[str]) -> None:
        what = {"rules": "规则", "profiles": "文种"}[where]
        mark = node.start_mark
        message = f"没有{what} {name}{suggest(name, known)}"
        self.mistakes.append(Mistake(reader.path, mark.line + 1, mark.column + 1, message))


def _values(node: Node) -> dict[str, Node]:
    """The values of a mapping node that has been read, to point at one of them."""
    return {key.value: value for key, value in reversed(node.value) if key.id == "scalar"}


def read_setting(reader: Reader, node: Node, kind_name: str) -> dict[str, Any]:
    """What a profile or a configuration says of one rule: a severity, or options with an optional `severity`."""
    if node.id == "scalar":
        if node.value not in SEVERITIES:
            known = "、".join(SEVERITIES)
            reader.note(node, f"级别不能是“{node.value}”，可以是 {known}{suggest(node.value, SEVERITIES)}")
            return {}
        return {"severity": node.value}
    fields = {
        name: field._replace(required=False) for name, field in fields_of(kind(kind_name).Options).items()
    }
    return reader.mapping(node, {**fields, "severity": Field(str, choices=SEVERITIES)}, "规则的设置")
