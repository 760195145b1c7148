"""The drafts in samples/: clean ones give nothing at all, faulty ones exactly what is expected of them."""

from pathlib import Path

import pytest
import yaml
from support import ROOT, found, lint

from xlint.readers import read
from xlint.source import Source

SAMPLES = ROOT / "samples"
CLEAN = sorted(path for path in (SAMPLES / "clean").iterdir() if path.suffix in (".txt", ".md"))
FAULTY = sorted(path for path in (SAMPLES / "faulty").iterdir() if path.suffix in (".txt", ".md"))


def findings(path: Path) -> list[dict[str, object]]:
    source = read(str(path))
    assert isinstance(source, Source)
    return [
        {
            "rule": finding.rule,
            "line": source.position(finding.span.start).line,
            "text": source.text[slice(*finding.span)],
        }
        for finding in lint(source.text)
    ]


def test_there_are_samples_of_both_sorts_in_several_encodings() -> None:
    assert len(CLEAN) >= 6 and len(FAULTY) >= 4
    encodings = {source.encoding for path in CLEAN + FAULTY if isinstance(source := read(str(path)), Source)}
    assert len(encodings) >= 4


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_sample_has_no_finding(path: Path) -> None:
    assert findings(path) == []


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.name)
def test_faulty_sample_has_exactly_the_expected_findings(path: Path) -> None:
    expected = yaml.safe_load((path.parent / f"{path.stem}.expected.yaml").read_text("utf-8"))
    assert findings(path) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028"], ids=["CRLF", "CR", "NEL", "LS"])
@pytest.mark.parametrize("path", [*CLEAN, *FAULTY], ids=lambda path: path.name)
def test_any_line_end_will_do(path: Path, end: str) -> None:
    text = "\n".join(read(str(path)).text.splitlines())
    assert found(text.replace("\n", end)) == found(text)
