"""The pages that explain the rules, in Markdown: one for each rule and a table of all, made from the rules alone."""

from collections.abc import Iterator, Mapping, Sequence
from re import sub
from typing import Any

from xlint.reports.wording import WORDS

MARK = "<!-- 本页由 xlint docs 从规则生成：要改内容请改规则 -->"
INDEX = "README.md"

Told = Mapping[str, Any]
_FENCE = "```"


def name_of(id_: str) -> str:
    """The file name of a rule's page."""
    return id_.replace("/", "-") + ".md"


def pages(rules: Mapping[str, Told], profiles: Mapping[str, Told]) -> dict[str, str]:
    """All pages by file name."""
    made = {name_of(id_): _page(rule, profiles) for id_, rule in rules.items()}
    return {INDEX: _index(rules, profiles), **made}


def _index(rules: Mapping[str, Told], profiles: Mapping[str, Told]) -> str:
    head = "| 规则 | 级别 | 说什么 | 用于 |\n| --- | --- | --- | --- |\n"
    rows = "".join(
        f"| [{id_}]({name_of(id_)}) | {_level(rule)} | {_text(_shown(rule['message']))} | {_used(rule, profiles)} |\n"
        for id_, rule in sorted(rules.items())
    )
    return f"{MARK}\n\n# 规则\n\n共{len(rules)}条，…处由具体内容代替。\n\n{head}{rows}"


def _page(rule: Told, profiles: Mapping[str, Told]) -> str:
    return "".join(_parts(rule, profiles))


def _parts(rule: Told, profiles: Mapping[str, Told]) -> Iterator[str]:
    id_, english = rule["id"], rule.get("en", {})
    yield f"{MARK}\n\n# {id_}\n\n级别：{_level(rule)}。用于：{_used(rule, profiles)}。\n"
    yield "\n## 说什么\n\n"
    yield "".join(f"- {_text(_shown(words))}\n" for words in _messages(rule))
    yield f"\n## 为什么\n\n{_text(rule['why'])}\n"
    yield from _examples("应当改的例子", "⟦ ⟧ 之间的会被指出。", rule["bad"])
    yield from _examples("不会误报的例子", "", rule["good"])
    if rule.get("instead"):
        yield f"\n## 怎样改\n\n{_text(rule['instead'])}\n"
    yield f"\n## 怎样关闭\n\n只这一次：`xlint --ignore {id_} 文件`。一直关闭，在 .xlint.yaml 里写：\n\n"
    yield f"{_FENCE}yaml\nrules:\n  {id_}: off\n{_FENCE}\n\n只放过一处，写明理由：\n\n"
    yield f"{_FENCE}yaml\nignore:\n  - {{rule: {id_}, path: 报告.txt, text: 原文中的几个字, reason: 为什么可以不改}}\n{_FENCE}\n"
    if english:
        yield f"\n## English\n\n{_text(_shown(english.get('message', '')))}\n\n{_text(english.get('why', ''))}\n"
        if english.get("instead"):
            yield f"\n{_text(english['instead'])}\n"


def _messages(rule: Told) -> list[str]:
    return list(dict.fromkeys([rule["message"], *rule.get("messages", {}).values()]))


def _examples(head: str, hint: str, examples: Sequence[Told]) -> Iterator[str]:
    if not examples:
        return
    yield f"\n## {head}\n"
    if hint:
        yield f"\n{hint}\n"
    for example in examples:
        fence = _FENCE
        while fence in example["text"]:
            fence += "`"
        yield f"\n{fence}text\n{example['text'].rstrip()}\n{fence}\n"


def _level(rule: Told) -> str:
    return WORDS["zh"][rule["severity"]]


def _used(rule: Told, profiles: Mapping[str, Told]) -> str:
    return "、".join(profiles[name]["name"] for name in rule.get("profiles", ())) or "各种文稿"


def _shown(message: str) -> str:
    """A message with … in the place of what is filled in."""
    return sub(r"\{\w+\}", "…", message)


def _text(words: str) -> str:
    """Words of a rule as plain text in Markdown."""
    return sub(r"([\\`*_<>\[\]|#])", r"\\\1", words.strip().replace("\n", " "))
