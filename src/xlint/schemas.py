"""JSON Schemas of the YAML files that users write – settings, rules, words, profiles – made from what reads them.

An editor with a YAML language server completes and checks by them; what xlint itself says of a file goes further.
"""

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from xlint import config, ignores
from xlint.kinds import KINDS, kind
from xlint.packs import EXAMPLE, PROFILE, RULE, SEVERITIES, WORDING, Pack
from xlint.schema import Field, fields_of
from xlint.search import Pattern

Schema = dict[str, Any]
_DIALECT = "http://json-schema.org/draft-07/schema#"  # what YAML language servers know
_SCALARS: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ONE_OR_MORE: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_WORDS: Mapping[str, str] = {
    "profile": "文种；不写则看标题",
    "rules": "规则的级别和选项",
    "packs": "自己的规则包：文件或文件夹，相对于本文件",
    "include": "检查文件夹时检查哪些文件，写法同 .gitignore",
    "exclude": "不检查哪些文件，写法同 .gitignore",
    "paths": "某些文件另有的设置，后面的优先",
    "ignore": "放过的问题，每条都要写理由",
    "max_size": "文件大小上限，字节",
    "language": "输出语言",
    "fail_on": "达到这个级别时退出码为 1",
    "match": "文件，写法同 .gitignore",
    "rule": "规则，可用 *",
    "reason": "为什么可以放过",
    "path": "文件，写法同 .gitignore",
    "text": "原文中的几个字：只放过碰到它的问题",
    "until": "到哪一天为止，如 2026-12-31",
    "id": "组/缺陷",
    "kind": "哪一类规则",
    "severity": "级别",
    "message": "一句话说明，{…} 处由具体内容代替",
    "why": "为什么会被退回",
    "instead": "怎样改",
    "bad": "应当改的例子，⟦ ⟧ 之间会被指出",
    "good": "不会误报的例子",
    "profiles": "只用于这些文种",
    "yields_to": "与这些规则指的是同一处时，让给它们",
    "options": "这类规则的选项",
    "en": "英文的说法",
}


def schemas(pack: Pack) -> dict[str, Schema]:
    """The schemas by name: `settings` (.xlint.yaml), `rules`, `words` and `profile` of a pack."""
    return {
        "settings": _named("xlint 的设置（.xlint.yaml）", _settings(pack)),
        "rules": _named("xlint 的规则", {"type": "array", "items": _rule(pack)}),
        "words": _named("xlint 的词表", {"type": "object", "additionalProperties": _type(tuple[str, ...])}),
        "profile": _named("xlint 的文种", _object(PROFILE, {"rules": _rule_settings(pack)})),
    }


def _named(title: str, schema: Schema) -> Schema:
    return {"$schema": _DIALECT, "title": title, **schema}


def _settings(pack: Pack) -> Schema:
    profile = {"enum": sorted(pack.profiles)}
    rules = _rule_settings(pack)
    path = _object(config.PATH_KEYS, {"match": _ONE_OR_MORE, "profile": profile, "rules": rules})
    entry = _object(
        ignores.KEYS,
        {"rule": _ONE_OR_MORE, "path": _ONE_OR_MORE, "until": {"type": "string", "format": "date"}},
    )
    own = {
        "profile": profile,
        "rules": rules,
        "paths": {"type": "array", "items": path},
        "ignore": {"type": "array", "items": entry},
    }
    return _object(config.KEYS, own)


def _rule_settings(pack: Pack) -> Schema:
    """What settings say of each rule: a level, or options with one."""
    level: Schema = {"enum": list(SEVERITIES)}
    told = {}
    for id_, rule in sorted(pack.rules.items()):
        fields = {
            name: field._replace(required=False)
            for name, field in fields_of(kind(rule["kind"]).Options).items()
        }
        options = _object({**fields, "severity": Field(str, choices=SEVERITIES)}, {})
        told[id_] = {"description": rule["message"], "anyOf": [level, options]}
    return {"type": "object", "properties": told, "additionalProperties": False}


def _rule(pack: Pack) -> Schema:
    """A rule, with the options of its kind."""
    example = {"anyOf": [{"type": "string"}, _object(EXAMPLE, {"profile": {"enum": sorted(pack.profiles)}})]}
    examples = {"type": "array", "items": example}
    own: dict[str, Schema] = {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"},
        "options": {"type": "object"},
        "bad": examples,
        "good": examples,
        "en": _object(WORDING, {}),
    }
    by_kind = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"properties": {"options": _object(fields_of(kind(name).Options), {})}},
        }
        for name in KINDS
    ]
    return {**_object(RULE, own), "allOf": by_kind}


def _object(fields: Mapping[str, Field], own: Mapping[str, Schema]) -> Schema:
    """A mapping with these fields; `own` are the schemas of those that are read node by node."""
    properties = {}
    for name, field in fields.items():
        schema = own.get(name) or ({"enum": list(field.choices)} if field.choices else _type(field.type))
        properties[name] = {"description": _WORDS[name], **schema} if name in _WORDS else dict(schema)
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [name for name, field in fields.items() if field.required]
    return {**made, "required": required} if required else made


def _type(type_: Any) -> Schema:
    """The schema of a type of options."""
    if type_ in _SCALARS:
        return {"type": _SCALARS[type_]}
    if type_ is Pattern:
        return {"type": "string", "format": "regex"}
    origin, inner = get_origin(type_), get_args(type_)
    if origin is tuple:
        return {"type": "array", "items": _type(inner[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(inner[1])}
    if hasattr(type_, "_fields"):
        return _object(fields_of(type_), {})
    return {}
