"""`xlint schema`: the JSON Schemas of settings and rule packs, for editors that complete YAML by them."""

import json
import os
import sys
from collections.abc import Sequence

from xlint import config
from xlint.cli import Fault
from xlint.cli.options import parser
from xlint.schemas import schemas


def run(arguments: Sequence[str]) -> int:
    """Print a schema, or write all into a folder; returns 0, or with --check 1 if one is not as it would be written."""
    made = parser("schema", "生成配置和规则包的 JSON Schema，供编辑器补全和检查。")
    made.add_argument(
        "name",
        nargs="?",
        choices=("settings", "rules", "words", "profile"),
        default="settings",
        help="哪一种，默认 settings",
    )
    made.add_argument("--config", metavar="文件", help="配置文件；其中的规则包也算在内")
    made.add_argument("--folder", metavar="文件夹", help="全部写入文件夹")
    made.add_argument("--check", action="store_true", help="只核对文件夹里的是否最新")
    args = made.parse_args(arguments)
    told = {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas(config.load(args.config or config.find("-")).pack).items()
    }
    if args.folder is None:
        sys.stdout.write(told[args.name])
        return 0
    return _checked(args.folder, told) if args.check else _written(args.folder, told)


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, f"xlint-{name}.schema.json")


def _checked(folder: str, told: dict[str, str]) -> int:
    for name, text in told.items():
        path = _path(folder, name)
        try:
            with open(path, encoding="utf-8", newline="") as file:
                current = file.read()
        except OSError:
            current = ""
        if current != text:
            sys.stderr.write(f"xlint: {path} 不是最新的，请运行 xlint schema --folder {folder}\n")
            return 1
    return 0


def _written(folder: str, told: dict[str, str]) -> int:
    os.makedirs(folder, exist_ok=True)
    for name, text in told.items():
        path = _path(folder, name)
        if os.path.isdir(path):
            raise Fault(f"{path} 是文件夹")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    sys.stdout.write(f"已写入 {folder}：{len(told)}个\n")
    return 0
