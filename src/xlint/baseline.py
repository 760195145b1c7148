"""The findings that a repository has accepted as they are: written once, so that only new ones count."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from xlint.files import nearest
from xlint.fingerprints import HALF, fingerprint
from xlint.results import Checked

NAME = ".xlint-baseline.json"
_LARGEST = 256 * 1024 * 1024  # bytes
_DIGITS = frozenset("0123456789abcdef")


class BaselineError(Exception):
    """A baseline that cannot be used: what is wrong and what to do, as one sentence for the user."""


class Entry(NamedTuple):
    """A finding that is accepted: `place` is for people who read the file."""

    rule: str
    fingerprint: str
    place: str = ""


class Baseline(NamedTuple):
    """Accepted findings by path, relative to the folder of the file."""

    path: str
    files: Mapping[str, tuple[Entry, ...]]

    def inside(self, path: str) -> str:
        """A path as it is written in the file."""
        base = os.path.dirname(os.path.realpath(self.path))
        try:
            return os.path.relpath(os.path.realpath(path), base).replace(os.sep, "/")
        except ValueError:  # another drive
            return path.replace(os.sep, "/")


def find(path: str) -> str | None:
    """The baseline for a file: the nearest .xlint-baseline.json above it; None if there is none."""
    return nearest(path, NAME)


@lru_cache(maxsize=64)
def load(path: str) -> Baseline:
    """A baseline, read once. Raises BaselineError if it is none: it is never taken for an empty one."""
    return fresh(path)


def fresh(path: str) -> Baseline:
    """The same, read anew."""
    try:
        if os.path.getsize(path) > _LARGEST:
            raise BaselineError(f"基线文件 {path} 太大")
        with open(path, encoding="utf-8") as file:
            value = json.load(file)
    except OSError as error:
        raise BaselineError(f"读不了基线文件 {path}（{error.strerror or error}）") from None
    except (ValueError, RecursionError):
        raise BaselineError(
            f"基线文件 {path} 不是正确的 JSON，请用版本管理恢复，或删去后用 xlint baseline 重写"
        ) from None
    try:
        if value["version"] != 1:
            raise BaselineError(f"基线文件 {path} 的版本是 {value['version']!r}，这里只认识 1，请升级 xlint")
        files = {str(name): tuple(map(_entry, told)) for name, told in value["files"].items()}
    except (LookupError, TypeError, ValueError, AttributeError):
        raise BaselineError(
            f"基线文件 {path} 的内容不对，请用版本管理恢复，或删去后用 xlint baseline 重写"
        ) from None
    return Baseline(path, files)


def _entry(told: Mapping[str, Any]) -> Entry:
    entry = Entry(told["rule"], told["fingerprint"], told.get("place", ""))
    if not all(isinstance(part, str) for part in entry) or not set(entry.fingerprint) <= _DIGITS:
        raise ValueError(told)
    return entry


def accept(checked: Checked, baseline: Baseline) -> Checked:
    """The result with what the baseline accepts apart from what is new.

    Of equal findings as many are accepted as were there when it was written. An entry counts as fixed if its rule was
    run and found no such thing.
    """
    if checked.source is None:
        return checked
    left = list(baseline.files.get(baseline.inside(checked.path), ()))
    if not left:
        return checked
    marks = [Entry(finding.rule, fingerprint(finding, checked.source)) for finding in checked.findings]
    known: set[int] = set()
    for alike in (_equal, _alike):  # what is as it was comes before what was edited on one side
        _match(marks, left, known, alike)
    return checked._replace(
        findings=tuple(finding for index, finding in enumerate(checked.findings) if index not in known),
        known=tuple(finding for index, finding in enumerate(checked.findings) if index in known),
        fixed=sum(entry.rule in checked.active for entry in left),
    )


def _match(
    marks: Sequence[Entry], left: list[Entry], known: set[int], alike: Callable[[Entry], Iterable[str]]
) -> None:
    """Find an entry for each finding that has none yet, and take it out of what is left."""
    waiting: dict[str, deque[Entry]] = {}
    for entry in left:
        for name in alike(entry):
            waiting.setdefault(name, deque()).append(entry)
    taken: set[int] = set()
    for index, mark in enumerate(marks):
        for queue in (waiting.get(name, deque()) for name in alike(mark)):
            while queue and id(queue[0]) in taken:
                queue.popleft()
            if queue and index not in known:
                taken.add(id(queue.popleft()))
                known.add(index)
    left[:] = [entry for entry in left if id(entry) not in taken]


def _equal(entry: Entry) -> tuple[str, ...]:
    return (f"{entry.rule} {entry.fingerprint}",)


def _alike(entry: Entry) -> tuple[str, ...]:
    return (f"{entry.rule} <{entry.fingerprint[:HALF]}", f"{entry.rule} >{entry.fingerprint[HALF:]}")


def entries(checked: Checked) -> tuple[Entry, ...]:
    """All findings of a file as they are written into a baseline."""
    source = checked.source
    if source is None:
        return ()
    return tuple(
        Entry(finding.rule, fingerprint(finding, source), finding.place) for finding in checked.findings
    )


def text(files: Mapping[str, Iterable[Entry]]) -> str:
    """The file as it is written: sorted, a line for each finding, so that versions merge line by line."""
    parts = []
    for name in sorted(files):
        rows = [json.dumps(entry._asdict(), ensure_ascii=False) for entry in files[name]]
        if rows:
            lines = ",\n   ".join(rows)
            parts.append(f"  {_quoted(name)}: [\n   {lines}\n  ]")
    body = ",\n".join(parts)
    return (
        f'{{\n "version": 1,\n "files": {{\n{body}\n }}\n}}\n'
        if parts
        else '{\n "version": 1,\n "files": {}\n}\n'
    )


def _quoted(name: str) -> str:
    """A path as people read it; one that is not UTF-8 on the disk in ASCII, for the file is UTF-8."""
    return json.dumps(name, ensure_ascii=any("\ud800" <= char <= "\udfff" for char in name))
