"""The declared number of problems against the problems that the body lists."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint import numerals
from xlint.document import Document
from xlint.facts.claims import Claim
from xlint.facts.problems import Listing, Tally
from xlint.model import Hit, Note, Severity
from xlint.search import first


class Options(NamedTuple):
    """`coarse`: below this share of the declared number the body may list coarser groups: a warning only."""

    coarse: float = 0.5


def check(options: Options, document: Document) -> Iterator[Hit]:
    """One hit, at the first declaration that the body contradicts, unless another one agrees with the body."""
    listing = document.problem_listing
    claims = document.problem_claims
    if listing is None or listing.problems < 2 or not claims or is_excerpt(document, listing):
        return
    possible = {listing.problems, listing.finer}
    if not listing.aspects:  # a chapter may list again what is unfinished
        possible.update(group.problems for group in listing.groups if group.problems > 1)
    if any(claim.quantity.value in possible for claim in claims):
        return
    claim = claims[0]  # what is said later may be of another check
    if listing.problems > 2 * claim.quantity.value or _told_by_groups(document, listing, claim):
        return  # the body goes through something else, or through groups with numbers of their own
    yield _hit(claim, listing, options)


def is_excerpt(document: Document, listing: Listing) -> bool:
    """Whether the document says that its body goes through some of the problems only."""
    first_group = listing.groups[0].section
    below = first_group.children[0] if first_group.children else first_group
    front = document.text[: below.heading.line.start]  # the chapter's own heading and opening may say so
    words = document.words
    return any(cue in front for cue in words["excerpt_cues"]) or any(
        cue in document.text for cue in words["excerpt_cues_anywhere"]
    )


def _told_by_groups(document: Document, listing: Listing, claim: Claim) -> bool:
    """Whether the groups of the body tell numbers that make the declared one: （一）……方面的问题。共22个问题."""
    told = 0
    for group in listing.groups:
        heading = group.section.heading
        match = first(
            _OWN, document.text, heading.line.start, min(group.section.end, heading.line.start + _NEAR)
        )
        told += (numerals.parse(match["number"]) or 0) if match else 0
    return told == claim.quantity.value


_OWN = "(?:共|涉及|反映|查出|指出|（)\\s?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})[个项条](?:具体)?(?:问题|）)|问题(?:共|有)?(?P<number>[0-9]{1,3})[个项条](?=[，。；、（])"
_NEAR = 120  # code points of a heading's line in which a group tells its own number


def _hit(claim: Claim, listing: Listing, options: Options) -> Hit:
    tally = "、".join(_told(group) for group in listing.groups)
    values = {
        "declared": str(claim.quantity.value),
        "unit": claim.quantity.unit,
        "count": str(listing.problems),
        "tally": tally,
    }
    coarse = listing.problems < options.coarse * claim.quantity.value
    notes = tuple(
        Note(group.section.heading.span, "group", {"name": group.name, "count": str(group.problems)})
        for group in listing.groups
    )
    return Hit(
        claim.quantity.span,
        values,
        notes,
        variant="coarse" if coarse else "",
        severity=Severity.WARNING if coarse else None,
    )


def _told(group: Tally) -> str:
    return (
        f"{group.name}{group.problems}"
        if not group.name[-1:].isdigit()
        else f"{group.name}：{group.problems}"
    )
