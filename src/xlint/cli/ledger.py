"""`xlint ledger`: the rectification ledger of drafts, as a table, CSV, JSON, Markdown or XLSX."""

import os
import sys
from collections.abc import Iterator, Sequence

from xlint import patterns
from xlint.cli import Fault, complain
from xlint.cli.documents import targets
from xlint.cli.options import add_files, add_format, parser
from xlint.document import Document
from xlint.ledger import COLUMNS, Row, rows, summary
from xlint.profiles import detect
from xlint.readers import ReadError
from xlint.reports.cells import visible

Ledgers = Sequence[tuple[str, Sequence[Row]]]


def run(arguments: Sequence[str]) -> int:
    """Write the ledger of the files; returns 0, or 2 if one could not be read."""
    made = parser("ledger", "生成整改台账：每个问题一行，列出措施数、责任、时限和状态。")
    add_files(made)
    add_format(made, ("text", "csv", "json", "markdown", "xlsx"))
    made.add_argument("--output", metavar="文件", help="写入文件；xlsx 必须写明")
    made.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    args = made.parse_args(arguments)
    if args.format == "xlsx" and not args.output:
        raise Fault("xlsx 要写入文件：请加 --output 台账.xlsx")
    if args.output and os.path.exists(args.output) and not args.force:
        raise Fault(f"{args.output} 已存在；要覆盖请加 --force")
    status, ledgers = _read(args)
    if args.format == "text" and not args.output:
        _print(ledgers, args.color)
    else:
        _write(ledgers, args.format if args.format != "text" else "csv", args.output)
    patterns.keep()
    return status


def _read(args: object) -> tuple[int, Ledgers]:
    status, ledgers = 0, []
    for target in targets(args.paths, args.config):  # type: ignore[attr-defined]
        try:
            source = target.read(args.max_size)  # type: ignore[attr-defined]
        except ReadError as error:
            status = complain(f"{target.path}：{error}")
            continue
        pack = target.config.pack
        profile = target.config.for_path(target.path)[0] or detect(Document(source, pack.words), pack)
        scheme = pack.profiles[profile].get("outline", "auto") if profile in pack.profiles else "auto"
        ledgers.append((target.path, rows(Document(source, pack.words, scheme))))
    return status, ledgers


def _write(ledgers: Ledgers, form: str, output: str | None) -> None:
    from xlint.reports.ledger import WRITERS

    try:
        content = WRITERS[form](ledgers)
    except ImportError:
        raise Fault("写 xlsx 需要 openpyxl：pip install xlint[xlsx]") from None
    if output:
        with open(output, "wb") as file:
            file.write(content)
        return
    text = content.decode("utf-8")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is not None and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        sys.stdout.flush()
        stream.write(content)
    else:
        sys.stdout.write(text)


def _print(ledgers: Ledgers, colour: str) -> None:
    """A table for each document, a line with the states below it, and over several documents one line each."""
    from rich.console import Console
    from rich.table import Table

    from xlint.reports.paint import in_colour

    painted = in_colour(sys.stdout, colour)
    console = Console(
        file=sys.stdout,
        force_terminal=painted,
        no_color=not painted,
        highlight=False,
        emoji=False,
        markup=False,
        width=None if painted else 160,
    )
    for path, found in ledgers:
        table = Table(title=visible(path), title_justify="left")
        for name in COLUMNS:
            table.add_column(
                name, justify="right" if name in ("序号", "整改措施数", "行号") else "left", overflow="fold"
            )
        for row in found:
            table.add_row(*(_cell(name, cell) for name, cell in zip(COLUMNS, row.cells, strict=True)))
        console.print(table)
        console.print(_total(found))
    if len(ledgers) > 1:
        console.print("")
        for path, found in ledgers:
            console.print(f"{visible(path)}：{_total(found)}")


def _cell(name: str, cell: str) -> str:
    """A cell; what is not told is marked."""
    return visible(cell) or ("—" if name in ("责任领导", "责任部门", "完成时限", "状态") else "")


def _total(found: Sequence[Row]) -> str:
    counts = summary(found)
    parts: Iterator[str] = (f"{name}{count}个" for name, count in counts.items() if name != "合计" and count)
    told = "、".join(parts)
    return f"共{counts['合计']}个问题" + (f"：{told}" if told else "")
