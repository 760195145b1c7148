"""A comment that takes findings back and is itself at fault."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.model import Hit
from xlint.suppress import NO_REASON


class Options(NamedTuple):
    """`defect`: `no-reason`, or what only shows once all rules have run or the settings are read: `unused`, `expired`."""

    defect: str


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit for each comment without a rule or a reason; the other defects are told by the steps after the rules."""
    if options.defect != NO_REASON:
        return
    for comment in document.comments:
        if not comment.reason or not comment.rules:
            yield Hit(comment.span, {"rules": "、".join(comment.rules)})
