"""`xlint rules`: all rules, in a line each."""

import sys
from collections.abc import Sequence

from xlint import config
from xlint.cli.options import add_format, ascii_only, parser
from xlint.reports import paint
from xlint.reports.cells import visible
from xlint.reports.wording import WORDS


def run(arguments: Sequence[str]) -> int:
    """List the rules that are in force here, those of the configuration's packs among them; returns 0."""
    made = parser("rules", "列出规则。")
    made.add_argument("--config", metavar="文件", help="配置文件")
    add_format(made, ("text", "json"))
    args = made.parse_args(arguments)
    pack = config.load(args.config or config.find("-")).pack
    if args.format == "json":
        import json

        told = [
            {
                "id": id_,
                "severity": rule["severity"],
                "message": rule["message"],
                "profiles": rule.get("profiles", []),
            }
            for id_, rule in pack.rules.items()
        ]
        sys.stdout.write(json.dumps({"rules": told}, ensure_ascii=ascii_only(), indent=1) + "\n")
        return 0
    cells = paint.cells_of(sys.stdout)
    widest = max(len(id_) for id_ in pack.rules)
    lines = [
        [
            (cells.pad(id_, widest + 2), "rule"),
            (WORDS["zh"][rule["severity"]] + "  ", rule["severity"]),
            (visible(rule["message"]), ""),
            (
                f"（{'、'.join(pack.profiles[name]['name'] for name in rule['profiles'])}）"
                if rule.get("profiles")
                else "",
                "dim",
            ),
        ]
        for id_, rule in sorted(pack.rules.items())
    ]
    paint.show(lines, args.color)
    return 0
