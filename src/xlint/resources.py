"""Where grammar/ and rules/ lie: inside the installed package, or beside src/ in a checkout."""

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def folder(name: str) -> str:
    """The folder `grammar` or `rules`. A checkout comes first: an editable install may hold an old copy."""
    checkout = os.path.dirname(os.path.dirname(_PACKAGE))
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")) and os.path.isdir(
        os.path.join(checkout, name)
    ):
        return os.path.join(checkout, name)
    return os.path.join(_PACKAGE, "_data", name)


def files(folder: str, suffix: str) -> list[str]:
    """The files in a folder that end in `suffix`, sorted by name; none where there is no such folder."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(suffix)]


def content(path: str) -> bytes:
    """The bytes of a file. Raises OSError."""
    with open(path, "rb") as file:
        return file.read()
