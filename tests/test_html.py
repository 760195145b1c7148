"""The HTML report: the text of a draft is whole, marks stand exactly where they should, nothing in a draft is markup."""

import re
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, lint, pack

from xlint.cli import run
from xlint.model import Edit, Finding, Fix, Related, Severity, Span
from xlint.readers import read
from xlint.reports import View, rendered
from xlint.reports.cells import visible
from xlint.reports.html import render
from xlint.reports.wording import WORDS
from xlint.results import Checked
from xlint.source import Source
from xlint.suppress import Ignored

DRAFTS = [*(ROOT / "samples" / "faulty").glob("*.txt"), *(ROOT / "tests" / "drafts").glob("draft-0[1-4].txt")]
LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)
HOSTILE = (
    "</script><script>alert(1)</script>\n<!-- <b>&amp;&lt;\n]]></p></div></mark><img src=x onerror=alert(1)>\n"
    "\0\a\x1b[31m\u202e反\ufffe\U0001ffff\ufeff\x85\u2028\u2029\x0c\t“'\"`\r\r\n</style></title><textarea>"
)


def page_of(*results: Checked, view: View | None = None) -> str:
    return "".join(rendered(render(view or View()), results))


def parsed(page: str) -> Element:
    """The page as an independent parser reads it, who objects to the first fault."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def checked(text: str, *findings: Finding, path: str = "草稿.txt", **more: Any) -> Checked:
    return Checked(path, Source(text, path), "report", "整改进展报告", findings, **more)


def finding(start: int, end: int, level: Severity = Severity.ERROR, **more: Any) -> Finding:
    return Finding(more.pop("rule", "own/rule"), level, more.pop("message", "不对"), Span(start, end), **more)


def shown(text: str) -> str:
    """A draft as the page should show it."""
    text = re.sub("\r\n|[\r\n\x85\u2028\u2029]", "\n", text)
    return "".join(char if char in "\t\n" else visible(char) for char in text)


def of_class(tree: Element, name: str) -> list[Element]:
    return [node for node in tree.iter() if name in (node.get("class") or "").split()]


def marked(draft: Element, attribute: str) -> dict[str, list[tuple[int, int]]]:
    """Where the text of the elements stands that bear each key in an attribute."""
    found: dict[str, list[tuple[int, int]]] = {}

    def walk(node: Element, at: int) -> int:
        start, at = at, at + len(node.text or "")
        for child in node:
            at = walk(child, at) + len(child.tail or "")
        if node.tag in ("mark", "span"):
            for key in (node.get(attribute) or "").split():
                found.setdefault(key, []).append((start, at))
        return at

    walk(draft, 0)
    return found


def covers(places: list[tuple[int, int]], text: str, span: Span) -> bool:
    """Whether some places in the text that is shown are a span, no more and no less; touching or empty ones included."""
    start, end = (_shown_at(text, offset) for offset in span)
    covered = sorted({at for place in places for at in range(*place)})
    if span.start == span.end:
        return places == [(start, start)]
    return covered == list(range(start, end)) and sum(b - a for a, b in places) == end - start


def _shown_at(text: str, offset: int) -> int:
    """Two characters that are one line end are shown as one."""
    return (
        offset - text.count("\r\n", 0, offset + 1) + (text[offset - 1 : offset + 1] == "\r\n" and offset > 0)
    )


def check_page(page: str, *results: Checked) -> Element:
    """What holds for every page."""
    tree = parsed(page)
    drafts = iter(of_class(tree, "draft"))
    for number, result in enumerate(results, 1):
        if result.source is None:
            continue
        text, draft = result.source.text, next(drafts)
        assert "".join(draft.itertext()) == shown(text)
        places, notes = marked(draft, "data-f"), marked(draft, "data-r")
        for index, one in enumerate(result.findings, 1):
            assert covers(places[f"{number}-{index}"], text, one.span)
            if len(one.related) == 1:
                assert covers(notes[f"{number}-{index}"], text, one.related[0].span)
        assert len(places) == len(result.findings)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    for node in tree.iter():
        assert (
            node.get("src") is None
            and node.get("style") is None
            and not {*node.keys()} & {"onclick", "onerror"}
        )
        if node.get("href") is not None:
            assert str(node.get("href")).startswith("#") and str(node.get("href"))[1:] in ids
    assert len(list(tree.iter("script"))) == len(list(tree.iter("style"))) == 1
    return tree


ALPHABET = st.sampled_from(
    [*"整改。，：“”一、（）1.#<>&\"' \t\u3000\r\n\x85\u2028\0\x1b\u202e\ufeff\ufffe\ue000😀e\u0301", "\r\n"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(ALPHABET, max_size=60).map("".join))


@st.composite
def results(draw: Any) -> Checked:
    text = "".join(char for char in draw(TEXTS) if not "\ud800" <= char <= "\udfff")
    offsets = st.integers(0, len(text))
    spans = st.lists(st.tuples(offsets, offsets).map(lambda pair: Span(*sorted(pair))), max_size=8)
    notes = draw(spans)
    found = [
        finding(span.start, span.end, draw(st.sampled_from(LEVELS)), message=draw(TEXTS), related=tuple(Related(note, "甲") for note in notes[index : index + 1]))
        for index, span in enumerate(draw(spans))
    ]  # fmt: skip
    return checked(text, *found, path=draw(TEXTS))


@settings(max_examples=150, deadline=None)
@given(results())
def test_any_text_is_whole_and_any_span_is_marked_exactly(result: Checked) -> None:
    check_page(page_of(result), result)


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 3), (3, 6)],
        [(0, 6), (2, 4)],
        [(0, 4), (2, 6), (3, 5)],
        [(1, 14)],
        [(0, 0), (3, 3), (17, 17)],
        [(2, 2), (2, 5), (2, 2)],
        [(7, 8), (6, 9)],
        [(0, 17), (0, 17), (0, 17)],
    ],
)
def test_spans_may_touch_overlap_be_empty_or_run_over_lines(spans: list[tuple[int, int]]) -> None:
    text = "一、总体情况\r\n共XX个。\n\n完"
    text = text + "。" * (17 - len(text))
    result = checked(
        text, *(finding(start, end, LEVELS[index % 3]) for index, (start, end) in enumerate(spans))
    )
    tree = check_page(page_of(result), result)
    assert [node.get("data-n") for node in tree.iter("sup")].count("1") == 1


def test_what_strangers_write_is_text() -> None:
    note = Related(Span(3, 9), HOSTILE)
    fix = Fix(HOSTILE, (Edit(Span(0, 1), HOSTILE),), False)
    one = finding(0, 20, message=HOSTILE, rule="<b>/'\"", place=HOSTILE, related=(note,), fix=fix)
    results = [
        checked(HOSTILE, one, path=HOSTILE, ignored=(Ignored(one, HOSTILE, True),), known=(one,), timed_out=(HOSTILE,)),
        checked(HOSTILE, path=HOSTILE + "\udcff"),
        Checked(HOSTILE, None, "", "", (), HOSTILE),
    ]  # fmt: skip
    tree = check_page(page_of(*results), *results)
    assert not [
        node for tag in ("img", "textarea", "iframe", "base", "link", "form") for node in tree.iter(tag)
    ]
    text = "".join(tree.itertext())
    assert text.count("<script>alert(1)</script>") >= 10 and "\u202e" not in text and "\x1b" not in text


def test_only_its_own_style_and_script_may_do_anything() -> None:
    tree = parsed(page_of(checked("标题\n", finding(0, 1))))
    policy = next(str(node.get("content")) for node in tree.iter("meta") if node.get("http-equiv"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        digest = b64encode(sha256("".join(next(tree.iter(tag)).itertext()).encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    for name in ("page.css", "page.js"):
        content = (ROOT / "src" / "xlint" / "reports" / "html" / name).read_text("ascii")
        assert not re.search(
            r"https?:|//[a-z]|url\(|@import|@font-face|innerHTML|eval|fetch|</|<!--", content
        )


def test_a_list_says_what_where_and_how_to_mend_it() -> None:
    text = "标题\n一、甲\n共XX个。\n二、乙\n"
    fix = Fix("改为“3”", (Edit(Span(8, 10), "3"),), False)
    other = Related(Span(text.index("二、"), len(text)), "列出了两个")
    result = checked(text, finding(8, 10, place="一、", fix=fix, related=(other,)))
    tree = check_page(page_of(result), result)
    told = "".join(of_class(tree, "findings")[0].itertext())
    assert (
        re.sub(r"\s+", " ", told).strip()
        == "1 错误 不对一、 第3行 own/rule改法：改为“3”（需人工核对）另见第4行：列出了两个"
    )
    assert of_class(tree, "title")[0].get("aria-level") == "3" and len(of_class(tree, "h1")) == 2


def test_the_top_tells_of_all_files() -> None:
    one = finding(0, 1)
    verified = {"dates": {"read": 3}, "nothing": []}
    results = [
        checked("甲。\n", one, finding(0, 2, Severity.INFO), known=(one,), fixed=2),
        checked("乙。\n", verified=verified, ignored=(Ignored(one, "原文如此", False),)),
        Checked("无.txt", None, "", "", (), "没有这个文件"),
    ]
    tree = check_page(page_of(*results), *results)
    top = next("".join(node.itertext()) for node in tree.iter("header") if node.get("id") == "top")
    assert "共检查2个文件，发现2处：错误1、警告0、提示1。" in top and "有1个文件没有检查成。" in top
    assert "基线中已接受（1）" in top and "按理由忽略（1）" in top and "基线中有2处已改好" in top
    clean = "".join(of_class(tree, "clean")[0].itertext())
    assert "未发现问题" in clean and "已核对：日期3个" in clean and "理由：原文如此" in clean
    assert "没有检查成：没有这个文件" in "".join(of_class(tree, "unread")[0].itertext())
    assert parsed(page_of()).findtext(".//h1") == "xlint 检查报告"


def test_rules_are_explained_in_both_languages() -> None:
    found = lint("标题\n截止目前，XX已完成。\n")
    for language in ("zh", "en"):
        result = checked("标题\n截止目前，XX已完成。\n", *found)
        tree = check_page(page_of(result, view=View(language=language, rules=lambda: pack().rules)), result)
        told = "".join(next(node for node in tree.iter("dl")).itertext())
        rule = pack().rules[found[0].rule]
        assert (rule["why"] if language == "zh" else rule["en"]["why"]) in told
        assert tree.get("lang") == ("zh-CN" if language == "zh" else "en")
    assert {*WORDS["zh"]} == {*WORDS["en"]}


def test_a_page_in_ascii_says_the_same() -> None:
    result = checked("标题<b>😀\n", finding(0, 1))
    page = page_of(result, view=View(ascii_only=True))
    assert page.isascii()
    assert "".join(parsed(page).itertext()) == "".join(parsed(page_of(result)).itertext())


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: str(path.name))
def test_real_drafts(path: Path) -> None:
    source = read(str(path))
    result = checked(source.text, *lint(source.text))
    check_page(page_of(result), result)


def test_the_command_line_writes_it(tmp_path: Path) -> None:
    draft, report = tmp_path / "<b>&稿.txt", tmp_path / "report.html"
    draft.write_bytes("关于整改情况的报告\r\n一、总体情况\r\n召开会议，XX参加。\r\n".encode("gb18030"))
    assert run(["--select", "placeholder/*", "--format", f"html:{report}", str(draft), "无.txt"]) == 2
    tree = parsed(report.read_text("utf-8"))
    assert [node.text for node in tree.iter("bdi")] == [str(draft), "无.txt"]
    assert ["".join(node.itertext()) for node in tree.iter("mark")] == ["XX"] and "编码 gb18030" in "".join(
        tree.itertext()
    )


def test_files_are_given_out_one_by_one() -> None:
    def pieces(count: int) -> list[str]:
        return list(rendered(render(View()), (checked("甲。\n", finding(0, 1)) for _ in range(count))))

    few, many = pieces(1), pieces(500)
    assert len(many) == 502 and len(many[-1]) - len(few[-1]) < 50


def test_time_is_proportional_to_the_text() -> None:
    def seconds(times: int) -> float:
        text = ("一、总体情况\n" + "整改工作取得明显成效，" * 40 + "\n") * times
        step = len(text) // 20
        result = checked(
            text, *(finding(n * step, n * step + 4, related=(Related(Span(0, 3), "甲"),)) for n in range(20))
        )
        best = 1e9
        for _ in range(5):
            began = time.perf_counter()
            page_of(result)
            best = min(best, time.perf_counter() - began)
        return best

    small, large = seconds(16), seconds(320)  # 20 KB and 400 KB
    assert small < 0.05 and large < small * 60


def test_a_long_line_with_many_findings() -> None:
    text = "整改XX情况" * 50_000
    result = checked(text, *(finding(6 * n + 2, 6 * n + 4) for n in range(2000)))
    began = time.perf_counter()
    assert page_of(result).count("<mark") == 2000
    assert time.perf_counter() - began < 3
