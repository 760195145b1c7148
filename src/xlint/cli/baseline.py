"""`xlint baseline`: accept what is found now, so that from here on only new findings count."""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from xlint import baseline, config, patterns
from xlint.baseline import Baseline, Entry
from xlint.batch import check_all, processors
from xlint.cli import Fault, complain
from xlint.cli.accepting import Accepting
from xlint.cli.checking import wish_of
from xlint.cli.documents import targets
from xlint.cli.options import add_files, parser
from xlint.results import Checked


def run(arguments: Sequence[str]) -> int:
    """Write the baseline for the files; returns 0, or 2 if one could not be read: its entries stay as they are."""
    args = _parser().parse_args(arguments)
    path = args.baseline or _place(args.paths)
    old = _old(path, args)
    wish = wish_of(args, config.load(args.config or config.find(args.paths[0])), "zh")
    results = check_all(targets(args.paths, args.config), wish, processors())
    status, files = 0, dict(old.files)
    gone = [name for name in files if not os.path.exists(os.path.join(os.path.dirname(path) or ".", name))]
    for checked in Accepting(args, wish).steps(results):
        if checked.error is not None:
            status = complain(f"{checked.path}：{checked.error}")
        elif checked.timed_out or checked.failed:  # what such a rule would have found is not gone
            rules = "、".join([*checked.timed_out, *checked.failed])
            status = complain(f"{checked.path}：规则 {rules} 没有检查完，这个文件在基线中的记录没有改动")
        elif checked.profile != "settings":
            files[old.inside(checked.path)] = _entries(checked, old, args.prune)
    files = {name: told for name, told in files.items() if told and name not in gone}
    if status and not files and not old.files:  # nothing was read: no file that would say that all is well
        return status
    _write(path, baseline.text(files))
    _tell(path, files, old)
    patterns.keep()
    return status


def _parser() -> Any:
    made = parser("baseline", "把现在的问题记入基线，以后只报新的问题。")
    add_files(made)
    made.add_argument("--baseline", metavar="文件", help=f"基线文件，默认 {baseline.NAME}")
    made.add_argument("--update", action="store_true", help="改写已有的基线：加入新的，去掉已改好的")
    made.add_argument("--prune", action="store_true", help="只从已有的基线中去掉已改好的")
    made.set_defaults(select=None, ignore=None, profile=None, no_baseline=True)
    return made


def _place(paths: Sequence[str]) -> str:
    """The baseline that holds for the files; a new one beside their settings, or else here if they are below."""
    known = baseline.find(paths[0])
    if known is not None:
        return os.path.relpath(known)
    settings = config.find(paths[0])
    folder = os.path.dirname(settings) if settings else os.getcwd()
    for path in paths:
        if os.path.commonpath([os.path.realpath(folder), os.path.realpath(path)]) != os.path.realpath(folder):
            raise Fault(f"{path} 不在 {folder} 之下，请用 --baseline 写明基线文件")
    return os.path.relpath(os.path.join(folder, baseline.NAME))


def _old(path: str, args: Any) -> Baseline:
    if args.update and args.prune:
        raise Fault("--update 与 --prune 只能用一个")
    if not os.path.lexists(path):
        if args.prune:
            raise Fault(f"没有基线文件 {path}，请先用 xlint baseline 生成")
        return Baseline(path, {})
    if not (args.update or args.prune):
        raise Fault(f"{path} 已存在；要改写请加 --update，只去掉已改好的请加 --prune")
    try:
        return baseline.load(path)
    except baseline.BaselineError as error:
        raise Fault(str(error)) from None


def _entries(checked: Checked, old: Baseline, prune: bool) -> tuple[Entry, ...]:
    """What stands in the baseline of a file from now on."""
    if not prune:
        return baseline.entries(checked)
    known = baseline.accept(checked, old)
    # what a rule that is off would find is not mended: it is there again once the rule is on
    idle = [
        entry for entry in old.files.get(old.inside(checked.path), ()) if entry.rule not in checked.active
    ]
    return (*baseline.entries(checked._replace(findings=known.known)), *idle)


def _write(path: str, text: str) -> None:
    beside = f"{path}.{os.getpid()}.xlint"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(beside)
        raise Fault(f"写不了 {path}（{error.strerror or error}），没有改动") from None


def _tell(path: str, files: dict[str, tuple[Entry, ...]], old: Baseline) -> None:
    now, before = _count(files.values()), _count(old.files.values())
    change = f"（原有{before}处）" if before else ""
    sys.stdout.write(f"已写入 {path}：{len(files)}个文件{now}处{change}\n")


def _count(files: Iterable[Sequence[Entry]]) -> int:
    return sum(map(len, files))
