"""From arguments to documents: every command that reads drafts takes files, folders and standard input."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlint import config
from xlint.config import Config
from xlint.files import walk, wanted
from xlint.readers import ReadError, bounded, content, source_of
from xlint.schema import SchemaError
from xlint.source import Source


class Target(NamedTuple):
    """A file to read, as it was named, with its settings; or the reason why there is none."""

    path: str
    config: Config
    fault: str = ""
    data: bytes | None = None  # what is to be read in the place of the file

    def content(self, max_size: int | None) -> bytes:
        """The bytes, no more than `max_size` of them (None: as configured). Raises ReadError."""
        if self.fault:
            raise ReadError(self.fault)
        most = max_size or self.config.max_size
        return content(self.path, most) if self.data is None else bounded(self.data, most)

    def read(self, max_size: int | None) -> Source:
        """The text, of no more than `max_size` bytes (None: as configured). Raises ReadError."""
        return source_of(self.content(max_size), self.path)


def targets(paths: Sequence[str], config_path: str | None, sieved: bool = False) -> Iterator[Target]:
    """The files to read, each once, in order; `sieved` if the settings say also of named files which are read.

    Raises SchemaError for a faulty configuration.
    """
    seen: set[int] = set()
    places = _Places()
    for path in paths:
        settings = config.load(config_path or config.find(path))
        if sieved and _is_left_out(path, settings):
            continue
        for target in _below(path, settings, config_path):
            identity = hash(places.of(target.path))  # 8 bytes a file, however long its path
            if identity not in seen:
                seen.add(identity)
                yield target


def _below(path: str, settings: Config, config_path: str | None) -> Iterator[Target]:
    if path == "-" or not os.path.isdir(path):
        yield Target(path, settings)
        return
    empty = True
    for file in walk(path, settings.include, settings.exclude, settings.base):
        empty = False
        yield Target(file, settings) if config_path else _nearest(file, settings)
    if empty:
        yield Target(path, settings, f"文件夹里没有要检查的文件（{'、'.join(settings.include)}）")


def _is_left_out(path: str, settings: Config) -> bool:
    """Whether a file that was named is none that would be found in its folder; one that is missing is complained of."""
    return os.path.isfile(path) and not wanted(path, settings.include, settings.exclude, settings.base)


def _nearest(file: str, settings: Config) -> Target:
    """A file with its settings: a folder may hold a configuration further down, nearer to the file."""
    path = config.find(file)
    try:
        return Target(file, config.load(path))
    except SchemaError as error:
        return Target(file, settings, f"配置文件有误，没有检查：{'；'.join(map(str, error.mistakes))}")


class _Places(dict[str, str]):
    """Where folders really are, each looked up once."""

    def __missing__(self, folder: str) -> str:
        self[folder] = real = os.path.realpath(folder)
        return real

    def of(self, path: str) -> str:
        """What a file is known by, whatever it is called: its real path."""
        if path == "-":
            return path
        folder, name = os.path.split(path)
        if os.name == "nt" or name in ("", ".", "..") or os.path.islink(path):
            return os.path.normcase(os.path.realpath(path))
        return os.path.normcase(os.path.join(self[folder], name))
