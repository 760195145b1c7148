"""A small cache on disk for what is costly to make and depends on file contents alone.

Entries are JSON, never pickles, in the user's cache folder; a missing, foreign or garbled entry is made
again, and a folder that cannot be written is no fault.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from xlint import __version__


def folder() -> Path | None:
    """The cache folder, or None where caching is switched off (XLINT_CACHE_DIR set to nothing)."""
    named = os.environ.get("XLINT_CACHE_DIR")
    if named is not None:
        return Path(named) if named else None
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        return Path(base).expanduser() / "xlint"
    except RuntimeError:  # no home folder is known
        return None


def key(parts: Iterable[bytes]) -> str:
    """A name for the content: changes with any byte of it, with xlint's and with Python's version."""
    digest = blake2b(f"{__version__} {sys.version_info[:2]}".encode(), digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def cached(kind: str, parts: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """The JSON value that `make` gives for this content, from the cache if it is there."""
    where = folder()
    if where is None:
        return make()
    name = key(parts)
    path = where / f"{kind}-{name}.json"
    try:
        held = json.loads(path.read_bytes())
        if held["key"] == name:
            return held["value"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    value = make()
    _write(path, {"key": name, "value": value})
    return value


def _write(path: Path, value: object) -> None:
    """Write beside the place and move there, so that a reader never sees half an entry."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
        beside.replace(path)
    except OSError:
        return
