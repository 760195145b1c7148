"""Two names for one body, plan or regulation within a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Hit, Note, Span, span_of
from xlint.search import Pattern, find

_TITLE = r"《(?P<name>[^《》\n]{4,80})》"
_SUFFIX = r"[（(](?:试行|暂行|修订|修订版|修正|修正版|草案)[）)]$"
_MOST_TITLES = 400  # distinct titles that are compared with each other
_NUMERALS = set("0123456789０１２３４５６７８９一二三四五六七八九十百零〇上下前后新老东西南北甲乙丙丁")


class Options(NamedTuple):
    """`families`: patterns, each for all the names that one body may go by. `bodies`: patterns for full names of bodies
    (`name`), of which two are one if they differ in a word of `fillers` alone. `shortest`: titles in 《》 of fewer
    code points are not compared.
    """

    families: tuple[Pattern, ...] = ()
    bodies: tuple[Pattern, ...] = ()
    fillers: tuple[str, ...] = ()
    shortest: int = 8


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each further name, where it first stands."""
    for family in options.families:
        names = [(match.group(), span_of(match.span())) for match in find(family, document.text)]
        yield from _variants(names, document)
    yield from _titles(options, document)
    for pattern in options.bodies:
        yield from _bodies(pattern, options.fillers, document)


def _variants(names: Sequence[tuple[str, Span]], document: Document) -> Iterator[Hit]:
    seen: dict[str, Span] = {}
    for name, span in names:
        if name in seen:
            continue
        first = next(iter(seen.items()), None)
        if first is not None and not _is_short_form(name, first[0], span, document):
            yield _hit(span, name, first[0], first[1])
        seen[name] = span


def _is_short_form(name: str, full: str, span: Span, document: Document) -> bool:
    """Whether a name is the other one without its beginning, or is introduced as what it is called from here on."""
    before = document.text[max(0, span.start - 8) : span.start]
    if any(word in before for word in document.words["short_form_cues"]):
        return True
    if name.replace("工作", "") == full.replace("工作", ""):
        return True
    shorter, longer = sorted((name, full), key=len)
    return shorter[0] != longer[0] and _is_left_of(shorter, longer)


def _is_left_of(shorter: str, longer: str) -> bool:
    """Whether a name is what is left of another one when characters are taken out of it."""
    rest = iter(longer)
    return all(char in rest for char in shorter)


def _bodies(pattern: str, fillers: Sequence[str], document: Document) -> Iterator[Hit]:
    """A name that an earlier one becomes by leaving out or exchanging a word that tells little: 综合, 管理 for 事务."""
    seen: dict[str, Span] = {}
    by_core: dict[str, str] = {}
    for match in find(pattern, document.text):
        name, span = match["name"], span_of(match.span("name"))
        if name in seen or len(seen) >= _MOST_TITLES:
            continue
        seen[name] = span
        for core in _cores(name, fillers):
            other = by_core.setdefault(core, name)
            if other != name and not _side_by_side(seen[other], span, document):
                yield _hit(span, name, other, seen[other])
                break


def _cores(name: str, fillers: Sequence[str]) -> Iterator[str]:
    """The name, and what is left of it without each of the words that tell little."""
    yield name
    for filler in fillers:
        at = name.rfind(filler)
        if at > 0:
            yield name[:at] + name[at + len(filler) :]


def _side_by_side(one: Span, other: Span, document: Document) -> bool:
    """Whether two names stand in one sentence, and so are those of two bodies."""
    between = document.text[one.end : other.start]
    return "。" not in between and "\n" not in between


def _titles(options: Options, document: Document) -> Iterator[Hit]:
    seen: dict[str, Span] = {}
    by_core: dict[str, str] = {}
    by_half: dict[tuple[bool, str], list[str]] = {}  # titles that are one character apart share a half
    for match in find(_TITLE, document.text):
        name = match["name"]
        if name in seen or len(seen) >= _MOST_TITLES or len(name) < options.shortest:
            continue
        core = _without_suffix(name)
        halves = _halves(name, options.shortest // 2)
        alike = (held for half in halves for held in by_half.get(half, ()) if _one_apart(name, held))
        other = by_core.get(core) or min(alike, key=lambda held: seen[held], default=None)
        if other is not None:
            yield _hit(span_of(match.span()), f"《{name}》", f"《{other}》", seen[other])
        seen[name] = span_of(match.span())
        by_core.setdefault(core, name)
        for half in halves:
            by_half.setdefault(half, []).append(name)


def _halves(name: str, length: int) -> tuple[tuple[bool, str], tuple[bool, str]]:
    return (False, name[:length]), (True, name[len(name) - length :])


def _without_suffix(name: str) -> str:
    suffix = next(find(_SUFFIX, name), None) if "）" in name or ")" in name else None
    return name[: suffix.start()] if suffix else name


def _one_apart(name: str, other: str) -> bool:
    """Whether two titles differ in one character, put in, left out or exchanged, that tells no number."""
    if abs(len(name) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    rest = longer[start + 1 :]
    same = rest == shorter[start + (len(longer) == len(shorter)) :]
    different = {longer[start : start + 1], shorter[start : start + 1] if len(longer) == len(shorter) else ""}
    return same and not different & _NUMERALS


def _hit(span: Span, name: str, first: str, place: Span) -> Hit:
    values: Mapping[str, str] = {"text": name, "first": first}
    return Hit(span, values, (Note(place, "first", values),))
