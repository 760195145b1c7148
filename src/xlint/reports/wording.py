"""The words of the text report in Chinese and English."""

from collections.abc import Mapping

from xlint.model import Severity

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "place": "第{line}行第{column}列",
        "also": "另见第{line}行：{message}",
        "folded": "这条规则还有{count}处，加 --all 全部列出",
        "encoding": "编码 {encoding}",
        "checked_as": "按“{profile}”检查",
        "fine": "未发现问题",
        "clean": "共检查{files}个文件，未发现问题。",
        "total": "共检查{files}个文件，发现{all}处：错误{errors}、警告{warnings}、提示{infos}。",
        "unread": "有{count}个文件没有检查成。",
        "rule": "规则",
        "severity": "级别",
        "count": "处数",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "info",
        "place": "line {line}, column {column}",
        "also": "see line {line}: {message}",
        "folded": "{count} more of this rule; --all lists them",
        "encoding": "encoding {encoding}",
        "checked_as": "checked as {profile}",
        "fine": "nothing found",
        "clean": "{files} file(s) checked, nothing found.",
        "total": "{files} file(s) checked, {all} found: {errors} errors, {warnings} warnings, {infos} infos.",
        "unread": "{count} file(s) could not be checked.",
        "rule": "rule",
        "severity": "severity",
        "count": "count",
    },
}


def severity(level: Severity, language: str) -> str:
    """What a severity is called."""
    return WORDS[language][level.label]
