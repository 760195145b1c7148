"""What was checked is told, so that silence can be told from success."""

import json
from typing import Any

import pytest
from support import ROOT, document, pack

from xlint import profiles
from xlint.cli import run
from xlint.verified import verified


def told(text: str, profile: str = "report", select: str = "*") -> Any:
    rules = profiles.rules_for(pack(), profile, {}, profiles.Choice(select=(select,)))
    return verified(document(text), rules)


def test_counts_agree_differ_or_cannot_be_computed() -> None:
    counts = told("反馈问题28个，已完成18个，其余10个正在推进。")["counts"]
    assert (counts["checked"], counts["agree"], counts["differ"]) == (1, 1, 0)
    counts = told("反馈问题28个，已完成18个，其余8个正在推进。")["counts"]
    assert (counts["checked"], counts["agree"], counts["differ"]) == (1, 0, 1)
    counts = told("反馈问题28个，已完成X个，召开会议，其余8个正在推进。")["counts"]
    assert counts["checked"] == 0 and counts["reasons"] == {"placeholder": 1}


def test_what_holds_nothing_to_check_says_so() -> None:
    value = told("春天来了。", "general")
    assert value["nothing"] == ["counts", "measures", "attachments", "dates"]
    assert "sections" not in value


def test_only_rules_in_force_are_told() -> None:
    assert set(told("2024年5月6日", select="date/*")) == {"dates", "nothing"}


@pytest.mark.parametrize("name", ["report.txt", "plan.txt"])
def test_a_clean_sample_is_checked_and_fine(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "samples" / "clean" / name)
    assert run([path, "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)["files"][0]["verified"]
    assert value["counts"]["checked"] == value["counts"]["agree"] > 0
    assert len(value["sections"]["found"]) == 3 and value["sections"]["missing"] == []
    assert value["measures"]["deadline"] == value["measures"]["total"] > 5
    assert run([path, "--color", "never"]) == 0
    assert "已核对：数字关系" in capsys.readouterr().out


def test_the_outline_with_tallies(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "samples" / "clean" / "report.txt")
    assert run(["outline", "--tally", path, "--color", "never"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("个问题") == 4 and "二、巡察反馈问题整改情况  第9行  9个问题" in shown
