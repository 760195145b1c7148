"""`xlint check`: read drafts, run the rules, report."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from time import monotonic
from typing import Any

from xlint import config, packs, patterns
from xlint.batch import check_all, processors
from xlint.checking import Wish
from xlint.cli import Fault, complain
from xlint.cli.accepting import (
    Accepting,
    add_accepted,
    changes_of,
    only_changed,
    only_staged,
    with_revision,
)
from xlint.cli.checking import add_choice, wish_of
from xlint.cli.documents import Target, targets
from xlint.cli.options import add_files, ascii_only, language_shown, parser
from xlint.cli.outputs import Outputs, add_outputs, outputs_of
from xlint.model import Severity
from xlint.reports import View
from xlint.results import Checked

_PATIENCE = 1.0  # seconds before progress is shown
_MOST_JOBS = 64


def run(arguments: Sequence[str]) -> int:
    """Check the files; returns 0, 1 (findings at or above --fail-on) or 2 (a file could not be checked)."""
    args = _parsed(arguments)
    first = config.load(args.config or config.find(args.paths[0]))
    language = args.lang or first.values.get("language") or language_shown()
    wish, asked = wish_of(args, first, language), outputs_of(args)
    found = Outcome(args.fail_on or first.values.get("fail_on", "error"))
    if args.diff:
        shown: int = fixing().show(targets(args.paths, args.config, args.force_exclude), wish, args.unsafe)
        return shown
    if args.fix:
        found.status = fixing().write(
            targets(args.paths, args.config, args.force_exclude), wish, args.unsafe, sys.stderr
        )
    progress = Progress(sys.stderr is not None and sys.stderr.isatty())
    view = View(
        every=args.all,
        language=language,
        ascii_only=ascii_only(),
        rules=lambda: packs.read(first.packs).rules,
    )
    outputs = Outputs(asked, view, args.color, progress.wanted and any(map(os.path.isdir, args.paths)))
    outputs.write(found.watch(_results(args, wish, progress)))
    patterns.keep()
    return found.status


def fixing() -> Any:
    """The command that fixes, which is only needed by some."""
    from xlint.cli import fix

    return fix


def _results(args: Any, wish: Wish, progress: "Progress") -> Iterator[Checked]:
    """What is to be reported of each file."""
    files: Iterable[Target] = targets(args.paths, args.config, args.force_exclude)
    changed = changes_of(args) if args.changed is not None or args.staged else None
    if changed is not None:
        gone = only_staged(args.paths, args.config, changed)
        files = only_changed(chain(files, gone), changed)
    results = check_all(progress.watch(files), wish, args.jobs or processors(), not args.no_cache)
    return Accepting(args, wish, changed).steps(results)


def _parsed(arguments: Sequence[str]) -> Any:
    args = _parser().parse_args(with_revision(arguments))
    if not args.paths and args.changed is None and not args.staged:
        raise Fault("缺少参数：文件（用法见 xlint check --help）")
    args.paths = args.paths or ["."]
    if args.fix and not args.diff and "-" in args.paths:
        raise Fault("标准输入不能边改边查，请用 xlint fix - 取得改正后的文字")
    return args


def _parser() -> Any:
    made = parser("check", "检查报告初稿，列出审核时会被退回的地方。")
    add_files(made, "*")
    made.add_argument(
        "--force-exclude",
        action="store_true",
        help="写明的文件也按配置的 include、exclude 取舍，供提交前使用",
    )
    add_choice(made)
    made.add_argument("--fail-on", choices=config.FAIL_ON, help="达到这个级别时退出码为 1，默认 error")
    made.add_argument("--all", action="store_true", help="同一条规则的问题全部列出，不折叠")
    made.add_argument("--fix", action="store_true", help="先改正只有一种改法的问题，再检查（同 xlint fix）")
    made.add_argument("--diff", action="store_true", help="只显示 --fix 会怎样改，不写文件")
    made.add_argument("--unsafe", action="store_true", help="连同需要人工核对的改法（如重新编号）")
    made.add_argument("--lang", choices=config.LANGUAGES, help="输出语言")
    made.add_argument("--jobs", type=_jobs, metavar="个数", help="同时用几个进程，默认按处理器个数")
    made.add_argument("--no-cache", action="store_true", help="不用以前的检查结果，全部重新检查")
    add_accepted(made)
    add_outputs(made)
    return made


def _jobs(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"应当是正整数，不能是 '{text}'")
    return min(int(text), _MOST_JOBS)


class Outcome:
    """Watches results go by, complains of what could not be done, and keeps the exit status."""

    def __init__(self, fail_on: str) -> None:
        self.status = 0
        self._threshold = Severity[fail_on.upper()] if fail_on != "never" else None

    def watch(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """The results as they are, with what went wrong said on standard error."""
        for checked in results:
            if checked.error is not None:
                self.status = complain(f"{checked.path}：{checked.error}")
            for rule in checked.timed_out:
                self.status = complain(
                    f"{checked.path}：规则 {rule} 用时过长，没有检查完；请简化它的正则表达式"
                )
            for rule, error in checked.failed.items():
                told = f"规则 {rule} 出错（{error}），没有检查完；请报告，设 XLINT_DEBUG=1 可看到详情"
                self.status = complain(f"{checked.path}：{told}")
            worst = max((finding.severity for finding in checked.findings), default=Severity.OFF)
            if self._threshold is not None and worst >= self._threshold:
                self.status = max(self.status, 1)
            yield checked


class Progress:
    """Shows on standard error how many files are done, once the work has taken a while."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def watch(self, files: Iterable[Target]) -> Iterator[Target]:
        """The files as they are."""
        began, bar = monotonic(), None
        try:
            for done, target in enumerate(files):
                if bar is None and self.wanted and done and monotonic() - began > _PATIENCE:
                    bar = _bar()
                if bar is not None:
                    bar.update(bar.task_ids[0], completed=done)
                yield target
        finally:
            if bar is not None:
                bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TextColumn

    bar = Bar(
        TextColumn("已检查 {task.completed} 个文件"),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    bar.add_task("", total=None)
    bar.start()
    return bar
