"""What packs say to people: their explanations, and what is wrong with a file of one while it is written."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlint.packs import Reading, files, load, read
from xlint.schema import Mistake, SchemaError


@lru_cache(maxsize=8)
def explained(extra: tuple[str, ...] = ()) -> Mapping[str, Mapping[str, Any]]:
    """What the rules say of themselves, by id: why, and what to write instead; nothing where a pack is at fault."""
    try:
        return read(extra).rules
    except SchemaError:
        return {}


def mistakes(part: str, path: str, data: bytes, extra: Sequence[str] = ()) -> list[Mistake]:
    """What is wrong with the bytes of one file of a pack, among xlint's own pack and the `extra` ones."""
    own, reading = load(), Reading()
    reading.rules.update({id_: dict(rule) for id_, rule in own.rules.items()})
    reading.profiles.update({name: {**profile, "rules": {}} for name, profile in own.profiles.items()})
    for other_part, file in (found for pack in extra for found in files(pack)):
        if os.path.realpath(file) != os.path.realpath(path):
            reading.file(other_part, file)
    reading.mistakes.clear()
    reading.content(part, path, data)
    reading.cross_check()
    return [mistake for mistake in reading.mistakes if mistake.path == path]
