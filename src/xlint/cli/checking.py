"""What the command line asks for beside the files: rules, kinds of documents, sizes."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from xlint.checking import Wish
from xlint.cli import Fault
from xlint.cli.options import Parser
from xlint.config import Config
from xlint.profiles import Choice
from xlint.schema import suggest


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
