"""Worker processes: requests go to each in turn, answers come back in the order of the requests."""

import json
import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a run that needs no workers does not need it either
    import subprocess

_START = "from xlint.worker import main; main()"


class Lost(Exception):
    """A worker ended while it had this request."""


class Pool:
    """As many workers as asked for; each has a queue of its own, so that no answer is waited for out of turn."""

    def __init__(self, jobs: int, greeting: bytes) -> None:
        self._greeting = greeting
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * jobs
        self._sent: list[deque[bytes]] = [deque() for _ in range(jobs)]
        self._turn = 0

    def send(self, request: bytes) -> int | None:
        """Hand a request to the next worker; returns the number of the worker, None if none can be started."""
        number = self._turn
        self._turn = (self._turn + 1) % len(self._workers)
        try:
            self._write(number, request)
        except OSError:
            return None
        self._sent[number].append(request)
        return number

    def receive(self, number: int) -> Any:
        """The answer to the oldest request that a worker has.

        Raises Lost if the worker ended over it; the requests behind it are asked again, of a new worker.
        """
        worker = self._workers[number]
        line = worker.stdout.readline() if worker is not None and worker.stdout is not None else b""
        self._sent[number].popleft()
        if line.endswith(b"\n"):
            return json.loads(line)
        self._end(number)
        self._ask_again(number)
        raise Lost

    def close(self) -> None:
        """End all workers; what they are at is of no use any more."""
        for number in range(len(self._workers)):
            self._end(number)

    def _ask_again(self, number: int) -> None:
        try:
            for request in self._sent[number]:
                self._write(number, request)
        except OSError:  # no worker can be started: `receive` finds that out
            return

    def _write(self, number: int, request: bytes) -> None:
        worker = self._workers[number] or self._started(number)
        assert worker.stdin is not None
        try:
            worker.stdin.write(request)
            worker.stdin.flush()
        except OSError:  # it has ended: `receive` finds that out
            return

    def _started(self, number: int) -> "subprocess.Popen[bytes]":
        import subprocess

        paths = [path for path in sys.path if path]
        worker = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._workers[number] = worker
        assert worker.stdin is not None
        worker.stdin.write(self._greeting)
        return worker

    def _end(self, number: int) -> None:
        worker = self._workers[number]
        if worker is not None:
            worker.kill()
            worker.communicate()
            self._workers[number] = None
