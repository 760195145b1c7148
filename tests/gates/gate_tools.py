"""What the tests of the gates need: scratch repositories, scripts as a runner executes them, tools from registries."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import ROOT

CLEAN = "关于巡察整改进展情况的报告\n\n一、组织领导情况\n局党组召开专题会议2次，研究整改工作。\n\n二、反馈问题整改情况\n反馈的2个问题均已于2024年5月30日前整改完成。\n\n三、下一步打算\n持续推进整改工作，巩固整改成果。\n"
FAULTY = CLEAN.replace("三、", "五、")
FAULT = "heading/sequence"
_NODE = Path(__file__).parent / "node"
_PYTHONS = ("PIP_", "SSL_", "REQUESTS_", "UV_", "NPM_", "npm_", "NODE_", "XLINT_CACHE")
_PLAIN = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "https_proxy")


def environment(**more: str) -> dict[str, str]:
    """The environment without what a CI system or a Git hook around the tests has put into it."""
    kept = {name: value for name, value in os.environ.items() if name in _PLAIN or name.startswith(_PYTHONS)}
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONIOENCODING": "utf-8"}
    names = {
        f"GIT_{who}_{what}": "x@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return {"LANG": "C.UTF-8", **kept, **quiet, **names, **more}


def run(
    command: list[str], folder: Path, timeout: float = 60, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command; its output is one text."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )


def git(folder: Path, *arguments: str) -> str:
    """Run Git; what it says without the line end."""
    done = run(["git", *arguments], folder)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, str] | None = None) -> str:
    """Write files and commit all that is there; the name of the commit."""
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--no-verify", "-m", "稿件")
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path) -> Path:
    """An empty repository in a new folder."""
    if shutil.which("git") is None:
        pytest.skip("Git is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def bash() -> str:
    """The shell that runners execute scripts with."""
    found = shutil.which("bash")
    if found is None or os.name == "nt":
        pytest.skip("there is no bash here")
    return found


def command_of(folder: Path) -> Path:
    """A folder with a `python3` and an `xlint` that are this interpreter and this checkout."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, call in (("python3", ""), ("xlint", " -m xlint")):
        script = folder / name
        script.write_text(
            f"#!/bin/sh\nPYTHONPATH='{ROOT / 'src'}' exec '{sys.executable}'{call} \"$@\"\n", "utf-8"
        )
        script.chmod(0o755)
    return folder


def checkout(folder: Path) -> Path:
    """A copy of what xlint is installed from, without what this checkout holds beside it."""
    parts = [
        "pyproject.toml",
        "README.md",
        "README.zh-CN.md",
        "LICENSE",
        "CHANGELOG.md",
        ".pre-commit-hooks.yaml",
    ]
    folder.mkdir(parents=True)
    for name in parts:
        shutil.copy(ROOT / name, folder / name)
    for name in ("src", "rules", "grammar"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    return folder


@cache
def _reach() -> str:
    with tempfile.TemporaryDirectory() as folder:
        ask = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, "hatchling"]
        try:
            done = run([*ask, "--retries", "0"], Path(folder), timeout=30)
        except subprocess.TimeoutExpired:
            return "pip gets no answer"
        return done.stdout.strip()[-200:] if done.returncode else ""


def needs_registry() -> None:
    """Skip the test where pip cannot get what a package is built with."""
    if _reach():
        pytest.skip(f"pip cannot reach a package registry: {_reach()}")


def needs_module(name: str) -> None:
    """Skip the test where a tool of the `test` extra is not installed."""
    if find_spec(name) is None:
        pytest.skip(f"{name} is not installed (pip install '.[test]')")


def node_package(name: str) -> Path:
    """The folder of an npm package at its locked version, installed once for each state of the lock."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    lock = (_NODE / "package-lock.json").read_bytes()
    place = Path(tempfile.gettempdir()) / f"xlint-gates-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not (place / "node_modules" / name / "package.json").is_file():
        _install(place)
    return place / "node_modules" / name


def _install(place: Path) -> None:
    beside = Path(tempfile.mkdtemp(prefix="xlint-gates-"))
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_NODE / name, beside / name)
    try:
        done = run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"],
            beside,
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm ci gets no answer")
    if done.returncode:
        shutil.rmtree(beside, ignore_errors=True)
        pytest.skip(f"npm ci does not succeed: {done.stdout.strip()[-200:]}")
    try:
        beside.rename(place)
    except OSError:  # another run was quicker
        shutil.rmtree(beside, ignore_errors=True)


def loaded(path: Path) -> Any:
    """What a YAML file says. `on` as a key is read as true by this reader of YAML 1.1."""
    return yaml.safe_load(path.read_text("utf-8"))


def fits_schema(schema: str, path: Path) -> None:
    """Let check-jsonschema compare a file with a schema that it brings along."""
    needs_module("check_jsonschema")
    done = run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)], path.parent)
    assert done.returncode == 0, done.stdout


def documented(start: str) -> list[str]:
    """The YAML in the documentation that begins with some words."""
    blocks = re.findall(
        r"^```yaml\n(.*?)^```", (ROOT / "docs" / "repository.md").read_text("utf-8"), re.M | re.S
    )
    return [block for block in blocks if block.startswith(start)]
