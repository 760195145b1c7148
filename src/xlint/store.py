"""A small cache on disk for what is costly to make and depends on contents alone.

Entries are JSON, never pickles, in the user's cache folder, each with a digest of itself; a missing, foreign or
garbled entry is made again, and a folder that cannot be written is no fault.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

from xlint import __version__

try:
    from _blake2 import blake2b  # the module behind hashlib, without OpenSSL: 3 ms less at each start
except ImportError:
    from hashlib import blake2b

_MOST_ENTRIES = 20  # of one sort; the oldest go first


def folder() -> str | None:
    """The cache folder, or None where caching is switched off (XLINT_CACHE_DIR set to nothing)."""
    named = os.environ.get("XLINT_CACHE_DIR")
    if named is not None:
        return named or None
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    expanded = os.path.expanduser(base)
    return None if expanded.startswith("~") else os.path.join(expanded, "xlint")


def key(parts: Iterable[bytes]) -> str:
    """A name for contents: changes with any byte of them, with xlint's, Python's and the machine's version."""
    digest = blake2b(f"{__version__} {sys.version_info[:2]} {sys.byteorder}".encode(), digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def cached(kind: str, parts: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """The JSON value that `make` gives for these contents, from the cache if it is there."""
    parts = list(parts)
    held = get(kind, parts)
    if held is None:
        held = make()
        put(kind, parts, held)
    return held


def get(kind: str, parts: Iterable[bytes]) -> Any:
    """What the cache holds for these contents, None if it holds nothing sound."""
    where = folder()
    if where is None:
        return None
    name = key(parts)
    try:
        with open(_path(where, kind, name), "rb") as file:
            head, _, body = file.read().partition(b"\n")
        return json.loads(body) if head.decode() == f"{name} {digest(body)}" else None
    except (OSError, ValueError, RecursionError):
        return None


def put(kind: str, parts: Iterable[bytes], value: object) -> None:
    """Write beside the place and move there, so that a reader never sees half an entry."""
    where = folder()
    if where is None:
        return
    name = key(parts)
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path = _path(where, kind, name)
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(where, exist_ok=True)
        with open(beside, "wb") as file:
            file.write(f"{name} {digest(body)}\n".encode() + body)
        os.replace(beside, path)
        _prune(where, kind)
    except OSError:
        return


class Shelf:
    """Values by name, each made when it is first asked for; all of them are one entry of the cache."""

    def __init__(self, kind: str, parts: list[bytes], make: Callable[[str], Any], most: int) -> None:
        self._kind, self._parts, self._make, self._most = kind, parts, make, most
        self._held: dict[str, Any] | None = None  # what the cache holds; None until it is first asked
        self._new: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The value of a name: plain JSON."""
        if self._held is None:
            held = get(self._kind, self._parts)
            self._held = held if isinstance(held, dict) else {}
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = self._new[name] = self._make(name)
        return found

    def keep(self) -> None:
        """Write to the cache what was made since the last time; if that is too much, without what was there before."""
        if not self._new or self._held is None:
            return
        if len(self._held) > self._most:
            self._held = dict(self._new)
        self._new.clear()
        put(self._kind, self._parts, self._held)


def _path(where: str, kind: str, name: str) -> str:
    return os.path.join(where, f"{kind}-{name}.json")


def digest(body: bytes) -> str:
    """What tells whether bytes are those that were written."""
    return blake2b(body, digest_size=16).hexdigest()


def _prune(where: str, kind: str) -> None:
    paths = [os.path.join(where, name) for name in os.listdir(where) if name.startswith(f"{kind}-")]
    for path in sorted(paths, key=os.path.getmtime, reverse=True)[_MOST_ENTRIES:]:
        os.unlink(path)
