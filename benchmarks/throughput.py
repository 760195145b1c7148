"""How many drafts a second, in how much memory: xlint beside the tools that people would otherwise use.

Run with the Python that xlint is installed for: python benchmarks/throughput.py --write docs/benchmarks.md
"""

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import machine
from measure import Run, run
from prose import TYPOS, note, report
from tools import Tool, contenders, xlint

_SIZE, _LARGE = 20_000, 1_000_000  # bytes of a draft
_PLANTED = "附注：以上事项由XX科负责,确保立形立改。\n"  # in the last draft: a fault for each of the tools
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_MANY = (1_000, 10_000, 50_000)  # small files

Runs = dict[tuple[Tool, Path], list[Run]]


class Checked(NamedTuple):
    """What came of the run in which a tool's output and memory were looked at."""

    findings: int
    files: int
    run: Run


class Bench:
    """The folders of one benchmark, and a tool's runs in them."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self._env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def folder(self, name: str, count: int, write: Callable[[int], str]) -> Path:
        """A folder of so many drafts, made anew."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number in range(count):
            (folder / f"draft-{number:05}.txt").write_text(write(number), "utf-8")
        return folder

    def run(self, tool: Tool, target: Path, output: Path | None = None, watched: bool = False) -> Run:
        """One run of a tool over a folder or a file."""
        cache = self.scratch / f"cache-{tool.cache}"
        if tool.cache == "fresh":
            shutil.rmtree(cache, ignore_errors=True)
        return run(
            tool.argv(target), {**self._env, "XLINT_CACHE_DIR": str(cache)}, self.scratch, output, watched
        )

    def check(self, tool: Tool, drafts: Path) -> Checked:
        """Run a tool over the drafts and see that it reads all of them, the last one too."""
        output = self.scratch / "output.txt"
        done = self.run(tool, drafts, output, watched=True)
        told = _COLOURS.sub("", output.read_text("utf-8", "replace"))
        found = re.findall(tool.found, told)
        named = set(re.findall(r"draft-\d+\.txt", told))
        expected = [path for path in sorted(drafts.iterdir()) if not tool.words or _has_typo(path)]
        missing = [path.name for path in expected if path.name not in named]
        findings = int(max(found[-1]) if isinstance(found[-1], tuple) else found[-1]) if found else 0
        print(
            f"{tool.name} {tool.version}: {findings} findings in {len(named)} files, exit status {done.status}"
        )
        if missing or not found:
            print(
                f"{tool.name}: {len(missing)} drafts with faults are not named, {missing[:1]}",
                file=sys.stderr,
            )
        return Checked(findings, len(named), done)


def _has_typo(path: Path) -> bool:
    text = path.read_text("utf-8")
    return any(wrong in text for wrong in TYPOS.values())


def _draft(number: int, count: int) -> str:
    return report(number, _SIZE) + (_PLANTED if number == count - 1 else "")


def throughput(bench: Bench, files: int, rounds: int) -> str:
    """Measure all tools in turn, round by round, and give the table."""
    drafts = bench.folder(f"drafts-{files}", files, lambda number: _draft(number, files))
    one = bench.folder("one", 1, lambda _: report(files, _SIZE)) / "draft-00000.txt"
    large = bench.folder("large", 1, lambda _: report(files + 1, _LARGE)) / "draft-00000.txt"
    tools = contenders(bench.scratch)
    for tool in tools:
        if tool.cache == "kept":
            bench.run(tool, drafts)
    seen = {tool: bench.check(tool, drafts) for tool in tools}
    runs: Runs = defaultdict(list)
    for target in (one, large):
        for tool in tools:
            bench.run(tool, target)
    for _ in range(rounds):
        for target in (drafts, one, large):
            for tool in tools:
                runs[tool, target].append(bench.run(tool, target))
    size = sum(path.stat().st_size for path in drafts.iterdir()) / 1e6
    lines = [
        f"{machine.described()} {files} drafts, {size:.1f} MB; medians of {rounds} rounds (least–most).",
        "",
    ]
    return (
        "\n".join([*lines, *_rates(runs, seen, drafts, files), "", *_singles(runs, tools, one, large)]) + "\n"
    )


