"""Many files: from the cache what is known, the rest checked here or by workers, always in the order of the files."""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from xlint import store
from xlint.cache import Cache
from xlint.checking import Held, Wish, check_data, failed, key_of
from xlint.config import Config
from xlint.entries import plain, restored
from xlint.pool import Lost, Pool
from xlint.readers import ReadError
from xlint.results import Checked
from xlint.worker import greeting, request

_WORTH = 200_000  # bytes to check from which on workers pay for their start
_AHEAD = 8  # files for each worker that are read before their turn
_STANDARD_INPUT = "-"


class File(Protocol):
    """A file to check, with its settings."""

    @property
    def path(self) -> str:
        """As it was named."""

    @property
    def config(self) -> Config:
        """Its settings."""

    @property
    def data(self) -> bytes | None:
        """What is to be read in the place of the file."""

    def content(self, max_size: int | None) -> bytes:
        """Its bytes. Raises ReadError."""


class Task(NamedTuple):
    """A file that waits for its turn: its bytes, or the error that kept it from being read; what the cache knows of it."""

    file: File
    data: bytes = b""
    key: str = ""
    held: Any = None
    error: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still has to be checked."""
        return self.error is None and self.held is None


def check_all(
    files: Iterable[File], wish: Wish, jobs: int = 1, cached: bool = True, worth: int | None = None
) -> Iterator[Checked]:
    """What is found in each file, or why it could not be read. `jobs` is the number of processes at the most.

    Up to `worth` bytes (None: as many as workers would not pay for) are checked by this process itself.
    """
    batch = _Batch(wish, jobs, Cache() if cached else None, _WORTH if worth is None else worth)
    try:
        yield from batch.run(files)
    finally:
        batch.close()


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Batch:
    """The state of one run over many files."""

    def __init__(self, wish: Wish, jobs: int, cache: Cache | None, worth: int) -> None:
        self._wish, self._jobs, self._cache, self._worth = wish, jobs, cache, worth
        self._held: Held = {}
        self._prefixes: dict[
            int, tuple[Config, bytes]
        ] = {}  # a configuration is held: no other one has its id
        self._pool: Pool | None = None
        self._open = 0  # bytes that wait to be checked
        self._waiting: deque[tuple[Task, int | None]] = deque()  # with the worker that has it

    def run(self, files: Iterable[File]) -> Iterator[Checked]:
        """The results, in the order of the files."""
        for file in files:
            self._take(self._task(file))
            while self._waiting and self._is_due():
                yield self._result(*self._waiting.popleft())
        while self._waiting:
            yield self._result(*self._waiting.popleft())

    def close(self) -> None:
        """Keep what was found, end the workers."""
        if self._pool is not None:
            self._pool.close()
        if self._cache is not None:
            self._cache.close()

    def _is_due(self) -> bool:
        return self._jobs == 1 or not self._waiting[0][0].open or len(self._waiting) > _AHEAD * self._jobs

    def _task(self, file: File) -> Task:
        try:
            data = file.content(self._wish.max_size)
        except ReadError as error:
            return Task(file, error=str(error))
        key = store.key([self._prefix(file), data])
        return Task(file, data, key, self._cache.get(key) if self._cache else None)

    def _prefix(self, file: File) -> bytes:
        if file.config.values.get("paths"):  # the settings may be others for each file
            return key_of(file.path, file.config, self._wish)
        if id(file.config) not in self._prefixes:
            self._prefixes[id(file.config)] = file.config, key_of(file.path, file.config, self._wish)
        return self._prefixes[id(file.config)][1]

    def _take(self, task: Task) -> None:
        if self._pool is not None:
            self._waiting.append((task, self._asked(task)))
            return
        self._waiting.append((task, None))
        self._open += len(task.data) if task.open else 0
        if self._jobs > 1 and self._open > self._worth and sys.executable:
            self._pool = Pool(self._jobs, greeting(self._wish))
            self._waiting = deque((waiting, self._asked(waiting)) for waiting, _ in self._waiting)

    def _asked(self, task: Task) -> int | None:
        """The worker to whom a task is handed; None for one that only this process can read, or where none starts."""
        if (
            self._pool is None
            or not task.open
            or task.file.path == _STANDARD_INPUT
            or task.file.data is not None
        ):
            return None
        return self._pool.send(request(task.file.path, task.file.config.path))

    def _result(self, task: Task, worker: int | None) -> Checked:
        file = task.file
        if task.error is not None:
            return failed(file.path, task.error)
        told = task.held if worker is None else self._answer(task, worker)
        if told is not None:
            try:
                return self._kept(task, restored(told, task.data, file.path, file.config, self._wish))
            except ReadError as error:
                return failed(file.path, str(error))
            except (LookupError, TypeError, ValueError, AttributeError):  # of another form than ours
                pass
        return self._kept(task, check_data(task.data, file.path, file.config, self._wish, self._held))

    def _answer(self, task: Task, worker: int) -> Any:
        """What a worker says of a task; None if the file was another one when the worker read it."""
        assert self._pool is not None
        try:
            key, told = self._pool.receive(worker)
        except Lost:
            return self._alone(task)
        return told if key == task.key else None

    def _alone(self, task: Task) -> Any:
        """A task over which a worker ended is tried once more, by a worker of its own."""
        pool = Pool(1, greeting(self._wish))
        try:
            worker = pool.send(request(task.file.path, task.file.config.path))
            key, told = pool.receive(worker) if worker is not None else ("", None)
            return told if key == task.key else None
        except Lost:
            return {"error": "检查时进程意外中断，请单独检查这个文件"}
        finally:
            pool.close()

    def _kept(self, task: Task, checked: Checked) -> Checked:
        if (
            self._cache is not None
            and task.held is None
            and checked.error is None
            and not (checked.timed_out or checked.failed)
        ):
            self._cache.put(task.key, plain(checked))
        return checked
