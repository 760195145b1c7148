"""Where grammar/ and rules/ lie: inside the installed package, or beside src/ in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `grammar` or `rules`. A checkout comes first: an editable install may hold an old copy."""
    checkout = _PACKAGE.parent.parent / name
    if (checkout.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / "_data" / name