def _rates(runs: Runs, seen: dict[Tool, Checked], drafts: Path, files: int) -> list[str]:
    lines = [
        "| tool | version | files per second | seconds | processor seconds | largest process | all processes | findings |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for tool, checked in seen.items():
        taken = [run.seconds for run in runs[tool, drafts]]
        processor = statistics.median(run.processor for run in runs[tool, drafts])
        middle = statistics.median(taken)
        rate = f"{files / middle:.0f} ({files / max(taken):.0f}–{files / min(taken):.0f})"
        memory = f"{checked.run.largest / 1e6:.0f} MB | {checked.run.total / 1e6:.0f} MB"
        row = [
            tool.name,
            tool.version,
            rate,
            f"{middle:.2f}",
            f"{processor:.2f}",
            memory,
            str(checked.findings),
        ]
        lines.append(f"| {' | '.join(row)} |")
    return lines


def _singles(runs: Runs, tools: list[Tool], one: Path, large: Path) -> list[str]:
    lines = ["| tool | one draft of 20 KB | one draft of 1 MB |", "| --- | ---: | ---: |"]
    for tool in tools:
        told = [f"{_milliseconds([run.seconds for run in runs[tool, target]])}" for target in (one, large)]
        lines.append(f"| {tool.name} | {' | '.join(told)} |")
    return lines


def _milliseconds(taken: list[float]) -> str:
    return f"{statistics.median(taken) * 1e3:.0f} ms ({min(taken) * 1e3:.0f}–{max(taken) * 1e3:.0f})"


def many(bench: Bench) -> str:
    """Time and memory over ever more small files, cold and from the cache."""
    lines = [
        "| small files (1 KB) | run | seconds | largest process | all processes | exit status |",
        "| ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    for count in _MANY:
        folder = bench.folder("many", count, note)
        for name, options, cache in (
            ("cold, --jobs 1", ("--jobs", "1"), "fresh"),
            ("cold", (), "fresh"),
            ("from the cache", (), "fresh-kept"),
        ):
            if cache == "fresh-kept":
                shutil.rmtree(bench.scratch / f"cache-{cache}", ignore_errors=True)
                (bench.scratch / "cache-fresh").rename(bench.scratch / f"cache-{cache}")
            tool = Tool(name, "", (*xlint(), *options), "", cache=cache)
            done = bench.run(tool, folder, watched=True)
            memory = f"{done.largest / 1e6:.0f} MB | {done.total / 1e6:.0f} MB"
            lines.append(f"| {count} | {name} | {done.seconds:.1f} | {memory} | {done.status} |")
            print(lines[-1], flush=True)
        shutil.rmtree(folder)
    return "\n".join(lines) + "\n"


def _arguments() -> Any:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument(
        "--scratch", type=Path, help="folder for the other tools and the drafts, kept for the next run"
    )
    made.add_argument("--files", type=int, default=1000, help="number of drafts")
    made.add_argument("--rounds", type=int, default=7, help="rounds in which each tool is run once")
    made.add_argument("--many", action="store_true", help="also 1,000, 10,000 and 50,000 files of 1 KB")
    made.add_argument(
        "--write", type=Path, metavar="FILE", help="put the table between the marks of this file"
    )
    return made.parse_args()


def main() -> int:
    """Measure, print, and write down what is asked for; returns the exit status."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench((args.scratch or Path(temporary)).absolute())
        table = throughput(bench, args.files, args.rounds)
        if args.many:
            table += "\n" + many(bench)
    print("\n" + table)
    if args.write is not None and not machine.write(args.write, table):
        print(f"{args.write}: the marks {machine.BEGIN} and {machine.END} are missing", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
