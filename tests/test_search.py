"""What is told of a pattern without running it never hides a match, nor a search that does not end."""

import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, lint

from xlint import search
from xlint.syntax import Bounds, Traits
from xlint.syntax.effort import bounds
from xlint.syntax.traits import traits
from xlint.syntax.tree import Unsure, parse
from xlint.words import Words, doubled

SAMPLES = [path.read_text("utf-8", "ignore") for path in sorted((ROOT / "samples").rglob("*.txt"))]
FLAGS = regex.MULTILINE | regex.WORD

ATOMS = st.sampled_from(
    [
        "甲",
        "乙",
        "丙",
        "[甲乙]",
        "[^甲]",
        "\\n",
        ".",
        "\\p{Han}",
        "甲乙",
        "^",
        "$",
        "(?<=甲)",
        "(?!乙)",
        "(?=丙)",
        "1",
        "[0-9]",
    ]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}?", "{2,}", "++"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, QUANTIFIERS).map(lambda pair: pair[0] + (pair[1] if pair[0][0] not in "^$(" else "")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, QUANTIFIERS).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?P<w>{part})(?P=w)"),
    ),
    max_leaves=6,
)
TEXTS = st.text(alphabet="甲乙丙丁1\n", max_size=40)


@pytest.fixture
def every_text_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SHORT", -1)
    monkeypatch.setattr(search, "_DENSE", 0.01)
    monkeypatch.setattr(search, "_DENSE_WITH_LIMIT", 0.01)


def _plain(pattern: str, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    found = regex.compile(pattern, FLAGS).finditer(text, start, end, timeout=5)
    return [match.span() for match in found if match.end() > match.start()]


def _spans(pattern: str, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    return [match.span() for match in search.find(pattern, text, start, end)]


@settings(max_examples=600, deadline=None)
@given(pattern=PATTERNS, text=TEXTS, cut=st.integers(0, 8))
def test_any_pattern_finds_what_it_finds(pattern: str, text: str, cut: int) -> None:
    try:
        regex.compile(pattern, FLAGS)
    except regex.error:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_SHORT", -1)
        patch.setattr(search, "_DENSE", 0.01)
        patch.setattr(search, "_DENSE_WITH_LIMIT", 0.01)
        try:
            start, end = min(cut, len(text)), max(len(text) - cut, min(cut, len(text)))
            assert _spans(pattern, text) == _plain(pattern, text)
            assert _spans(pattern, text, start, end) == _plain(pattern, text, start, end)
            one, other = search.first(pattern, text), regex.compile(pattern, FLAGS).search(text, timeout=5)
            assert (one and one.span()) == (other and other.span())
        except (TimeoutError, search.PatternTimeout):
            pass


@pytest.mark.usefixtures("every_text_is_long")
def test_all_patterns_find_what_they_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_known", {})
    lint("\n".join(SAMPLES))
    known = list(search._known)
    assert len(known) > 120
    for pattern in known:
        for text in SAMPLES:
            assert _spans(pattern, text) == _plain(pattern, text), pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(?i)甲",
        "(甲)\\1",
        "[[甲]乙]",
        "甲{e<=1}",
        "\\G甲",
        "甲(?R)?",
        "(?|甲|乙)",
        "[甲--乙]",
        "甲**",
        "\\K甲",
    ],
)
def test_nothing_is_told_of_a_pattern_that_is_not_understood(pattern: str) -> None:
    with pytest.raises(Unsure):
        parse(pattern)
    assert traits(pattern) == Traits() and bounds(pattern) == Bounds()


def test_words_of_a_pattern() -> None:
    told = traits("(?<!甲)(?:联系|致电)[^。]{0,4}(?=负责人)")
    assert told.rarest.words == ("负责人",) and (told.nearest.least, told.nearest.most) in ((0, 0), (2, 6))
    assert traits("(?P<word>[甲乙]{1,3})(?P=word)").doubled == (1, 3)
    assert traits("[^甲]+").rarest.words == ()


def test_a_search_that_may_take_long_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounds("(?:甲+)+乙").free < 30
    assert bounds("甲{1,20}乙").free >= 1000
    monkeypatch.setattr(search, "LIMIT", 0.2)
    begun = time.process_time()
    with pytest.raises(search.PatternTimeout):
        search.first("(?:甲|甲丙?|.)+[乙丁]{2}", "甲" * 60 + "乙丙")
    assert time.process_time() - begun < 5


@given(text=st.text(alphabet="甲乙丙𠀀", max_size=30), least=st.integers(1, 3), more=st.integers(0, 2))
def test_words_that_stand_twice(text: str, least: int, more: int) -> None:
    lengths = range(least, least + more + 1)
    expected = [
        at
        for at in range(len(text))
        if any(
            0 < n <= len(text) - at - n and text[at : at + n] == text[at + n : at + 2 * n] for n in lengths
        )
    ]
    assert doubled(text, least, least + more) == expected


@given(text=st.text(alphabet="甲乙丙𠀀", max_size=30))
def test_places_of_words(text: str) -> None:
    words = Words(["甲", "乙丙", "丙丙甲", "丙𠀀"])
    places = sorted(at for at in range(len(text)) if text.startswith(("甲", "乙丙", "丙丙甲", "丙𠀀"), at))
    assert sorted(words.places(text, 0, len(text), 99) or []) == places
    assert words.stand_in(text) == bool(places)
