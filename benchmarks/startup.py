"""How long `xlint draft.txt` takes against a bare interpreter: prints medians and ratios.

Run with the Python that xlint is installed for: python benchmarks/startup.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from drafts import paragraphs

ROUNDS = 21


def seconds(command: list[str], env: dict[str, str]) -> float:
    """The wall time of one run of a command."""
    began = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    """Measure the commands in turn, so that a slower minute of the machine is slower for all of them."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    script = Path(sys.executable).with_name("xlint")
    xlint = [str(script)] if script.exists() else [sys.executable, "-m", "xlint"]
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.txt"
        draft.write_text(paragraphs(25_000), "utf-8")
        env["XLINT_CACHE_DIR"] = str(Path(folder) / "cache")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "xlint --version": [*xlint, "--version"],
            "xlint draft.txt (25 KB)": [*xlint, "--no-cache", str(draft)],
            "the same, unchanged": [*xlint, str(draft)],
        }
        cold = seconds(commands["xlint draft.txt (25 KB)"], env)
        for command in commands.values():
            seconds(command, env)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command, env))
    bare = statistics.median(times["python -c pass"])
    print(f"Python {sys.version.split()[0]}, {ROUNDS} rounds, medians")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:28} {median * 1000:7.1f} ms  {median / bare:5.2f} x")
    print(f"{'first run, empty cache':28} {cold * 1000:7.1f} ms  {cold / bare:5.2f} x")


if __name__ == "__main__":
    main()
