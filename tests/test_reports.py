"""Reports: windows and marks in cells, what is made visible, folding, the JSON contract."""

import io
import json
import random
import re
import time
from typing import Any
from unicodedata import category

import pytest
from support import document

from xlint.engine import _placed
from xlint.model import Edit, Finding, Fix, Related, Severity, Span
from xlint.reports import Line, View, paint, rendered
from xlint.reports import json as as_json
from xlint.reports import text as as_text
from xlint.reports.cells import Cells, visible
from xlint.results import Checked


def finding(text: str, words: str, rule: str = "own/rule", **more: object) -> Finding:
    start = text.index(words)
    return Finding(rule, Severity.ERROR, f"“{words}”不对", Span(start, start + len(words)), **more)  # type: ignore[arg-type]


def checked(text: str, *findings: Finding, path: str = "草稿.txt") -> Checked:
    doc = document(text)
    placed = tuple(_placed(finding, doc) for finding in findings)
    return Checked(path, doc.source, "report", "整改进展报告", placed)


def lines(result: Checked, view: View | None = None) -> list[str]:
    return ["".join(text for text, _ in line) for line in render([result], view or View())]


def render(results: list[Checked], view: View) -> list[Line]:
    shown: list[Any] = list(rendered(as_text.render(view), results))  # type: ignore[arg-type]
    return [line for piece in shown for line in piece]


def window(text: str, words: str, view: View | None = None) -> tuple[str, str]:
    shown = lines(checked(text, finding(text, words)), view)
    at = next(index for index, line in enumerate(shown) if set(line.strip()) == {"^"})
    return shown[at - 1], shown[at]


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("abc", 3, 3),
        ("整改", 4, 4),
        ("“整改”", 6, 8),
        ("Ａ１", 4, 4),
        ("e\u0301", 1, 1),
        ("😀", 2, 2),
        ("", 0, 0),
    ],
)
def test_widths(text: str, narrow: int, wide: int) -> None:
    assert Cells().width(text) == narrow
    assert Cells(2).width(text) == wide


def test_cuts_never_take_more_cells_than_they_may() -> None:
    dice = random.Random(1)
    cells = Cells()
    for _ in range(300):
        text = "".join(dice.choices("整改ab，“1\u0301😀Ａ", k=dice.randrange(12)))
        room = dice.randrange(10)
        assert text.startswith(cells.beginning(text, room)) and text.endswith(cells.end(text, room))
        assert cells.width(cells.beginning(text, room)) <= room >= cells.width(cells.end(text, room))


@pytest.mark.parametrize(
    "char",
    "\0\a\b\t\n\r\x1b\x7f\x85\x9b\u202a\u202e\u2066\u2069\u200b\u200f\u2028\u2029\ufeff\ue000\U000e0041\udcff",
)
def test_what_a_terminal_might_obey_is_shown(char: str) -> None:
    shown = visible(f"甲{char}乙")
    assert char not in shown and len(shown) == 3 and Cells().width(shown) == 5


def test_what_python_calls_printable_is_what_is_shown_as_it_is() -> None:
    hidden = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}
    assert not [char for char in map(chr, range(0x110000)) if char.isprintable() and category(char) in hidden]


@pytest.mark.parametrize("text", ["[red]甲[/red]", "整改“情况”…——😀", "e\u0301", "a b\u3000c"])
def test_what_is_harmless_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "before", ["", "一、", "整改ab，", "e\u0301e\u0301整", "\t\x1b[31m", "很长的" * 100, "long " * 100]
)
@pytest.mark.parametrize("after", ["", "。", "然后" * 100])
def test_marks_stand_under_the_words(before: str, after: str) -> None:
    for view in (View(), View(cells=Cells(2)), View(width=60)):
        words, marks = window(f"标题\n{before}第XX条{after}\n末行。", "XX", view)
        start = view.cells.width(words[: words.index("XX")])
        assert marks == " " * start + "^^"
        assert ("…" in words[: words.index("XX")]) == (len(before) > 50)
        assert words.endswith("…") == (len(after) > 50)


def test_a_window_fits_the_console() -> None:
    text = "标题\n" + "整改情况" * 50 + "XX" + "整改情况" * 50
    for width in (60, 80, 100, 160):
        words, _ = window(text, "XX", View(width=width))
        assert Cells().width(words) <= min(width, 90) and Cells().width(words) >= min(width, 80) - 10


