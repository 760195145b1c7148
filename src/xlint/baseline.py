"""The findings that a repository has accepted as they are: written once, so that only new ones count."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from xlint.fingerprints import fingerprint
from xlint.model import Finding
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
    here = os.path.abspath("." if path == "-" else path)
    return _above(here if os.path.isdir(here) else os.path.dirname(here))


@lru_cache(maxsize=4096)
def _above(folder: str) -> str | None:
    candidate = os.path.join(folder, NAME)
    if os.path.isfile(candidate):
        return candidate
    parent = os.path.dirname(folder)
    return None if parent == folder else _above(parent)


@lru_cache(maxsize=64)
def load(path: str) -> Baseline:
    """Read a baseline. Raises BaselineError if it is none: it is never taken for an empty one."""
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
    left = Counter(
        (entry.rule, entry.fingerprint) for entry in baseline.files.get(baseline.inside(checked.path), ())
    )
    if not left:
        return checked
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in checked.findings:
        mark = (finding.rule, fingerprint(finding, checked.source))
        (known if left[mark] > 0 else new).append(finding)
        left[mark] -= 1
    fixed = sum(count for (rule, _), count in left.items() if count > 0 and rule in checked.active)
    return checked._replace(findings=tuple(new), known=tuple(known), fixed=fixed)


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
            parts.append(f"  {json.dumps(name, ensure_ascii=True)}: [\n   {lines}\n  ]")
    body = ",\n".join(parts)
    return (
        f'{{\n "version": 1,\n "files": {{\n{body}\n }}\n}}\n'
        if parts
        else '{\n "version": 1,\n "files": {}\n}\n'
    )
