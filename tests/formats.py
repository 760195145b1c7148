"""What the tests of the formats share: hostile results, drafts made at random, and what a format says of places."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support import pack

from xlint.model import Edit, Finding, Fix, Related, Severity, Span
from xlint.reports import MODULES, View, rendered
from xlint.results import Checked
from xlint.source import Source
from xlint.suppress import Ignored

RULES = ("placeholder/blank", "count/sum", "residue/markup", "own/rule")
NAMES = (
    "草稿.txt", "a b/草稿#1%20?.md", "]]>/<script>alert(1)</script>&amp;.txt", "a|b`c`*d*.txt", "::error::x,y=z.txt", "%0A::warning::.txt",
    "two\nlines\r.txt", "\x1b[31m\x07red.txt", "txt.\u202efdp", os.fsdecode(b"\xc4\xe3\xba\xc3.txt"), "http:x.txt", "[x](y.txt", "@all.txt", "𰻞.txt", "😀👨\u200d👩.txt",
)  # fmt: skip
TEXTS = (
    "]]>", "<script>alert(1)</script>", "a|b\\|c", "`x` ``", "::error::x", "%0A::warning::y%25", "甲\n乙\r\n丙", "\x01\x1b[31m\x7f\x85", "\u202e反\u2066\u200b",
    "[文字](http://example.com/)", "![图](x.png)", "{0} {名称}", "@all a@b.cn www.example.com https://example.com :smile: #12 !3 ~x", "\ufffe\uffff\U0001ffff", "😀𰻞",
    '"\'&amp;', "", "  ", "- [ ] 1. # > ~~~", "$x$ __甲__ **乙**", "\ud800", "<!-- -->", "a\tb",
)  # fmt: skip


class Place(NamedTuple):
    """Where a format says that a finding is; `column` is None where it does not say."""

    path: str
    rule: str
    line: int
    column: int | None


def told(name: str, results: list[Checked], view: View | None = None) -> str:
    """All that a format writes; it must be text that UTF-8 can hold."""
    text = "".join(rendered(import_module(MODULES[name]).render(view or View()), results))
    text.encode()
    return text


def hostile() -> list[Checked]:
    """A file for each name, with findings of every sort, and one that could not be read."""
    return [_hostile(index, name) for index, name in enumerate(NAMES)] + [
        Checked(name, None, "", "", (), f"读不了：{text}") for name, text in zip(NAMES, TEXTS)
    ]


def _hostile(index: int, name: str) -> Checked:
    text = "标题\r\n😀😀" + "\u2028甲乙丙丁".join(words for words in TEXTS if words != "\ud800") + "\n末行"
    found = [_finding(text, number + index, words) for number, words in enumerate(TEXTS)]
    new, known, taken = found[:-4], found[-4:-2], found[-2:]
    ignored = tuple(Ignored(one, TEXTS[at + index], bool(at)) for at, one in enumerate(taken))
    return Checked(
        name, Source(text), "report", "报告", tuple(new), known=tuple(known), ignored=ignored, fixed=1
    )


def _finding(text: str, number: int, words: str) -> Finding:
    start = number * 7 % len(text)
    span, other = Span(start, min(len(text), start + number % 5)), Span(3 * number, 3 * number + 2)
    fix = Fix(words, (Edit(span, words), Edit(Span(len(text), len(text)), "😀")), bool(number % 2))
    severity = Severity(1 + number % 3)
    rule = RULES[number % len(RULES)]
    return Finding(
        rule, severity, words, span, (Related(other, words),), fix, words, words, words * (number % 2)
    )


def view() -> View:
    """A view in which the rules of the project speak of themselves."""
    return View(rules=lambda: pack().rules)


_CHARS = st.one_of(
    st.sampled_from("整改落实0123，。{}[]<>&|`@#%:\\\"' \n\r\t\x00\x1b\x85\u2028\u202e😀𰻞"),
    st.characters(exclude_categories=["Cs"]),
)
_WORDS = st.one_of(st.sampled_from(TEXTS), st.text(_CHARS, max_size=8))
_NAMES = st.one_of(
    st.sampled_from(NAMES),
    st.binary(min_size=1, max_size=8).filter(lambda name: not set(name) & set(b"\0/")).map(os.fsdecode),
)


@st.composite
def _results(draw: st.DrawFn) -> Checked:
    text = draw(st.text(_CHARS, max_size=40)) * draw(st.sampled_from([1, 1, 1, 300]))
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: Span(min(ends), max(ends)))
    fixes = st.builds(
        Fix,
        _WORDS,
        st.lists(st.builds(Edit, spans, _WORDS), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    )
    related = st.lists(st.builds(Related, spans, _WORDS), max_size=2).map(tuple)
    levels = st.sampled_from([Severity.INFO, Severity.WARNING, Severity.ERROR])
    finding = st.builds(Finding, st.sampled_from(RULES), levels, _WORDS, spans, related, st.none() | fixes, _WORDS, _WORDS, _WORDS)  # fmt: skip
    found = st.lists(finding, max_size=4).map(lambda some: tuple(sorted(some, key=lambda one: one.span)))
    ignored = st.lists(st.builds(Ignored, finding, _WORDS, st.booleans()), max_size=1).map(tuple)
    return Checked(
        draw(_NAMES), Source(text), "report", "报告", draw(found), known=draw(found), ignored=draw(ignored)
    )


def drafts() -> st.SearchStrategy[list[Checked]]:
    """Some files with any text and any findings in it, some that could not be read."""
    unread = st.builds(lambda name, words: Checked(name, None, "", "", (), words), _NAMES, _WORDS)
    return st.lists(st.one_of(_results(), unread), max_size=3)


def places(results: list[Checked]) -> list[Place]:
    """The findings that every format has to tell of, in their order."""
    return [
        Place(checked.path, finding.rule, *checked.source.position(finding.span.start))
        for checked in results
        if checked.source
        for finding in checked.findings
    ]


def _concise(text: str, results: list[Checked]) -> Iterator[Place]:
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"(.+?):(\d+):(\d+): (error|warning|info): (.*) \[([^\]]+)\]", line)
        assert match, line
        if match[6] != "unreadable":
            yield Place(match[1], match[6], int(match[2]), int(match[3]))


def _of_files(files: list[Any]) -> Iterator[Place]:
    for file in files:
        for finding in file["findings"]:
            yield Place(file["path"], finding["rule"], finding["line"], finding["column"])


def _sarif(text: str, results: list[Checked]) -> Iterator[Place]:
    run = json.loads(text)["runs"][0]
    for result in run["results"]:
        if result.get("baselineState", "new") == "new" and "suppressions" not in result:
            place = result["locations"][0]["physicalLocation"]
            path = os.fsdecode(unquote_to_bytes(place["artifactLocation"]["uri"]))
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            yield Place(path, result["ruleId"], place["region"]["startLine"], place["region"]["startColumn"])


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as a runner reads it."""
    match = re.fullmatch(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)", line)
    assert match, line
    pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
    marks = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}

    def plain(words: str) -> str:
        return re.sub("|".join(marks), lambda mark: marks[mark[0]], words)

    return match[1], {name: plain(value) for name, value in pairs.items()}, plain(match[3])


