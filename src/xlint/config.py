"""The user's settings: .xlint.yaml, found upwards from each file, checked whole and never run."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from xlint import ignores, packs, resources, store
from xlint.files import INCLUDE, matches, nearest
from xlint.packs import Pack
from xlint.readers import MAX_SIZE
from xlint.schema import Field, Mistake, Node, Reader, SchemaError, suggest

NAME = ".xlint.yaml"
LANGUAGES = ("zh", "en")
FAIL_ON = ("error", "warning", "info", "never")

KEYS: Mapping[str, Field] = {
    "profile": Field(str),
    "rules": Field(object),
    "packs": Field(tuple[str, ...]),
    "include": Field(tuple[str, ...]),
    "exclude": Field(tuple[str, ...]),
    "paths": Field(object),
    "ignore": Field(object),
    "max_size": Field(int),
    "language": Field(str, choices=LANGUAGES),
    "fail_on": Field(str, choices=FAIL_ON),
}
PATH_KEYS: Mapping[str, Field] = {
    "match": Field(object, required=True),
    "profile": Field(str),
    "rules": Field(object),
}


class Config(NamedTuple):
    """Settings for the files of one folder; `values` is what the configuration file says, as plain values."""

    base: str  # the folder that patterns and packs are relative to
    values: Mapping[str, Any]
    pack: Pack
    packs: tuple[str, ...] = ()  # the paths of the packs beside xlint's own
    path: str | None = None  # of the configuration file

    @property
    def include(self) -> Sequence[str]:
        """Which files of a folder are checked."""
        return tuple(self.values.get("include") or INCLUDE)

    @property
    def exclude(self) -> Sequence[str]:
        """Which files are left out, as in .gitignore."""
        return tuple(self.values.get("exclude", ()))

    @property
    def max_size(self) -> int:
        """The largest file that is read, in bytes."""
        return int(self.values.get("max_size", MAX_SIZE))

    def inside(self, path: str) -> str:
        """A path as the patterns of the settings see it: relative to their folder, with / between its parts."""
        try:
            return os.path.relpath(os.path.abspath(path), self.base).replace(os.sep, "/")
        except ValueError:  # another drive
            return path.replace(os.sep, "/")

    def for_path(self, path: str) -> tuple[str | None, Mapping[str, Mapping[str, Any]]]:
        """The profile (None: the document tells) and the rule settings for one file; the last match counts."""
        profile = self.values.get("profile")
        rules = dict(self.values.get("rules", {}))
        inside = self.inside(path)
        for part in self.values.get("paths", ()):
            if matches(part["match"], inside, False):
                profile = part.get("profile", profile)
                for id_, setting in part.get("rules", {}).items():
                    rules[id_] = {**rules.get(id_, {}), **setting}
        return profile, rules


def find(path: str) -> str | None:
    """The configuration for a file or folder: the nearest .xlint.yaml above it; None if there is none."""
    return nearest(path, NAME)


@lru_cache(maxsize=64)
def load(path: str | None) -> Config:
    """The settings in a configuration file, the defaults for None; read once. Raises SchemaError with all mistakes."""
    return fresh(path)


def fresh(path: str | None) -> Config:
    """The same, read anew."""
    if path is None:
        return Config(os.getcwd(), {}, packs.load())
    data = _bytes(path)
    base = os.path.dirname(os.path.abspath(path))
    named = store.cached("config-packs", [data], lambda: _pack_names(path, data))
    extra = tuple(os.path.join(base, name) for name in named)
    pack = packs.load(extra)
    kinds = sorted(f"{id_} {rule['kind']}" for id_, rule in pack.rules.items())
    known = "\n".join([*kinds, *sorted(pack.profiles)]).encode()
    values = store.cached(
        "config", [path.encode("utf-8", "surrogateescape"), data, known], lambda: _read(path, data, pack)
    )
    return Config(base, values, pack, extra, path)


def _bytes(path: str) -> bytes:
    try:
        return resources.content(path)
    except OSError as error:
        raise SchemaError([Mistake(path, 1, 1, f"读不了配置文件（{error.strerror}）")]) from error


def packs_of(path: str) -> tuple[str, ...]:
    """The packs that a configuration file names, whatever is wrong in them. Raises SchemaError if it cannot be read."""
    base = os.path.dirname(os.path.abspath(path))
    return tuple(os.path.join(base, name) for name in _pack_names(path, _bytes(path)))


def mistakes(path: str, data: bytes) -> list[Mistake]:
    """What is wrong with the bytes of a configuration file, those of its packs included."""
    try:
        base = os.path.dirname(os.path.abspath(path))
        pack = packs.load(tuple(os.path.join(base, name) for name in _pack_names(path, data)))
        _read(path, data, pack)
    except SchemaError as error:
        return list(error.mistakes)
    return []


def _reader(path: str, data: bytes) -> Reader:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemaError([Mistake(path, 1, 1, f"不是 UTF-8 文件（第 {error.start} 字节）")]) from None
    return Reader(path, text)


def _pack_names(path: str, data: bytes) -> list[str]:
    """The packs that a configuration names; its other mistakes are found later."""
    reader = _reader(path, data)
    if reader.mistakes:
        raise SchemaError(reader.mistakes)
    if reader.root is None or reader.root.id != "mapping":
        return []
    found = [value for key, _, value in reader.pairs(reader.root, "配置") if key == "packs"]
    return list(reader.value(found[0], tuple[str, ...], "“packs”") or ()) if found else []


def _read(path: str, data: bytes, pack: Pack) -> dict[str, Any]:
    reader = _reader(path, data)
    values: dict[str, Any] = {}
    if reader.root is not None:
        values = reader.mapping(reader.root, KEYS, "配置")
        values["rules"] = _rules(reader, values.get("rules"), pack)
        values["paths"] = _paths(reader, values.get("paths"), pack)
        values["ignore"] = ignores.read(reader, values.get("ignore"), pack.rules)
        _check_profile(reader, reader.root, values, pack)
        if values.get("max_size", 1) < 1:
            reader.note(_at(reader, reader.root, "max_size"), "“max_size”应当是正整数")
    if reader.mistakes:
        raise SchemaError(sorted(reader.mistakes))
    return values


def _rules(reader: Reader, node: Node | None, pack: Pack) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for id_, key_node, value in reader.pairs(node, "“rules”") if node is not None else ():
        if id_ not in pack.rules:
            reader.note(key_node, f"没有规则 {id_}{suggest(id_, pack.rules)}")
        else:
            settings[id_] = packs.read_setting(reader, value, pack.rules[id_]["kind"])
    return settings


def _paths(reader: Reader, node: Node | None, pack: Pack) -> list[dict[str, Any]]:
    if node is None:
        return []
    if node.id != "sequence":
        reader.note(node, "“paths”应当是一个列表")
        return []
    parts = []
    for item in node.value:
        part = reader.mapping(item, PATH_KEYS, "“paths”中的一项")
        if "match" in part:
            part["match"] = _globs(reader, part["match"])
        part["rules"] = _rules(reader, part.get("rules"), pack)
        _check_profile(reader, item, part, pack)
        parts.append(part)
    return parts


def _globs(reader: Reader, node: Node) -> list[str]:
    """One pattern or several."""
    if node.id == "scalar":
        return [str(node.value)]
    return list(reader.value(node, tuple[str, ...], "“match”") or ())


def _check_profile(reader: Reader, node: Node, values: Mapping[str, Any], pack: Pack) -> None:
    name = values.get("profile")
    if name is not None and name not in pack.profiles:
        reader.note(_at(reader, node, "profile"), f"没有文种 {name}{suggest(name, pack.profiles)}")


def _at(reader: Reader, node: Node, wanted: str) -> Node:
    """The node of the value under a key of a mapping."""
    return next((value for key, _, value in reader.pairs(node, "配置") if key == wanted), node)
