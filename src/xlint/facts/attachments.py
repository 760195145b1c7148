"""Attachments: those that a document lists (附件：1.名单), those that it cites (见附件2) and those that are there."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlint import numerals
from xlint.model import Span
from xlint.outline import Outline, Section
from xlint.search import any_of, find, first

Words = Mapping[str, tuple[str, ...]]

_ENTRY = "(?:^|(?<=[\\s；;]))[ \\t\\u3000]*(?P<number>[0-9]{1,2})\\s?[.．、]\\s?(?P<name>[^\\s0-9][^\\n]*?)(?=\\s+[0-9]{1,2}[.．、]|[；;]?$)"
_LONGEST_TITLE = 40  # code points
_BLANKS = "XxＸ×*＊○□_"


class Attachment(NamedTuple):
    """One attachment as it is listed, cited or there: its number (None where it has none), name and place."""

    number: int | None
    name: str
    span: Span


class Attachments(NamedTuple):
    """All attachments of a document, each sort in the order of the text."""

    listed: tuple[Attachment, ...]
    cited: tuple[Attachment, ...]
    present: tuple[Attachment, ...]


def attachments(text: str, outline: Outline, words: Words) -> Attachments:
    """The attachments of a document. One that opens it says that the document is one itself, and does not count."""
    if "附" not in text:
        return Attachments((), (), ())
    start = outline.titles[0].line.start if outline.titles else 0
    sections = [section for section in outline.sections if section.heading.line.start > start]
    listed = [entry for s in sections if s.heading.kind == "listed" for entry in _entries(s, text)]
    present = [_present(s, text) for s in sections if s.heading.kind == "attachment"]
    taken = [item.span for item in (*listed, *present)]
    cited = [item for item in _cited(text, words) if not any(span.overlaps(item.span) for span in taken)]
    return Attachments(tuple(listed), tuple(cited), tuple(present))


def _entries(section: Section, text: str) -> Iterator[Attachment]:
    """附件1：名单 is one entry; 附件：1.名单 and the lines 2. 3. behind it are several."""
    heading = section.heading
    if heading.number is not None or not first("^[0-9]{1,2}\\s?[.．、]", heading.title):
        yield Attachment(heading.number, heading.title, heading.span)
        return
    end = heading.title_span.start
    for line in text[end:].splitlines(keepends=True):
        matches = list(find(_ENTRY, line))
        if not matches and line.strip():
            break
        for match in matches:
            span = Span(end + match.start("number"), end + match.end("name"))
            yield Attachment(int(match["number"]), match["name"].strip(), span)
        end += len(line)


def _present(section: Section, text: str) -> Attachment:
    """An attachment with the line below it, if that may be its title."""
    heading = section.heading
    lines = (
        line.strip(" \t\u3000《》\r") for line in text[heading.line.end : heading.line.end + 200].splitlines()
    )
    title = next((line for line in lines if line), "")
    is_title = len(title) <= _LONGEST_TITLE and not any(mark in title for mark in "。：；，:|")
    return Attachment(heading.number, title if is_title else "", heading.span)


@lru_cache(maxsize=2)
def _citing(cues: tuple[str, ...]) -> str:
    return f"(?:{any_of(cues)})[“（(《]?附件\\s?(?P<number>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})(?![0-9年月件])"


def _cited(text: str, words: Words) -> Iterator[Attachment]:
    for match in find(_citing(words["citing_cues"]), text):
        at = text.index("附件", match.start())
        yield Attachment(numerals.parse(match["number"]), "", Span(at, match.end()))


def names_differ(listed: Attachment, present: Attachment) -> bool:
    """Whether an attachment goes by two names; one that is blank somewhere, or cut short, is not compared."""
    one, other = (
        "".join(char for char in name if char not in " \u3000\t《》“”（）()")
        for name in (listed.name, present.name)
    )
    if not one or not other or any(char in _BLANKS for char in one + other):
        return False
    return one not in other and other not in one


def slips(found: Sequence[Attachment]) -> Iterator[tuple[Attachment, int]]:
    """The numbers that do not follow, with the number that was expected; counting goes on from the number found."""
    expected = 1
    numbered = [item for item in found if item.number is not None]
    if len(numbered) < 2 and not (numbered and len(found) > 1):
        return
    for item in numbered:
        if item.number != expected:
            yield item, expected
        expected = (item.number or 0) + 1
