"""`xlint check`: read drafts, run the rules, report."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib import import_module
from time import monotonic
from typing import Any, NamedTuple

from xlint import config, patterns
from xlint.cli import Fault, complain
from xlint.cli.documents import Target, targets
from xlint.cli.options import add_files, add_format, ascii_only, language_shown, parser
from xlint.document import Document
from xlint.engine import check
from xlint.model import Rule, Severity
from xlint.profiles import Choice, detect, rules_for
from xlint.readers import ReadError
from xlint.reports import FORMATS, MACHINE_FORMATS, Checked
from xlint.schema import suggest
from xlint.search import PatternTimeout
from xlint.verified import verified

_MANY = 20  # files from which on their progress is shown
_PATIENCE = 1.0  # seconds before it is


class Wish(NamedTuple):
    """What the command line asks for beside the files."""

    choice: Choice
    profile: str | None
    max_size: int | None


def run(arguments: Sequence[str]) -> int:
    """Check the files; returns 0, 1 (findings at or above --fail-on) or 2 (a file could not be checked)."""
    args = _parser().parse_args(arguments)
    first = config.load(args.config or config.find(args.paths[0]))
    language = args.lang or first.values.get("language") or language_shown()
    choice = Choice(_globs(args.select, first) or ("*",), _globs(args.ignore, first), language)
    if args.profile and args.profile not in first.pack.profiles:
        raise Fault(f"没有文种 {args.profile}{suggest(args.profile, first.pack.profiles)}")
    found = _Outcome(args.fail_on or first.values.get("fail_on", "error"))
    wish = Wish(choice, args.profile, args.max_size)
    files: Sequence[Target] = targets(args.paths, args.config)
    many = len(files) > _MANY and sys.stderr is not None and sys.stderr.isatty()
    results = found.watch(_check_all(_with_progress(files) if many else files, wish))
    _report(results, args, language, held_back=many)
    patterns.keep()
    return found.status


def _parser() -> Any:
    made = parser("check", "检查报告初稿，列出审核时会被退回的地方。")
    add_files(made)
    made.add_argument(
        "--select", action="append", metavar="规则", help="只用这些规则，如 count/*,heading/sequence"
    )
    made.add_argument("--ignore", action="append", metavar="规则", help="不用这些规则")
    made.add_argument(
        "--profile", metavar="文种", help="文种：report plan notice audit general；不写则看标题"
    )
    made.add_argument("--fail-on", choices=config.FAIL_ON, help="达到这个级别时退出码为 1，默认 error")
    made.add_argument("--all", action="store_true", help="同一条规则的问题全部列出，不折叠")
    made.add_argument("--lang", choices=config.LANGUAGES, help="输出语言")
    add_format(made, FORMATS)
    return made


def _globs(given: Sequence[str] | None, settings: config.Config) -> tuple[str, ...]:
    globs = tuple(glob.strip() for part in given or () for glob in part.split(",") if glob.strip())
    for glob in globs:
        if not any(fnmatchcase(id_, glob) for id_ in settings.pack.rules):
            raise Fault(f"没有规则 {glob}{suggest(glob, settings.pack.rules)}")
    return globs


class _Outcome:
    """Watches results go by, complains of what could not be done, and keeps the exit status."""

    def __init__(self, fail_on: str) -> None:
        self.status = 0
        self._threshold = Severity[fail_on.upper()] if fail_on != "never" else None

    def watch(self, results: Iterable[Checked]) -> Iterator[Checked]:
        for checked in results:
            if checked.error is not None:
                self.status = complain(f"{checked.path}：{checked.error}")
            for rule in checked.timed_out:
                self.status = complain(
                    f"{checked.path}：规则 {rule} 用时过长，没有检查完；请简化它的正则表达式"
                )
            worst = max((finding.severity for finding in checked.findings), default=Severity.OFF)
            if self._threshold is not None and worst >= self._threshold:
                self.status = max(self.status, 1)
            yield checked


def _check_all(files: Iterable[Target], wish: Wish) -> Iterator[Checked]:
    rules: dict[Any, tuple[Rule, ...]] = {}
    for target in files:
        yield _check(target, wish, rules)


def _check(target: Target, wish: Wish, rules: dict[Any, tuple[Rule, ...]]) -> Checked:
    try:
        source = target.read(wish.max_size)
    except ReadError as error:
        return Checked(target.path, None, "", "", (), str(error))
    pack = target.config.pack
    wanted, settings = target.config.for_path(target.path)
    document = Document(source, pack.words)
    profile = wish.profile or wanted or detect(document, pack)
    if profile not in pack.profiles:
        return Checked(target.path, None, "", "", (), f"这里的配置中没有文种 {profile}")
    scheme = pack.profiles[profile].get("outline", "auto")
    if scheme != "auto":
        document = Document(source, pack.words, scheme)
    key = (id(target.config), profile, repr(settings) if target.config.values.get("paths") else "")
    if key not in rules:
        rules[key] = rules_for(pack, profile, settings, wish.choice)
    result = check(document, rules[key])
    name = _profile_name(pack.profiles[profile], profile, wish.choice.language)
    try:
        told = verified(document, rules[key])
    except PatternTimeout:  # the rule that took too long is named already
        told = {}
    return Checked(target.path, document, profile, name, result.findings, None, result.timed_out, told)


def _profile_name(profile: Mapping[str, Any], id_: str, language: str) -> str:
    return str(profile["name"]) if language == "zh" else id_


def _report(results: Iterable[Checked], args: Any, language: str, held_back: bool) -> None:
    """Print the results as they come; all at the end if `held_back`."""
    if args.format != "text":
        sys.stdout.write(import_module(MACHINE_FORMATS[args.format]).render(results, ascii_only()))
        return
    from xlint.reports import paint, text

    view = text.View(args.all, language, paint.cells_of(sys.stdout), paint.width_of(sys.stdout))
    lines = text.render(results, view)
    paint.show(list(lines) if held_back else lines, args.color)


def _with_progress(files: Sequence[Target]) -> Iterator[Target]:
    """Show on standard error how far the work is, once it has taken a while."""
    began, bar = monotonic(), None
    try:
        for done, target in enumerate(files):
            if bar is None and monotonic() - began > _PATIENCE:
                bar = _bar(len(files))
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield target
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> Any:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, redirect_stdout=False)
    bar.add_task("检查", total=total)
    bar.start()
    return bar
