"""The commands as a person or a program uses them: output, exit statuses, refusals."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlint import cli, config, files

DRAFT = "关于巡察整改情况的报告\n一、组织领导情况\n召开会议，XX参加。\n三、反馈问题整改情况\n已整改。\n四、下一步打算\n持续推进。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    config.load.cache_clear()
    files.above.cache_clear()
    (tmp_path / "草 稿.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "clean.txt").write_text("会议纪要\n会议研究了整改工作。\n", "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.run(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def process(*arguments: str, data: bytes = b"", **env: str) -> tuple[int, bytes, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "xlint", *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, **env},
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def test_check_tells_what_where_and_how_much(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "草 稿.txt")
    assert status == 1 and err == ""
    assert "草 稿.txt  按“整改进展报告”检查" in out
    assert "错误  “XX”处没有填写  placeholder/blank" in out
    assert "一、  第3行第6列" in out
    assert "错误  “三、”接在“一、”之后，应为“二、”  heading/sequence" in out
    assert out.rstrip().endswith("共检查1个文件，发现2处：错误2、警告0、提示0。")


def test_marks_stand_under_the_reported_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from xlint.reports.cells import Cells

    _, out, _ = run(capsys, "草 稿.txt", "--select", "placeholder/*")
    words, marks = out.splitlines()[3:5]
    cells = Cells()
    start = cells.width(words[: words.index("XX")])
    assert marks == " " * start + "^^"


def test_clean_files_say_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "  已核对：没有可核对的数字、措施、附件、日期\n"
    lines = f"clean.txt  按“一般公文”检查  未发现问题\n{told}共检查1个文件，未发现问题。\n"
    assert run(capsys, "clean.txt") == (0, lines, "")
    told = "  checked: nothing to check: numbers, measures, attachments, dates\n"
    lines = f"clean.txt  checked as general  nothing found\n{told}1 file(s) checked, nothing found.\n"
    assert run(capsys, "clean.txt", "--lang", "en")[1] == lines


def test_json_is_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--format", "json", "草 稿.txt", "nowhere.txt")
    value = json.loads(out)
    assert status == 2 and value["version"] == 1
    assert value["summary"] == {"files": 2, "errors": 2, "warnings": 0, "infos": 0}
    first, second = value["files"]
    assert (first["path"], first["encoding"], first["profile"], first["error"]) == (
        "草 稿.txt",
        "utf-8",
        "report",
        None,
    )
    assert second["error"].startswith("没有这个文件") and second["findings"] == []
    finding = first["findings"][1]
    related = finding.pop("related")
    assert finding == {
        "rule": "heading/sequence", "severity": "error", "message": "“三、”接在“一、”之后，应为“二、”",
        "line": 4, "column": 1, "end_line": 4, "end_column": 3, "text": "三、", "section": "三",
        "fix": {"title": "从这里起重新编号", "safe": False, "edits": [
            {"line": 4, "column": 1, "end_line": 4, "end_column": 3, "text": "二、"},
            {"line": 6, "column": 1, "end_line": 6, "end_column": 3, "text": "三、"},
        ]},
    }  # fmt: skip
    assert related == [
        {"line": 2, "column": 1, "end_line": 2, "end_column": 9, "message": "前一个序号在这里"}
    ]


def test_outline_as_tree_and_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "outline", "草 稿.txt")
    assert status == 0 and "  关于巡察整改情况的报告  第1行\n    一、组织领导情况  第2行\n" in out
    _, out, _ = run(capsys, "outline", "--format", "json", "草 稿.txt")
    headings = json.loads(out)["files"][0]["headings"]
    assert headings[:2] == [
        {
            "line": 1,
            "level": 0,
            "marker": "",
            "number": None,
            "title": "关于巡察整改情况的报告",
            "run_in": False,
        },
        {"line": 2, "level": 1, "marker": "一、", "number": 1, "title": "组织领导情况", "run_in": False},
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["草 稿.txt", "--fail-on", "never"], 0),
        (["草 稿.txt", "--ignore", "heading/*,placeholder/*"], 0),
        (["草 稿.txt", "--select", "heading/single-child"], 0),
        (["草 稿.txt", "--profile", "general", "--select", "placeholder/blank"], 1),
        (["check", "clean.txt"], 0),
        ([".", "--fail-on", "warning"], 1),
    ],
)
def test_exit_statuses(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    assert run(capsys, *arguments)[0] == status


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.txt"], "xlint: nowhere.txt：没有这个文件，请核对路径\n"),
        (["clean.txt", "--select", "count/sun"], "没有规则 count/sun（是否想写 count/sum？）"),
        (["clean.txt", "--profile", "repot"], "没有文种 repot（是否想写 report？）"),
        (["clean.txt", "--formt", "json"], "不认识的参数"),
        (["clean.txt", "--config", "nowhere.yaml"], "读不了配置文件"),
        (["explain", "count/sun"], "是否想写 count/sum"),
        (["test-rules", "nowhere.yaml"], "没有规则包"),
        (["empty"], "文件夹里没有要检查的文件"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (folder / "empty").mkdir()
    status, _, err = run(capsys, *arguments)
    assert status == 2 and sentence in err and err.count("\n") == 1


def test_one_unreadable_file_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.txt").write_bytes(b"PK\x03\x04")
    status, out, err = run(capsys, "bad.txt", "草 稿.txt")
    assert status == 2 and "heading/sequence" in out and "bad.txt：这是Word" in err


def test_repeats_are_folded_unless_all_are_wanted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.txt").write_text("工作总结\n" + "XX参加。\n" * 20, "utf-8")
    _, out, _ = run(capsys, "many.txt")
    assert out.count("处没有填写") == 3 and "还有17处，加 --all 全部列出" in out
    _, out, _ = run(capsys, "many.txt", "--all")
    assert out.count("处没有填写") == 20


def test_markup_and_control_characters_are_shown_not_obeyed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "evil.txt").write_text("工作总结\n[red]\x1b[31m\x07XX\u202e[/red]。\n", "utf-8")
    for colour in ("never", "always"):
        _, out, _ = run(capsys, "evil.txt", "--color", colour)
        plain = out.replace("\x1b[0m", "")
        assert "[red]" in plain and "\u202e" not in out and "\x07" not in out and "\x1b[31m\x07" not in out


def test_configuration_is_obeyed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init")[0] == 0
    assert run(capsys, "init")[:2] == (2, "")
    (folder / ".xlint.yaml").write_text(
        "rules: {placeholder/blank: off, heading/sequence: info}\nexclude: ['草*']\n", "utf-8"
    )
    config.load.cache_clear()
    assert run(capsys, "草 稿.txt")[0] == 0
    status, out, _ = run(capsys, ".")
    assert status == 0 and "共检查1个文件" in out


def test_rules_are_listed_and_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "rules")
    assert "count/sum" in out and "整改方案" in out
    _, out, _ = run(capsys, "rules", "--format", "json")
    assert {"id", "severity", "message", "profiles"} <= set(json.loads(out)["rules"][0])
    _, out, _ = run(capsys, "explain", "count/sum")
    assert all(part in out for part in ("为什么", "怎样改", "⟦", "怎样关闭", "--ignore count/sum"))
    assert run(capsys, "test-rules")[0] == 0


def test_standard_input_and_consoles_that_cannot_show_everything(folder: Path) -> None:
    data = (DRAFT + "表情😀XX。\n").encode("gb18030")
    for encoding in ("utf-8", "gbk", "ascii"):
        status, out, err = process("-", data=data, PYTHONIOENCODING=encoding, LC_ALL="C")
        assert status == 1 and err == b"" and b"placeholder/blank" in out
        assert ("错误" if encoding != "ascii" else "error").encode(encoding) in out
    _, out, _ = process("--format", "json", "-", data=data, PYTHONIOENCODING="gbk")
    assert json.loads(out.decode("ascii"))["files"][0]["encoding"] == "gb18030"


def test_a_reader_that_goes_away_is_no_fault(folder: Path) -> None:
    (folder / "many.txt").write_text("工作总结\n" + "XX参加。\n" * 5000, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "xlint", "--all", "many.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_an_internal_error_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlint.cli.documents.content", lambda *_: 1 / 0)
    monkeypatch.delenv("XLINT_DEBUG", raising=False)
    status, _, err = run(capsys, "clean.txt")
    assert status == 2 and err.count("\n") == 1 and "内部错误" in err


def test_an_empty_folder_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    status, out, err = run(capsys, "empty", "clean.txt", "clean.txt", "./clean.txt")
    assert status == 2 and err.count("\n") == 1
    assert out.endswith("共检查1个文件，未发现问题。有1个文件没有检查成。\n")


def test_a_faulty_configuration_below_keeps_only_its_files_from_being_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "z").mkdir()
    (folder / "z" / "a.txt").write_text(DRAFT, "utf-8")
    (folder / "z" / ".xlint.yaml").write_text("rules: {count/sun: off}\nfailon: x\n", "utf-8")
    status, out, err = run(capsys, ".")
    assert status == 2 and "草 稿.txt" in out and "a.txt" not in out and err.count("\n") == 1
    assert "是否想写 count/sum" in err and "是否想写 fail_on" in err


def test_a_file_may_be_called_like_a_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rules").write_text(DRAFT, "utf-8")
    for arguments in (["./rules"], ["check", "rules"], ["outline", "rules"]):
        _, out, _ = run(capsys, *arguments)
        assert out.startswith(arguments[-1])


def test_paths_are_those_that_were_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "子 目录").mkdir()
    (folder / "子 目录" / "报告 一.md").write_text(DRAFT, "utf-8")
    _, out, _ = run(capsys, "--format", "json", "子 目录", str(folder / "clean.txt"), ".")
    paths = [file["path"] for file in json.loads(out)["files"]]
    beside = [
        os.path.join("子 目录", "报告 一.md"),
        str(folder / "clean.txt"),
        os.path.join(".", "草 稿.txt"),
    ]
    assert paths == beside


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are Unicode there")
def test_names_that_are_not_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode("总结".encode("gbk") + b".txt")
    (folder / name).write_text(DRAFT, "utf-8")
    for arguments in ([name], ["--format", "json", "."], ["outline", name]):
        status, out, err = process(*arguments)
        assert status in (0, 1) and err == b"" and out.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_stays_and_what_it_leads_to_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, link = folder / "out.json", folder / "link.json"
    place.write_text("{}", "utf-8")
    link.symlink_to(place)
    asked = ("clean.txt", "--format", "json", "--output")
    assert run(capsys, *asked, "link.json")[0] == 2 and place.read_text("utf-8") == "{}"
    assert run(capsys, *asked, "link.json", "--force")[0] in (0, 1)
    assert link.is_symlink() and json.loads(place.read_text("utf-8"))["files"]
    both = ("--format", "jsonl:out.json", "--force")
    assert run(capsys, *asked, "link.json", *both)[0] == 2  # one place under two names


def test_a_rule_that_takes_too_long_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlint.engine import Result

    monkeypatch.setattr("xlint.engine.check", lambda *_: Result((), ("own/slow",)))
    status, _, err = run(capsys, "clean.txt", "--no-cache")
    assert status == 2 and "规则 own/slow 用时过长" in err and err.count("\n") == 1


def test_examples_of_packs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = (
        "- {id: own/a, kind: forbidden-text, severity: error, message: x, why: y, options: {patterns: [甲]}, "
    )
    (folder / "good.yaml").write_text(head + "bad: [⟦甲⟧], good: [乙]}\n", "utf-8")
    (folder / "bad.yaml").write_text(head + "bad: [⟦乙⟧甲], good: [乙]}\n", "utf-8")
    (folder / "faulty.yaml").write_text(head + "bod: [甲]}\n- 7\n", "utf-8")
    assert run(capsys, "test-rules", "good.yaml")[:2] == (0, "1条规则，2个例子，0个不符。\n")
    status, out, _ = run(capsys, "test-rules", "bad.yaml")
    assert status == 1 and "应当指出：乙\n    实际指出：甲\n" in out
    status, _, err = run(capsys, "test-rules", "faulty.yaml")
    assert status == 2 and err.count("\n") == 2 and "是否想写 bad" in err


def test_examples_of_the_own_pack_by_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    from xlint import resources

    own = resources.folder("rules")
    status, out, _ = run(capsys, "test-rules", os.path.join(own, "title.yaml"))
    assert status == 0 and out.startswith("2条规则")


def test_progress_is_shown_when_many_files_take_long(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(21):
        (folder / f"{number:02}.txt").write_text(DRAFT, "utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("xlint.cli.check._PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    status, out, err = run(capsys, ".")
    assert status == 1 and out.endswith("共检查23个文件，发现44处：错误44、警告0、提示0。\n")
    assert "检查" in err and "检查" not in out.replace("检查2", "").replace("”检查", "")


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for command in cli.COMMANDS:
        with pytest.raises(SystemExit) as stop:
            cli.run([command, "--help"])
        out = capsys.readouterr().out
        assert stop.value.code == 0 and out.startswith(f"用法：xlint {command}") and "options:" not in out


def test_output_that_cannot_be_written_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.stdout, "write", full)
    status, _, err = run(capsys, "clean.txt")
    assert status == 2 and err == "xlint: 读写失败：No space left on device\n"


def test_an_interrupt_and_a_broken_pipe_are_quiet(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlint.cli.documents.content", interrupt)
    assert run(capsys, "clean.txt") == (130, "", "")


def test_every_replaced_character_keeps_its_cells() -> None:
    error = UnicodeEncodeError("ascii", "整e\u0301，ab", 0, 4, "x")
    assert cli._stand_in(error) == ("?????", 4)


@pytest.mark.skipif(os.name == "nt", reason="a broken pipe has another name there")
def test_output_that_nobody_reads_to_its_end_is_no_success(folder: Path) -> None:
    (folder / "long.txt").write_text("会议由XX主持。\n" * 5000, "utf-8")
    command = [sys.executable, "-m", "xlint", "--all", "--fail-on", "never", "long.txt"]
    run_ = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run_.stdout is not None and run_.stderr is not None
    run_.stdout.readline()
    run_.stdout.close()
    assert run_.wait(60) == 2 and run_.stderr.read() == b""


def test_an_output_that_cannot_be_put_in_its_place_leaves_no_trace(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, "--output", "", "clean.txt")[0] == 2
    before = sorted(os.listdir(folder))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "out.json")

    monkeypatch.setattr("xlint.cli.outputs.os.replace", refuse)
    status, out, err = run(capsys, "--format", "json", "--output", "out.json", "clean.txt")
    assert (status, out) == (2, "") and "out.json" in err and sorted(os.listdir(folder)) == before
