"""What is accepted as it is: baselines, `ignore:` in the settings, comments in the text."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import found, lint

from xlint import baseline, cli, config, files
from xlint.facts.comments import directives
from xlint.fingerprints import fingerprint, numbered
from xlint.source import Source

DRAFT = """关于巡察整改情况的报告
一、组织领导情况
局党组召开会议3次，XX参加，研究整改工作。
二、反馈问题整改情况
反馈问题28个，已整改18个，其余12个正在整改。
会议由XX主持，听取汇报。
三、下一步打算
持续推进。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for held in (config.load, files.above, baseline.load):
        held.cache_clear()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(DRAFT, "utf-8")
    return tmp_path


def fresh() -> None:
    for held in (config.load, files.above, baseline.load):
        held.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    fresh()
    status = cli.run(arguments)
    out, err = capsys.readouterr()
    return status, out.splitlines(), err


def rules_of(lines: Sequence[str]) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in lines]


def concise(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    status, lines, err = run(capsys, *arguments, "--format", "concise")
    return status, rules_of(lines), err


def test_a_baseline_accepts_what_is_there_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert concise(capsys, "reports")[:2] == (1, ["placeholder/blank", "count/sum", "placeholder/blank"])
    assert run(capsys, "baseline", "reports")[:2] == (0, ["已写入 .xlint-baseline.json：1个文件3处"])
    status, out, _ = run(capsys, "reports")
    assert status == 0 and out[-1] == "基线中已接受的3处没有列出。"
    (folder / "reports" / "a.txt").write_text(DRAFT + "附：由XX负责。\n", "utf-8")
    assert concise(capsys, "reports")[:2] == (1, ["placeholder/blank"])
    assert concise(capsys, "reports", "--no-baseline")[1].count("placeholder/blank") == 3
    other = folder / "reports" / "b.txt"
    other.write_text(DRAFT, "utf-8")
    assert len(concise(capsys, "reports/b.txt")[1]) == 3


def test_a_baseline_survives_moved_lines_and_edits_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "baseline", "reports")
    lines = DRAFT.splitlines()
    moved = [lines[0], "根据县委部署，现将情况报告如下。", *lines[3:6], "（无）", *lines[1:3], *lines[6:]]
    edited = (
        "\n".join(moved)
        .replace("听取汇报", "听取各股室负责人的工作汇报")
        .replace("局党组召开会议3次", "多次召开会议")
    )
    (folder / "reports" / "a.txt").write_text(edited, "utf-8")
    status, rules, _ = concise(capsys, "reports", "--select", "placeholder/*,count/*")
    assert (status, rules) == (0, [])


def test_fixed_findings_are_told_and_taken_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "baseline", "reports")
    (folder / "reports" / "a.txt").write_text(DRAFT.replace("其余12个", "其余10个"), "utf-8")
    status, out, _ = run(capsys, "reports")
    assert status == 0 and "基线中有1处已改好，可用 xlint baseline --prune 去掉" in out[-1]
    assert "已改好" not in "".join(run(capsys, "reports", "--select", "placeholder/*")[1])
    assert run(capsys, "baseline", "--prune", "reports")[1] == [
        "已写入 .xlint-baseline.json：1个文件2处（原有3处）"
    ]
    (folder / "reports" / "a.txt").write_text(DRAFT + "附：由XX负责。\n", "utf-8")
    run(capsys, "baseline", "--prune", "reports")
    assert concise(capsys, "reports")[1] == ["count/sum", "placeholder/blank"]  # pruning accepts nothing new
    run(capsys, "baseline", "--update", "reports")
    assert concise(capsys, "reports")[:2] == (0, [])
    (folder / "reports" / "a.txt").unlink()
    (folder / "reports" / "c.txt").write_text("会议研究了整改工作。\n", "utf-8")
    assert "0个文件0处（原有4处）" in run(capsys, "baseline", "--update", "reports")[1][0]


def test_a_rule_that_is_off_has_nothing_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "baseline", "reports")
    before = baseline.fresh(".xlint-baseline.json").files["reports/a.txt"]
    (folder / ".xlint.yaml").write_text("rules: {placeholder/blank: off}\n", "utf-8")
    assert run(capsys, "baseline", "--prune", "reports")[0] == 0
    assert sorted(baseline.fresh(".xlint-baseline.json").files["reports/a.txt"]) == sorted(before)
    (folder / ".xlint.yaml").unlink()
    assert run(capsys, "reports")[0] == 0


