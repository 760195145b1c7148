"""From arguments to documents: every command that reads drafts takes files, folders and standard input."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint import config
from xlint.cli import Fault
from xlint.config import Config
from xlint.files import walk


class Target(NamedTuple):
    """A file to read, as it was named, with its settings."""

    path: str
    config: Config


def targets(paths: Sequence[str], config_path: str | None) -> Iterator[Target]:
    """The files to read, each once. Raises SchemaError for a faulty configuration, Fault for an empty folder."""
    seen: set[str] = set()
    for path in paths:
        settings = config.load(config_path or config.find(path))
        found = 0
        for file in _files(path, settings):
            found += 1
            if _identity(file) not in seen:
                seen.add(_identity(file))
                yield Target(file, settings if config_path else _settings(file, path, settings))
        if not found:
            raise Fault(f"{path}：文件夹里没有要检查的文件（{'、'.join(settings.include)}）")


def _settings(file: str, path: str, settings: Config) -> Config:
    """A folder may hold a configuration further down, nearer to the file."""
    return settings if file == path else config.load(config.find(file))


def _files(path: str, settings: Config) -> Iterator[str]:
    if path != "-" and os.path.isdir(path):
        yield from walk(path, settings.include, settings.exclude, settings.base)
    else:
        yield path


def _identity(path: str) -> str:
    return path if path == "-" else os.path.normcase(os.path.realpath(path))
