"""The tools that are measured: xlint in four ways, and what people would otherwise use on such files.

The others are installed into a scratch folder, nothing is put anywhere else; one that cannot be is left out.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from prose import TYPOS

_TERMS = Path(__file__).parents[1] / "rules" / "term.yaml"
_NPM = ("autocorrect-node", "textlint", "textlint-rule-prh")
_XLINT_FOUND = r"发现(\d+)处|, (\d+) found"


class Tool(NamedTuple):
    """How a tool is run: `command` and then the folder, or the names of all files where it takes no folder.

    `found` is what its output says of the number of findings; `cache` is none, fresh for each run, or kept.
    """

    name: str
    version: str
    command: tuple[str, ...]
    found: str
    takes_folder: bool = True
    cache: str = "none"
    words: int = 0  # of its dictionary, where it finds nothing else

    def argv(self, target: Path) -> list[str]:
        """The whole command for a folder or a file."""
        if self.takes_folder or target.is_file():
            return [*self.command, str(target)]
        return [*self.command, *map(str, sorted(target.iterdir()))]


def xlint() -> list[str]:
    """The command under test: the one that is installed beside this interpreter, or the module."""
    script = Path(sys.executable).with_name("xlint")
    return [str(script)] if script.exists() else [sys.executable, "-m", "xlint"]


def contenders(scratch: Path) -> list[Tool]:
    """All tools that can be run here."""
    version = _said([*xlint(), "--version"]).removeprefix("xlint ")
    ways = {
        "xlint --jobs 1 --no-cache": "none",
        "xlint --jobs 2, empty cache": "fresh",
        "xlint --jobs 1, filled cache": "kept",
        "xlint, filled cache": "kept",
    }
    tools = []
    for name, cache in ways.items():
        options = [word for word in name.partition(",")[0].split()[1:] if word]
        tools.append(Tool(name, version, (*xlint(), *options), _XLINT_FOUND, cache=cache))
    return [*tools, *_from_npm(scratch), *_limae(scratch)]


def _from_npm(scratch: Path) -> list[Tool]:
    folder = scratch / "node"
    bins = folder / "node_modules" / ".bin"
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return _without("autocorrect-node, textlint", "npm is not there")
    if not (bins / "autocorrect").exists() or not (bins / "textlint").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            npm,
            "install",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
            str(folder),
            *_NPM,
        ]
        if not _done(command):
            return _without("autocorrect-node, textlint", "npm install failed")
    config, words = _textlint_config(folder)
    autocorrect = (str(bins / "autocorrect"), "--lint")
    modules = ("--rules-base-directory", str(folder / "node_modules"))
    textlint = (str(bins / "textlint"), "--no-color", "--config", str(config), *modules)
    version = _package_version(folder, "textlint")
    return [
        Tool("autocorrect-node", _package_version(folder, "autocorrect-node"), autocorrect, r"Error: (\d+)"),
        Tool("textlint + prh", version, textlint, r"(\d+) problems?", words=words),
    ]


def _textlint_config(folder: Path) -> tuple[Path, int]:
    """A configuration with a dictionary of the misspellings that xlint knows; returns it and the number of words."""
    rules = [{"expected": right, "pattern": wrong} for wrong, right in _misspellings().items()]
    (folder / "prh.yml").write_text(json.dumps({"version": 1, "rules": rules}, ensure_ascii=False), "utf-8")
    config = folder / "textlintrc.json"
    config.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}), "utf-8")
    return config, len(rules)


def _misspellings() -> dict[str, str]:
    """What xlint's own rules correct, as far as the patterns mean the same to JavaScript; those planted among them."""
    pairs = {wrong: right for right, wrong in TYPOS.items()}
    for rule in yaml.safe_load(_TERMS.read_text("utf-8")):
        if rule["kind"] == "term-table":
            for wrong, right in rule["options"]["terms"].items():
                if isinstance(right, str) and "(?P" not in wrong:
                    pairs[wrong if wrong.isalnum() else f"/{wrong}/"] = right
    return pairs


def _limae(scratch: Path) -> list[Tool]:
    folder = scratch / "limae"
    command = folder / "bin" / "limae"
    pip = [str(folder / "bin" / "python"), "-m", "pip"]
    if not command.exists():
        made = _done([sys.executable, "-m", "venv", str(folder)])
        if not made or not _done([*pip, "install", "--quiet", "--disable-pip-version-check", "limae"]):
            return _without("limae", "it could not be installed from PyPI")
    version = next(
        line for line in _said([*pip, "show", "limae"]).splitlines() if line.startswith("Version:")
    )
    return [Tool("limae", version.split()[1], (str(command),), r"(\d+) error\(s\)", takes_folder=False)]


def _package_version(folder: Path, package: str) -> str:
    told = json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))
    return str(told["version"])


def _without(names: str, reason: str) -> list[Tool]:
    print(f"without {names}: {reason}", file=sys.stderr)
    return []


def _done(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
