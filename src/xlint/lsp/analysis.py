"""One version of an open text with all that is known of it: its findings, its outline, its facts."""

import os
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from xlint import baseline, config, packs_told
from xlint.checking import Held, Plan, Wish, check_plan, plan_of
from xlint.config import Config
from xlint.document import Document
from xlint.ignores import Ignores, entries
from xlint.lsp.texts import Text
from xlint.model import Finding
from xlint.readers import ReadError
from xlint.results import Checked
from xlint.schema import SchemaError
from xlint.source import Source


class Analysis(NamedTuple):
    """A text with its findings (`checked`), and the document that they were found in."""

    text: Text
    path: str
    settings: Config
    plan: Plan
    checked: Checked

    @property
    def document(self) -> Document:
        """Outline and facts."""
        return self.plan.document

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be shown."""
        return self.checked.findings


def path_of(uri: str) -> str:
    """The path that a URI of a file means; for a text that was never saved its name below the current folder."""
    parts = urlsplit(uri)
    path = unquote(parts.path, errors="surrogateescape")
    if parts.scheme != "file":
        return os.path.basename(path) or "-"
    if os.name == "nt":
        path = path.lstrip("/") if path[2:3] == ":" else path
        return (f"//{parts.netloc}" if parts.netloc else "") + path
    return path


class Analyst:
    """Analyses texts with the settings that hold for their files; remembers rules until it is told to forget."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._held: Held = {}
        self._last: dict[str, Config] = {}  # the last settings of a file that were sound

    def forget(self) -> None:
        """Settings or packs have changed: read them again."""
        for known in (config.load, config._above, baseline.load, baseline._above, packs_told.explained):
            known.cache_clear()
        self._held.clear()

    def settings(self, path: str) -> Config:
        """The settings for a file; where they are at fault the last ones that were not."""
        found = config.find(path if os.path.dirname(path) else ".")
        try:
            self._last[found or ""] = config.load(found)
        except SchemaError:
            if found or "" not in self._last:
                return self._last.get(found or "") or config.load(None)
        return self._last[found or ""]

    def analyse(self, text: Text, wanted: Callable[[], bool] = lambda: True) -> Analysis | None:
        """The analysis of a text, None of one in which there is nothing to check.

        Raises engine.Cancelled where `wanted` says no.
        """
        path = path_of(text.uri)
        settings = self.settings(path)
        if not text.text.strip():
            return None
        source = Source(text.text, path)
        try:
            plan = plan_of(path, source, settings, self.wish, self._held)
        except ReadError:  # a profile that these settings do not know
            plan = plan_of(path, source, config.load(None), self.wish, self._held)
        checked = check_plan(plan, source, path, settings, self.wish, wanted)
        return Analysis(text, path, settings, plan, accepted(checked, settings, path))


def accepted(checked: Checked, settings: Config, path: str) -> Checked:
    """The result without what is ignored for a reason and what the baseline knows."""
    told = entries(settings.values)
    if told:
        ignores = Ignores(told, time.strftime("%Y-%m-%d"))
        checked = ignores.apply(checked, settings.inside(path), settings.pack.rules)
    known = baseline.find(path)
    try:
        return baseline.accept(checked, baseline.load(known)) if known else checked
    except baseline.BaselineError:  # told by the command line; here everything is shown
        return checked
