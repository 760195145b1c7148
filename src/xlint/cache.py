"""The findings of files that were checked before, on disk, by the content of the file and all that they depend on.

One SQLite file in the cache folder, of a bounded size. Each entry is JSON with a digest of itself; a file that is
garbled, locked or cannot be written is as good as none: files are then checked again, and nothing else happens.
"""

import json
import os
import time
from typing import TYPE_CHECKING, Any

from xlint import store
from xlint.store import digest

if TYPE_CHECKING:
    import sqlite3

_NAME = "findings-1.sqlite"
_MOST = 256 * 1024 * 1024  # bytes of entries; the longest unused go first
_BATCH = 200  # entries that are written at once
_PATIENCE = 2.0  # seconds to wait for another process that writes
_DAY = 86400  # seconds
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, digest TEXT, value BLOB, used INTEGER)"


class Cache:
    """The entries; `get` and `put` never raise, whatever has become of the file."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._new: dict[str, bytes] = {}
        self._used: list[str] = []
        self._today = int(time.time()) // _DAY
        self._base = _connected()

    def get(self, key: str) -> Any:
        """The value under a key, None if there is none that is sound."""
        if key in self._new:
            return json.loads(self._new[key])
        if self._base is None:
            return None
        try:
            row = self._base.execute(
                "SELECT digest, value, used FROM entries WHERE key = ?", (key,)
            ).fetchone()
            if row is None or digest(key.encode() + row[1]) != row[0]:
                return None
            if row[2] != self._today:
                self._used.append(key)
            return json.loads(row[1].decode())
        except (_faults(), TypeError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value; it is written with others."""
        if self._base is not None:
            self._new[key] = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            if len(self._new) >= _BATCH:
                self.write()

    def write(self) -> None:
        """Write what was put, note what was used, and drop what was not for the longest time."""
        if self._base is None or not (self._new or self._used):
            return
        rows = [(key, digest(key.encode() + value), value, self._today) for key, value in self._new.items()]
        used = [(self._today, key) for key in self._used]
        self._new, self._used = {}, []
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
                self._base.executemany("UPDATE entries SET used = ? WHERE key = ?", used)
                self._shrink()
        except _faults():
            return

    def _shrink(self) -> None:
        """Drop the longest unused quarter where there is too much."""
        assert self._base is not None
        (size,) = self._base.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        (free,) = self._base.execute(
            "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size"
        ).fetchone()
        if size - free > self._most:
            self._base.execute(
                "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY used, rowid LIMIT "
                "(SELECT count(*) / 4 + 1 FROM entries))"
            )

    def close(self) -> None:
        """Write what is left."""
        self.write()
        if self._base is not None:
            self._base.close()
            self._base = None


def _faults() -> type[Exception]:
    import sqlite3

    return sqlite3.Error


def _connected() -> "sqlite3.Connection | None":
    """The file, made anew if it is not what it should be; None where there is no folder to write to."""
    folder = store.folder()
    if folder is None:
        return None
    path = os.path.join(folder, _NAME)
    for attempt in (1, 2):
        try:
            os.makedirs(folder, exist_ok=True)
            return _opened(path)
        except OSError:
            return None
        except _faults() as fault:
            if attempt == 2 or not _is_garbled(fault):
                return None
            _forget(path)
    return None


def _opened(path: str) -> "sqlite3.Connection":
    import sqlite3

    base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level="DEFERRED")
    try:
        base.execute("PRAGMA synchronous = OFF")  # an entry that is lost is made again
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute(_TABLE)
        base.execute("SELECT key, digest, value, used FROM entries LIMIT 1").fetchone()
    except sqlite3.Error:
        base.close()
        raise
    return base


def _is_garbled(fault: Exception) -> bool:
    """Whether the file is no database or a broken one, and not only locked or closed to us."""
    import sqlite3

    return not isinstance(fault, sqlite3.OperationalError) or "no such column" in str(fault)


def _forget(path: str) -> None:
    for end in ("", "-journal"):
        try:
            os.unlink(path + end)
        except OSError:
            continue