def test_a_baseline_is_not_written_over_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "baseline", "--prune", "reports")[0] == 2
    run(capsys, "baseline", "reports")
    before = (folder / ".xlint-baseline.json").read_bytes()
    status, out, err = run(capsys, "baseline", "reports")
    assert status == 2 and out == [] and "--update" in err and err.count("\n") == 1
    assert run(capsys, "baseline", "--update", "--prune", "reports")[0] == 2
    assert (folder / ".xlint-baseline.json").read_bytes() == before


def test_a_file_that_cannot_be_read_keeps_its_entries(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "baseline", "reports")
    before = (folder / ".xlint-baseline.json").read_bytes()
    (folder / "reports" / "a.txt").write_bytes(b"%PDF-1.4")
    assert run(capsys, "baseline", "--update", "reports")[0] == 2
    assert (folder / ".xlint-baseline.json").read_bytes() == before


@pytest.mark.parametrize("how", ["timed_out", "failed"])
def test_a_rule_that_did_not_come_to_an_end_keeps_its_entries(
    how: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlint.engine import Result

    monkeypatch.setenv("XLINT_CACHE_DIR", "")
    run(capsys, "baseline", "reports")
    before = (folder / ".xlint-baseline.json").read_bytes()
    result = Result((), ("own/slow",)) if how == "timed_out" else Result((), failed={"own/slow": "Fault"})
    monkeypatch.setattr("xlint.engine.check", lambda *_: result)
    for option in ("--update", "--prune"):
        status, _, err = run(capsys, "baseline", option, "reports")
        assert status == 2 and "own/slow" in err and err.count("\n") == 1
        assert (folder / ".xlint-baseline.json").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 2, "files": {}}', '{"version": 1}', '{"version": 1, "files": []}',
     '{"version": 1, "files": {"a": [{"rule": "x"}]}}', '{"version": 1, "files": {"a": [{"rule": 1, "fingerprint": "a"}]}}',
     '{"version": 1, "files": {"a": 1}}', "[" * 100_000],
)  # fmt: skip
def test_a_garbled_baseline_is_never_taken_for_an_empty_one(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".xlint-baseline.json").write_text(text, "utf-8")
    for arguments in (["reports"], ["baseline", "--update", "reports"]):
        status, out, err = run(capsys, *arguments)
        assert status == 2 and out == [] and err.count("\n") == 1 and "基线文件" in err
    assert (folder / ".xlint-baseline.json").read_text("utf-8") == text


def test_where_a_baseline_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reports" / ".xlint.yaml").write_text("language: zh\n", "utf-8")
    run(capsys, "baseline", "reports")
    assert list(json.loads((folder / "reports" / ".xlint-baseline.json").read_text("utf-8"))["files"]) == [
        "a.txt"
    ]
    status, _, _ = run(capsys, "baseline", "--baseline", "own.json", "reports")
    assert status == 0 and list(json.loads((folder / "own.json").read_text("utf-8"))["files"]) == [
        "reports/a.txt"
    ]
    assert concise(capsys, "reports", "--baseline", "own.json")[:2] == (0, [])


def test_a_baseline_holds_no_text_of_the_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reports" / "a.txt").write_text(DRAFT + "张三，身份证号11010519491231002X。\n", "utf-8")
    run(capsys, "baseline", "reports")
    assert "1949" not in (folder / ".xlint-baseline.json").read_text("utf-8")


def test_missing_sections_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "关于巡察整改情况的报告\n一、组织领导情况\n召开会议。\n二、其他\n" + "落实要求，推进工作。" * 200
    (folder / "reports" / "a.txt").write_text(text, "utf-8")
    run(capsys, "baseline", "reports")
    swapped = text.replace("一、组织领导情况\n召开会议。", "一、下一步打算\n持续推进。")
    (folder / "reports" / "a.txt").write_text(swapped, "utf-8")
    assert "section/missing" in concise(capsys, "reports", "--select", "section/missing")[1]


@given(st.text("甲乙XX，。\n 12个问题", max_size=40), st.text("丙丁。\n", max_size=20))
@settings(max_examples=60, deadline=None)
def test_fingerprints_are_unique_in_a_file_and_stay_when_lines_come_before(text: str, before: str) -> None:
    draft = text + "\n会议由XX主持。\n"
    source, findings = Source(draft), lint(draft, "placeholder/*")
    marks = numbered(findings, source)
    assert len(set(marks)) == len(marks)
    moved = before + "\n" + draft
    later = {fingerprint(finding, Source(moved)) for finding in lint(moved, "placeholder/*")}
    assert {fingerprint(finding, source) for finding in findings} <= later


