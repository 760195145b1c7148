"""`xlint explain`: why a rule is there, examples, what to write instead, how to switch it off."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlint import config, packs
from xlint.cli import Fault
from xlint.cli.options import parser
from xlint.reports import Line, paint
from xlint.reports.cells import visible
from xlint.reports.wording import WORDS
from xlint.schema import suggest


def run(arguments: Sequence[str]) -> int:
    """Explain the rules that are named; returns 0. Raises Fault for an unknown one."""
    made = parser("explain", "说明规则。")
    made.add_argument("rules", nargs="+", metavar="规则", help="如 count/sum")
    made.add_argument("--config", metavar="文件", help="配置文件")
    made.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="颜色")
    args = made.parse_args(arguments)
    settings = config.load(args.config or config.find("-"))
    pack = packs.read(settings.packs)
    for id_ in args.rules:
        if id_ not in pack.rules:
            raise Fault(f"没有规则 {id_}{suggest(id_, pack.rules)}，全部规则见 xlint rules")
        paint.show(_page(pack.rules[id_], pack.profiles), args.color)
    return 0


def _page(rule: Mapping[str, Any], profiles: Mapping[str, Mapping[str, Any]]) -> Iterator[Line]:
    yield [
        (rule["id"], "rule"),
        ("  ", ""),
        (WORDS["zh"][rule["severity"]], rule["severity"]),
        ("  ", ""),
        (visible(rule["message"]), "bold"),
    ]
    if rule.get("profiles"):
        yield [("只用于：" + "、".join(profiles[name]["name"] for name in rule["profiles"]), "dim")]
    yield from _part("为什么", rule["why"])
    yield from _part("怎样改", rule.get("instead", ""))
    for head, key, style in (
        ("应当改的例子（⟦ ⟧ 之间会被指出）", "bad", "error"),
        ("不会误报的例子", "good", "clean"),
    ):
        if rule[key]:
            yield []
            yield [(head, "bold")]
            for example in rule[key]:
                yield from _example(example["text"], style)
    yield []
    yield [("怎样关闭", "bold")]
    yield [(f"  只这一次：xlint --ignore {rule['id']} 文件", "")]
    yield [(f"  一直关闭：在 .xlint.yaml 里写  rules: {{{rule['id']}: off}}", "")]
    entry = f"{{rule: {rule['id']}, path: 报告.txt, text: 原文中的几个字, reason: 为什么可以不改}}"
    yield [(f"  只放过一处：在 .xlint.yaml 的 ignore 下写  - {entry}", "")]
    yield []


def _part(head: str, words: str) -> Iterator[Line]:
    if words:
        yield []
        yield [(head, "bold")]
        yield [("  " + visible(words), "")]


def _example(text: str, style: str) -> Iterator[Line]:
    for index, line in enumerate(text.splitlines() or [""]):
        yield [("  · " if index == 0 else "    ", style), (visible(line), "")]
