"""The options that several commands share, and Chinese in place of argparse's English."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from xlint.cli import Fault


class _Format(argparse.HelpFormatter):
    """Help in Chinese, of a fixed width: argparse would import shutil to ask for the console's."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100, max_help_position=28)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage line under its Chinese name."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Raise Fault with what is wrong and where help is."""
        raise Fault(f"{_chinese(message)}（用法见 {self.prog} --help）")


_PHRASES = (
    ("unrecognized arguments: ", "不认识的参数："),
    ("the following arguments are required: ", "缺少参数："),
    ("expected one argument", "后面要有一个值"),
    ("expected at least one argument", "后面至少要有一个值"),
    ("argument ", "参数 "),
    ("invalid choice: ", "不能是 "),
    ("choose from ", "可以是 "),
)


def _chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


def parser(command: str, description: str) -> Parser:
    """A parser for one command."""
    made = Parser(
        prog=f"xlint {command}",
        description=description,
        add_help=False,
        allow_abbrev=False,
        formatter_class=_Format,
    )
    made._positionals.title, made._optionals.title = "参数", "选项"
    made.add_argument("-h", "--help", action="help", help="显示这些说明")
    return made


def add_files(made: Parser, nargs: str = "+") -> None:
    """Files, folders and how they are read."""
    made.add_argument("paths", nargs=nargs, metavar="文件", help="文件或文件夹；- 表示标准输入")
    made.add_argument("--config", metavar="文件", help="配置文件；不写则从文件所在文件夹向上找 .xlint.yaml")
    made.add_argument("--max-size", type=_size, metavar="字节", help="文件大小上限，默认 16 MiB")


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应当是正整数，不能是 '{text}'")
    return int(text)


def add_format(made: Parser, choices: Sequence[str]) -> None:
    """The form of the output."""
    made.add_argument("--format", choices=choices, default="text", help="输出格式")
    made.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="颜色")


def ascii_only() -> bool:
    """Whether standard output is not UTF-8, so that JSON has to be written in ASCII."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    return encoding != "utf8"


def language_shown() -> str:
    """Chinese, unless standard output has no Chinese characters at all: rows of ? would help nobody."""
    try:
        "错误".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "en"
    return "zh"
