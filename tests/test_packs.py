"""Packs: every mistake is reported at its place, all at once; packs add to each other; nothing in one is run."""

from pathlib import Path

import pytest

from xlint import examples, packs
from xlint.schema import SchemaError

GOOD = """\
- id: own/name
  kind: forbidden-text
  severity: warning
  message: “{text}”已更名
  why: 机构改革。
  options: {patterns: ['县大数据中心']}
  bad: ['由⟦县大数据中心⟧牵头。']
  good: ['由县数据局牵头。']
"""


def mistakes(tmp_path: Path, text: str | bytes) -> list[tuple[int, int, str]]:
    path = tmp_path / "own.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SchemaError) as caught:
        packs.read((str(path),))
    assert all(mistake.path == str(path) for mistake in caught.value.mistakes)
    return [(mistake.line, mistake.column, mistake.message) for mistake in caught.value.mistakes]


def test_a_good_pack_adds_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, "utf-8")
    pack = packs.read((str(path),))
    assert "own/name" in pack.rules and "count/sum" in pack.rules
    assert list(examples.run(pack, "own/name")) == []
    assert "bad" not in packs.load((str(path),)).rules["own/name"]


def test_all_mistakes_are_reported_at_once_with_their_places(tmp_path: Path) -> None:
    text = """\
- id: own/a
  kind: forbiden-text
  severity: fatal
  mesage: x
  why: y
- id: Own
  kind: forbidden-text
  severity: error
  message: x
  why: y
  options: {patterns: ['(a', b], throughout: many, foo: 1}
  yields_to: [placeholder/blnk]
  profiles: [repot]
- 7
"""
    found = mistakes(tmp_path, text)
    places = [(line, column) for line, column, _ in found]
    assert {
        (2, 9),
        (3, 13),
        (4, 3),
        (6, 7),
        (11, 24),
        (11, 46),
        (11, 52),
        (12, 15),
        (13, 14),
        (14, 3),
    } <= set(places)
    words = "\n".join(message for _, _, message in found)
    for expected in (
        "是否想写 forbidden-text",
        "是否想写 message",
        "缺少“message”",
        "不是正确的正则表达式",
        "应当是整数",
    ):
        assert expected in words
    assert "是否想写 placeholder/blank" in words and "是否想写 report" in words


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id: own/name", "idd: own/name", (1, 3)),
        ("own/name", "own/nämé", (1, 7)),
        ("  kind: forbidden-text\n", "", (1, 3)),
        ("forbidden-text", "forbidden", (2, 9)),
        ("warning", "off", (3, 13)),
        ("“{text}”已更名", "", (4, 11)),
        ("“{text}”已更名", "[甲]", (4, 12)),
        ("why: 机构改革。", "why: {a: b}", (5, 8)),
        ("{patterns: ['县大数据中心']}", "[a]", (6, 12)),
        ("['县大数据中心']", "甲", (6, 23)),
        ("['县大数据中心']", "[甲, [乙]]", (6, 27)),
        ("['县大数据中心']", "[甲, '乙(']", (6, 27)),
        ("['县大数据中心']}", "[甲], patern: 1}", (6, 28)),
        ("['县大数据中心']}", "[甲], throughout: 1.5}", (6, 40)),
        ("  bad", "  yields_to: [count/sum, count/sun]\n  bad", (7, 26)),
        ("  bad", "  profiles: [report, reprt]\n  bad", (7, 22)),
        ("['由⟦县大数据中心⟧牵头。']", "[{text: 甲, profile: reprt}]", (7, 28)),
        ("['由⟦县大数据中心⟧牵头。']", "[{txt: 甲}]", (7, 10)),
        ("  bad", "  ? [a]\n  : b\n  bad", (7, 5)),
        ("  bad", "  <<: {a: b}\n  bad", (7, 3)),
        ("  bad", "\tbad", (7, 1)),
    ],
)
def test_each_mistake_has_its_place(tmp_path: Path, old: str, new: str, place: tuple[int, int]) -> None:
    assert old in GOOD
    assert place in [found[:2] for found in mistakes(tmp_path, GOOD.replace(old, new, 1))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + GOOD, "重复定义"),
        (GOOD.replace("own/name", "count/sum"), "重复定义"),
        (GOOD.replace("  why", "  kind: forbidden-text\n  why"), "“kind”重复出现"),
        ("- id: &a x\n  kind: *a\n", "别名"),
        ("a: [1, 2\nb: 3", "YAML 语法错误"),
        ("\tid: x", "YAML"),
        ("id: x", "规则的列表"),
        (b"- id: \xff\xfe", "不是 UTF-8"),
        ("- " * 600_000, "过大"),
        ("- " * 50_000, ""),
        (GOOD.replace("{patterns: ['县大数据中心']}", "{}"), "缺少“patterns”"),
        (GOOD.replace("  options: {patterns: ['县大数据中心']}\n", ""), "需要“options”"),
        (GOOD.replace("['由县数据局牵头。']", "由县数据局牵头。"), "应当是一个列表"),
    ],
)
def test_each_mistake_has_its_sentence(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert any(message in found for _, _, found in mistakes(tmp_path, text))


def test_a_folder_holds_rules_words_and_profiles(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "own.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "words" / "own.yaml").write_text("count_units: [匹]\nown_words: [甲]\n", "utf-8")
    (tmp_path / "profiles" / "memo.yaml").write_text(
        "name: 备忘录\ntitle: ['备忘录$']\nrules: {own/name: error, count/enumerated: {coarse: 0.5}}\n",
        "utf-8",
    )
    pack = packs.read((str(tmp_path),))
    assert "匹" in pack.words["count_units"] and "个" in pack.words["count_units"]
    assert pack.words["own_words"] == ("甲",)
    assert pack.profiles["memo"]["rules"] == {
        "own/name": {"severity": "error"},
        "count/enumerated": {"coarse": 0.5},
    }


def test_a_profile_that_names_an_unknown_rule(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    path = tmp_path / "profiles" / "memo.yaml"
    path.write_text("name: 备忘录\nrules: {count/sun: error}\n", "utf-8")
    with pytest.raises(SchemaError, match="是否想写 count/sum"):
        packs.read((str(tmp_path),))


def test_a_pack_that_is_not_there() -> None:
    with pytest.raises(SchemaError, match="读不了规则文件"):
        packs.read(("nowhere.yaml",))


def test_the_cache_sees_every_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "own.yaml"
    for message in ("甲", "乙"):
        path.write_text(GOOD.replace("已更名", message), "utf-8")
        for _ in range(2):
            assert message in packs.load((str(path),)).rules["own/name"]["message"]


def test_marks_of_examples() -> None:
    assert examples.unmark("甲⟦乙⟧丙⟦丁⟧") == ("甲乙丙丁", [(1, 2), (3, 4)])
    assert examples.unmark("无") == ("无", [])


def test_an_example_that_does_not_come_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        GOOD.replace("⟦县大数据中心⟧牵头", "县⟦大数据⟧中心牵头").replace("由县数据局", "由县大数据中心"),
        "utf-8",
    )
    failures = list(examples.run(packs.read((str(path),)), "own/name"))
    assert [(failure.expected, failure.found) for failure in failures] == [
        ((), ("县大数据中心",)),
        (("大数据",), ("县大数据中心",)),
    ]
