"""The words of the text report in Chinese and English."""

from collections.abc import Mapping

from xlint.model import Finding, Severity

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
        "known": "基线中已接受的{count}处没有列出",
        "ignored": "按理由忽略的{count}处没有列出",
        "fixed": "基线中有{count}处已改好，可用 xlint baseline --prune 去掉",
        "stop": "。",
        "verified": "已核对：{told}",
        "counts": "数字关系{checked}处（相符{agree}、不符{differ}）",
        "not_computable": "{count}处因未填写无法核对",
        "sections": "必备部分{found}/{all}",
        "measures": "措施{total}项（有责任人{owner}、有时限{deadline}）",
        "attachments": "附件列{listed}个、附{present}个",
        "dates": "日期{read}个",
        "nothing": "没有可核对的{names}",
        "name_counts": "数字",
        "name_sections": "必备部分",
        "name_measures": "措施",
        "name_attachments": "附件",
        "name_dates": "日期",
        "comma": "，",
        "dot": "、",
        "where": "位置",
        "problem": "问题",
        "more": "另有{count}处没有列出。",
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
        "known": "{count} accepted in the baseline are not shown",
        "ignored": "{count} ignored for a reason are not shown",
        "fixed": "{count} of the baseline are fixed: xlint baseline --prune removes them",
        "stop": ".",
        "verified": "checked: {told}",
        "counts": "{checked} number relations ({agree} agree, {differ} do not)",
        "not_computable": "{count} blank and not computable",
        "sections": "{found} of {all} required sections",
        "measures": "{total} measures ({owner} with owner, {deadline} with deadline)",
        "attachments": "{listed} attachments listed, {present} there",
        "dates": "{read} dates",
        "nothing": "nothing to check: {names}",
        "name_counts": "numbers",
        "name_sections": "required sections",
        "name_measures": "measures",
        "name_attachments": "attachments",
        "name_dates": "dates",
        "comma": "; ",
        "dot": ", ",
        "where": "where",
        "problem": "problem",
        "more": "{count} more are not listed.",
        "rule": "rule",
        "severity": "severity",
        "count": "count",
    },
}


def severity(level: Severity, language: str) -> str:
    """What a severity is called."""
    return WORDS[language][level.label]


def located(finding: Finding) -> str:
    """The message behind the finding's place in the document; never blank, for some programs refuse that."""
    words = f"{finding.place} {finding.message}" if finding.place else finding.message
    return words if words.strip() else finding.rule
