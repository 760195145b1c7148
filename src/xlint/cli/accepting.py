"""The steps between check and report: what was accepted for a reason, what the baseline knows, what did not change."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from re import sub
from typing import Any

from xlint import baseline, config
from xlint.changes import Changes, ChangesError, changes, touched, work_tree
from xlint.checking import Held, Wish, check_data
from xlint.cli import Fault
from xlint.cli.documents import Target
from xlint.cli.options import Parser
from xlint.config import Config
from xlint.files import wanted
from xlint.fingerprints import fingerprint
from xlint.ignores import Ignores, entries
from xlint.model import Finding
from xlint.profiles import FALLBACK
from xlint.readers import ReadError, read
from xlint.results import Checked
from xlint.source import Source


def add_accepted(made: Parser) -> None:
    """What is not reported though it is there."""
    made.add_argument("--baseline", metavar="文件", help="已接受的问题，默认向上找 .xlint-baseline.json")
    made.add_argument("--no-baseline", action="store_true", help="不用基线，列出全部问题")
    made.add_argument(
        "--changed",
        metavar="版本",
        help="只查与 Git 版本相比改动过的行，可写成 --changed=版本；不写版本则与主分支相比",
    )
    made.add_argument("--staged", action="store_true", help="只查已暂存（git add）的改动，供提交前使用")


def with_revision(arguments: Sequence[str]) -> list[str]:
    """The arguments with what stands behind --changed joined to it, unless that is an option or a file."""
    told, waiting = list[str](), list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*told, word, *waiting]
        if word == "--changed":
            follows = bool(waiting) and not waiting[0].startswith("-") and not os.path.lexists(waiting[0])
            word = f"--changed={waiting.pop(0) if follows else ''}"
        told.append(word)
    return told


def changes_of(args: Any) -> Changes:
    """The changes that are asked for. Raises Fault where Git cannot tell them."""
    if args.staged and args.changed is not None:
        raise Fault("--staged 与 --changed 只能用一个")
    if "-" in args.paths:  # passed over it would look as if nothing was found
        raise Fault("标准输入不在 Git 里，不能只查改动的部分")
    folders = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in args.paths]
    try:
        if len({work_tree(folder) for folder in dict.fromkeys(folders)}) > 1:
            raise Fault("这些文件不在同一个 Git 仓库里，请分别检查")
        return changes(folders[0], args.changed or None, args.staged)
    except ChangesError as error:
        raise Fault(str(error)) from None


class Accepting:
    """Takes out of results what is not to be reported, and tells at the end which suppressions did nothing."""

    def __init__(self, args: Any, wish: Wish, changed: Changes | None = None) -> None:
        self._args, self._wish, self._changed = args, wish, changed
        self._ignores: dict[str, tuple[Config, Ignores]] = {}  # by configuration file
        self._held: Held = {}
        self._complete = changed is None and wish.choice.select == ("*",) and not wish.choice.ignore

    def steps(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """The results one by one; behind them the files of settings whose suppressions are at fault."""
        for checked in results:
            self._complete = self._complete and checked.error is None
            yield self._unchanged(self._known(self._ignored(checked)))
        for settings, ignores in self._ignores.values():
            yield from self._leftovers(settings, ignores)

    def _settings(self, path: str) -> Config:
        return config.load(self._args.config or config.find(path))

    def _ignored(self, checked: Checked) -> Checked:
        if checked.error is not None:
            return checked
        settings = self._settings(checked.path)
        if not settings.values.get("ignore") or settings.path is None:
            return checked
        if settings.path not in self._ignores:
            told = Ignores(entries(settings.values), time.strftime("%Y-%m-%d"))
            self._ignores[settings.path] = (settings, told)
        return self._ignores[settings.path][1].apply(
            checked, settings.inside(checked.path), settings.pack.rules
        )

    def _known(self, checked: Checked) -> Checked:
        if self._args.no_baseline or checked.path == "-":
            return checked
        path = self._args.baseline or baseline.find(checked.path)
        try:
            return baseline.accept(checked, baseline.load(path)) if path else checked
        except baseline.BaselineError as error:
            raise Fault(str(error)) from None

    def _unchanged(self, checked: Checked) -> Checked:
        """Leave what stands on changed lines, and what the version before had not."""
        change = self._changed.files.get(os.path.realpath(checked.path)) if self._changed else None
        if change is None or checked.source is None or not checked.findings:
            return checked
        text = checked.source.text
        beside = [finding for finding in checked.findings if not touched(finding, change, text)]
        old = self._marks(checked.path, change.before) if beside and change.before else set()
        left = [f for f in checked.findings if f not in beside or _mark(f, checked.source) not in old]
        return checked._replace(findings=tuple(left))

    def _marks(self, path: str, blob: str) -> set[tuple[str, str]]:
        """The findings on the version before."""
        assert self._changed is not None
        try:
            data = self._changed.content(blob)
        except ChangesError:  # a path that the version before had not
            return set()
        before = check_data(data, path, self._settings(path), self._wish, self._held)
        return {_mark(finding, before.source) for finding in before.findings if before.source}

    def _leftovers(self, settings: Config, ignores: Ignores) -> Iterator[Checked]:
        assert settings.path is not None
        whole = self._complete and any(_holds(path, settings.base) for path in self._args.paths)
        hits = list(ignores.leftovers(whole))
        if not hits:
            return
        from xlint.engine import of_suppressions
        from xlint.profiles import rules_for

        path = os.path.relpath(settings.path)
        try:
            source = read(settings.path)
        except ReadError:  # it has gone meanwhile
            return
        rules = rules_for(settings.pack, FALLBACK, settings.for_path(path)[1], self._wish.choice)
        found = tuple(finding for rule in rules for finding in of_suppressions(rule, "unused", hits))
        if found:
            name = "配置" if self._wish.choice.language == "zh" else "settings"
            yield Checked(path, source, "settings", name, found)


def _mark(finding: Finding, source: Source) -> tuple[str, str]:
    """What a finding is known by in the version before: also by its message, for a count may have become another."""
    return fingerprint(finding, source), sub(r"第\d+行|lines? \d+", "", finding.message)


def _holds(path: str, folder: str) -> bool:
    """Whether a path is a folder that holds another one or is it."""
    if path == "-" or not os.path.isdir(path):
        return False
    above = os.path.realpath(path)
    return os.path.commonpath([above, os.path.realpath(folder)]) == above


def only_changed(files: Iterable[Target], changed: Changes) -> Iterator[Target]:
    """The files that changed; of a commit to be, as they are in the index. One that is not there at all is told."""
    for target in files:
        path = os.path.realpath(target.path)
        if target.path == "-" or path not in changed.files:
            if target.path != "-" and not os.path.lexists(target.path):
                yield target
            elif target.path != "-" and changed.inner(path):
                yield target._replace(fault="在另一个 Git 仓库里，没有检查，请单独检查它")
            continue
        if changed.files[path].conflict:
            yield target._replace(fault="有没有解决的合并冲突，没有检查")
            continue
        if not changed.staged:
            yield target
            continue
        try:
            yield target._replace(data=changed.staged_content(path))
        except ChangesError as error:
            yield target._replace(fault=str(error))


def only_staged(paths: Sequence[str], config_path: str | None, changed: Changes) -> Iterator[Target]:
    """What will be committed though it is gone from the work tree, so that no search of the folders comes upon it."""
    named = {os.path.realpath(path) for path in paths}
    for real in sorted(changed.files) if changed.staged else ():
        folder = next((path for path in paths if _is_below(real, path)), None)
        if folder is None or real in named or os.path.lexists(real):
            continue
        inside = os.path.relpath(real, os.path.realpath(folder))
        path = os.path.join(folder, inside)
        settings = config.load(config_path or config.find(path))
        is_hidden = any(part.startswith(".") for part in inside.split(os.sep)[:-1])
        if not is_hidden and wanted(path, settings.include, settings.exclude, settings.base):
            yield Target(path, settings)


def _is_below(real: str, path: str) -> bool:
    return path != "-" and os.path.isdir(path) and real.startswith(os.path.join(os.path.realpath(path), ""))
