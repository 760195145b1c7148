"""Paths as other programs take them: relative, as a URI, and without what a console might act upon."""

import os
from urllib.parse import quote

from xlint.reports.cells import visible

# Controls, line ends, changes of direction, halves of a name that is not UTF-8, and what XML cannot hold. Everything
# else stays as it is, or the path would no longer be that of the file.
_UNSAFE = (
    *(range(0x20), range(0x7F, 0xA0), range(0x200E, 0x2010), range(0x2028, 0x202F), range(0x2066, 0x206A)),
    *(range(0xD800, 0xE000), range(0xFFFE, 0x10000)),
)
_SHOWN = {code: visible(chr(code)) for codes in _UNSAFE for code in codes}


def shown(path: str) -> str:
    """A path in one line that nothing acts upon."""
    return path.translate(_SHOWN)


def relative(path: str) -> str:
    """A path as merge requests name it: with /, without ./ before it."""
    path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path


def uri(path: str) -> str:
    """A path as a URI reference, byte for byte; one that leaves the folder is told from its root."""
    if not os.path.isabs(path):
        return _quoted(relative(path))
    drive, rest = os.path.splitdrive(path.replace(os.sep, "/"))
    if drive.startswith("//"):  # a share: its server is the authority
        return "file:" + _quoted(drive + rest)
    return f"file://{'/' * bool(drive)}{drive}{_quoted(rest)}"


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")
