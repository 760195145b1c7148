"""Every rule of the pack keeps what its examples promise."""

import pytest
from support import pack

from xlint import examples

RULES = sorted(pack().rules)


@pytest.mark.parametrize("rule", RULES)
def test_examples_come_out_as_marked(rule: str) -> None:
    assert list(examples.run(pack(), rule)) == []


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_three_examples_of_each_kind_and_says_what_to_do(rule: str) -> None:
    told = pack().rules[rule]
    assert len(told["bad"]) >= 3 and len(told["good"]) >= 3
    assert told["why"] and told["instead"] and told["en"]["message"] and told["en"]["why"]


@pytest.mark.parametrize("rule", RULES)
def test_bad_examples_mark_what_is_to_be_reported(rule: str) -> None:
    assert all("⟦" in example["text"] for example in pack().rules[rule]["bad"])
