"""`xlint test-rules`: run the examples that rules carry, for people who write their own."""

import os
import sys
from collections.abc import Sequence

from xlint import config, examples, packs, resources
from xlint.cli import Fault
from xlint.cli.options import parser
from xlint.reports.cells import visible
from xlint.schema import Reader


def run(arguments: Sequence[str]) -> int:
    """Run the examples of the packs that are named, or of all that are in force; returns 1 if one fails."""
    made = parser("test-rules", "运行规则自带的例子。")
    made.add_argument("packs", nargs="*", metavar="规则包", help="文件或文件夹；不写则运行全部规则的例子")
    args = made.parse_args(arguments)
    for path in args.packs:
        if not os.path.exists(path):
            raise Fault(f"没有规则包 {path}")
    extra = tuple(path for path in args.packs if not _is_own(path))
    pack = packs.read(extra if args.packs else config.load(config.find("-")).packs)
    named = _named(args.packs) if args.packs else None
    chosen = [id_ for id_ in pack.rules if named is None or id_ in named]
    failures = [failure for id_ in chosen for failure in examples.run(pack, id_)]
    for failure in failures:
        _tell(failure)
    count = sum(len(pack.rules[id_]["bad"]) + len(pack.rules[id_]["good"]) for id_ in chosen)
    sys.stdout.write(f"{len(chosen)}条规则，{count}个例子，{len(failures)}个不符。\n")
    return 1 if failures else 0


def _is_own(path: str) -> bool:
    """Whether a pack is xlint's own, or a file of it: that one is read anyhow."""
    own, here = (os.path.normcase(os.path.realpath(name)) for name in (resources.folder("rules"), path))
    return here == own or here.startswith(own + os.sep)


def _named(paths: Sequence[str]) -> set[str]:
    """The rules that stand in the packs that were named."""
    files = [file for path in paths for part, file in packs.files(path) if part == "rules"]
    ids: set[str] = set()
    for file in files:
        reader = Reader(file, resources.content(file).decode("utf-8-sig"))
        nodes = reader.root.value if reader.root is not None else ()
        ids |= {value.value for node in nodes for key, _, value in reader.pairs(node, "规则") if key == "id"}
    return ids


def _tell(failure: examples.Failure) -> None:
    expected = "至少一处" if failure.expected is None else "、".join(failure.expected) or "没有"
    found = "、".join(failure.found) or "没有"
    text = visible(failure.text.replace("\n", "⏎"))
    sys.stdout.write(
        f"{failure.rule}：{text}\n    应当指出：{visible(expected)}\n    实际指出：{visible(found)}\n"
    )
