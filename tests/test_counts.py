"""Counts: quantities, totals by status, numbers beside lists, the declared problems against the body."""

import pytest
from support import document, found

from xlint.facts.problems import listing


def values(text: str) -> list[tuple[float, str, str, bool]]:
    return [(q.value, q.unit, q.noun, q.rough) for s in document(text).sentences for q in s.quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反馈4个方面28个问题", [(4, "个", "方面", False), (28, "个", "问题", False)]),
        ("发现问题三十二个", [(32, "个", "问题", False)]),
        ("１５６件", [(156, "件", "", False)]),
        ("近30个问题", [(30, "个", "问题", True)]),
        ("20余项措施", [(20, "项", "措施", True)]),
        ("2,480家", [(2480, "家", "", False)]),
        ("两项制度", [(2, "项", "制度", False)]),
        ("第三个问题，第2项", []),
        ("三重一大、四个意识、八项规定", []),
        ("2.5个百分点，3.2亿元", [(2.5, "个百分点", "", False), (320000000, "元", "", False)]),
        ("一个问题，一批干部", []),
        ("2024年5月6日", []),
        ("每2个村", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[int, str, str, bool]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "督导组反馈问题24个，已整改到位19个，剩余4个正在整改。",
        "我县承担的53项整改任务，已完成47项，正在推进5项。",
        "对指出的9个问题，已销号5个，尚未销号3个。",
        "反馈的六十个问题，已办结五十五个，其余六个正在办理。",
        "本轮巡察共反馈问题15个。目前，已完成整改12个，其余4个明确了完成时限。",
        "区委巡察组反馈问题31条，已完成整改29条，余下3条长期坚持。",
        "县人大交办的审议意见共35条。县政府及时分解任务，目前已落实31条，其余5条跨年度实施。",
        "检视问题11个，其中已完成整改6个，正在整改6个。",
    ],
)
def test_totals_that_do_not_add_up(text: str) -> None:
    assert [rule for rule, _ in found(text, "count/*")] == ["count/sum"]


@pytest.mark.parametrize(
    "text",
    [
        "督导组反馈问题24个，已整改到位19个，剩余5个正在整改。",
        "反馈问题24个，制定措施60条，已完成整改19个，剩余5个正在整改。",
        "反馈问题24个，制定措施60条，已落实55条，其余5条正在推进。",
        "反馈问题24个，已完成整改19个，其中立行立改12个、集中整改7个，剩余5个正在整改。",
        "反馈问题24个，均已采取措施，19个完成整改，其余问题持续推进。",
        "反馈问题24个，其中党建方面6个、财务方面5个。",
        "反馈问题近30个，已完成19个，其余9个正在整改。",
        "反馈问题24个，已完成*个，其余5个正在整改。",
        "发现问题24个，问责12人，完善制度8项，追缴资金30万元。",
        "反馈问题24个，目前24个问题已全部整改到位，其中立行立改9个，限期整改15个。",
        "上轮反馈问题24个已全部整改。本轮反馈问题10个，已完成整改7个，其余3个正在推进。",
    ],
)
def test_totals_that_are_right(text: str) -> None:
    assert found(text, "count/*") == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("组建三个专班（综合协调、督导检查），分头推进。", "三个专班"),
        ("重点抓好以下三项工作：一是学；二是查；三是改；四是建。", "三项工作"),
        ("先后制定《值班制度》《车辆管理办法》、《印章管理规定》等2个文件。", "2个文件"),
        ("抽调县纪委监委、县委组织部、县财政局、县审计局等3个部门人员。", "3个部门"),
        ("健全四项机制：会商机制、通报机制、督办机制。", "四项机制"),
        ("从思想认识、责任落实、制度建设四个方面入手。", "四个方面"),
        ("会议提出三点要求。一要提高认识，二要压实责任。", "三点要求"),
    ],
)
def test_lists_with_another_number(text: str, claim: str) -> None:
    assert [span for _, span in found(text, "count/*")] == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "组建两个专班（综合协调、督导检查），分头推进。",
        "重点抓好以下三项工作：一是学；二是查；三是改。",
        "对照3个问题，一是加强学习；二是建立台账。",
        "由办公室、人事科、财务科牵头，2个科室配合。",
        "党委书记、局长张某，副局长李某分别到2个村调研。",
        "县教育局、县卫健局和县民政局三个部门联合印发通知。",
        "县教育局、县卫生健康局以及人力资源和社会保障局3个部门联合印发通知。",
        "抓住关键少数、重点环节，推动3项制度落地。",
        "坚持学思用贯通、知信行统一，解决2个方面问题。",
        "全面落实三会一课、民主评议等5项制度。",
        "第二、第三季度两个季度均超额完成。",
        "会议强调了四点。一是安全。",
    ],
)
def test_lists_that_are_right(text: str) -> None:
    assert found(text, "count/*") == []


BODY = """关于巡察整改情况的报告
巡察组指出我局存在{aspects}个方面{problems}个问题。
一、组织领导情况
（一）提高站位。召开会议。
（二）加强领导。成立专班。
二、反馈问题整改情况
（一）党的领导方面
1.关于学习不深入的问题。已整改。
2.关于决策不规范的问题。已整改。
（二）干部队伍方面
1.关于轮岗不及时的问题。已整改。
三、下一步打算
（一）持续用力。加强跟踪。
（二）巩固成效。完善制度。
"""


def test_declared_problems_and_aspects_agree_with_the_body() -> None:
    assert found(BODY.format(aspects=2, problems=3), "count/*") == []


def test_declared_problems_differ() -> None:
    assert found(BODY.format(aspects=2, problems=5), "count/*") == [("count/enumerated", "5个问题")]


def test_declared_aspects_differ() -> None:
    assert found(BODY.format(aspects=4, problems=3), "count/*") == [("count/aspects", "4个方面")]


def test_tally_by_section() -> None:
    doc = document(BODY.format(aspects=2, problems=3))
    listed = listing(doc.outline, doc.words)
    assert listed and [(group.name, group.problems) for group in listed.groups] == [
        ("（一）", 2),
        ("（二）", 1),
    ]
    assert listed.aspects


def test_placeholders_are_not_computed() -> None:
    assert found("反馈XX个问题，已完成18个，其余10个。四个方面*条问题。", "count/*") == []


def test_a_row_with_a_hundred_thousand_names_is_read_in_one_pass() -> None:
    text = "共有甲村3个" + "、乙" * 150_000 + "、丙村5个、丁村2个，共计19个。"
    assert found(text, "count/*") == []
