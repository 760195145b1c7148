"""A corpus of sentences with counts: what must be found in them, and that nothing else is."""

import json
from typing import Any

import pytest
from support import ROOT, lint

RULES = "count/sum,count/rate,count/subset,count/list,count/aspects,count/inconsistent"
CORPUS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests" / "claims.jsonl").read_text("utf-8").splitlines()
]
BAR = 0.97


def judge(claim: dict[str, Any]) -> tuple[int, int, int]:
    """(faults found, faults there, false alarms) of one sentence."""
    text = claim["text"]
    good = [
        finding
        for finding in lint(text, RULES, "report")
        if finding.rule in claim["rules"] and any(part in text[slice(*finding.span)] for part in claim["at"])
    ]
    found = len(lint(text, RULES, "report"))
    return min(len(good), 1), int(bool(claim["rules"])), found - len(good)


def test_the_corpus_is_large_and_has_both_sorts() -> None:
    faulty = sum(bool(claim["rules"]) for claim in CORPUS)
    assert len(CORPUS) >= 150 and 60 <= faulty <= len(CORPUS) - 60
    assert len({claim["text"] for claim in CORPUS}) == len(CORPUS)


def test_recall_and_precision() -> None:
    results = [judge(claim) for claim in CORPUS]
    found, there, alarms = (sum(column) for column in zip(*results, strict=True))
    recall, precision = found / there, found / (found + alarms)
    print(f"{len(CORPUS)} sentences: recall {found}/{there} = {recall:.3f}, precision {precision:.3f}")
    assert recall >= BAR and precision >= BAR


@pytest.mark.parametrize(
    "claim", [claim for claim in CORPUS if not claim["rules"]], ids=lambda c: c["text"][:20]
)
def test_nothing_is_found_where_nothing_is_wrong(claim: dict[str, Any]) -> None:
    assert lint(claim["text"], RULES, "report") == []
