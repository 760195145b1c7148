"""Where results go: any number of formats in one run, to the console or into files."""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NamedTuple, TextIO

from xlint.cli import Fault
from xlint.cli.options import Parser
from xlint.reports import FORMATS, MODULES, Rendering, View, paint
from xlint.results import Checked
from xlint.schema import suggest


class Output(NamedTuple):
    """A format and the file that it is written to; None is standard output."""

    format: str
    path: str | None


def add_outputs(made: Parser) -> None:
    """The forms of the output and where they go."""
    names = " ".join(FORMATS)
    made.add_argument(
        "--format", action="append", metavar="格式[:文件]", help=f"输出格式，可以写几次：{names}；默认 text"
    )
    made.add_argument("--output", metavar="文件", help="写入文件，不写到屏幕")
    made.add_argument("--force", action="store_true", help="输出文件已存在时覆盖")
    made.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="颜色")


def outputs_of(args: Any) -> list[Output]:
    """The outputs that are asked for. Raises Fault for one that cannot be."""
    asked = [_output(word) for word in args.format or ["text"]]
    if args.output == "":
        raise Fault("--output 没有写文件名")
    if args.output is not None:
        free = [index for index, output in enumerate(asked) if output.path is None]
        if len(free) != 1:
            raise Fault("--output 只能用于一种格式，其余的请写成 --format 格式:文件")
        asked[free[0]] = asked[free[0]]._replace(path=args.output)
    places = [output.path and os.path.realpath(output.path) for output in asked]
    if len(set(places)) < len(places):
        raise Fault("两种格式不能写到同一个地方，请写成 --format 格式:文件")
    for output in asked:
        _check(output, args)
    return asked


def _output(word: str) -> Output:
    name, colon, path = word.partition(":")
    if name not in FORMATS:
        raise Fault(f"没有格式 {name}{suggest(name, FORMATS)}，可以是 {' '.join(FORMATS)}")
    if colon and not path:
        raise Fault(f"--format {word} 没有写文件名")
    return Output(name, path or None)


def _check(output: Output, args: Any) -> None:
    """A file that is there is only written over if that was asked for, and a draft never."""
    path = output.path
    if path is None or not os.path.lexists(path) or _is_stream(path):
        return
    if os.path.isdir(path):
        raise Fault(f"{path} 是文件夹，请写明文件名")
    if any(given != "-" and os.path.exists(given) and os.path.samefile(path, given) for given in args.paths):
        raise Fault(f"{path} 是要检查的文件，不能写入结果")
    if not args.force:
        raise Fault(f"{path} 已存在；要覆盖请加 --force")


def _is_stream(path: str) -> bool:
    """Whether a path is a pipe, a device or a socket, which is written to as it is."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


class Outputs:
    """The open outputs of one run; a file appears under its name only when it is whole."""

    def __init__(self, asked: Sequence[Output], view: View, colour: str, held_back: bool) -> None:
        self._sinks = [_Sink(output, view, colour, held_back) for output in asked]

    def write(self, results: Iterable[Checked]) -> None:
        """Write all results in all formats. Raises OSError where that cannot be."""
        try:
            for checked in results:
                for sink in self._sinks:
                    sink.send(checked)
            for sink in self._sinks:
                sink.send(None)
        finally:
            for sink in self._sinks:
                sink.close()


class _Sink:
    """One format on its way to one place."""

    def __init__(self, output: Output, view: View, colour: str, held_back: bool) -> None:
        # what a link leads to is written, the link stays: also /dev/stdout is one
        is_link = output.path is not None and os.path.islink(output.path) and not _is_stream(output.path)
        self._path = os.path.realpath(output.path) if output.path and is_link else output.path
        self._beside = f"{self._path}.{os.getpid()}.xlint"
        self._whole = False
        self._colour = colour if output.path is None else "never"
        self._held: list[Any] | None = [] if held_back and output.path is None else None
        self._file = self._opened()
        self._rendering = _rendering(output.format, view, self._file)
        self._show(next(self._rendering))

    def send(self, checked: Checked | None) -> None:
        """Write the piece of one result, or for None the end."""
        self._show(self._rendering.send(checked))
        if checked is None:
            self._flush()
            self._whole = True

    def close(self) -> None:
        """Put the file in its place if it is whole, else leave no trace of it."""
        if self._path is None:
            return
        self._file.close()
        if _is_stream(self._path):
            return
        try:
            if self._whole:
                os.replace(self._beside, self._path)
        finally:
            with suppress(OSError):  # it is there no more if it is in its place
                os.unlink(self._beside)

    def _opened(self) -> TextIO:
        if self._path is None:
            return sys.stdout
        place = self._path if _is_stream(self._path) else self._beside
        try:
            return open(place, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise Fault(f"写不了 {self._path}（{error.strerror or error}）") from None

    def _show(self, piece: Any) -> None:
        if self._held is not None:
            self._held.append(piece)
        elif isinstance(piece, str):
            self._file.write(piece)
        else:
            paint.show(piece, self._colour, self._file)

    def _flush(self) -> None:
        held, self._held = self._held or [], None
        for piece in held:
            self._show(piece)


def _rendering(name: str, view: View, stream: TextIO) -> "Rendering | Any":
    if name == "text":
        from xlint.reports import text

        is_console = stream is sys.stdout
        shown = (
            view._replace(cells=paint.cells_of(stream), width=paint.width_of(stream)) if is_console else view
        )
        return text.render(shown)
    module = import_module(MODULES[name])
    made: Rendering = module.render(view if stream is sys.stdout else view._replace(ascii_only=False))
    return made
