"""What a document declares of the whole of the problems that were found, with the aspects beside it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlint.facts.quantities import Quantity, Sentence
from xlint.model import Span

Words = Mapping[str, tuple[str, ...]]

_LONGEST = 60  # code points to either side of a number that are read
_BOUNDARIES = "，,；;：:。\n"


class Claim(NamedTuple):
    """A declared total of problems, with the number of aspects declared beside it."""

    quantity: Quantity
    aspects: Quantity | None


def claims(text: str, sentences: Sequence[Sentence], before: int, words: Words) -> tuple[Claim, ...]:
    """What the text before a code point offset declares of the whole of the problems that were found."""
    return tuple(_claims(text, [sentence for sentence in sentences if sentence.span.start < before], words))


def _claims(text: str, sentences: Sequence[Sentence], words: Words) -> Iterator[Claim]:
    for sentence in sentences:
        aspects: Quantity | None = None
        for quantity in sentence.quantities:
            if quantity.noun == "方面" and not quantity.rough:
                aspects = quantity
            elif _declares(text, sentence.span, quantity, words):
                near = aspects is not None and quantity.number.start - aspects.span.end <= 6
                yield Claim(quantity, aspects if near else None)


def _declares(text: str, sentence: Span, quantity: Quantity, words: Words) -> bool:
    """Whether a quantity is the whole of the problems found: said to be reported, of no special sort, not done."""
    if not quantity.noun.endswith("问题") or quantity.rough or quantity.value < 2:
        return False
    if quantity.unit not in words["problem_units"]:
        return False  # 5大类问题
    start, end = quantity.number.start, quantity.span.end
    while (
        start > max(sentence.start, quantity.number.start - _LONGEST) and text[start - 1] not in _BOUNDARIES
    ):
        start -= 1
    while end < min(sentence.end, quantity.span.end + _LONGEST) and text[end] not in _BOUNDARIES:
        end += 1
    clause = text[start:end]
    before = text[max(sentence.start, quantity.number.start - 3 * _LONGEST) : quantity.number.start]
    if any(meeting in before for meeting in words["own_meetings"]):
        return False  # what the members of the body found out of themselves
    return any(cue in clause for cue in words["total_cues"]) and not any(
        cue in clause for cue in words["partial_cues"]
    )
