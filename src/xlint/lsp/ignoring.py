"""Writes an `ignore` entry into the text of a .xlint.yaml; comments and layout stay as they are."""

import json
from re import compile as pattern
from typing import Any, NamedTuple

from xlint import config
from xlint.schema import Reader

_BOM = "\ufeff"
# What YAML takes as it stands; JSON escapes most of the rest by itself.
_UNPRINTABLE = pattern(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_WILD = pattern(r"[\\*?\[]")


class Insertion(NamedTuple):
    """Words to put at a code point offset of the file."""

    offset: int
    text: str


class IgnoreError(Exception):
    """An entry that cannot be written, as one sentence for the user."""


def literal(path: str) -> str:
    """A path, relative to the folder of the settings, as a pattern that fits no other one."""
    return "/" + _WILD.sub(r"\\\g<0>", path)


def insertion(path: str, text: str, entry: dict[str, str]) -> Insertion:
    """Where and what to insert, so that the file has one more entry. Raises IgnoreError where that cannot be."""
    body = text.removeprefix(_BOM)
    reader = Reader(path, body)
    words = _flow(entry)
    if reader.mistakes:
        raise IgnoreError("配置文件有错，请先改正再写入")
    found = _inserted(reader.root, body, words) if reader.root is not None else _appended(body, words, "")
    if "\r\n" in body:
        found = found._replace(text=found.text.replace("\n", "\r\n"))
    if _mistakes(path, body[: found.offset] + found.text + body[found.offset :]):
        before = _mistakes(path, body)
        raise IgnoreError("配置文件有错，请先改正再写入" if before else "没有能写入配置文件，请手工加上")
    return found._replace(offset=found.offset + len(text) - len(body))


def _mistakes(path: str, text: str) -> bool:
    return bool(config.mistakes(path, text.encode("utf-8", "replace")))


def _flow(entry: dict[str, str]) -> str:
    told = ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items())
    return "{" + told + "}"


def _scalar(value: str) -> str:
    """A text in double quotes; what JSON writes is YAML too, but for some characters that YAML does not take."""
    return _UNPRINTABLE.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(value, ensure_ascii=False))


def _inserted(root: Any, text: str, entry: str) -> Insertion:
    pairs = root.value if root.id == "mapping" else ()
    node = next((value for key, value in pairs if key.value == "ignore"), None)
    if node is None:
        return _appended(text, entry, " " * root.start_mark.column)
    if node.id != "sequence":  # `ignore:` with nothing behind it
        return Insertion(node.start_mark.index, f"\n{' ' * root.start_mark.column}  - {entry}")
    if node.flow_style and not node.value:
        return Insertion(node.start_mark.index + 1, entry)
    if node.flow_style:
        return Insertion(_end(node.value[-1], text), f", {entry}")
    return _below(node, text, entry)


def _below(node: Any, text: str, entry: str) -> Insertion:
    """Behind the last item of a list that has a line for each."""
    line_end = text.find("\n", _end(node.value[-1], text))
    at = len(text) if line_end < 0 else line_end
    at -= text[:at].endswith("\r")
    return Insertion(at, "\n" + " " * node.start_mark.column + f"- {entry}")


def _end(node: Any, text: str) -> int:
    """Where the last scalar of a node ends: the end of a block is that of the blank lines behind it."""
    if node.id == "scalar" or node.flow_style:
        start, end = node.start_mark.index, node.end_mark.index
        return int(start + len(text[start:end].rstrip()))
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def _appended(text: str, entry: str, indent: str) -> Insertion:
    break_ = "" if not text or text.endswith("\n") else "\n"
    return Insertion(len(text), f"{break_}{indent}ignore:\n{indent}  - {entry}\n")
