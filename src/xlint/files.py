"""Which files to check: arguments, folders, and what the configuration includes and excludes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from re import Pattern, escape
from re import compile as compiled

INCLUDE = ("*.txt", "*.md", "*.markdown")


def walk(folder: str, include: Sequence[str], exclude: Sequence[str], base: str) -> Iterator[str]:
    """The files below a folder, sorted, that match `include` and not `exclude` (patterns as in .gitignore).

    `base` is the folder that the patterns are relative to. Hidden folders are skipped, a folder that was
    seen before (by a link) is not entered again.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            known = os.stat(here)
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        if (known.st_dev, known.st_ino) in seen and known.st_ino:
            continue
        seen.add((known.st_dev, known.st_ino))
        folders = []
        for entry in entries:
            inside = _relative(entry.path, base)
            if _is_folder(entry):
                if not entry.name.startswith(".") and not matches(exclude, inside, True):
                    folders.append(entry.path)
            elif matches(include, inside, False) and not matches(exclude, inside, False):
                yield entry.path
        waiting += reversed(folders)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _relative(path: str, base: str) -> str:
    try:
        return os.path.relpath(os.path.abspath(path), base).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.abspath(path).replace(os.sep, "/")


def matches(patterns: Iterable[str], path: str, is_folder: bool) -> bool:
    """Whether the last pattern that fits a path (with / between its parts) takes it; `!` gives it back."""
    taken = False
    for pattern in patterns:
        back = pattern.startswith("!")
        rest = pattern[1:] if back else pattern
        if rest and not rest.startswith("#") and _fits(rest, path, is_folder):
            taken = not back
    return taken


def _fits(pattern: str, path: str, is_folder: bool) -> bool:
    folders_only = pattern.endswith("/")
    matcher = _matcher(pattern.strip("/"), "/" in pattern.rstrip("/"))
    parts = path.split("/")
    for end in range(1, len(parts) + 1):  # a folder that is taken takes all below it
        whole = end == len(parts)
        if (not whole or is_folder or not folders_only) and matcher.fullmatch("/".join(parts[:end])):
            return True
    return False


@lru_cache(maxsize=512)
def _matcher(pattern: str, anchored: bool) -> Pattern[str]:
    """A pattern of .gitignore as a regular expression over a whole path."""
    made, at = "" if anchored else "(?:.*/)?", 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            made, at = made + "(?:.*/)?", at + 3
        elif pattern.startswith("**", at):
            made, at = made + ".*", at + 2
        elif pattern[at] == "[" and "]" in pattern[at + 2 :]:
            end = pattern.index("]", at + 2)
            inside = pattern[at + 1 : end].replace("\\", "\\\\")
            made, at = made + "[" + ("^" + inside[1:] if inside[0] == "!" else inside) + "]", end + 1
        else:
            made, at = made + {"*": "[^/]*", "?": "[^/]"}.get(pattern[at], escape(pattern[at])), at + 1
    try:
        return compiled(made)
    except ValueError:
        return compiled(escape(pattern))
