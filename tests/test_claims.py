"""A corpus of sentences with counts: what must be found in them, and that nothing else is."""

import json
from functools import cache
from typing import Any

from support import ROOT, lint

from xlint.model import Finding, Span

RULES = "count/sum,count/rate,count/subset,count/list,count/aspects,count/inconsistent"
CORPUS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests" / "claims.jsonl").read_text("utf-8").splitlines()
]
BAR = 0.97


@cache
def results() -> list[tuple[dict[str, Any], list[Finding], list[Finding]]]:
    """Each sentence with what is found in it, rightly and wrongly."""
    made = []
    for claim in CORPUS:
        found = lint(claim["text"], RULES, "report")
        right = [finding for finding in found if is_right(finding, claim)]
        made.append((claim, right, [finding for finding in found if finding not in right]))
    return made


def is_right(finding: Finding, claim: dict[str, Any]) -> bool:
    """Whether a finding is of a rule that may report the fault, at one of the numbers that disagree."""
    return finding.rule in claim["rules"] and any(
        finding.span.overlaps(place) for part in claim["at"] for place in places(part, claim["text"])
    )


def places(part: str, text: str) -> list[Span]:
    starts = [at for at in range(len(text)) if text.startswith(part, at)]
    return [Span(start, start + len(part)) for start in starts]


def test_the_corpus_is_large_and_has_both_sorts() -> None:
    faulty = sum(bool(claim["rules"]) for claim in CORPUS)
    assert len(CORPUS) >= 2000 and 600 <= faulty <= len(CORPUS) - 1000
    assert len({claim["text"] for claim in CORPUS}) == len(CORPUS)


def test_recall_and_precision() -> None:
    there = sum(bool(claim["rules"]) for claim in CORPUS)
    found = sum(bool(right) for _, right, _ in results())
    good, bad = (sum(len(row[column]) for row in results()) for column in (1, 2))
    recall, precision = found / there, good / (good + bad)
    print(f"{len(CORPUS)} sentences: recall {found}/{there} = {recall:.3f}, precision {precision:.3f}")
    assert recall >= BAR and precision >= BAR


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    alarms = [
        (claim["text"], [(finding.rule, finding.message) for finding in wrong])
        for claim, _, wrong in results()
        if wrong and not claim["rules"]
    ]
    assert alarms == []
