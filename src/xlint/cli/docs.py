"""`xlint docs`: the pages that explain the rules in force, one for each, written from the rules."""

import os
import sys
from collections.abc import Mapping, Sequence

from xlint import config, packs
from xlint.cli import Fault, complain
from xlint.cli.options import parser
from xlint.reports.pages import MARK, pages


def run(arguments: Sequence[str]) -> int:
    """Write the pages into a folder; returns 0, or with --check 1 if one is not as it would be written."""
    made = parser("docs", "为每条规则生成一页说明（Markdown）。")
    made.add_argument("folder", metavar="文件夹", help="写到哪个文件夹，没有则新建")
    made.add_argument("--config", metavar="文件", help="配置文件；其中的规则包也生成说明")
    made.add_argument("--check", action="store_true", help="只核对各页是否最新，不写文件")
    args = made.parse_args(arguments)
    pack = packs.read(config.load(args.config or config.find("-")).packs)
    told = pages(pack.rules, pack.profiles)
    held = _held(args.folder)
    if args.check:
        return _checked(args.folder, told, held)
    _write(args.folder, told, held)
    return 0


def _held(folder: str) -> dict[str, str]:
    """The Markdown files that are in the folder, with their texts."""
    held: dict[str, str] = {}
    if not os.path.isdir(folder):
        return held
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".md") and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                held[name] = file.read()
    return held


def _checked(folder: str, told: Mapping[str, str], held: Mapping[str, str]) -> int:
    stale = [name for name, text in told.items() if held.get(name) != text]
    stale += [name for name, text in held.items() if name not in told and text.startswith(MARK)]
    for name in stale:
        complain(f"{os.path.join(folder, name)} 不是最新的，请运行 xlint docs {folder}")
    return 1 if stale else 0


def _write(folder: str, told: Mapping[str, str], held: Mapping[str, str]) -> None:
    for name in told:
        if name in held and not held[name].startswith(MARK):
            raise Fault(f"{os.path.join(folder, name)} 不是 xlint docs 生成的，没有改动；请换一个文件夹")
    os.makedirs(folder, exist_ok=True)
    changed = [name for name, text in told.items() if held.get(name) != text]
    for name in changed:
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(told[name])
    gone = [name for name, text in held.items() if name not in told and text.startswith(MARK)]
    for name in gone:  # the page of a rule that there is no more
        os.unlink(os.path.join(folder, name))
    sys.stdout.write(f"{folder}：写了{len(changed)}页，删去{len(gone)}页，共{len(told)}页\n")
