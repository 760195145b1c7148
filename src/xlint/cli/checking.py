"""From a file to its findings: which kind of document it is, which rules apply, what they find."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from xlint.cli import Fault
from xlint.cli.documents import Target
from xlint.cli.options import Parser
from xlint.config import Config
from xlint.document import Document
from xlint.engine import check
from xlint.model import Rule
from xlint.profiles import Choice, detect, rules_for
from xlint.readers import ReadError
from xlint.reports import Checked
from xlint.schema import suggest
from xlint.search import PatternTimeout
from xlint.source import Source
from xlint.verified import verified


class Wish(NamedTuple):
    """What the command line asks for beside the files."""

    choice: Choice
    profile: str | None
    max_size: int | None


class Plan(NamedTuple):
    """A document with the name of its profile and the rules that apply to it."""

    document: Document
    profile: str
    rules: tuple[Rule, ...]


Held = dict[Any, tuple[Rule, ...]]  # rules by configuration and profile: made once for many files


def add_choice(made: Parser) -> None:
    """Which rules are used, and as what a document is read."""
    made.add_argument(
        "--select", action="append", metavar="规则", help="只用这些规则，如 count/*,heading/sequence"
    )
    made.add_argument("--ignore", action="append", metavar="规则", help="不用这些规则")
    made.add_argument(
        "--profile", metavar="文种", help="文种：report plan notice audit general；不写则看标题"
    )


def wish_of(args: Any, settings: Config, language: str) -> Wish:
    """The wishes that arguments hold. Raises Fault for rules and kinds of documents that there are not."""
    choice = Choice(_globs(args.select, settings) or ("*",), _globs(args.ignore, settings), language)
    if args.profile and args.profile not in settings.pack.profiles:
        raise Fault(f"没有文种 {args.profile}{suggest(args.profile, settings.pack.profiles)}")
    return Wish(choice, args.profile, args.max_size)


def _globs(given: Sequence[str] | None, settings: Config) -> tuple[str, ...]:
    globs = tuple(glob.strip() for part in given or () for glob in part.split(",") if glob.strip())
    for glob in globs:
        if not any(fnmatchcase(id_, glob) for id_ in settings.pack.rules):
            raise Fault(f"没有规则 {glob}{suggest(glob, settings.pack.rules)}")
    return globs


def check_all(files: Iterable[Target], wish: Wish) -> Iterator[Checked]:
    """What is found in each file, or why it could not be read."""
    held: Held = {}
    for target in files:
        try:
            plan = plan_of(target, target.read(wish.max_size), wish, held)
        except ReadError as error:
            yield Checked(target.path, None, "", "", (), str(error))
            continue
        yield _checked(target, plan, wish)


def plan_of(target: Target, source: Source, wish: Wish, held: Held) -> Plan:
    """How a text is checked. Raises ReadError where the file's configuration does not know the profile."""
    pack = target.config.pack
    wanted, settings = target.config.for_path(target.path)
    document = Document(source, pack.words)
    profile = wish.profile or wanted or detect(document, pack)
    if profile not in pack.profiles:
        raise ReadError(f"这里的配置中没有文种 {profile}")
    scheme = pack.profiles[profile].get("outline", "auto")
    if scheme != "auto":
        document = Document(source, pack.words, scheme)
    key = (
        id(target.config),
        profile,
        wish.choice,
        repr(settings) if target.config.values.get("paths") else "",
    )
    if key not in held:
        held[key] = rules_for(pack, profile, settings, wish.choice)
    return Plan(document, profile, held[key])


def _checked(target: Target, plan: Plan, wish: Wish) -> Checked:
    result = check(plan.document, plan.rules)
    name = _profile_name(target.config.pack.profiles[plan.profile], plan.profile, wish.choice.language)
    try:
        told = verified(plan.document, plan.rules)
    except PatternTimeout:  # the rule that took too long is named already
        told = {}
    return Checked(
        target.path, plan.document, plan.profile, name, result.findings, None, result.timed_out, told
    )


def _profile_name(profile: Mapping[str, Any], id_: str, language: str) -> str:
    return str(profile["name"]) if language == "zh" else id_
