"""Whole drafts without a fault, of many forms and full of numbers: nothing is found in them."""

from pathlib import Path

import pytest
from support import lint

from xlint.readers import read

DRAFTS = sorted((Path(__file__).parent / "drafts").glob("draft-*.*"))


def test_there_are_drafts() -> None:
    assert len(DRAFTS) >= 117


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_a_clean_draft_has_no_finding(path: Path) -> None:
    assert [(finding.rule, finding.message) for finding in lint(read(str(path)).text)] == []
