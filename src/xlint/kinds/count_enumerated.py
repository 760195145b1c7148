"""The declared number of problems against the problems that the body lists."""

from collections.abc import Iterator
from typing import NamedTuple

from xlint.document import Document
from xlint.facts.claims import Claim
from xlint.facts.problems import Listing, Tally
from xlint.model import Hit, Note, Severity


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
    if any(claim.quantity.value in possible for claim in claims):
        return
    claim = claims[0]  # what is said later may be of another check
    if listing.problems > 2 * claim.quantity.value:
        return  # the body goes through something else
    yield _hit(claim, listing, options)


def is_excerpt(document: Document, listing: Listing) -> bool:
    """Whether the document says that its body goes through some of the problems only."""
    front = document.text[: listing.groups[0].section.heading.line.start]
    words = document.words
    return any(cue in front for cue in words["excerpt_cues"]) or any(
        cue in document.text for cue in words["excerpt_cues_anywhere"]
    )


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