def write(folder: Path, settings_: str) -> None:
    (folder / ".xlint.yaml").write_text(settings_, "utf-8")


def test_settings_take_back_findings_for_a_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        folder,
        "ignore:\n  - {rule: placeholder/*, path: reports/a.txt, text: 会议由XX主持, reason: 引用原文}\n",
    )
    status, rules, _ = concise(capsys, "reports")
    assert (status, rules) == (1, ["placeholder/blank", "count/sum"])
    status, out, _ = run(capsys, "reports")
    assert out[-1] == "按理由忽略的1处没有列出。"
    told = json.loads("\n".join(run(capsys, "reports", "--format", "json")[1]))
    assert [(one["rule"], one["line"], one["reason"]) for one in told["files"][0]["ignored"]] == [
        ("placeholder/blank", 6, "引用原文")
    ]
    assert told["accepted"] == {"known": 0, "ignored": 1, "fixed": 0}


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("rule: [placeholder/blank, count/sum], reason: x", 0),
        ("rule: '*', path: 'reports/**', reason: x", 0),
        ("rule: '*', path: ['reports/b.txt', 'reports/a.*'], reason: x", 0),
        ("rule: '*', path: 'reports/b.txt', reason: x", 3),
        ("rule: '*', text: 其余12个, reason: x", 2),
        ("rule: count/sum, text: 28, reason: x", 2),
        ("rule: count/sum, text: 其余13个, reason: x", 3),
        ("rule: '*', text: 主持，听取汇报, reason: x", 3),
        ("rule: '*', until: 2999-12-31, reason: x", 0),
        ("rule: '*', until: 2020-02-29, reason: x", 3),
    ],
)
def test_what_an_entry_takes_back(
    entry: str, left: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, f"ignore:\n  - {{{entry}}}\n")
    rules = [rule for rule in concise(capsys, "reports")[1] if not rule.startswith("suppression/")]
    assert len(rules) == left


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{rule: count/sun, reason: x}", "没有规则 count/sun（是否想写 count/sum？）"),
        ("{rule: count/sum}", "缺少“reason”"),
        ("{rule: count/sum, reason: ''}", "没有写理由"),
        ("{reason: x}", "缺少“rule”"),
        ("{rule: [], reason: x}", "“rule”是空的"),
        ("{rule: count/sum, reason: x, path: []}", "“path”是空的"),
        ("{rule: count/sum, reason: x, text: ''}", "“text”是空的"),
        ("{rule: count/sum, reason: x, until: 2026-13-01}", "“until”应当是日期"),
        ("{rule: count/sum, reason: x, until: 明年}", "“until”应当是日期"),
        ("{rule: count/sum, reason: x, file: a}", "没有“file”这一项"),
        ("{rule: {a: b}, reason: x}", "应当是一个列表"),
        ("x", "应当是“键: 值”的形式"),
    ],
)
def test_a_suppression_without_rule_reason_or_sense_is_a_mistake(
    entry: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, f"ignore:\n  - {entry}\n")
    status, out, err = run(capsys, "reports")
    assert status == 2 and out == [] and ".xlint.yaml:2:" in err and told in err


def suppressions(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int, str]]:
    told = json.loads("\n".join(run(capsys, *arguments, "--format", "json")[1]))
    return [
        (Path(file["path"]).name, finding["line"], finding["message"])
        for file in told["files"]
        for finding in file["findings"]
        if finding["rule"].startswith("suppression/")
    ]


