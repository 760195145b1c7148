"""From the bytes of a file to its findings: which kind of document it is, which rules apply, what they find."""

import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xlint import resources
from xlint.config import Config
from xlint.profiles import Choice
from xlint.readers import ReadError, source_of
from xlint.results import Checked
from xlint.source import Source

if TYPE_CHECKING:  # a result from the cache needs neither documents nor rules
    from xlint.document import Document
    from xlint.model import Rule


class Wish(NamedTuple):
    """What the command line asks for beside the files."""

    choice: Choice
    profile: str | None = None
    max_size: int | None = None


class Plan(NamedTuple):
    """A document with the name of its profile and the rules that apply to it."""

    document: "Document"
    profile: str
    rules: "tuple[Rule, ...]"


# Rules by configuration and profile, made once for many files. The configuration is held with them, so that no other one
# is ever taken for it.
Held = dict[Any, "tuple[Config, tuple[Rule, ...]]"]


def plan_of(path: str, source: Source, config: Config, wish: Wish, held: Held) -> Plan:
    """How a text is checked. Raises ReadError where the file's configuration does not know the profile."""
    from xlint.document import Document
    from xlint.profiles import detect, rules_for

    pack = config.pack
    wanted, settings = config.for_path(path)
    document = Document(source, pack.words)
    profile = wish.profile or wanted or detect(document, pack)
    if profile not in pack.profiles:
        raise ReadError(f"这里的配置中没有文种 {profile}")
    scheme = pack.profiles[profile].get("outline", "auto")
    if scheme != "auto":
        document = Document(source, pack.words, scheme)
    key = (id(config), profile, wish.choice, repr(settings) if config.values.get("paths") else "")
    if key not in held:
        held[key] = config, rules_for(pack, profile, settings, wish.choice)
    return Plan(document, profile, held[key][1])


def check_data(data: bytes, path: str, config: Config, wish: Wish, held: Held) -> Checked:
    """What is found in the bytes of a file, or why they are no text that can be checked.

    A fault of xlint itself costs this file and no other; with XLINT_DEBUG it is raised.
    """
    try:
        source = source_of(data, path)
        plan = plan_of(path, source, config, wish, held)
        return check_plan(plan, source, path, config, wish)
    except ReadError as error:
        return failed(path, str(error))
    except Exception as error:
        if os.environ.get("XLINT_DEBUG"):
            raise
        told = f"{type(error).__name__}: {error}"
        return failed(path, f"内部错误（{told}），没有检查；请报告，设 XLINT_DEBUG=1 可看到详情")


def check_plan(
    plan: Plan,
    source: Source,
    path: str,
    config: Config,
    wish: Wish,
    wanted: Callable[[], bool] = lambda: True,
) -> Checked:
    """What the rules of a plan find. Raises engine.Cancelled where it is no longer wanted."""
    from xlint.engine import check
    from xlint.search import PatternTimeout
    from xlint.verified import verified

    result = check(plan.document, plan.rules, config.pack.rules, wanted)
    try:
        told = verified(plan.document, plan.rules)
    except PatternTimeout:  # the rule that took too long is named already
        told = {}
    except Exception:
        if not result.failed:
            raise
        told = {}
    return Checked(
        path,
        source,
        plan.profile,
        profile_name(config, plan.profile, wish),
        result.findings,
        None,
        result.timed_out,
        told,
        tuple(rule.id for rule in plan.rules if rule.severity),
        result.ignored,
        failed=result.failed,
    )


def failed(path: str, error: str) -> Checked:
    """A file that was not checked, and why."""
    return Checked(path, None, "", "", (), error)


def profile_name(config: Config, profile: str, wish: Wish) -> str:
    """What a kind of document is called in the language of the messages."""
    told: Mapping[str, Any] = config.pack.profiles.get(profile, {})
    return str(told.get("name", profile)) if wish.choice.language == "zh" else profile


def key_of(path: str, config: Config, wish: Wish) -> bytes:
    """What the findings on a file depend on beside its bytes: rules, settings, wishes, xlint itself."""
    profile, settings = config.for_path(path)
    told = [config.pack.digest, wish.choice, wish.profile, profile, settings, _stamp()]
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


@cache
def _stamp() -> int:
    """When xlint itself was last changed, in a checkout; a version that is installed does not change."""
    if not resources.is_checkout():
        return 0
    here = os.path.dirname(os.path.abspath(__file__))
    return max(
        entry.stat().st_mtime_ns
        for folder, _, _ in os.walk(here)
        for entry in os.scandir(folder)
        if entry.name.endswith(".py")
    )
