"""`xlint check`: read drafts, run the rules, report."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from time import monotonic
from typing import Any

from xlint import config, patterns
from xlint.cli import Fault, complain
from xlint.cli.checking import add_choice, check_all, wish_of
from xlint.cli.documents import Target, targets
from xlint.cli.options import add_files, add_format, ascii_only, language_shown, parser
from xlint.model import Severity
from xlint.reports import FORMATS, MACHINE_FORMATS, Checked

_MANY = 20  # files from which on their progress is shown
_PATIENCE = 1.0  # seconds before it is


def run(arguments: Sequence[str]) -> int:
    """Check the files; returns 0, 1 (findings at or above --fail-on) or 2 (a file could not be checked)."""
    args = _parser().parse_args(arguments)
    first = config.load(args.config or config.find(args.paths[0]))
    language = args.lang or first.values.get("language") or language_shown()
    wish = wish_of(args, first, language)
    found = Outcome(args.fail_on or first.values.get("fail_on", "error"))
    files: Sequence[Target] = targets(args.paths, args.config)
    if args.fix or args.diff:
        from xlint.cli import fix

        if "-" in args.paths and args.fix and not args.diff:
            raise Fault("标准输入不能边改边查，请用 xlint fix - 取得改正后的文字")
        if args.diff:
            return fix.show(files, wish, args.unsafe)
        found.status = fix.write(files, wish, args.unsafe, sys.stderr)
    many = len(files) > _MANY and sys.stderr is not None and sys.stderr.isatty()
    results = found.watch(check_all(_with_progress(files) if many else files, wish))
    _report(results, args, language, held_back=many)
    patterns.keep()
    return found.status


def _parser() -> Any:
    made = parser("check", "检查报告初稿，列出审核时会被退回的地方。")
    add_files(made)
    add_choice(made)
    made.add_argument("--fail-on", choices=config.FAIL_ON, help="达到这个级别时退出码为 1，默认 error")
    made.add_argument("--all", action="store_true", help="同一条规则的问题全部列出，不折叠")
    made.add_argument("--fix", action="store_true", help="先改正只有一种改法的问题，再检查（同 xlint fix）")
    made.add_argument("--diff", action="store_true", help="只显示 --fix 会怎样改，不写文件")
    made.add_argument("--unsafe", action="store_true", help="连同需要人工核对的改法（如重新编号）")
    made.add_argument("--lang", choices=config.LANGUAGES, help="输出语言")
    add_format(made, FORMATS)
    return made


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
            worst = max((finding.severity for finding in checked.findings), default=Severity.OFF)
            if self._threshold is not None and worst >= self._threshold:
                self.status = max(self.status, 1)
            yield checked


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
