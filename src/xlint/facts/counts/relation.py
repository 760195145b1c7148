"""One relation between numbers of a text, and whether they agree."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from xlint.facts.counts.mentions import Mention
from xlint.facts.quantities import MONEY
from xlint.model import Note, Span
from xlint.search import every

Words = Mapping[str, tuple[str, ...]]

AGREES, DIFFERS, UNKNOWN = "agrees", "differs", "unknown"
_LINE_ENDS = "\n\r\x85\u2028\u2029"
_PLACEHOLDERS = "XxＸ×*＊○□_"


class Relation(NamedTuple):
    """What was compared: its sort (sum, subset, rate, same), the verdict, and for a fault the place and its wording.

    A verdict is AGREES, DIFFERS or UNKNOWN; `values` then tell the reason why it could not be computed. `parts` are the
    numbers that a total agrees with, where they were compared one by one.
    """

    sort: str
    verdict: str
    claim: Span
    values: Mapping[str, str] = {}
    notes: tuple[Note, ...] = ()
    variant: str = ""
    parts: tuple[Span, ...] = ()

    @property
    def places(self) -> Set[Span]:
        """The spans of all numbers that were compared."""
        return {self.claim, *self.parts, *(note.span for note in self.notes)}


_MOST = 32  # quantities that are compared with each other: a longer paragraph is taken in pieces


def paragraphs(text: str, mentions: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The quantities of each paragraph, of a very long one piece by piece."""
    start = 0
    for index in range(1, len(mentions) + 1):
        if (
            index == len(mentions)
            or index - start >= _MOST
            or _parted(text, *mentions[index - 1 : index + 1])
        ):
            yield mentions[start:index]
            start = index


def _parted(text: str, one: Mention, other: Mention) -> bool:
    if one.sentence == other.sentence:
        return False
    between = text[one.quantity.span.end : other.quantity.number.start]
    return any(map(between.__contains__, _LINE_ENDS))


def alike(one: Mention, other: Mention, words: Words) -> bool:
    """Whether two quantities may be of one set: in units that it may be counted in by turns, of no unlike nouns."""
    if one.family != other.family:
        return False
    topic, another = one.topic, other.topic
    if not topic or not another:
        return True
    if one.is_body != other.is_body:
        return False  # 11个股室 and 33项任务
    if topic.endswith(another) or another.endswith(topic):
        return True
    kinds = words["unlike_nouns"]
    kind, unlike = _kind(topic, kinds), _kind(another, kinds)
    if not kind or not unlike or kind == unlike:
        return True
    return any({kind, unlike} <= set(group.split()) for group in words["like_nouns"])


@lru_cache(maxsize=512)
def _kind(topic: str, kinds: tuple[str, ...]) -> str:
    """The noun that ends a topic and is never a part of another one: 问题 of 反馈问题."""
    return next((kind for kind in kinds if topic.endswith(kind)), "")


def blank(text: str, start: int, end: int) -> bool:
    """Whether a number is missing in a stretch of text, so that nothing can be computed in it."""
    window = _without_bold(text, start, end) if "**" in text[start:end] else text[start:end]
    return any(map(window.__contains__, _PLACEHOLDERS)) or "\u3000\u3000" in window


def _without_bold(text: str, start: int, end: int) -> str:
    """A stretch of text without the marks of Markdown for bold words, which are no blanks."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    for match in every(_BOLD, line):
        for at in (match.start(), match.end() - 2):
            line = line[:at] + "  " + line[at + 2 :]
    return line[start - first : end - first]


_BOLD = r"\*\*(?=[^\s*])[^*\n]{4,200}(?<=[^\s*])\*\*"


def is_money(mention: Mention) -> bool:
    """Whether a quantity is a sum of money."""
    return mention.quantity.unit == MONEY
