"""One version of an open text with all that is known of it: its findings, its outline, its facts."""

import time
from collections.abc import Callable
from typing import NamedTuple

from xlint import baseline
from xlint.baseline import Baseline
from xlint.checking import Held, Plan, Wish, check_plan, plan_of
from xlint.config import Config
from xlint.document import Document
from xlint.engine import Cancelled
from xlint.ignores import Ignores, entries
from xlint.lsp.paths import is_file, path_of
from xlint.lsp.settings import Settings
from xlint.lsp.texts import Text
from xlint.model import Finding, Span
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
    fault: SchemaError | None  # in the settings, of which the last sound ones were taken
    kept: dict[str, list[tuple[Span, str]]]  # edits that cost much to find

    @property
    def document(self) -> Document:
        """Outline and facts."""
        return self.plan.document

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be shown."""
        return self.checked.findings


class Analyst:
    """Analyses texts with the settings that hold for their files, as long as none of those changes."""

    def __init__(self, wish: Wish, settings: Settings | None = None) -> None:
        self.wish = wish
        self.settings = settings or Settings()
        self._held: Held = {}

    def anew(self) -> "Analyst":
        """An analyst who reads settings and packs again, for when they have changed."""
        return Analyst(self.wish, Settings(self.settings))

    def analyse(self, text: Text, wanted: Callable[[], bool] = lambda: True) -> Analysis | None:
        """The analysis of a text, None of one in which there is nothing to check.

        Raises engine.Cancelled where `wanted` says no.
        """
        if not wanted():
            raise Cancelled
        path = path_of(text.uri)
        settings, fault = self.settings.of(path)
        if not text.text.strip():
            return None
        source = Source(text.text, path)
        try:
            plan = plan_of(path, source, settings, self.wish, self._held)
        except ReadError:  # a profile that these settings do not know
            settings = self.settings.default()
            plan = plan_of(path, source, settings, self.wish, self._held)
        checked = check_plan(plan, source, path, settings, self.wish, wanted)
        known = self.settings.baseline(path) if is_file(text.uri) else None
        return Analysis(text, path, settings, plan, accepted(checked, settings, path, known), fault, {})


def accepted(checked: Checked, config: Config, path: str, known: Baseline | None) -> Checked:
    """The result without what is ignored for a reason and what the baseline knows."""
    told = entries(config.values)
    if told:
        ignores = Ignores(told, time.strftime("%Y-%m-%d"))
        checked = ignores.apply(checked, config.inside(path), config.pack.rules)
    return baseline.accept(checked, known) if known else checked
