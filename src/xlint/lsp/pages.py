"""The pages about rules as files that an editor can open, written into the cache folder when they are first needed."""

import os
from functools import lru_cache
from urllib.parse import quote

from xlint import packs, store
from xlint.reports.pages import name_of, pages
from xlint.schema import SchemaError


@lru_cache(maxsize=16)
def _folder(digest: str, extra: tuple[str, ...]) -> str | None:
    """The folder with the pages of all rules of some packs; None where there is no place for it."""
    cache = store.folder()
    if cache is None:
        return None
    folder = os.path.join(cache, f"pages-{digest[:16]}")
    try:
        pack = packs.read(extra)
        os.makedirs(folder, exist_ok=True)
        for name, text in pages(pack.rules, pack.profiles).items():
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
    except (OSError, SchemaError):
        return None
    return folder


def uri(rule: str, digest: str, extra: tuple[str, ...] = ()) -> str | None:
    """The URI of the page about a rule of the packs with this digest, None if there is none."""
    folder = _folder(digest, extra)
    path = os.path.join(folder, name_of(rule)) if folder else ""
    return file_uri(path) if path and os.path.exists(path) else None


def file_uri(path: str) -> str:
    """A path as a URI."""
    absolute = os.path.abspath(path).replace(os.sep, "/")
    return "file://" + ("" if absolute.startswith("/") else "/") + quote(os.fsencode(absolute))
