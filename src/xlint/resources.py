"""Where grammar/ and rules/ lie: inside the installed package, or beside src/ in a checkout."""

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def folder(name: str) -> str:
    """The folder `grammar` or `rules`. A checkout comes first: an editable install may hold an old copy."""
    if is_checkout() and os.path.isdir(os.path.join(_CHECKOUT, name)):
        return os.path.join(_CHECKOUT, name)
    return os.path.join(_PACKAGE, "_data", name)


def is_checkout() -> bool:
    """Whether xlint runs from its own repository, where it may change without its version."""
    return os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml"))


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
