"""Which files to check: arguments, folders, and what the configuration includes and excludes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from re import Pattern, error, escape
from re import compile as compiled

INCLUDE = ("*.txt", "*.md", "*.markdown")


def nearest(path: str, name: str) -> str | None:
    """The file of a name that holds for a file or folder: the nearest one above it; None if there is none."""
    here = os.path.abspath("." if path == "-" else path)
    return above(here if os.path.isdir(here) else os.path.dirname(here), name)


@lru_cache(maxsize=8192)
def above(folder: str, name: str) -> str | None:
    """The file of a name in a folder or the nearest one above, remembered for the run."""
    candidate = os.path.join(folder, name)
    if os.path.isfile(candidate):
        return candidate
    parent = os.path.dirname(folder)
    return None if parent == folder else above(parent, name)


def walk(folder: str, include: Sequence[str], exclude: Sequence[str], base: str) -> Iterator[str]:
    """The files below a folder, sorted, that match `include` and not `exclude` (patterns as in .gitignore).

    `base` is the folder that the patterns are relative to. Hidden folders are skipped, a folder that was
    seen before (by a link) is not entered again; one that cannot be listed is yielded itself.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            known = os.stat(here)
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            yield here
            continue
        if (known.st_dev, known.st_ino) in seen and known.st_ino:
            continue
        seen.add((known.st_dev, known.st_ino))
        folders, above = [], _relative(here, base)
        for entry in entries:
            inside = _relative(entry.path, base) if _is_outside(above) else _below(above, entry.name)
            if _is_folder(entry):
                if not entry.name.startswith(".") and not matches(exclude, inside, True):
                    folders.append(entry.path)
            elif (
                _is_readable(entry)
                and matches(include, inside, False)
                and not matches(exclude, inside, False)
            ):
                yield entry.path
        waiting += reversed(folders)


def wanted(path: str, include: Sequence[str], exclude: Sequence[str], base: str) -> bool:
    """Whether a search of the folder `base` would come upon a file."""
    inside = _relative(path, base)
    return matches(include, inside, False) and not matches(exclude, inside, False)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_readable(entry: "os.DirEntry[str]") -> bool:
    """Neither a pipe nor a device, on which reading might never end; a link to nowhere is for the reader."""
    try:
        return entry.is_file() or entry.is_symlink()
    except OSError:
        return True


def _relative(path: str, base: str) -> str:
    try:
        return os.path.relpath(os.path.abspath(path), base).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.abspath(path).replace(os.sep, "/")


def _is_outside(folder: str) -> bool:
    """Whether a relative path leads out of its base, so that the base may be in the folder itself."""
    return folder.startswith("..") or os.path.isabs(folder)


def _below(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def matches(patterns: Iterable[str], path: str, is_folder: bool) -> bool:
    """Whether the last pattern that fits a path (with / between its parts) takes it; `!` gives it back."""
    taken = False
    for pattern in patterns:
        back = pattern.startswith("!")
        rest = pattern[1:] if back else pattern
        if rest.strip("/") and not rest.startswith("#") and _fits(rest, path, is_folder):
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
        piece, at = _piece(pattern, at)
        made += piece
    try:
        return compiled(made)
    except error:  # [z-a]
        return compiled(escape(pattern))


def _piece(pattern: str, at: int) -> tuple[str, int]:
    """The regular expression for what stands at a place of a pattern, and where the next piece begins."""
    for text, piece in (("**/", "(?:.*/)?"), ("**", ".*"), ("*", "[^/]*"), ("?", "[^/]")):
        if pattern.startswith(text, at):
            return piece, at + len(text)
    if pattern[at] == "\\" and at + 1 < len(pattern):
        return escape(pattern[at + 1]), at + 2
    end = pattern.find("]", at + 2)
    if pattern[at] == "[" and end > 0:
        inside = pattern[at + 1 : end]
        negated = inside[0] in "!^"
        for char in "\\[^&~|":  # those that mean something to a regular expression, unlike here
            inside = inside[:negated] + inside[negated:].replace(char, "\\" + char)
        return f"(?!/)[{'^' * negated}{inside[negated:]}]", end + 1
    return escape(pattern[at]), at + 1
