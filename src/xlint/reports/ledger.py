"""A ledger as CSV, JSON, Markdown or XLSX."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from xlint.ledger import COLUMNS, Row, summary

Ledgers = Sequence[tuple[str, Sequence[Row]]]  # by path

_FORMULA = ("=", "+", "-", "@", "\t")


def header(ledgers: Ledgers) -> tuple[str, ...]:
    """The columns; of several documents the file comes first."""
    return ("文件", *COLUMNS) if len(ledgers) > 1 else COLUMNS


def lines(ledgers: Ledgers) -> Iterator[tuple[str, ...]]:
    """The rows of all documents as they are written."""
    for path, rows in ledgers:
        for row in rows:
            yield (path, *row.cells) if len(ledgers) > 1 else row.cells


def as_csv(ledgers: Ledgers) -> bytes:
    """UTF-8 with BOM and CRLF, as spreadsheets expect; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header(ledgers))
    writer.writerows(tuple(_harmless(cell) for cell in line) for line in lines(ledgers))
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_json(ledgers: Ledgers) -> bytes:
    """{"files": [{"path", "rows": [{column: value}], "summary"}]}."""
    files = [
        {
            "path": path,
            "rows": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
            "summary": summary(rows),
        }
        for path, rows in ledgers
    ]
    return (json.dumps({"version": 1, "files": files}, ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "replace"
    )


def as_markdown(ledgers: Ledgers) -> bytes:
    """One table."""
    head = header(ledgers)
    table = [head, tuple("---" for _ in head), *lines(ledgers)]
    text = "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in table)
    return text.encode("utf-8", "replace")


def _cell(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def as_xlsx(ledgers: Ledgers) -> bytes:
    """A workbook with one sheet. Raises ImportError where openpyxl is not installed."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("整改台账")
    sheet.append(list(header(ledgers)))
    for line in lines(ledgers):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in line])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"  # never a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS = {"csv": as_csv, "json": as_json, "markdown": as_markdown, "xlsx": as_xlsx}
