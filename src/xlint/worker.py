"""A process that checks files for another one: paths come in by line on standard input, results go out by line.

It ends when its input does, so that it never outlives the process that started it.
"""

import gc
import json
import os
import signal
import sys
from typing import Any, BinaryIO

from xlint import config, patterns, store
from xlint.checking import Held, Wish, check_data, failed, key_of
from xlint.entries import plain
from xlint.profiles import Choice
from xlint.readers import ReadError, content
from xlint.schema import SchemaError


def request(path: str, config_path: str | None) -> bytes:
    """A line that asks for a file; paths that are no Unicode are kept as they are."""
    return json.dumps([path, config_path]).encode() + b"\n"


def greeting(wish: Wish) -> bytes:
    """The first line: what holds for all files."""
    return json.dumps(wish).encode() + b"\n"


def main() -> None:
    """Serve until the input ends."""
    gc.set_threshold(100_000, 50, 50)  # much is made and little of it is garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides when to stop
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except OSError:  # the one who asked has gone
        os._exit(1)


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer each request with [key, result]; `key` tells which bytes were checked."""
    first = asked.readline()
    if not first.endswith(b"\n"):  # the one who asks has gone before it could say anything
        return
    choice, profile, max_size = json.loads(first)
    select, ignore, language = choice
    wish = Wish(Choice(tuple(select), tuple(ignore), language), profile, max_size)
    held: Held = {}
    for line in asked:
        if not line.endswith(b"\n"):
            return
        told.write(json.dumps(_answer(json.loads(line), wish, held)).encode() + b"\n")
        told.flush()
    patterns.keep()


def _answer(asked: tuple[str, str | None], wish: Wish, held: Held) -> list[Any]:
    path, config_path = asked
    try:
        settings = config.load(config_path)
        data = content(path, wish.max_size or settings.max_size)
    except (ReadError, SchemaError) as error:
        return ["", plain(failed(path, str(error)))]
    checked = check_data(data, path, settings, wish, held)
    return [store.key([key_of(path, settings, wish), data]), plain(checked)]
