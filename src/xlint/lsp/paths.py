"""Paths of files and the URIs that editors write for them, each in its own way."""

import os
from urllib.parse import quote, unquote, urlsplit


def path_of(uri: str) -> str:
    """The path that a URI of a file means; for a text that was never saved its name below the current folder."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # file://[
        return "-"
    path = unquote(parts.path, errors="surrogateescape").replace("\0", "\ufffd")
    if parts.scheme.lower() != "file":
        return os.path.basename(path) or "-"
    if os.name == "nt":
        path = path.lstrip("/") if path[2:3] == ":" else path
        return (f"//{parts.netloc}" if parts.netloc else "") + path
    return path


def is_file(uri: str) -> bool:
    """Whether a text has a place on disk."""
    return uri[:5].lower() == "file:"


def file_uri(path: str) -> str:
    """A path as a URI."""
    absolute = os.path.abspath(path).replace(os.sep, "/")
    share = os.name == "nt" and absolute.startswith("//")
    return (
        "file:"
        + ("" if share else "//" if absolute.startswith("/") else "///")
        + quote(os.fsencode(absolute))
    )


def identity(path: str) -> str:
    """What two names of one file have in common."""
    return os.path.normcase(os.path.realpath(path))
