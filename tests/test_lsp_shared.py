"""What the threads of the language server share: settings, compiled patterns, pages on disk."""

import sys
import threading
from pathlib import Path

import pytest
from lsp_editor import DRAFT, LIMIT

from xlint import config, patterns, words
from xlint.checking import Wish
from xlint.config import Config
from xlint.lsp import pages
from xlint.lsp.analysis import Analyst
from xlint.lsp.paths import file_uri
from xlint.lsp.settings import Settings, above
from xlint.lsp.texts import Text
from xlint.profiles import Choice


def test_settings_that_were_read_too_early_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, entered, go_on = tmp_path / ".xlint.yaml", threading.Event(), threading.Event()
    place.write_text("rules: {count/sum: off}\n", "utf-8")
    plain = config.fresh

    def fresh(path: str | None) -> Config:
        found = plain(path)
        entered.set()
        assert go_on.wait(LIMIT)
        return found

    monkeypatch.setattr(config, "fresh", fresh)
    old = Settings()
    early = threading.Thread(target=old.of, args=(str(tmp_path / "a.txt"),))
    early.start()
    assert entered.wait(LIMIT)
    place.write_text("rules: {count/sum: info}\n", "utf-8")
    new = Settings(old)
    go_on.set()
    early.join(LIMIT)
    assert new.of(str(tmp_path / "a.txt"))[0].values["rules"] == {"count/sum": {"severity": "info"}}


def test_settings_at_fault_give_way_to_the_last_sound_ones(tmp_path: Path) -> None:
    place, draft = tmp_path / ".xlint.yaml", str(tmp_path / "夹" / "a.txt")
    assert above(draft, ".xlint.yaml") is None
    first = Settings()
    assert first.of(draft) == (first.default(), None)
    place.write_text("rules: {count/sum: off}\n", "utf-8")
    assert above(draft, ".xlint.yaml") == str(place)
    second = Settings(first)
    sound, fault = second.of(draft)
    assert fault is None and sound.values["rules"]
    place.write_text("rules: [\n", "utf-8")
    third = Settings(second)
    assert third.of(draft)[0] is sound and third.of(draft)[1] is not None
    assert Settings().of(draft)[0].values == {}


def test_an_analyst_makes_the_rules_once(tmp_path: Path) -> None:
    (tmp_path / ".xlint.yaml").write_text("rules: {count/sum: off}\n", "utf-8")
    analyst = Analyst(Wish(Choice()))
    uri = file_uri(str(tmp_path / "a.txt"))
    one, other = (analyst.analyse(Text(uri, version, DRAFT, "utf-16")) for version in (1, 2))
    assert one is not None and other is not None and one.plan.rules is other.plan.rules
    (tmp_path / ".xlint.yaml").write_text("rules: {count/sum: info}\n", "utf-8")
    anew = analyst.anew().analyse(Text(uri, 3, DRAFT, "utf-16"))
    assert anew is not None and "count/sum" in [finding.rule for finding in anew.findings]
    assert "count/sum" not in [finding.rule for finding in other.findings]


def test_patterns_are_compiled_by_many_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_kept", {})
    monkeypatch.setattr(patterns, "_new", {})
    wanted = [f"[一-三]{{{number}}}线程{number}(?P<n>\\d+)" for number in range(1, 60)]
    barrier = threading.Barrier(4)

    def compile_all(part: int) -> None:
        barrier.wait(LIMIT)
        for pattern in wanted[part::4]:
            patterns.compiled(pattern)

    threads = [threading.Thread(target=compile_all, args=(part,)) for part in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # seconds: they get into each other's way as often as can be
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT)
    finally:
        sys.setswitchinterval(interval)
    for number, pattern in enumerate(wanted, 1):
        entry = patterns._new[pattern]
        assert patterns._from_entry(pattern, entry).fullmatch("一" * number + f"线程{number}7")


def test_places_of_words_are_whole_or_not_there() -> None:
    words._found_in.cache_clear()
    text = "整改" * 2000
    known = words._found_in(text)
    assert "整改" not in known
    assert words.places_of("整改", text) == list(range(0, 4000, 2)) == known["整改"]


def test_old_pages_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path))
    page = pages.uri("count/sum", "of this pack")
    assert page is not None and "pages-of%20this%20pack" in page and page.endswith("/count-sum.md")
    assert pages.uri("no/such", "of this pack") is None
    told = [pages.shown(f"file:///{number}.txt", "草稿.md", str(number)) for number in range(30)]
    assert all(told) and len(list(tmp_path.glob("shown-*"))) == 20
    assert pages.shown("file:///29.txt", "草稿.md", "新") == told[-1]
    assert (next(tmp_path.glob("shown-*")) / "草稿.md").exists()
    monkeypatch.setenv("XLINT_CACHE_DIR", "")
    assert pages.shown("file:///a.txt", "a.md", "") is None
    assert pages.uri("count/sum", "of another pack") is None
