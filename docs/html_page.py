"""Takes docs/html.png, a picture of the HTML report, from a sample draft: python docs/html_page.py (needs chromedriver)."""

import shutil
import tempfile
from pathlib import Path

from selenium import webdriver

from xlint import packs, profiles
from xlint.document import Document
from xlint.engine import check
from xlint.readers import read
from xlint.reports import View, rendered
from xlint.reports.html import render
from xlint.results import Checked
from xlint.verified import verified

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=1"
)
SIZE = (1280, 800)
CHOSEN = 3  # the finding that is shown as chosen


def main() -> None:
    """Check the sample, open its report, choose a finding as a reader would, and save what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text("".join(rendered(render(View()), [_sample("samples/faulty/report.txt")])), "utf-8")
        options = webdriver.ChromeOptions()
        for flag in (*FLAGS.split(), f"--user-data-dir={folder}/browser"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            driver.get(page.as_uri())
            for _ in range(CHOSEN):
                driver.find_element("css selector", "body").send_keys("n")
            driver.save_screenshot(str(ROOT / "docs" / "html.png"))
        finally:
            driver.quit()


def _sample(path: str) -> Checked:
    source, pack = read(str(ROOT / path)), packs.read()
    document = Document(source, pack.words)
    rules = profiles.rules_for(pack, "report", {}, profiles.Choice())
    findings = tuple(check(document, rules).findings)
    name = pack.profiles["report"]["name"]
    return Checked(path, source, "report", name, findings, verified=verified(document, rules))


if __name__ == "__main__":
    main()
