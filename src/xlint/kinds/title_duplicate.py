"""The title stands twice."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.model import Hit, NoOptions, Note

Options = NoOptions


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """One hit for each title line before the first heading with the words of the first one."""
    if document.title is None:
        return
    words = "".join(document.title.title.split())
    for title in document.outline.titles[1:]:
        if "".join(title.title.split()) == words:
            yield Hit(title.title_span, {"title": title.title}, (Note(document.title.title_span, "first"),))
