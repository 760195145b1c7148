"""Compiled patterns, kept between runs.

Compiling a pattern takes `regex` some 0.3 to 6 ms, and a run needs about a hundred: more than all else together.
What its compiler hands to its matching engine is a list of numbers; with that at hand, a pattern is ready in
0.05 ms. So the numbers are kept in the cache, for this version of `regex` alone. Nothing depends on it: where the
package is built otherwise than expected, or the entry does not hold, the pattern is compiled as always.

The compiler itself takes 10 ms to import, so that it is imported only where a pattern has to be compiled: the engine is
an extension module of its own within the package.
"""

import os
import sys
from _thread import allocate_lock
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xlint import store
from xlint.syntax import Bounds, Sought, Traits

if TYPE_CHECKING:
    import regex

_MULTILINE, _WORD = 0x8, 0x800  # as `regex` numbers them: ^, $ and . know every line end, CR and U+2028 too
_FLAGS = _MULTILINE | _WORD
_MOST_KEPT = 600  # a run needs about a hundred

_kept: dict[str, Any] | None = None  # what the cache holds; None until it is first asked
_new: dict[str, Any] = {}
_busy = allocate_lock()  # the compiler is watched through a module that all threads share
_used: set[str] = set()


def _make_traits(pattern: str) -> Traits:
    from xlint.syntax.traits import traits

    return traits(pattern)


def _make_bounds(pattern: str) -> Bounds:
    from xlint.syntax.effort import bounds

    return bounds(pattern)


_TOLD = [b"6"]  # another number where other things are told than before
_traits = store.Shelf("traits", _TOLD, _make_traits, _MOST_KEPT)
_bounds = store.Shelf("bounds", _TOLD, _make_bounds, _MOST_KEPT)


def compiled(pattern: str) -> "regex.Pattern[str]":
    """The pattern compiled with ^ and $ matching at lines. Raises regex.error if it is faulty."""
    with _busy:
        return _made(pattern)


def _made(pattern: str) -> "regex.Pattern[str]":
    global _kept
    if _kept is None:
        _kept = _load()
    _used.add(pattern)
    entry = _kept.get(pattern)
    if entry is not None:
        try:
            return _from_entry(pattern, entry)
        except Exception:  # whatever a foreign or newer engine makes of it
            del _kept[pattern]
    made, entry = _compile(pattern)
    if entry is not None:
        _new[pattern] = entry
    return made


def traits(pattern: str) -> Traits:
    """What matches of the pattern hold: see xlint.syntax.traits."""
    rarest, nearest, twice, firsts = _traits.get(pattern)
    return Traits(Sought(*rarest), Sought(*nearest), tuple(twice), firsts)


def bounds(pattern: str) -> Bounds:
    """In which texts the pattern needs no time limit: see xlint.syntax.effort."""
    return Bounds(*_bounds.get(pattern))


def keep() -> None:
    """Write to the cache what was compiled since the last time; called when a command is done."""
    global _kept
    _traits.keep()
    _bounds.keep()
    if not _new:
        return
    merged = {**(_kept or {}), **_new}
    if len(merged) > _MOST_KEPT:
        merged = {pattern: entry for pattern, entry in merged.items() if pattern in _used}
    _kept = merged
    _new.clear()
    store.put("patterns", _parts(), _kept)


def _load() -> dict[str, Any]:
    held = store.get("patterns", _parts())
    return held if isinstance(held, dict) else {}


def _parts() -> list[bytes]:
    """What an entry depends on: the very file of the engine."""
    file = str(getattr(_engine(), "__file__", ""))
    try:
        known = os.stat(file)
    except OSError:
        return [b"unknown"]
    return [file.encode("utf-8", "replace"), f"{known.st_size} {known.st_mtime_ns}".encode()]


def _engine() -> Any:
    """The matching engine, without the compiler where that is not needed yet."""
    held = sys.modules.get("regex._regex")
    return held if held is not None else _extension() or _main()._regex


def _extension() -> Any:
    """The extension module loaded by itself; None where the package is built otherwise."""
    from importlib.machinery import ModuleSpec, PathFinder

    package = PathFinder.find_spec("regex")
    places = package.submodule_search_locations if package is not None else None
    spec: ModuleSpec | None = PathFinder.find_spec("regex._regex", places) if places else None
    if spec is None or spec.loader is None or not hasattr(spec.loader, "create_module"):
        return None
    try:
        module = spec.loader.create_module(spec)
        if module is None:
            return None
        spec.loader.exec_module(module)
    except (ImportError, AttributeError):
        return None
    sys.modules["regex._regex"] = module
    return module


def _main() -> Any:
    """The module of the package that holds its compiler."""
    import regex

    return getattr(regex, "_main", None)


def _compile(pattern: str) -> tuple["regex.Pattern[str]", Any]:
    """The pattern compiled, and its entry for the cache if the compiler let itself be watched."""
    import regex

    main = _main()
    engine = getattr(main, "_regex", None)
    if engine is None or not hasattr(engine, "compile"):
        return regex.compile(pattern, _FLAGS), None
    watch = _Watch(engine)
    main._regex = watch
    try:
        made = regex.compile(pattern, _FLAGS)
    finally:
        main._regex = engine
    return made, _entry(watch.seen)


class _Watch:
    """Stands in for regex's matching engine while a pattern is compiled, and notes what it is handed."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.seen: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def compile(self, *args: Any) -> Any:
        self.seen = args
        return self._engine.compile(*args)


def _entry(args: tuple[Any, ...]) -> list[Any] | None:
    """The engine's arguments as JSON holds them; None for a pattern with named lists, or unexpected arguments."""
    if len(args) != 11:
        return None
    _, flags, code, group_index, _, lists, list_indexes, offset, chars, char_flags, groups = args
    if lists or list_indexes or any(not 0 <= number < 1 << 32 for number in code):
        return None
    from array import array

    numbers = b2a_base64(array("I", code).tobytes(), newline=False).decode()
    return [int(flags), numbers, group_index, offset, list(chars), int(char_flags), groups]


def _from_entry(pattern: str, entry: list[Any]) -> "regex.Pattern[str]":
    from array import array

    flags, numbers, group_index, offset, chars, char_flags, groups = entry
    code = array("I", a2b_base64(numbers)).tolist()
    names: Mapping[int, str] = {number: name for name, number in group_index.items()}
    made: regex.Pattern[str] = _engine().compile(
        pattern, flags, code, group_index, names, {}, [], offset, tuple(chars), char_flags, groups
    )
    return made
