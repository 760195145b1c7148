"""Which kind of document a draft is, and which rules with which options apply to it."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from xlint.kinds import kind
from xlint.model import Rule, Severity
from xlint.packs import Pack
from xlint.schema import freeze
from xlint.search import first

if TYPE_CHECKING:
    from xlint.document import Document

_OPENING = 3000  # code points in which a document without a telling title says what it is
FALLBACK = "general"

Settings = Mapping[str, Mapping[str, Any]]  # by rule: its `severity` and options


class Choice(NamedTuple):
    """Which rules a user wants: globs of rule ids, and the language of the messages."""

    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    language: str = "zh"


def detect(document: "Document", pack: Pack) -> str:
    """The name of the profile that the title shows, or without a title the opening; failing that, `general`."""
    by_order = sorted(pack.profiles.items(), key=lambda item: (item[1].get("order", 100), item[0]))
    title = document.title.title if document.title else ""
    opening = document.text[:_OPENING]
    for where, text in [("title", title)] if title else [("text", opening)]:
        for name, profile in by_order:
            if any(first(pattern, text) for pattern in profile.get(where, ())):
                return name
    return FALLBACK


def rules_for(pack: Pack, profile: str, settings: Settings, choice: Choice) -> tuple[Rule, ...]:
    """The rules of a profile as they are to be run.

    A rule that is not wanted, but to which one that is wanted yields, is among them with severity OFF.
    """
    rules = [
        _rule(pack, id_, profile, settings, choice) for id_ in pack.rules if _applies(pack, id_, profile)
    ]
    wanted = {rule.id for rule in rules if rule.severity != Severity.OFF}
    needed = {id_ for rule in rules if rule.id in wanted for id_ in rule.yields_to}
    return tuple(rule for rule in rules if rule.id in wanted or rule.id in needed)


def _applies(pack: Pack, id_: str, profile: str) -> bool:
    only = pack.rules[id_].get("profiles")
    return not only or profile in only


def _rule(pack: Pack, id_: str, profile: str, settings: Settings, choice: Choice) -> Rule:
    told = pack.rules[id_]
    options = dict(told["options"])
    severity = told["severity"]
    for setting in (pack.profiles.get(profile, {}).get("rules", {}).get(id_, {}), settings.get(id_, {})):
        severity = setting.get("severity", severity)
        options.update({name: value for name, value in setting.items() if name != "severity"})
    if not _matches(id_, choice.select) or _matches(id_, choice.ignore):
        severity = "off"
    words = told["en"] if choice.language == "en" else {}
    return Rule(
        id=id_,
        kind=told["kind"],
        severity=Severity[severity.upper()],
        message=words.get("message", told["message"]),
        messages={**told.get("messages", {}), **words.get("messages", {})},
        notes={**told.get("notes", {}), **words.get("notes", {})},
        options=freeze(options, kind(told["kind"]).Options),
        yields_to=tuple(told.get("yields_to", ())),
        language=choice.language,
    )


def _matches(id_: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(id_, glob) for glob in globs)
