"""The declared number of aspects (方面) against the sections that carry them, or against their names."""

from collections.abc import Iterator

from xlint.document import Document
from xlint.facts.problems import Tally
from xlint.kinds.count_enumerated import is_excerpt
from xlint.kinds.count_list import hits
from xlint.model import Hit, NoOptions, Note
from xlint.search import first

Options = NoOptions

_SLIP = 2


def check(options: NoOptions, document: Document) -> Iterator[Hit]:
    """Hits of both sorts: 4个方面26个问题 over sections, and 甲、乙、丙四个方面."""
    yield from hits(document, aspects=True)
    yield from _sections(document)


def _sections(document: Document) -> Iterator[Hit]:
    listing = document.problem_listing
    if listing is None or not listing.aspects or is_excerpt(document, listing):
        return
    groups = [group for group in listing.groups if not _sums_up(group, document)]
    for claim in document.problem_claims:
        aspects = claim.aspects
        if aspects is not None and _differs(int(aspects.value), len(groups)):
            values = {
                "declared": str(aspects.value),
                "count": str(len(groups)),
                "names": "、".join(group.name for group in groups),
            }
            notes = tuple(Note(group.section.heading.span, "group", {"name": group.name}) for group in groups)
            yield Hit(aspects.span, values, notes, variant="sections")
            return


def _sums_up(group: Tally, document: Document) -> bool:
    """Whether a heading is one of what only sums up: （四）任务统计."""
    return any(first(pattern, group.section.heading.title) for pattern in document.words["tally_titles"])


def _differs(declared: int, listed: int) -> bool:
    """Whether one number is a slip of the other; where they are far apart, the body is divided in another way."""
    return declared != listed and (
        abs(declared - listed) <= _SLIP or max(declared, listed) < 2 * min(declared, listed)
    )
