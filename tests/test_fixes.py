"""Fixes: what they change and what they never change, in texts and in files."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, lint, pack

from xlint import fixes
from xlint.cli import run
from xlint.readers import read
from xlint.readers.write import WriteError, write_text

CASES = [
    ("局党组召开会议,研究整改工作。", "局党组召开会议，研究整改工作。"),
    ("责任单位:办公室(牵头)、人事科。", "责任单位：办公室（牵头）、人事科。"),
    ("提高政治站位。。压实责任；；强化监督。", "提高政治站位。压实责任；强化监督。"),
    ("市委巡查组进驻我局，建立整改台帐，逐项对账消号。", "市委巡察组进驻我局，建立整改台账，逐项对账销号。"),
    ("会议布署整改工作。##paidbegin##", "会议部署整改工作。"),
    ("已完成整改。<br>下一步&nbsp;继续&ldquo;回头看&rdquo;。", "已完成整改。下一步继续“回头看”。"),
    ("一、整改情况\n1、关于学习不深入问题\n已整改。\n2、关于轮岗不及时问题\n已整改。", None),
    (
        "（一）、党的领导方面\n已整改。\n（二）队伍建设方面\n已整改。",
        "（一）党的领导方面\n已整改。\n（二）队伍建设方面\n已整改。",
    ),
]
# Each of these looks like something to fix, and none of it is.
NEVER = [
    "完成12<br>34项，3&nbsp;5家，Word&nbsp;Excel，第一行<br>第二行。",
    "<table><tr><td>单位</td><td>数量</td></tr></table>",
    "党员干部暑期培训，各支部暑假值班，一贯切实履行，一贯策略，多重迭代。",
    "学校购进一部校车，按装载量收费，违法乱记账，安全生产形式注意力不集中，反溃坝演练。",
    "森林防火巡查组每日巡山，城管巡查组进驻，关于巡查记录缺失，第二轮巡查发现堤坝裂缝。",
    "国务院安委会安全生产巡查组反馈，看台帐篷已拆除，一台帐篷，蚊帐户均2顶，营帐目前已拆除。",
    "##整改情况##\n逐项整改。",
    "见https://a.cn/台帐/截止目前、D:\\巡察\\整改台帐.xlsx、台帐@a.cn、整改台帐.xlsx。",
    "```\n县委巡查组,反馈;一是(甲)\n1、台帐\n```",
    "---\n单位: 某局\n---\n# 情况\n## 甲\n已办。",
    "[sizes](sizes.md)，若a<b>c则，$甲,乙$，`整改台帐`，f(甲,乙)。",
    "修订《关于加强党风廉正建设的意见》，会议室(甲(乙))，取消号，重新排队。",
    "等等。。。下一步，由局长，，担任组长，现有、、、、项。",
    "加强对对外投资的管理，对对方负责，正在在线申报，这是是非问题，好的的士司机。",
]
UNSAFE = [
    ("一、甲\n已办。\n三、乙\n已办。\n四、丙\n已办。", "一、甲\n已办。\n二、乙\n已办。\n三、丙\n已办。"),
    ("一是学习。三是检查。四是整改。", "一是学习。二是检查。三是整改。"),
    ("整改整改方案已印发。", "整改方案已印发。"),
    ("完善制度；。加强督导，。", "完善制度。加强督导。"),
]
DRAFTS = sorted(path for path in (ROOT / "samples" / "faulty").iterdir() if path.suffix in (".txt", ".md"))
LEFT_ALONE = [
    "由{{单位名称}}负责，合计#REF!万元。",
    "召开会议XX次，2024年X月X日，待补充。",
    "根据《安全生产巡查工作制度》开展检查。",
    "共28个问题，已完成18个，其余12个。",
]


def fixed(text: str, unsafe: bool = False) -> fixes.Fixed:
    return fixes.fix(text, lint, unsafe)


def digits(text: str) -> list[str]:
    return re.findall(r"[0-9０-９]+", text)


@pytest.mark.parametrize(("text", "right"), CASES)
def test_what_has_one_right_answer_is_fixed(text: str, right: str | None) -> None:
    after = fixed(text)
    assert after.done and after.text == (right or text.replace("1、", "1.").replace("2、", "2."))
    assert fixed(after.text) == (after.text, (), after.left)


@pytest.mark.parametrize(("text", "right"), UNSAFE)
def test_what_a_person_has_to_look_at_is_fixed_when_asked_for(text: str, right: str) -> None:
    assert fixed(text).text == text
    assert fixed(text, unsafe=True).text == right


@pytest.mark.parametrize("text", NEVER)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    assert fixed(text).text == text


def test_one_harmful_fix_does_not_keep_the_others_back() -> None:
    text = (
        "（一）加强部署。召开会议3次。\n（二）加强部暑。召开会议5次。\n" + "建立整改台帐，逐项对帐。\n" * 30
    )
    after = fixed(text)
    assert "帐" not in after.text and "部暑" in after.text  # two headings with the same words would be new
    assert fixed(after.text).text == after.text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_facts_are_never_made_up(text: str) -> None:
    assert fixed(text, unsafe=True).text == text


def test_every_safe_fix_of_the_examples_removes_its_finding() -> None:
    seen = set()
    for id_, rule in pack().rules.items():
        for example in rule["bad"]:
            text = example["text"].replace("⟦", "").replace("⟧", "")
            for finding in lint(text, id_, example.get("profile")):
                if finding.fix is not None and finding.fix.safe:
                    seen.add(id_)
                    new, _ = fixes.apply(text, [finding])
                    assert digits(new) == digits(text)
                    assert len(lint(new, id_, example.get("profile"))) < len(
                        lint(text, id_, example.get("profile"))
                    )
    assert seen >= {
        "punct/half-width",
        "punct/repeated",
        "residue/markup",
        "term/confusable",
        "term/typo",
        "heading/marker-style",
    }


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
@pytest.mark.parametrize("unsafe", [False, True])
def test_a_fixed_draft_has_nothing_new_and_stays_as_it_is(path: Path, unsafe: bool) -> None:
    text = read(str(path)).text
    before, after = lint(text), fixed(text, unsafe)
    assert {finding.rule for finding in after.left} <= {finding.rule for finding in before}
    assert len(after.left) <= len(before)
    assert fixed(after.text, unsafe).text == after.text
    if not unsafe:
        assert digits(after.text) == digits(text)


@settings(max_examples=120, deadline=None)
@given(
    st.text("一二三、是（）(),，。：:；1235.台帐巡查组部暑#<br>&nbsp;\n整改方案", max_size=80), st.booleans()
)
def test_any_text_can_be_fixed_once(text: str, unsafe: bool) -> None:
    after = fixed(text, unsafe)
    again = fixed(after.text, unsafe)
    assert again.text == after.text and not again.done
    if not unsafe:
        assert digits(after.text) == digits(text)
    rules = [finding.rule for finding in lint(text)]
    assert all([f.rule for f in after.left].count(f.rule) <= rules.count(f.rule) for f in after.left)


def test_edits_that_touch_wait_and_equal_ones_are_made_once() -> None:
    text = "办公室(牵头)。"
    findings = lint(text, "punct/half-width")
    assert len(findings) == 2
    new, applied = fixes.apply(text, findings)
    assert new == "办公室（牵头）。" and len(applied) == 2


DRAFT = "关于巡查整改情况的报告\r\n一、整改情况\r\n召开会议,研究整改。\r\n"
RIGHT = "关于巡察整改情况的报告\r\n一、整改情况\r\n召开会议，研究整改。\r\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"", "gb18030"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ],
)
def test_a_file_keeps_its_encoding_line_ends_and_permissions(
    tmp_path: Path, mark: bytes, encoding: str
) -> None:
    path = tmp_path / "稿.txt"
    path.write_bytes(mark + DRAFT.encode(encoding))
    path.chmod(0o640)
    assert run(["fix", str(path)]) == 0
    assert path.read_bytes() == mark + RIGHT.encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["稿.txt"]


def test_diff_shows_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(DRAFT.encode())
    for arguments in (["fix", "--diff", str(path)], ["--diff", str(path)]):
        assert run(arguments) == 1
        out = capsys.readouterr().out
        assert "-关于巡查整改情况的报告" in out and "+关于巡察整改情况的报告" in out
    assert path.read_bytes() == DRAFT.encode()
    path.write_bytes(RIGHT.encode())
    assert run(["fix", "--diff", str(path)]) == 0 and capsys.readouterr().out == ""


def test_check_with_fix_reports_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("会议布署整改工作,召开会议XX次。\n", "utf-8")
    assert run(["--fix", str(path)]) == 1
    told = capsys.readouterr()
    assert "改正2处" in told.err and "placeholder/blank" in told.out and "term/typo" not in told.out
    assert path.read_text("utf-8") == "会议部署整改工作，召开会议XX次。\n"


def test_only_chosen_rules_are_fixed(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("会议布署整改工作,研究落实。\n", "utf-8")
    assert run(["fix", "--select", "term/*", str(path)]) == 0
    assert path.read_text("utf-8") == "会议部署整改工作,研究落实。\n"


def test_a_link_stays_a_link_and_its_file_is_fixed(tmp_path: Path) -> None:
    place, link = tmp_path / "a.txt", tmp_path / "b.txt"
    place.write_text("会议布署整改工作。\n", "utf-8")
    link.symlink_to(place)
    assert run(["fix", str(link)]) == 0
    assert link.is_symlink() and place.read_text("utf-8") == "会议部署整改工作。\n"


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会议布署整改工作。\n", "utf-8")
    source = read(str(path))
    path.write_text("会议布署整改工作，另行通知。\n", "utf-8")
    with pytest.raises(WriteError, match="改动"):
        write_text(str(path), source, "会议部署整改工作。\n")
    assert path.read_text("utf-8") == "会议布署整改工作，另行通知。\n"


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会议布署整改工作。\n", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert run(["fix", str(path)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "文件没有改动" in err
    assert path.read_text("utf-8") == "会议布署整改工作。\n" and len(list(tmp_path.iterdir())) == 1
