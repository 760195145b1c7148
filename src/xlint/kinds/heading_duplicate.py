"""Two siblings with the same words."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Hit, Note
from xlint.outline import Section


class Options(NamedTuple):
    """`shortest`: titles of fewer code points may be alike."""

    shortest: int = 4


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each title that an earlier sibling has, at the later one."""
    seen: dict[tuple[int, str], Section] = {}
    for section in document.outline.sections:
        words = "".join(section.heading.title.split())
        if section.heading.kind not in ("heading", "group") or len(words) < options.shortest:
            continue
        earlier = seen.setdefault((id(section.parent), words), section)
        if earlier is not section:
            values = {"title": section.heading.title, "first": earlier.heading.name}
            yield Hit(section.heading.title_span, values, (Note(earlier.heading.span, "first", values),))
