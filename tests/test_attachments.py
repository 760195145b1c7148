"""Attachments: listed, cited and there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import document, found

HEAD = "关于巡察反馈意见的整改方案\n一、整改任务\n逐项整改。\n"


def parts(text: str) -> tuple[list[int | None], list[int | None], list[int | None]]:
    listed, cited, present = document(HEAD + text).attachments
    return [i.number for i in listed], [i.number for i in cited], [i.number for i in present]


def test_lists_in_all_notations() -> None:
    assert parts("附件：1.名单\n2.台账\n3.清单\n")[0] == [1, 2, 3]
    assert parts("附件：1.名单 2.台账\n")[0] == [1, 2]
    assert parts("附件1：名单\n附件2：台账\n")[0] == [1, 2]
    assert parts("附件：名单\n")[0] == [None]
    assert parts("任务见附件2，名单详见附件一。\n")[1] == [2, 1]
    assert parts("附件1\n名单\n附件2\n台账\n")[2] == [1, 2]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_a_whole_list_is_right_and_each_gap_is_found(count: int) -> None:
    entries = [f"{'附件：' if n == 1 else ''}{n}.第{n}份清单\n" for n in range(1, count + 1)]
    present = [f"附件{n}\n第{n}份清单\n逐项整改。\n" for n in range(1, count + 1)]
    assert found(HEAD + "".join(entries + present), "attachment/*") == []
    without = found(HEAD + "".join(entries + present[:-1]), "attachment/*")
    assert [rule for rule, _ in without] == ["attachment/missing"]
    unlisted = found(HEAD + "".join(entries[:-1] + present), "attachment/*")
    assert [rule for rule, _ in unlisted] == ["attachment/unlisted"]
    if count > 2:
        swapped = found(HEAD + "".join([entries[0], *entries[2:]]), "attachment/*")
        assert [rule for rule, _ in swapped] == ["attachment/sequence"]


@given(st.text(alphabet="附件1234：:.、一二见详（）\n 名单", max_size=80))
def test_any_text(text: str) -> None:
    for group in document(text).attachments:
        assert all(0 <= item.span.start <= item.span.end <= len(text) for item in group)
    found(text, "attachment/*")
