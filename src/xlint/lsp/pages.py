"""Pages that an editor can open as files, in the cache folder: what the rules say of themselves, reports of drafts."""

import os
import shutil
from contextlib import suppress
from functools import lru_cache

from xlint import packs, store
from xlint.lsp.paths import file_uri
from xlint.reports.pages import name_of, pages
from xlint.schema import SchemaError

_MOST = 20  # folders of one sort that are kept; the oldest go first


@lru_cache(maxsize=16)
def _folder(digest: str, extra: tuple[str, ...]) -> str | None:
    """The folder with the pages of all rules of some packs; None where there is no place for it."""
    cache = store.folder()
    if cache is None:
        return None
    folder = os.path.join(cache, f"pages-{digest[:16]}")
    try:
        pack = packs.read(extra)
        _made(cache, folder, "pages-")
        for name, text in pages(pack.rules, pack.profiles).items():
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                _written(path, text)
    except (OSError, SchemaError):
        return None
    return folder


def uri(rule: str, digest: str, extra: tuple[str, ...] = ()) -> str | None:
    """The URI of the page about a rule of the packs with this digest, None if there is none."""
    folder = _folder(digest, extra)
    path = os.path.join(folder, name_of(rule)) if folder else ""
    return file_uri(path) if path and os.path.exists(path) else None


def shown(draft: str, name: str, text: str) -> str | None:
    """The URI of a page about a draft, written anew; None where there is no place for it."""
    cache = store.folder()
    if cache is None:
        return None
    folder = os.path.join(cache, f"shown-{store.digest(draft.encode('utf-8', 'surrogatepass'))}")
    path = os.path.join(folder, name)
    try:
        _made(cache, folder, "shown-")
        _written(path, text)
    except OSError:
        return None
    return file_uri(path)


def _made(cache: str, folder: str, beginning: str) -> None:
    """The folder, and no more of its sort than are of use."""
    os.makedirs(folder, exist_ok=True)
    os.utime(folder)
    others = [entry for entry in os.scandir(cache) if entry.name.startswith(beginning)]
    with suppress(OSError):  # another server removes them too
        others.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in others[_MOST:]:
            shutil.rmtree(entry.path, ignore_errors=True)


def _written(path: str, text: str) -> None:
    """Whole or not at all: another server may read it."""
    beside = f"{path}.{os.getpid()}"
    with open(beside, "w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
    os.replace(beside, path)
