"""The small rooms: numerals, positions, search, the cache, the engine's steps."""

from pathlib import Path

import pytest
import regex
from support import document, lint, pack

from xlint import numerals, patterns, profiles, search, store
from xlint.engine import check, fill
from xlint.kinds import forbidden_text
from xlint.model import Severity, Span
from xlint.search import Pattern
from xlint.source import Position, Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十二", 32), ("十", 10), ("十二", 12), ("二十", 20), ("一百零八", 108), ("二百五十", 250), ("一千二百", 1200),
        ("两", 2), ("１２", 12), ("㈢", 3), ("⑵", 2), ("⒈", 1), ("①", 1), ("1,240", 1240), ("二〇二四", 2024), ("三万", 30000),
        ("", None), ("甲", None), ("1.5", None),
    ],
)  # fmt: skip
def test_numerals(text: str, value: int | None) -> None:
    assert numerals.parse(text) == value


def test_chinese_numerals_round_trip() -> None:
    assert all(numerals.parse(numerals.chinese(number)) == number for number in range(1000))


def test_lines_end_in_every_way() -> None:
    source = Source("a\r\nb\nc\rd\x85e\u2028f\u2029g")
    assert [source.text[slice(*line)] for line in source.lines] == list("abcdefg")
    assert [Source(text).lines for text in ("", "a\n")] == [(Span(0, 0),), (Span(0, 1), Span(2, 2))]
    assert source.position(4) == Position(2, 2)


def test_search_skips_empty_matches_and_stops_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [match.group() for match in search.find("x*", "axxb")] == ["xx"]
    monkeypatch.setattr(search, "LIMIT", 0.05)
    with pytest.raises(search.PatternTimeout):
        list(search.find("(?:a|aa)+$", "a" * 40 + "b"))


def test_cached_patterns_match_as_fresh_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    samples = [
        "(?P<a>[一二]+)、(?=\\p{Han})|^x$",
        "[^，。]{2,4}?(?:甲|乙)",
        "(?<word>\\p{Han}{2})(?P=word)",
        "(?i)ok|(?<!a)b",
    ]
    text = "一、甲\nx\n工作工作乙，OK ab b"
    fresh = [[match.span() for match in regex.compile(p, regex.M).finditer(text)] for p in samples]
    regex.purge()  # else its own cache answers, and the compiler cannot be watched
    for _ in range(2):
        monkeypatch.setattr(patterns, "_kept", None)
        assert [[match.span() for match in patterns.compiled(p).finditer(text)] for p in samples] == fresh
        assert patterns.compiled(samples[0]).groupindex == {"a": 1}
        patterns.keep()
    assert set(samples) <= set(patterns._kept or {})


def test_faulty_cache_entries_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    assert store.cached("x", [b"1"], lambda: [1]) == [1]
    assert store.cached("x", [b"1"], lambda: [2]) == [1]
    assert store.cached("x", [b"2"], lambda: [3]) == [3]
    for damage in (b"", b"{", b"null", b"\xff\xfe"):
        for path in tmp_path.glob("x-*"):
            path.write_bytes(damage)
        assert store.cached("x", [b"1"], lambda: [4]) == [4]


def test_without_a_cache_folder_all_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", "")
    assert store.cached("x", [b"1"], lambda: [1]) == [1] and store.folder() is None
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert store.cached("x", [b"1"], lambda: [2]) == [2]


def test_the_cache_keeps_few_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    for number in range(30):
        store.put("x", [str(number).encode()], number)
    assert len(list(tmp_path.iterdir())) == 20


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{a}与{b}", "1与{a}"),
        ("{x.__class__}{0}{}{missing}", "{x.__class__}{0}{}{missing}"),
        ("{{a}}", "{1}"),
    ],
)
def test_messages_are_filled_slot_by_slot(template: str, message: str) -> None:
    assert fill(template, {"a": "1", "b": "{a}"}) == message


def test_one_finding_for_one_place_even_if_the_other_rule_is_off() -> None:
    text = "于2024年X月X日召开，XX参加。（责任单位：XX）"
    rules = [finding.rule for finding in lint(text)]
    assert rules == ["placeholder/date", "placeholder/blank", "field/empty"]
    assert [finding.span.start for finding in lint(text, "placeholder/blank")] == [text.index("XX参加")]


def test_findings_come_in_the_order_of_the_text() -> None:
    spans = [finding.span for finding in lint("。。XX，，1、甲\n3、乙 ## {{x}} 待核实，")]
    assert spans == sorted(spans) and len(spans) > 3


def test_a_rule_that_takes_too_long_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LIMIT", 0.05)
    doc = document("a" * 40 + "b，XX召开")
    rules = profiles.rules_for(pack(), "general", {}, profiles.Choice())
    blank = next(rule for rule in rules if rule.id == "placeholder/blank")
    options = forbidden_text.Options(patterns=(Pattern("(?:a|aa)+$"),))
    slow = blank._replace(id="own/slow", options=options, yields_to=())
    result = check(doc, [slow, blank])
    assert result.timed_out == ("own/slow",) and [finding.rule for finding in result.findings] == [
        "placeholder/blank"
    ]


def test_settings_change_severity_and_options() -> None:
    doc = document("XX召开")
    rules = profiles.rules_for(
        pack(), "general", {"placeholder/blank": {"severity": "info"}}, profiles.Choice()
    )
    assert check(doc, rules).findings[0].severity == Severity.INFO
    off = profiles.rules_for(pack(), "general", {"placeholder/blank": {"severity": "off"}}, profiles.Choice())
    assert check(doc, off).findings == ()


@pytest.mark.parametrize(
    ("title", "profile"),
    [
        ("中共望溪县水利局党组关于巡察整改进展情况的报告", "report"),
        ("关于巡视反馈意见整改落实情况的报告", "report"),
        ("区总工会党组关于落实巡察整改情况的汇报", "report"),
        ("关于县委第三巡察组反馈意见的整改方案", "plan"),
        ("中央生态环境保护督察反馈问题整改方案", "plan"),
        ("关于巡察整改进展情况的通报", "notice"),
        ("关于巡视整改情况的公告", "notice"),
        ("关于2023年度县级预算执行审计查出问题整改情况的报告", "audit"),
        ("2024年度工作总结", "general"),
        ("防汛工作方案", "general"),
        ("关于调研情况的报告", "general"),
        ("中共枫溪县审计局党组关于巡察整改进展情况的报告", "report"),
        ("枫溪县审计局关于审计查出问题整改情况的报告", "audit"),
    ],
)
def test_the_title_tells_the_profile(title: str, profile: str) -> None:
    assert profiles.detect(document(f"{title}\n正文。"), pack()) == profile


def test_the_opening_tells_the_profile_where_there_is_no_title() -> None:
    assert profiles.detect(document("根据部署，现将巡察整改进展情况报告如下。"), pack()) == "report"
    assert profiles.detect(document("一般的话。"), pack()) == "general"
