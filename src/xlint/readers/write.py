"""Writes a changed text back into its file: in its encoding, all of it or nothing, and only if nobody else changed it."""

import os

from xlint.readers.text import ReadError, decode
from xlint.source import Source

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class WriteError(Exception):
    """A file that could not be written: why, as one sentence for the user."""


def write_text(path: str, source: Source, text: str) -> None:
    """Put `text` in the place of what `source` was read from. Raises WriteError; the file is then as it was.

    A link stays a link, the file keeps its permissions and its byte order mark.
    """
    place = os.path.realpath(path)
    try:
        with open(place, "rb") as file:
            held = file.read()
        if decode(held)[0] != source.text:
            raise WriteError("文件在检查时被改动，没有写入，请再试一次")
        mark = next((bom for bom in _BOMS if held.startswith(bom)), b"")
        data = mark + text.encode(source.encoding.removesuffix("-sig"))
        _replace(place, data, os.stat(place).st_mode)
    except UnicodeEncodeError:
        raise WriteError(f"有的字不能写成 {source.encoding}，没有写入，请先另存为 UTF-8") from None
    except ReadError as error:
        raise WriteError(str(error)) from None
    except OSError as error:
        raise WriteError(f"写不了（{error.strerror or error}），文件没有改动") from None


def _replace(place: str, data: bytes, mode: int) -> None:
    """Write beside the place and move there, so that nobody ever sees half a file."""
    beside = f"{place}.{os.getpid()}.xlint"
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode & 0o7777)
        os.replace(beside, place)
    except OSError:
        if os.path.exists(beside):
            os.unlink(beside)
        raise
