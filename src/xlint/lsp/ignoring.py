"""Writes an `ignore` entry into the text of a .xlint.yaml; comments and layout stay as they are."""

import json
from typing import Any, NamedTuple

from xlint import config
from xlint.schema import Reader


class Insertion(NamedTuple):
    """Words to put at a code point offset of the file."""

    offset: int
    text: str


class IgnoreError(Exception):
    """An entry that cannot be written, as one sentence for the user."""


def insertion(path: str, text: str, entry: dict[str, str]) -> Insertion:
    """Where and what to insert, so that the file has one more entry. Raises IgnoreError where it is at fault."""
    if config.mistakes(path, text.encode("utf-8", "replace")):
        raise IgnoreError("配置文件有错，请先改正再写入")
    reader = Reader(path, text)
    found = (
        _inserted(reader.root, text, _flow(entry))
        if reader.root is not None
        else _appended(text, _flow(entry))
    )
    after = text[: found.offset] + found.text + text[found.offset :]
    if config.mistakes(path, after.encode("utf-8", "replace")):
        raise IgnoreError("没有能写入配置文件，请手工加上")
    return found


def _flow(entry: dict[str, str]) -> str:
    told = ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items())
    return "{" + told + "}"


def _scalar(value: str) -> str:
    """A text in double quotes; what JSON writes is YAML too."""
    return json.dumps(value.replace("\n", " "), ensure_ascii=False).translate(
        {0x85: "\\N", 0x2028: "\\L", 0x2029: "\\P"}
    )


def _inserted(root: Any, text: str, entry: str) -> Insertion:
    node = next((value for key, value in root.value if key.value == "ignore"), None)
    if node is None:
        return _appended(text, entry)
    if node.id != "sequence":  # `ignore:` with nothing behind it
        return Insertion(node.start_mark.index, f"\n  - {entry}")
    if node.flow_style:
        return Insertion(node.end_mark.index - 1, (", " if node.value else "") + entry)
    return _below(node, text, entry)


def _below(node: Any, text: str, entry: str) -> Insertion:
    """Behind the last item of a list that has a line for each."""
    end = _end(node.value[-1])
    line_end = text.find("\n", end)
    at = len(text) if line_end < 0 else line_end
    return Insertion(at, "\n" + " " * node.start_mark.column + f"- {entry}")


def _end(node: Any) -> int:
    """Where the last scalar of a node ends: the end of a block is that of the blank lines behind it."""
    if node.id == "scalar" or node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _appended(text: str, entry: str) -> Insertion:
    break_ = "" if not text or text.endswith("\n") else "\n"
    return Insertion(len(text), f"{break_}ignore:\n  - {entry}\n")
