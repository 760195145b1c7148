"""Configuration: found upwards, checked whole, obeyed by path."""

from pathlib import Path

import pytest

from xlint import config
from xlint.cli.init import TEMPLATE
from xlint.files import INCLUDE
from xlint.schema import SchemaError


def configured(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / config.NAME
    path.write_text(text, "utf-8")
    config.load.cache_clear()
    return config.load(str(path))


def test_configuration_by_path(tmp_path: Path) -> None:
    settings = configured(
        tmp_path,
        "profile: report\nrules: {heading/single-child: off, count/enumerated: {coarse: 0.5, severity: warning}}\n"
        "exclude: ['归档/']\nmax_size: 1000\npaths:\n  - {match: '方案/**', profile: plan, rules: {count/enumerated: info}}\n",
    )
    assert settings.exclude == ("归档/",) and settings.max_size == 1000
    assert settings.for_path(str(tmp_path / "a.txt"))[0] == "report"
    profile, rules = settings.for_path(str(tmp_path / "方案" / "a.txt"))
    assert profile == "plan"
    assert rules == {
        "heading/single-child": {"severity": "off"},
        "count/enumerated": {"coarse": 0.5, "severity": "info"},
    }


def test_configuration_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / config.NAME).write_text("", "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert config.find(str(tmp_path / "a" / "b" / "c.txt")) == str(tmp_path / config.NAME)


def test_configuration_mistakes_come_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        configured(
            tmp_path,
            "profil: report\nprofile: repot\nrules:\n  count/sun: off\n  count/enumerated: {coarze: 1}\n  count/list: lots\nmax_size: x\n",
        )
    text = str(caught.value)
    for expected in (
        ":1:1:",
        "是否想写 profile",
        ":2:10:",
        "是否想写 report",
        ":4:3:",
        "是否想写 count/sum",
        "是否想写 coarse",
        "“lots”",
        "“max_size”应当是整数",
    ):
        assert expected in text


def test_a_configuration_can_add_packs(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "- {id: own/a, kind: forbidden-text, severity: error, message: x, why: y, options: {patterns: [x]}}\n",
        "utf-8",
    )
    settings = configured(tmp_path, "packs: [own.yaml]\nrules: {own/a: warning}\n")
    assert "own/a" in settings.pack.rules
    with pytest.raises(SchemaError, match="读不了规则文件"):
        configured(tmp_path, "packs: [other.yaml]\n")


def test_patterns_of_a_path_may_be_several(tmp_path: Path) -> None:
    settings = configured(tmp_path, "paths: [{match: ['方案/**', '*计划*'], profile: plan}]\n")
    found = [settings.for_path(str(tmp_path / path))[0] for path in ("方案/a.txt", "x/计划.txt", "a.txt")]
    assert found == ["plan", "plan", None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("max_size: 0\n", ":1:11: “max_size”应当是正整数"),
        ("- a\n", ":1:1: 配置应当是“键: 值”的形式"),
        ("rules: [count/sum]\n", "“rules”应当是“键: 值”的形式"),
        ("paths: [{profile: plan}]\n", "缺少“match”"),
        ("paths: [{match: {a: b}}]\n", "“match”应当是一个列表"),
        ("paths: 3\n", "“paths”应当是一个列表"),
        ("fail_on: erorr\n", "是否想写 error"),
        ("rules: {count/sum: warn}\n", "是否想写 warning"),
        ("packs: own.yaml\n", "“packs”应当是一个列表"),
        ("profile: [a\n", "YAML 语法错误"),
        ("profile: !!python/object:os.system x\nprofil: x", "没有“profil”"),
    ],
)
def test_each_mistake_has_its_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        configured(tmp_path, text)
    assert message in str(caught.value)


def test_an_empty_configuration_changes_nothing(tmp_path: Path) -> None:
    for text in ("", "# nothing\n", TEMPLATE):
        settings = configured(tmp_path, text)
        assert settings.for_path("a.txt") == (None, {}) and settings.include == INCLUDE


def test_the_template_holds_what_it_shows(tmp_path: Path) -> None:
    shown = [line[2:] for line in TEMPLATE.splitlines() if line.startswith("# ") and ":" in line]
    rest = [line[2:] for line in TEMPLATE.splitlines() if line.startswith("#   ")]
    lines = [line for line in shown if line.split(":")[0].strip().isidentifier() or line in rest]
    settings = configured(tmp_path, "\n".join(line for line in lines if not line.startswith("packs")))
    assert settings.values["rules"]["heading/single-child"] == {"severity": "off"}
    assert settings.values["paths"][0]["profile"] == "plan" and settings.max_size == 16 * 1024 * 1024


def test_the_cache_sees_another_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path / "cache"))
    for size in (5, 6, 5):
        assert configured(tmp_path, f"max_size: {size}\n").max_size == size