def test_a_suppression_that_suppresses_nothing_is_a_finding(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unused = "这条忽略没有对应的问题，可以删去"
    write(
        folder,
        "ignore:\n  - {rule: date/order, path: reports/a.txt, reason: x}\n  - {rule: date/*, path: '归档/**', reason: x}\n"
        "  - {rule: placeholder/blank, reason: x, until: 2020-02-29}\n",
    )
    over = "这条忽略2020年2月29日到期，已不起作用"
    assert suppressions(capsys, ".") == [
        (".xlint.yaml", 2, unused),
        (".xlint.yaml", 3, unused),
        (".xlint.yaml", 4, over),
    ]
    # a part of the repository shows nothing about entries for other files or for rules that were not run
    (folder / "reports" / "b.txt").write_text("会议研究了整改工作。\n", "utf-8")
    assert suppressions(capsys, "reports/b.txt") == []
    assert suppressions(capsys, "reports/a.txt", "--select", "count/*") == []
    assert suppressions(capsys, "reports/a.txt") == [(".xlint.yaml", 2, unused), (".xlint.yaml", 4, over)]
    write(folder, "rules: {suppression/unused: off}\nignore:\n  - {rule: date/order, reason: x}\n")
    assert suppressions(capsys, ".") == []


def test_a_comment_takes_back_the_next_line_or_its_own() -> None:
    comment = "<!-- xlint-ignore placeholder/blank: 引用原文 -->"
    assert found(f"{comment}\n\n会议由XX主持。\n由XX负责。\n") == [("placeholder/blank", "XX")]
    assert found(f"会议由XX主持。{comment}\n由XX负责。\n") == [("placeholder/blank", "XX")]
    assert found(f"由XX负责。\n{comment}\n会议由XX主持。\n")[0] == ("placeholder/blank", "XX")
    assert (
        found("会议由XX主持。\n<!--xlint-ignore-file placeholder/*, count/sum：示例-->\n由XX负责。\n") == []
    )
    assert found(f"{comment.replace('placeholder', 'count')}\n会议由XX主持。\n") == [
        ("placeholder/blank", "XX")
    ]


def test_comments_beside_and_below_each_other_all_speak_of_the_next_line() -> None:
    comments = [
        "<!-- xlint-ignore placeholder/blank: 引用原文 -->",
        "<!-- xlint-ignore field/empty: 另行填写 -->",
    ]
    text = "由XX牵头，责任人：____。\n"
    rules = "placeholder/blank,field/empty,suppression/*"
    assert [rule for rule, _ in found(text, rules)] == ["placeholder/blank", "field/empty"]
    for between in ("\n", "\r\n", "\n\n", " ", ""):
        assert found(f"{between.join(comments)}\n{text}", rules) == []
        assert found(text.replace("\n", between.strip("\r\n").join(comments)), rules) == []


def test_a_comment_without_a_reason_takes_back_nothing() -> None:
    for comment in (
        "<!-- xlint-ignore placeholder/blank -->",
        "<!-- xlint-ignore placeholder/blank: -->",
        "<!-- xlint-ignore -->",
        "<!-- xlint-ignore: 引用原文 -->",
    ):
        assert found(f"会议由XX主持。{comment}\n") == [
            ("placeholder/blank", "XX"),
            ("suppression/without-reason", comment),
        ]


def test_no_rule_reads_the_words_of_a_comment() -> None:
    text = "会议研究了整改工作。\n<!-- xlint-ignore count/sum: 反馈问题28个，已整改18个，其余12个。XX,待补充 -->\n一切正常。\n"
    assert found(text) == []
    assert found("会议研究<!-- xlint-ignored -->了整改工作。\n", "suppression/*") == []


@given(st.text("<!-- xlint-ignore placeholder/blank: 引-->X\n", max_size=60))
@settings(max_examples=80, deadline=None)
def test_comments_never_change_where_findings_stand(text: str) -> None:
    draft = f"会议由XX主持。\n{text}<!-- xlint-ignore date/order: 引用 -->\n由XX负责。\n"
    for finding in lint(draft, "placeholder/blank"):
        assert set(draft[slice(*finding.span)]) <= {"X"}


def test_a_long_line_of_comments_takes_no_time() -> None:
    assert len(found("<!-- xlint-ignore placeholder/blank " * 20000, "suppression/*")) == 0
    assert found("<!-- xlint-ignore " + "a" * 1_000_000, "suppression/*") == []
    for end in (" ", "\n"):
        directives(Source(f"<!-- xlint-ignore placeholder/blank: 引用 -->{end}" * 20000))


def test_fixing_leaves_what_is_ignored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = folder / "reports" / "a.txt"
    draft.write_text("巡察反馈问题,已整改。会议听取了汇报,研究了工作。\n", "utf-8")
    write(folder, "ignore:\n  - {rule: punct/half-width, text: '问题,已', reason: 原文如此}\n")
    assert run(capsys, "fix", "reports/a.txt")[0] == 0
    assert draft.read_text("utf-8") == "巡察反馈问题,已整改。会议听取了汇报，研究了工作。\n"


def test_known_findings_are_no_findings_anywhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "baseline", "reports")
    for name in ("json", "jsonl", "github", "gitlab", "junit", "checkstyle", "rdjson", "concise", "markdown"):
        _, out, _ = run(capsys, "reports", "--format", name)
        assert "placeholder/blank" not in "".join(out), name
    cli.run(["reports", "--format", "sarif"])
    sarif = json.loads(capsys.readouterr().out)
    assert {result["baselineState"] for result in sarif["runs"][0]["results"]} == {"unchanged"}
