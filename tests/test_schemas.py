"""The JSON Schemas of settings and packs: up to date, sound, and in accord with what xlint itself says of a file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from support import ROOT, pack

from xlint import cli, config
from xlint.cli.init import TEMPLATE
from xlint.schemas import schemas

SCHEMAS = schemas(pack())


def errors(name: str, text: str) -> list[str]:
    value = yaml.load(text, Loader=yaml.BaseLoader)  # everything is text there, as xlint reads it
    return [error.message for error in Draft7Validator(_lenient(SCHEMAS[name])).iter_errors(value)]


def _lenient(schema: Any) -> Any:
    """The schema with numbers and booleans as the texts that they are in YAML before anybody reads them."""
    if isinstance(schema, dict):
        kind = {"type": "string"} if schema.get("type") in ("integer", "number", "boolean") else {}
        return {key: _lenient(value) for key, value in schema.items()} | kind
    return [_lenient(value) for value in schema] if isinstance(schema, list) else schema


def test_they_are_published_as_they_are_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.run(["schema", "--folder", "docs/schema", "--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_they_are_schemas(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    json.dumps(SCHEMAS[name])


def test_they_accept_the_packs_and_the_template() -> None:
    files = {
        "rules": ROOT.glob("rules/*.yaml"),
        "words": ROOT.glob("rules/words/*.yaml"),
        "profile": ROOT.glob("rules/profiles/*.yaml"),
    }
    for name, paths in files.items():
        for path in paths:
            assert errors(name, path.read_text("utf-8")) == [], path
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith("# ")]
    settings = "\n".join(line for line in lines if re.match(r"[a-z_]+:|  +(?:- |[a-z/-]+:)", line))
    assert errors("settings", settings) == [] and "ignore" in settings


@pytest.mark.parametrize(
    "text",
    [
        "profile: reprt",
        "rules: {count/sun: off}",
        "rules: {count/sum: loud}",
        "rules: {count/enumerated: {coarser: 1}}",
        "ignore: [{rule: count/sum}]",
        "ignore: [{reason: x}]",
        "ignore: [{rule: count/sum, reason: x, file: y}]",
        "paths: [{profile: plan}]",
        "packs: own.yaml",
        "language: fr",
        "failon: error",
    ],
)
def test_they_refuse_what_xlint_refuses(text: str, tmp_path: Path) -> None:
    assert errors("settings", text)
    assert config.mistakes(str(tmp_path / ".xlint.yaml"), text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "rules: {count/sum: off, count/enumerated: {coarse: 0.95, severity: info}}",
        "ignore: [{rule: count/sum, reason: x}, {rule: ['a', 'b'], path: [x, y], text: t, reason: r, until: 2026-12-31}]",
        "paths: [{match: [a, b], profile: plan, rules: {count/sum: off}}]",
        "include: ['*.txt']\nexclude: []\nmax_size: 5\nlanguage: en\nfail_on: never",
    ],
)
def test_they_accept_what_xlint_accepts(text: str) -> None:
    assert errors("settings", text) == []


def test_a_rule_of_a_kind_has_the_options_of_the_kind() -> None:
    rule = "- {id: own/a, kind: %s, severity: error, message: m, why: w, options: {%s}}"
    assert errors("rules", rule % ("forbidden-text", "patterns: [a]")) == []
    assert errors("rules", rule % ("forbidden-text", "pattern: [a]"))
    assert errors("rules", rule % ("forbidden-text", ""))
    assert errors("rules", rule % ("no-kind", ""))
