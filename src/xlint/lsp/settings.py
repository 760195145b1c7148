"""Settings and baselines as they were since anything last changed: read once, for several threads."""

import os
from threading import Lock

from xlint import baseline, config
from xlint.baseline import Baseline
from xlint.config import Config
from xlint.schema import SchemaError


def above(path: str, name: str) -> str | None:
    """The nearest file of a name in the folder of a path and those above it; None if there is none."""
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        candidate = os.path.join(folder, name)
        if os.path.isfile(candidate):
            return candidate
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)


class Settings:
    """What holds for which file. A change is another value: who is at work goes on with the one that he has."""

    def __init__(self, before: "Settings | None" = None) -> None:
        self._lock = Lock()
        self._read: dict[str | None, Config | SchemaError] = {}
        self._sound: dict[str | None, Config] = (
            dict(before._sound) if before else {}
        )  # the last ones without fault
        self._baselines: dict[str, Baseline | None] = {}

    def of(self, path: str) -> tuple[Config, SchemaError | None]:
        """The settings for a file; where they are at fault the last ones that were not, and what is wrong."""
        place = above(path, config.NAME)
        with self._lock:
            found = self._of(place)
            if isinstance(found, Config):
                return found, None
            return self._sound.get(place) or self._default(), found

    def default(self) -> Config:
        """The settings where there is no file of settings."""
        with self._lock:
            return self._default()

    def _default(self) -> Config:
        found = self._of(None)
        if isinstance(found, SchemaError):  # xlint's own pack
            raise found
        return found

    def _of(self, place: str | None) -> Config | SchemaError:
        if place not in self._read:
            try:
                self._read[place] = self._sound[place] = config.fresh(place)
            except SchemaError as error:
                self._read[place] = error
        return self._read[place]

    def baseline(self, path: str) -> Baseline | None:
        """What is accepted; a baseline that cannot be read accepts nothing: the command line tells of it."""
        place = above(path, baseline.NAME)
        if place is None:
            return None
        with self._lock:
            if place not in self._baselines:
                try:
                    self._baselines[place] = baseline.fresh(place)
                except baseline.BaselineError:
                    self._baselines[place] = None
            return self._baselines[place]
