"""What was checked, in one sentence."""

from collections.abc import Mapping
from typing import Any, Protocol


class Phrases(Protocol):
    """A phrase of the report with its values."""

    def __call__(self, key: str, **values: object) -> str:
        """The phrase."""


def sentence(verified: Mapping[str, Any], words: Phrases) -> str:
    """What was checked and with what outcome, and of what there was nothing; empty if no such rule is in force."""
    if len(verified) < 2:
        return ""
    nothing = verified["nothing"]
    told = [
        _told(name, value, words) for name, value in verified.items() if name not in ("nothing", *nothing)
    ]
    blank = verified.get("counts", {}).get("not_computable", 0)
    if blank:
        told.append(words("not_computable", count=blank))
    if nothing:
        names = words("dot").join(words(f"name_{name}") for name in nothing)
        told.append(words("nothing", names=names))
    return words("verified", told=words("comma").join(told))


def _told(name: str, value: Mapping[str, Any], words: Phrases) -> str:
    if name == "sections":
        found = len(value["found"])
        return words(name, found=found, all=found + len(value["missing"]))
    return words(name, **value)
