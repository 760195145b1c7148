"""What a start of the program imports: nothing that the run at hand does not need."""

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT

HEAVY = {
    "lark",
    "yaml",
    "rich",
    "dataclasses",
    "pathlib",
    "difflib",
    "asyncio",
    "inspect",
    "logging",
    "shutil",
}


def imported(*arguments: str, cache: Path) -> set[str]:
    code = "import sys; from xlint.__main__ import main; main(); print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    env = {**os.environ, "XLINT_CACHE_DIR": str(cache)}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, env=env, timeout=60)
    return set(done.stderr.decode().split())


def test_start_up_imports_what_it_needs(tmp_path: Path) -> None:
    sample = str(ROOT / "samples" / "faulty" / "report.txt")
    version = imported("--version", cache=tmp_path)
    assert not {*HEAVY, "regex", "argparse", "json", "re"} & version
    imported(sample, cache=tmp_path)
    warm = imported(sample, cache=tmp_path)
    assert "regex._regex" in warm and "regex" not in warm  # the engine without its compiler
    assert not HEAVY & warm


def test_a_configuration_and_json_need_no_more(tmp_path: Path) -> None:
    (tmp_path / ".xlint.yaml").write_text("rules: {heading/single-child: off}\n", "utf-8")
    draft = tmp_path / "draft.txt"
    draft.write_bytes("关于整改情况的报告\r\n一、总体情况\r\n召开会议，XX参加。\r\n".encode("gb18030"))
    imported("--format", "json", str(draft), cache=tmp_path / "cache")
    assert not HEAVY & imported("--format", "json", str(draft), cache=tmp_path / "cache")
