"""From arguments to documents: every command that reads drafts takes files, folders and standard input."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint import config
from xlint.config import Config
from xlint.files import walk
from xlint.readers import ReadError, read
from xlint.source import Source


class Target(NamedTuple):
    """A file to read, as it was named, with its settings; or the reason why there is none."""

    path: str
    config: Config
    fault: str = ""

    def read(self, max_size: int | None) -> Source:
        """The text, of no more than `max_size` bytes (None: as configured). Raises ReadError."""
        if self.fault:
            raise ReadError(self.fault)
        return read(self.path, max_size or self.config.max_size)


def targets(paths: Sequence[str], config_path: str | None) -> list[Target]:
    """The files to read, each once, in order. Raises SchemaError for a faulty configuration."""
    found: dict[str, Target] = {}
    for path in paths:
        settings = config.load(config_path or config.find(path))
        for target in _below(path, settings, config_path):
            found.setdefault(_identity(target.path), target)
    return list(found.values())


def _below(path: str, settings: Config, config_path: str | None) -> Iterator[Target]:
    if path == "-" or not os.path.isdir(path):
        yield Target(path, settings)
        return
    files = list(walk(path, settings.include, settings.exclude, settings.base))
    if not files:
        yield Target(path, settings, f"文件夹里没有要检查的文件（{'、'.join(settings.include)}）")
    for file in files:  # a folder may hold a configuration further down, nearer to the file
        yield Target(file, settings if config_path else config.load(config.find(file)))


def _identity(path: str) -> str:
    return path if path == "-" else os.path.normcase(os.path.realpath(path))
