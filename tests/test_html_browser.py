"""The HTML report in Chromium: steps, clicks, filters, without scripts; it complains of nothing and asks for nothing."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xlint.model import Finding, Related, Severity, Span
from xlint.reports import View, rendered
from xlint.reports.html import render
from xlint.results import Checked
from xlint.source import Source

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,800"
)
PATIENCE = 30  # seconds
LONG = "整改工作取得明显成效。" * 40 + "\n"
TEXT = (
    "关于整改情况的报告\n一、总体情况\n"
    + LONG * 12
    + "共XX个。\n"
    + LONG * 12
    + "<script>alert(1)</script>\n"
)


def finding(words: str, level: Severity, rule: str, *related: Related) -> Finding:
    start = TEXT.index(words)
    return Finding(rule, level, f"“{words}”不对", Span(start, start + len(words)), related)


FINDINGS = (
    finding("总体情况", Severity.INFO, "own/a"),
    finding("共XX个", Severity.WARNING, "own/b"),
    finding("XX", Severity.ERROR, "own/c", Related(Span(0, 2), "甲")),
    finding("<script>", Severity.ERROR, "own/b"),
)


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not BROWSER or not DRIVER:
        pytest.skip("there is no Chromium with its chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    opened.set_page_load_timeout(PATIENCE)
    opened.set_script_timeout(PATIENCE)
    yield opened
    opened.quit()


@pytest.fixture
def page(driver: Any, tmp_path: Path) -> Iterator[Any]:
    """The report, opened; when the test is over the browser has had nothing to say and nothing to fetch."""
    path = tmp_path / "report.html"
    results = [
        Checked("</script><b>.txt", Source(TEXT), "report", "报告", FINDINGS),
        Checked("净.txt", Source("关于整改情况的报告\n"), "report", "报告", ()),
        Checked("无.txt", None, "", "", (), "没有这个文件"),
    ]
    path.write_text("".join(rendered(render(View()), results)), "utf-8")
    address = path.as_uri()
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(address)
    yield driver
    assert driver.get_log("browser") == []
    sent = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"]
    own = {url for url in asked if url.startswith("chrome")}  # the browser's first page
    assert {url.split("#")[0] for url in {*asked} - own} == {address}


def of(driver: Any, query: str) -> list[Any]:
    return list(driver.find_elements("css selector", query))


def visible(driver: Any, query: str) -> list[str]:
    return [node.get_attribute("id") or node.text for node in of(driver, query) if node.is_displayed()]


def wait(driver: Any, script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, PATIENCE).until(lambda one: one.execute_script(f"return {script}"))


def in_sight(selector: str) -> str:
    return (
        f"(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect();"
        " return box.top > 56 && box.bottom < innerHeight; })()"
    )


def press(driver: Any, keys: str) -> None:
    driver.find_element("css selector", "body").send_keys(keys)


def test_it_opens_with_everything_in_sight(page: Any) -> None:
    assert page.title == "xlint 检查报告"
    assert visible(page, ".findings > li") == ["f1-1", "f1-2", "f1-3", "f1-4"]
    assert page.execute_script("return document.getElementById('top').getBoundingClientRect().top") == 0
    assert "共检查2个文件，发现4处：错误2、警告1、提示1。" in page.find_element("id", "top").text
    assert [row.text.replace("\n", " ") for row in of(page, "#files li")] == [
        "</script><b>.txt 错误 2 警告 1 提示 1", "净.txt 未发现问题", "无.txt 没有检查成：没有这个文件",
    ]  # fmt: skip
    assert page.execute_script("return document.querySelector('.draft').textContent") == TEXT
    aside, draft = of(page, "aside")[0].rect, of(page, ".draft")[0].rect
    assert aside["x"] >= draft["x"] + draft["width"] and aside["x"] + aside["width"] <= 1280
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_a_click_in_the_list_shows_the_place(page: Any) -> None:
    assert not page.execute_script("return " + in_sight("mark.error"))
    of(page, "#f1-3 .go")[0].click()
    wait(page, in_sight("mark.error"))
    assert [mark.text for mark in of(page, "mark.on")] == ["XX"] and visible(page, "li.on") == ["f1-3"]
    assert page.find_element("id", "at").text == "3 / 4"
    of(page, "#f1-3 .related a")[0].click()
    wait(page, in_sight(".note.on"))
    assert [note.text for note in of(page, ".note.on")] == ["关于"]


def test_a_click_in_the_text_shows_its_findings_one_after_the_other(page: Any) -> None:
    of(page, "#f1-3 .go")[0].click()
    wait(page, in_sight("mark.error"))
    of(page, "mark.error a")[0].click()
    assert visible(page, "li.on") == ["f1-2"]
    of(page, "mark.error a")[0].click()
    assert visible(page, "li.on") == ["f1-3"]
    of(page, "mark.warning a")[0].click()
    assert visible(page, "li.on") == ["f1-2"]
    assert "".join(mark.text for mark in of(page, "mark.on")) == "共XX个"


def test_filters_hide_findings_and_their_marks(page: Any) -> None:
    of(page, "input[data-level=error]")[0].click()
    assert visible(page, ".findings > li") == ["f1-1", "f1-2"]
    assert [mark.text for mark in of(page, "mark.error")] == [] and "".join(
        mark.text for mark in of(page, "mark.warning")
    ) == "共XX个"
    assert [mark.text for mark in of(page, "mark.off")] == ["<script>"]
    assert (
        page.execute_script("return getComputedStyle(document.querySelector('mark.off')).borderBottomStyle")
        == "none"
    )
    of(page, "details.rules summary")[0].click()
    of(page, "input[data-rule='own/b']")[0].click()
    assert visible(page, ".findings > li") == ["f1-1"] and page.find_element("id", "at").text == "– / 1"
    assert len(visible(page, "sup")) <= 1
    of(page, "input[data-level=error]")[0].click()
    assert visible(page, ".findings > li") == ["f1-1", "f1-3"]
    assert page.execute_script("return document.querySelector('.draft').textContent") == TEXT


def test_keys_step_through_what_is_shown(page: Any) -> None:
    steps = []
    for key in "njnnjpk":
        press(page, key)
        steps.append(visible(page, "li.on")[0][-1])
    assert "".join(steps) == "1234143"
    of(page, "input[data-level=error]")[0].click()
    press(page, "n")
    assert visible(page, "li.on") == ["f1-1"]


def test_it_works_without_scripts(driver: Any, page: Any) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.refresh()
        assert visible(driver, "#tools") == [] and visible(driver, ".findings > li") == [
            "f1-1",
            "f1-2",
            "f1-3",
            "f1-4",
        ]
        assert page.execute_script("return document.getElementById('top').getBoundingClientRect().top") == 0
        of(driver, "#f1-3 .go")[0].click()
        wait(driver, in_sight("mark.error"))
        assert driver.current_url.endswith("#m1-3")
        of(driver, "mark.error a")[0].click()
        assert driver.current_url.endswith("#f1-3")
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_can_be_read(driver: Any, page: Any, scheme: str) -> None:
    """Contrast of at least 4.5 between the colours of words and what lies under them."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    names = [
        "ink",
        "quiet",
        "link",
        "fine",
        "error",
        "warning",
        "info",
        "paper",
        "canvas",
        "error-tint",
        "warning-tint",
        "info-tint",
    ]
    value = "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()"
    colours = {name: driver.execute_script(value, f"--{name}") for name in names}
    pairs = [
        (ink, under)
        for ink in ("ink", "quiet", "link", "error", "warning", "info")
        for under in ("paper", "canvas")
    ]
    pairs += [
        (ink, f"{level}-tint")
        for level in ("error", "warning", "info")
        for ink in ("ink", level, "quiet", "link", "fine")
    ]
    assert {pair: round(contrast(*(colours[name] for name in pair)), 1) for pair in pairs if contrast(*(colours[name] for name in pair)) < 4.5} == {}  # fmt: skip


def contrast(one: str, other: str) -> float:
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