def test_long_words_are_cut() -> None:
    text = "标题\n" + "整改" * 200
    words, marks = window(text, "整改" * 150)
    assert Cells().width(words) < 80 and words.endswith("…") and len(marks.strip()) <= 61


def test_words_over_several_lines_are_shown_to_the_end_of_the_first() -> None:
    text = "标题\n甲乙\r\n丙丁"
    assert window(text, "乙\r\n丙") == (" " * 8 + "甲乙", " " * 10 + "^^")


def test_other_places_are_named() -> None:
    text = "标题\n一、甲\n共XX个。\n二、乙\n"
    other = Related(Span(text.index("二、"), len(text)), "列出了两个")
    assert "        另见第4行：列出了两个" in lines(checked(text, finding(text, "XX", related=(other,))))
    assert "        一、  第3行第2列" in lines(checked(text, finding(text, "XX")))


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (3, 3), (4, 4), (5, 3), (50, 3)])
def test_repeats_are_folded_where_that_saves_a_line(count: int, shown: int) -> None:
    text = "标题\n" + "X。\n" * count
    found = [Finding("own/a", Severity.INFO, "不对", Span(3 + 3 * n, 4 + 3 * n)) for n in range(count)]
    told = lines(checked(text, *found))
    assert sum("提示  不对" in line for line in told) == shown
    assert any(f"还有{count - 3}处" in line for line in told) == (shown < count)
    assert told[-1] == f"共检查1个文件，发现{count}处：错误0、警告0、提示{count}。"


def test_a_long_line_with_many_findings_takes_no_longer_for_each() -> None:
    text = "标题\n" + "整改XX情况" * 100_000
    one = document(text)
    found = [Finding("own/a", Severity.INFO, "不对", Span(3 + 6 * n + 2, 3 + 6 * n + 4)) for n in range(2000)]
    began = time.perf_counter()
    list(render([Checked("a.txt", one.source, "report", "报告", tuple(found))], View(every=True)))
    assert time.perf_counter() - began < 3


def test_painting_adds_colours_and_nothing_else() -> None:
    text = "标题\n[bold]XX[/bold] :smile: \x1b[31m"
    told = list(render([checked(text, finding(text, "XX"), path="[red]\x07.txt")], View()))
    plain, colour = io.StringIO(), io.StringIO()
    paint.show(told, "never", plain)
    paint.show(told, "always", colour)
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colour.getvalue())
    assert [line.rstrip() for line in stripped.splitlines()] == plain.getvalue().splitlines()
    assert "[bold]" in stripped and ":smile:" in stripped and "␛[31m" in stripped and "[red]␇.txt" in stripped


def test_colours_only_where_a_person_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert paint.in_colour(Terminal(), "auto") and not paint.in_colour(io.StringIO(), "auto")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not paint.in_colour(Terminal(), "auto") and paint.in_colour(Terminal(), "always")


def test_json_counts_code_points_from_one_and_holds_fixes() -> None:
    text = "标题\r\n😀共XX个。"
    fix = Fix("改成3", (Edit(Span(6, 8), "3"),), True)
    results = [
        checked(text, finding(text, "XX", fix=fix)),
        Checked("无.txt", None, "", "", (), "没有这个文件"),
    ]
    value = json.loads("".join(rendered(as_json.render(View()), results)))
    place = {"line": 2, "column": 3, "end_line": 2, "end_column": 5}
    told = value["files"][0]["findings"][0]
    assert {key: told[key] for key in place} == place and told["text"] == "XX" and told["section"] == ""
    assert told["fix"] == {"title": "改成3", "safe": True, "edits": [{**place, "text": "3"}]}
    assert value["files"][1] == {
        "path": "无.txt", "encoding": None, "profile": None, "error": "没有这个文件", "findings": [], "ignored": [], "verified": None,
    }  # fmt: skip
    assert value["summary"] == {"files": 2, "errors": 1, "warnings": 0, "infos": 0}
    in_ascii = "".join(rendered(as_json.render(View(ascii_only=True)), results))
    assert in_ascii.isascii() and json.loads(in_ascii) == value
