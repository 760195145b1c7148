"""The conventions of the house, as tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, pack

from xlint.kinds import KINDS, kind

SOURCE = ROOT / "src" / "xlint"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = [
    "model",
    "syntax",
    "words",
    "patterns",
    "search",
    "source",
    "numerals",
    "outline",
    "facts",
    "document",
    "suppress",
    "kinds",
    "engine",
]
RULES = {
    "heading": "skipped-level sequence marker-style empty-section duplicate-title single-child",
    "sequence": "inline",
    "section": "missing order",
    "title": "duplicate missing",
    "placeholder": "blank date note",
    "residue": "markup web",
    "field": "missing-owner missing-deadline empty vague-deadline",
    "punct": "half-width unpaired repeated",
    "term": "confusable typo inconsistent-name",
    "count": "sum enumerated aspects list subset rate inconsistent",
    "date": "invalid order weekday",
    "attachment": "missing unlisted sequence",
    "status": "unfinished-without-deadline contradiction",
    "privacy": "id-number bank-card phone name",
    "text": "duplicate-paragraph hollow-measure",
    "suppression": "unused without-reason",
}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path, everywhere: bool) -> Iterator[str]:
    nodes = ast.walk(tree(path)) if everywhere else iter(tree(path).body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def names(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_modules_are_small_and_say_what_they_do(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module)
    assert path.read_text("utf-8").count("\n") <= 250
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    assert all((node.end_lineno or 0) - node.lineno <= 40 for node in functions)


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    top = {name.split(".")[0] for name in imports(path, everywhere=False)}
    if "lsp" in path.parts:  # only ever loaded by `xlint lsp`, which needs asyncio
        top -= {"asyncio"}
    assert not top & {"lark", "yaml", "rich", "difflib", "pathlib", "dataclasses", "asyncio", "logging"}
    if names(path) != "outline/tables.py":
        assert "lark" not in {name.split(".")[0] for name in imports(path, everywhere=True)}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_imports_point_upwards(path: Path) -> None:
    room = names(path).split("/")[0].removesuffix(".py")
    if room not in ROOMS:
        return
    allowed = {*ROOMS[: ROOMS.index(room) + 1], "store", "resources"}
    used = {name.split(".")[1] for name in imports(path, everywhere=True) if name.startswith("xlint.")}
    assert used - {"__version__"} <= allowed


def test_every_kind_is_a_module_and_is_used() -> None:
    assert {rule["kind"] for rule in pack().rules.values()} == set(KINDS)
    assert all(hasattr(kind(name), "Options") and hasattr(kind(name), "check") for name in KINDS)
    modules = {path.stem.replace("_", "-") for path in (SOURCE / "kinds").glob("*.py")} - {"--init--"}
    assert modules == set(KINDS)


def test_the_rules_are_those_that_are_promised() -> None:
    assert set(pack().rules) == {
        f"{group}/{name}" for group, defects in RULES.items() for name in defects.split()
    }


def test_messages_are_plain_chinese_sentences() -> None:
    for rule in pack().rules.values():
        for message in (rule["message"], *rule.get("messages", {}).values()):
            assert "！" not in message and "!" not in message and "/" not in message and len(message) <= 60


def test_the_project_speaks_of_itself_alone() -> None:
    folders = ["src", "rules", "grammar", "tests", "samples", "docs", "benchmarks"]
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".yaml", ".md", ".lark")
    ]
    words = ["/" + "work/", "shared" + "/seeds", "farm" + "-bench"]
    assert not [path for path in files for word in words if word in path.read_text("utf-8", errors="ignore")]
