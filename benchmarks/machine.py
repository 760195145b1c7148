"""What the numbers were measured on, and where they are written to."""

import datetime
import os
import platform
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

BEGIN, END = "<!-- throughput: begin -->", "<!-- throughput: end -->"


def described() -> str:
    """One sentence: processor, cores, memory, system, Python, Node, date."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [f"{_processor()}, {cores} cores", _memory(), _system(), f"Python {platform.python_version()}"]
    return "; ".join(part for part in [*parts, _node()] if part) + f". Measured {datetime.date.today()}."


def write(path: Path, table: str) -> bool:
    """Put a table between the two marks of a file; False if they are not there."""
    text = path.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        path.write_text(f"{before}{BEGIN}\n\n{table}\n{END}{after}", "utf-8")
    return bool(begin and end)


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    except (AttributeError, ValueError, OSError):
        return ""


def _system() -> str:
    with suppress(OSError):
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.system()} {platform.release()}"
    return platform.platform(terse=True)


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        return ""
    return (
        "Node "
        + subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    )
