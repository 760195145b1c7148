"""The command line: which command was asked for, and what becomes of whatever goes wrong."""

import os
import sys
from codecs import register_error
from collections.abc import Sequence
from errno import EINVAL
from importlib import import_module

from xlint.schema import SchemaError

COMMANDS = (
    "check",
    "fix",
    "baseline",
    "outline",
    "ledger",
    "rules",
    "explain",
    "docs",
    "test-rules",
    "init",
    "schema",
    "lsp",
)

HELP = """\
xlint：在上交之前，告诉您报告初稿里哪些地方会被退回来。

用法：
  xlint 文件或文件夹…           检查（同 xlint check）
  xlint fix 文件…               改正只有一种改法的问题；--diff 先看怎样改
  xlint baseline 文件…          接受现有的问题，以后只报新的
  xlint outline 文件…           列出标题层次
  xlint ledger 文件…            生成整改台账（表格、csv、json、markdown、xlsx）
  xlint rules                   列出规则
  xlint explain 规则            说明一条规则
  xlint docs 文件夹             为每条规则生成一页说明
  xlint test-rules [规则包…]    运行规则自带的例子
  xlint init                    在当前文件夹生成 .xlint.yaml
  xlint schema                  配置和规则包的 JSON Schema，供编辑器补全
  xlint lsp                     供编辑器使用的语言服务（需要 xlint[lsp]）
  xlint --version               版本

每个命令的选项：xlint 命令 --help
退出码：0 没有达到 --fail-on 的问题；1 有；2 有文件或配置读不了
"""


class Fault(Exception):
    """Something that keeps a command from doing its work, as one sentence for the user."""


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit status: 0 nothing to report, 1 findings, 2 the work could not be done."""
    _forgiving_streams()
    try:
        status = _command(list(arguments))
        sys.stdout.flush()
        return status
    except Fault as fault:
        return complain(str(fault))
    except SchemaError as error:
        return complain(*(str(mistake) for mistake in error.mistakes))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 2  # not all was told, so that 0 would promise too much
    except OSError as error:
        if os.name == "nt" and error.errno == EINVAL:  # what a broken pipe is called there
            _close_quietly()
            return 2
        place = f"{error.filename}：" if isinstance(error.filename, str) else ""
        return complain(f"读写失败：{place}{error.strerror or error}")
    except Exception as error:
        if os.environ.get("XLINT_DEBUG"):
            raise
        return complain(f"内部错误（{type(error).__name__}: {error}），请报告；设 XLINT_DEBUG=1 可看到详情")


def _command(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(HELP)
        return 0 if arguments else 2
    if arguments[0] in ("--version", "-V"):
        from xlint import __version__

        sys.stdout.write(f"xlint {__version__}\n")
        return 0
    name = arguments.pop(0) if arguments[0] in COMMANDS else "check"
    status: int = import_module(f"xlint.cli.{name.replace('-', '_')}").run(arguments)
    return status


def complain(*sentences: str) -> int:
    """Say what went wrong on standard error, one line each; returns the exit status 2."""
    from xlint.reports.cells import visible

    for sentence in sentences:
        sys.stderr.write(f"xlint: {visible(sentence)}\n")
    return 2


def _forgiving_streams() -> None:
    """A console that cannot show a character shows ? in its place; what has no console writes to nowhere."""
    register_error("xlint", _stand_in)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="xlint")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """As many ? as the characters have cells, so that marks still stand under the words."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from xlint.reports.cells import Cells

    cells = sum(Cells().width(char) for char in error.object[error.start : error.end])
    return "?" * cells, error.end


def _close_quietly() -> None:
    """The reader has gone: let nothing be written when the interpreter ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
