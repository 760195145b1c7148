"""One run of a command: how long it takes, and the memory that it and its children hold at their peak."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_INTERVAL = 0.01  # seconds between two looks at the memory


class Run(NamedTuple):
    """What a run took; `processor` is the time of the process and its children on all processors, 0 where unknown.

    `largest` and `total` are bytes: the peak of the largest process, the sum of the peaks of all.
    """

    seconds: float
    status: int
    processor: float = 0
    largest: int = 0
    total: int = 0


def run(
    command: Sequence[str],
    env: Mapping[str, str],
    folder: Path | None = None,
    output: Path | None = None,
    watched: bool = False,
) -> Run:
    """Run a command with its output in a file or nowhere. To be `watched` costs time: never where time counts."""
    with (output or Path(os.devnull)).open("wb") as sink:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env=env, cwd=folder, stdout=sink, stderr=subprocess.STDOUT, start_new_session=True
        )
        peaks = _Peaks(process.pid) if watched and sys.platform == "linux" else None
        status, used, processor = _wait(process)
        seconds = time.perf_counter() - began
    seen = peaks.stop() if peaks else [0]
    largest = max(used, *seen)
    return Run(seconds, status, processor, largest, sum(seen) or largest)


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int, int, float]:
    """The exit status, the peak of the largest process and the processor time, 0 where the system does not tell.

    A process that is started begins with the peak of the one that starts it, so that less than our own tells nothing.
    """
    if sys.platform == "win32":
        return process.wait(), 0, 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * unit if usage.ru_maxrss > own else 0
    return process.returncode, peak, usage.ru_utime + usage.ru_stime


class _Peaks:
    """Looks again and again at the highest resident size (VmHWM) of each process of a group."""

    def __init__(self, group: int) -> None:
        self._group = group
        self._peaks: dict[str, int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> list[int]:
        """The peaks of all processes that were seen, in bytes."""
        self._ended.set()
        self._thread.join()
        return list(self._peaks.values()) or [0]

    def _watch(self) -> None:
        while not self._ended.wait(_INTERVAL):
            for name in os.listdir("/proc"):
                if name.isdecimal():
                    with suppress(OSError):  # it has ended
                        self._look(name)

    def _look(self, name: str) -> None:
        stat = Path("/proc", name, "stat").read_text("utf-8", "replace")
        if int(stat.rpartition(")")[2].split()[2]) != self._group:
            return
        for line in Path("/proc", name, "status").read_text("utf-8", "replace").splitlines():
            if line.startswith("VmHWM:"):
                self._peaks[name] = max(self._peaks.get(name, 0), int(line.split()[1]) * 1024)
