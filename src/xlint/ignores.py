"""`ignore:` in the settings: findings that are taken back for a reason, until a date if one is given."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from xlint.files import matches
from xlint.model import Finding, Hit, Span
from xlint.results import Checked
from xlint.schema import Field, Node, Reader, suggest
from xlint.suppress import Ignored, named

KEYS: Mapping[str, Field] = {
    "rule": Field(object, required=True),
    "reason": Field(str, required=True),
    "path": Field(object),
    "text": Field(str),
    "until": Field(str),
}
_WILD = frozenset("*?[!\\")


class Entry(NamedTuple):
    """Which findings are taken back: rules as globs, paths as in .gitignore, words that the finding or one of its other places must touch.

    `until` is the last day (ISO 8601) on which it holds; `start` and `end` are where it stands in the file.
    """

    rules: tuple[str, ...]
    reason: str
    paths: tuple[str, ...]
    text: str
    until: str
    start: int
    end: int


def read(reader: Reader, node: Node | None, known: Iterable[str]) -> list[list[Any]]:
    """The entries as plain values; what is wrong with them is noted in the reader. `known` are the ids of all rules."""
    if node is None:
        return []
    if node.id != "sequence":
        reader.note(node, "“ignore”应当是一个列表")
        return []
    return [entry for item in node.value if (entry := _entry(reader, item, known)) is not None]


def _entry(reader: Reader, node: Node, known: Iterable[str]) -> list[Any] | None:
    told = reader.mapping(node, KEYS, "“ignore”中的一项")
    if "rule" not in told or "reason" not in told:
        return None
    if not told["reason"].strip():
        reader.note(node, "“ignore”中的一项没有写理由")
    until = told.get("until", "")
    if until and not _is_date(until):
        reader.note(node, f"“until”应当是日期，如 2026-12-31，不能是“{until}”")
    rules, paths = (_words(reader, told.get(key), f"“{key}”") for key in ("rule", "path"))
    for key, value in (("rule", rules), ("path", paths), ("text", told.get("text"))):
        if key in told and not value:  # an empty list of paths would hold for all files
            reader.note(node, f"“ignore”中的一项的“{key}”是空的，请写明或删去这一行")
    for glob in rules:
        if not any(named(id_, (glob,)) for id_ in known):
            reader.note(told["rule"], f"没有规则 {glob}{suggest(glob, known)}")
    place = (node.start_mark.index, node.value[-1][1].end_mark.index)
    return [rules, told["reason"], paths, told.get("text", ""), until, *place]


def _words(reader: Reader, node: Node | None, what: str) -> list[str]:
    """One word or several."""
    if node is None:
        return []
    return [str(node.value)] if node.id == "scalar" else list(reader.value(node, tuple[str, ...], what) or ())


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def entries(values: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The entries of settings as they were read."""
    return tuple(
        Entry(tuple(rules), reason, tuple(paths), *rest)
        for rules, reason, paths, *rest in values.get("ignore", ())
    )


class Ignores:
    """The entries of one file of settings on one day, and what became of each in a run."""

    def __init__(self, told: Iterable[Entry], today: str) -> None:
        self.entries = tuple(told)
        self._today = today
        self._used: set[Entry] = set()
        self._judged: set[Entry] = set()  # entries that name a file that was looked through for their rules

    def apply(self, checked: Checked, inside: str, known: Iterable[str]) -> Checked:
        """The result without what the entries take back; `inside` is its path as the settings see it."""
        source = checked.source
        here = [entry for entry in self.entries if not entry.paths or matches(entry.paths, inside, False)]
        if source is None or not here:
            return checked
        kept, ignored = [], []
        for finding in checked.findings:
            entry = next((entry for entry in here if _takes(entry, finding, source.text)), None)
            if entry is not None:
                self._used.add(entry)
            if entry is None or self._is_over(entry):
                kept.append(finding)
            else:
                ignored.append(Ignored(finding, entry.reason, False))
        active = set(checked.active)
        for entry in here:
            if _is_literal(entry) and {rule for rule in known if named(rule, entry.rules)} <= active:
                self._judged.add(entry)
        return checked._replace(findings=tuple(kept), ignored=(*checked.ignored, *ignored))

    def entry_for(self, finding: Finding, text: str, inside: str) -> Entry | None:
        """The entry that takes back a finding, None if it stays."""
        for entry in self.entries:
            here = not entry.paths or matches(entry.paths, inside, False)
            if here and _takes(entry, finding, text) and not self._is_over(entry):
                return entry
        return None

    def leftovers(self, whole: bool) -> Iterator[Hit]:
        """The entries that took back nothing or are over, as hits in the file of settings.

        An entry for one file is judged if that file was looked through, the others only after a run over the `whole`
        folder with all rules: elsewhere there may be something that they take back.
        """
        for entry in self.entries:
            values = {"rules": "、".join(entry.rules), "until": _day(entry.until)}
            if entry in self._used:
                if self._is_over(entry):
                    yield Hit(Span(entry.start, entry.end), values, variant="expired")
            elif entry in self._judged or whole:
                yield Hit(Span(entry.start, entry.end), values)

    def _is_over(self, entry: Entry) -> bool:
        return bool(entry.until) and entry.until < self._today


def _takes(entry: Entry, finding: Finding, text: str) -> bool:
    if not named(finding.rule, entry.rules):
        return False
    spans = (finding.span, *(note.span for note in finding.related))
    return not entry.text or any(_touches(entry.text, span, text) for span in spans)


def _touches(words: str, span: Span, text: str) -> bool:
    """Whether the words stand where they overlap the span."""
    first, last = max(0, span.start - len(words) + 1), span.end + len(words) - 1
    return words in text[first : max(last, span.end)]


def _is_literal(entry: Entry) -> bool:
    """Whether an entry speaks of single files and not of whatever fits a pattern."""
    return bool(entry.paths) and not any(_WILD & set(path) or path.endswith("/") for path in entry.paths)


def _day(until: str) -> str:
    """2026-03-01 as 2026年3月1日."""
    parts = until.split("-")
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 else ""
