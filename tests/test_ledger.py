"""The rectification ledger: every sample's equals its CSV, in every format."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, document

from xlint.cli import run
from xlint.ledger import COLUMNS, Row, problem_name, rows
from xlint.reports.ledger import as_csv, as_json, as_markdown, as_xlsx

EXPECTED = sorted((ROOT / "samples").glob("*/*.ledger.csv"))


def sample(expected: Path) -> Path:
    name = expected.name.removesuffix(".ledger.csv")
    return next(p for p in expected.parent.glob(f"{name}.*") if p.suffix in (".txt", ".md"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.name)
def test_the_ledger_of_a_sample(expected: Path, tmp_path: Path) -> None:
    out = tmp_path / "台账 1.csv"
    assert run(["ledger", str(sample(expected)), "--format", "csv", "--output", str(out)]) == 0
    assert out.read_bytes() == expected.read_bytes()


def test_every_sample_has_one() -> None:
    drafts = [p for p in (ROOT / "samples").glob("*/*") if p.suffix in (".txt", ".md")]
    assert len(EXPECTED) == len(drafts) >= 10


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.name)
def test_xlsx_holds_what_the_csv_holds(expected: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "a.xlsx"
    assert run(["ledger", str(sample(expected)), "--format", "xlsx", "--output", str(out)]) == 0
    sheet = openpyxl.load_workbook(out).active
    told = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert told == list(csv.reader(io.StringIO(expected.read_text("utf-8-sig"))))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于“学习不深入”的问题", "学习不深入"),
        ("针对“学习不深入”问题", "学习不深入"),
        ("关于学习不深入问题的整改情况", "学习不深入"),
        ("关于“‘三会一课’不规范”问题的整改", "‘三会一课’不规范"),
        ("关于“三会一课”制度落实不够到位的问题", "“三会一课”制度落实不够到位"),
        ("学习不深入", "学习不深入"),
        ("学习不深入的问题：", "学习不深入"),
        ("问题", "问题"),
    ],
)
def test_the_wrapper_of_a_problem(title: str, name: str) -> None:
    assert problem_name(title, document("")) == name


def test_a_plan_with_blocks_of_all_sorts() -> None:
    found = rows(
        document(
            "关于巡察反馈意见的整改方案\n一、整改任务和措施\n（一）党的建设方面（责任领导：张明；完成时限：6月底前）\n"
            "1.学习不深入。\n①制定计划。②开展研讨。\n2.轮岗不及时。\n整改措施：开展轮岗。\n责任单位：人事科\n完成时限：XX\n"
        )
    )
    assert [(row.problem, row.measures, row.leaders, row.departments, row.deadline) for row in found] == [
        ("学习不深入", 2, "张明", "", "6月底前"),
        ("轮岗不及时", 1, "", "人事科", ""),
    ]
    assert found[0].aspect.startswith("党的建设方面")


def test_many_documents_have_a_column_and_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(sample(path)) for path in EXPECTED[3:5]]
    assert run(["ledger", *files, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [file["path"] for file in told["files"]] == files
    assert run(["ledger", *files, "--color", "never"]) == 0
    assert "共" in capsys.readouterr().out


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine", "utf-8")
    draft = str(sample(EXPECTED[0]))
    assert run(["ledger", draft, "--format", "csv", "--output", str(out)]) == 2
    assert out.read_text("utf-8") == "mine" and "--force" in capsys.readouterr().err
    assert run(["ledger", draft, "--format", "xlsx"]) == 2
    assert run(["ledger", draft, "--format", "csv", "--output", str(out), "--force"]) == 0
    assert run(["ledger", str(tmp_path / "none.txt"), "--format", "csv"]) == 2


def test_no_cell_is_a_formula() -> None:
    row = Row(1, "=1+1", "@x|y", 1, "+a", "-b", "\tc", "", 3)
    text = as_csv([("a", [row])]).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text.splitlines()[1]))) == [
        "1", "'=1+1", "'@x|y", "1", "'+a", "'-b", "'\tc", "", "3",
    ]  # fmt: skip
    assert "@x\\|y" in as_markdown([("a", [row])]).decode()
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([("a", [row])]))).active
    assert sheet["B2"].value == "=1+1" and sheet["B2"].data_type == "s"


@given(st.text(alphabet="关于“学习”的问题整改。一、（一）1.2.\n：责任人完成时限①②是二", max_size=120))
def test_any_text(text: str) -> None:
    doc = document(text)
    found = rows(doc)
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    starts = [item.section.heading.line.start for item in doc.items]
    assert [row.line for row in found] == [doc.source.position(start).line for start in starts]
    for written in (as_csv, as_json, as_markdown):
        assert written([("a", found)])
    assert len(COLUMNS) == 9