def _github(text: str, results: list[Checked]) -> Iterator[Place]:
    for line in text.split("\n")[:-1]:
        _, told_of, _ = command(line)
        if "line" in told_of:
            column = int(told_of["col"]) if "col" in told_of else None
            yield Place(told_of["file"], told_of["title"], int(told_of["line"]), column)


def _gitlab(text: str, results: list[Checked]) -> Iterator[Place]:
    for issue in json.loads(text):
        if issue["check_name"] != "unreadable":
            where = issue["location"]
            yield Place(where["path"], issue["check_name"], where["lines"]["begin"], None)


def _junit(text: str, results: list[Checked]) -> Iterator[Place]:
    for case in ElementTree.fromstring(text.encode()).iter("testcase"):
        if case.find("failure") is not None:
            rule, _, place = case.attrib["name"].partition(" ")
            line, column = map(int, place.split(":"))
            yield Place(case.attrib["classname"], rule, line, column)


def _checkstyle(text: str, results: list[Checked]) -> Iterator[Place]:
    for file in ElementTree.fromstring(text.encode()):
        for fault in file:
            rule = fault.attrib["source"].removeprefix("xlint.").replace(".", "/")
            if rule != "unreadable":
                at = int(fault.attrib["line"]), int(fault.attrib["column"])
                yield Place(file.attrib["name"], rule, *at)


def _rdjson(text: str, results: list[Checked]) -> Iterator[Place]:
    sources = iter([(c.source, len(c.findings)) for c in results if c.source])
    owners = (source for source, count in sources for _ in range(count))
    for one in json.loads(text)["diagnostics"]:
        if "code" in one:
            source, start = next(owners), one["location"]["range"]["start"]
            behind = source.text[source.lines[start["line"] - 1].start :].encode()
            column = len(behind[: start["column"] - 1].decode()) + 1
            yield Place(one["location"]["path"], one["code"]["value"], start["line"], column)


def rows(text: str) -> list[list[str]]:
    """The cells of the table in a text of Markdown, those of its head first."""
    tokens = MarkdownIt().enable("table").parse(text)
    assert sum(token.type == "table_open" for token in tokens) <= 1
    found: list[list[str]] = []
    for token, inner in pairwise(tokens):
        if token.type == "tr_open":
            found.append([])
        elif token.type in ("td_open", "th_open"):
            found[-1].append("".join(child.content for child in inner.children or ()))
    return found


def _markdown(text: str, results: list[Checked]) -> Iterator[Place]:
    for _, where, _, rule in rows(text)[1:]:
        match = re.search(r"第(\d+)行第(\d+)列$", where)
        assert match, where
        yield Place(where, rule, int(match[1]), int(match[2]))


READERS: Mapping[str, Callable[[str, list[Checked]], Iterator[Place]]] = {
    "concise": _concise,
    "json": lambda text, results: _of_files(json.loads(text)["files"]),
    "jsonl": lambda text, results: _of_files([json.loads(line) for line in text.splitlines()]),
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "checkstyle": _checkstyle,
    "rdjson": _rdjson,
    "markdown": _markdown,
}
