"""`xlint init`: write a commented .xlint.yaml."""

import sys
from collections.abc import Sequence

from xlint.cli import Fault
from xlint.cli.options import parser
from xlint.config import NAME

TEMPLATE = """\
# xlint 的配置。从被检查的文件所在的文件夹起，逐级向上找到的第一个 .xlint.yaml 生效。

# 文种：report 整改进展报告、plan 整改方案、notice 整改情况通报、audit 审计整改报告、general 一般公文。
# 不写则看标题。
# profile: report

# 规则的级别：off（关闭）、info、warning、error；也可以改规则的选项。全部规则见 xlint rules。
# rules:
#   heading/single-child: off
#   term/confusable: error
#   count/enumerated: {coarse: 0.95}

# 检查文件夹时，检查哪些文件、不检查哪些文件，写法同 .gitignore。
# include: ['*.txt', '*.md']
# exclude: ['归档/', '*.bak.txt']

# 自己的规则包：文件或文件夹，相对于本文件。
# packs: [our-rules.yaml]

# 某些文件另有设置。
# paths:
#   - {match: '方案/**', profile: plan}

# 放过某些问题：规则和理由必须写；路径、原文中的几个字和到期日可以不写。
# ignore:
#   - {rule: placeholder/blank, path: reports/a.txt, text: 某镇, reason: 公开稿按要求隐去地名, until: 2026-12-31}

# 达到哪个级别时退出码为 1：error、warning、info、never。
# fail_on: error

# 输出语言 zh 或 en；文件大小上限（字节）。
# language: zh
# max_size: 16777216
"""


def run(arguments: Sequence[str]) -> int:
    """Write the file into the current folder; returns 0. Raises Fault if there is one already."""
    parser("init", "在当前文件夹生成 .xlint.yaml。").parse_args(arguments)
    try:
        with open(NAME, "x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise Fault(f"这里已经有 {NAME}，没有改动它") from None
    except OSError as error:
        raise Fault(f"写不了 {NAME}：{error.strerror}") from None
    sys.stdout.write(f"已生成 {NAME}\n")
    return 0
