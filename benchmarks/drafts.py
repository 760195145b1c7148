"""Drafts of any size for the benchmarks: paragraphs, one long line, or headings only."""

_ITEM = """{number}.关于“制度执行不够严格”的问题
一是修订管理办法，明确审批权限和流程，组织全体人员学习{number}次，发放学习资料120份。二是开展专项检查，发现不规范事项8项，已完成整改5项，其余3项正在整改。三是建立工作台账，实行逐项销号，由办公室每月通报一次进展情况，确保件件有着落、事事有回音。
"""
_HEAD = """中共望溪县水利局党组关于巡察整改进展情况的报告
根据县委统一部署，县委巡察组对我局开展了巡察，现将整改情况报告如下。
一、组织领导情况
局党组召开会议3次，成立领导小组。
二、反馈问题整改情况
"""
_TAIL = "三、下一步打算\n持续抓好整改，巩固成果。\n"


def paragraphs(size: int) -> str:
    """An ordinary report of about `size` bytes in UTF-8, with one fault near its end."""
    items, made, number = [], len((_HEAD + _TAIL).encode()), 1
    while made < size:
        items.append(_ITEM.format(number=number))
        made += len(items[-1].encode())
        number = number % 99 + 1
    return _HEAD + "".join(items) + _TAIL + "由XX负责。\n"


def one_line(size: int) -> str:
    """The same words in one line."""
    return "关于整改情况的报告\n" + paragraphs(size).replace("\n", "")


def headings(size: int) -> str:
    """Headings and nothing else, four levels deep."""
    block = "（一）提高认识\n1.加强学习\n（1）制定计划\n（2）抓好落实\n2.强化责任\n"
    return "关于整改情况的报告\n一、总体情况\n" + block * (size // len(block.encode()))
