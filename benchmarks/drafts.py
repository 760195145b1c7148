"""Drafts for the benchmarks: a report of any size, as dense with numbers and lists as real ones, no two paragraphs alike."""

from itertools import cycle, islice

_HEAD = """中共望溪县水利局党组关于巡察整改进展情况的报告
根据县委统一部署，县委巡察组对我局开展了巡察，现将整改情况报告如下。
一、组织领导情况
局党组召开会议3次，成立领导小组，研究解决整改中的重点难点。
二、反馈问题整改情况
"""
_TAIL = """三、下一步工作打算
持续抓好后续整改，巩固整改成果，推动各项工作落实。
"""
_PROBLEMS = [
    "制度执行不够严格",
    "资金使用不够规范",
    "学习教育不够深入",
    "工程监管存在薄弱环节",
    "服务群众不够主动",
    "档案管理不够细致",
    "作风建设抓得不紧",
]
_FIRST = [
    "修订《{name}管理办法》，明确审批权限和流程，组织全体人员学习{few}次，发放学习资料{many}份",
    "召开专题会议{few}次，逐条研究整改措施，由分管领导牵头督办{name}工作",
    "对近三年的{name}事项逐项核查，调阅资料{many}份，约谈有关负责人{few}人",
    "组织业务骨干赴先进单位学习{name}经验{few}天，形成调研报告{few}篇",
    "聘请第三方机构对{name}开展评估，走访群众{many}户，收集意见{few}条",
]
_SECOND = [
    "开展专项检查，发现不规范事项{all}项，已完成整改{done}项，其余{rest}项正在整改",
    "排查{name}隐患{all}处，其中已治理{done}处，正在治理{rest}处",
    "清理{name}台账{all}本，账实相符{done}本、账实不符{rest}本，均已调整",
    "受理群众反映{name}的事项{all}件，办结{done}件，尚在办理{rest}件",
]
_THIRD = [
    "建立{name}工作台账，实行逐项销号，由办公室每月通报一次进展情况，确保件件有着落、事事有回音",
    "把{name}纳入年度考核，每季度检查一次，对落实不力的在一定范围内通报",
    "完善{name}内控流程，重要事项提交党组会集体研究，并接受职工代表监督",
]
_NAMES = ["财务", "采购", "水库", "河道", "饮水", "公车", "档案", "合同", "信访", "工程", "培训"]


def paragraphs(size: int) -> str:
    """A report of at least `size` bytes of UTF-8: problems, each with three measures, and one fault near its end."""
    body: list[str] = []
    length = len((_HEAD + _TAIL).encode())
    while length < size:
        lines = _problem(len(body) // 2 + 1)
        body += lines
        length += sum(len(line.encode()) + 1 for line in lines)
    return _HEAD + "\n".join(body) + "\n" + _TAIL + "由XX负责。\n"


def one_line(size: int) -> str:
    """The same words in one line."""
    return "关于整改情况的报告\n" + paragraphs(size).replace("\n", "")


def headings(size: int) -> str:
    """Headings and nothing else, four levels deep."""
    block = "（一）提高认识\n1.加强学习\n（1）制定计划\n（2）抓好落实\n2.强化责任\n"
    return "关于整改情况的报告\n一、总体情况\n" + block * (size // len(block.encode()))


def _problem(number: int) -> list[str]:
    done, rest = 5 + number % 17, 1 + number % 3
    values = {
        "name": _at(_NAMES, number),
        "few": str(2 + number % 7),
        "many": str(100 + 7 * number),
        "all": str(done + rest),
        "done": str(done),
        "rest": str(rest),
    }
    parts = [_at(pool, number).format(**values) for pool in (_FIRST, _SECOND, _THIRD)]
    listed = "".join(
        f"{marker}{part}。" for marker, part in zip(("一是", "二是", "三是"), parts, strict=True)
    )
    return [f"{number}.关于“{_at(_NAMES, number)}{_at(_PROBLEMS, number)}”的问题", listed]


def _at(pool: list[str], number: int) -> str:
    return next(islice(cycle(pool), number % len(pool), None))
