"""Names that are left in a document whose other names are left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import document, found

from xlint.facts import names

HIDDEN = "XX县XX局、XX镇、XX村整改情况。"

LEFT = [
    ("由局党组书记、局长陈建军同志主持召开会议。", ["陈建军"]),
    ("分管副局长王丽带队督导3次。", ["王丽"]),
    ("原党支部书记赵国强因违规发放津补贴被立案。", ["赵国强"]),
    ("给予刘志强同志党内警告处分。", ["刘志强"]),
    ("对何志远进行诫勉谈话，约谈村支书马德山等3人。", ["何志远", "马德山"]),
    ("会计孙丽挪用公款2万元，孙丽已退赔。", ["孙丽"]),
    ("责任领导：王强、李玉梅（副主任）；责任单位：高新区管委会、安监站。", ["王强", "李玉梅"]),
    ("局长王任强主持，副局长司马光明出席，王任强作总结。", ["王任强", "司马光明", "王任强"]),
    ("由张明牵头，组长（王建国）到会。", ["张明", "王建国"]),
    ("副局长谢军分管财务，教师樊长青有偿补课。", ["谢军", "樊长青"]),
    ("成员：谢军、马建国。", ["谢军", "马建国"]),
    ("监督电话0100-5550137。由谢军同志任组长。", ["谢军"]),
]
NO_NAMES = [
    "邀请党校教授授课，干部高度认可，书记方可签字，主任于6月5日前报送。",
    "委员任期届满，常委分工调整，局长办公会研究，书记任组长，主任任副组长。",
    "群众满意度提高，党员严格要求自己，教师安心从教，学生毕业去向登记。",
    "约谈施工方、对项目经理进行约谈，对施工单位给予通报，对古树名木进行保护，将方案予以通报。",
    "对金额较大的进行通报，给予关系户通报，免去常委职务。",
    "干部马上办、群众任何时候都能找到人，村民田间地头开会，村民石材厂复工。",
    "主任强调，书记强调，组长强调纪律，局长高位推动、高频调度，书记亲自抓。",
    "学习雷锋精神、张桂梅同志先进事迹，阅读王阳明著《传习录》，学习孙力军案通报。",
    "主要负责同志、分管同志、老同志、青年同志参加；党员李某、张某某受到处分。",
    "责任人：张局长、李主任、班子成员；牵头领导：党委班子成员。",
    "责任人：财务科、文印室、关工委、安环、高管；由龙泉牵头，由华润、万达负责招商。",
    "对职工房补、车补进行核查，干部文风、会风好转，为居民解忧，群众安危、冷暖，村民王大妈表示感谢。",
]


@pytest.mark.parametrize(("text", "left"), LEFT)
def test_names_beside_roles_titles_sanctions_and_labels_are_found(text: str, left: list[str]) -> None:
    assert [name for _, name in found(HIDDEN + text, "privacy/name")] == left


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_that_begin_with_a_surname_are_no_names(text: str) -> None:
    assert found(HIDDEN + text, "privacy/name") == []


@pytest.mark.parametrize("text", [text for text, _ in LEFT])
def test_a_document_that_hides_no_names_may_hold_them(text: str) -> None:
    assert found("望溪县水利局整改情况。" + text, "privacy/name") == []


def test_a_draft_with_more_names_than_blanks_is_not_anonymised() -> None:
    named = "局长陈建军任组长，副局长王丽、会计孙丽、科长刘志强、主任李玉梅任成员。"
    assert found("XX县XX局，XX镇。" + named, "privacy/name") == []


def test_whom_to_call_is_public() -> None:
    assert found(HIDDEN + "\n联系人：王敏；责任人：王敏；联系电话：0100-5550137。", "privacy/name") == []


@settings(max_examples=150)
@given(st.text("王李谢军任组长书记同志对进行处分XX县，。：（）、\n*某", max_size=60))
def test_any_text_can_be_searched_for_names(text: str) -> None:
    read = document(text)
    for span in names.persons(read.text, read.fields, read.words):
        assert 2 <= span.end - span.start <= 4
        assert "\n" not in text[slice(*span)]
