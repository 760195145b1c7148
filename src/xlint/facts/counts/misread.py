"""A number of a known set of which two digits stand the other way round: 反馈46个问题……64个问题均已."""

from collections.abc import Iterator, Mapping, Sequence

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.counts.slips import digits_of, swap
from xlint.facts.quantities import PERCENT
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]

REACH = 4  # sentences in which a number is said again
_LOOK = 20  # code points
# All that stands before a number that is taken up.
AT = ("", "对", "将", "把", "针对", "围绕", "目前", "对照")
_ALL_CHARS = frozenset("均都全逐悉无一共")
_ALL = "^(?:\\p{Han}{0,9}?)(?:均|都|全部|全都|逐[一项条件个]|悉数|已全部|无一|一一|共(?!同|性|识|建|享|治))"


def misread(paragraph: Sequence[Mention], text: str, words: Words) -> Iterator[tuple[Mention, Mention]]:
    """The numbers of a known set of which two digits stand the other way round, each with the number told first."""
    digits = [digits_of(mention.quantity.value) for mention in paragraph]
    sets = ["".join(sorted(figures)) for figures in digits]
    if len(set(sets)) == len(set(digits)):
        return  # mostly: no two numbers have the same digits in another order
    for index, mention in enumerate(paragraph):
        before = [at for at in range(index) if sets[at] == sets[index]]
        if all(digits[at] == digits[index] for at in before):
            continue
        if mention.quantity.rough or mention.quantity.unit == PERCENT or mention.role == "rest":
            continue
        same = [m for m in paragraph[:index] if alike(m, mention, words)]
        if any(m.quantity.value == mention.quantity.value for m in same):
            continue  # told before
        for other in same:
            near = mention.sentence - other.sentence <= REACH
            if (
                near
                and swap(mention.quantity.value, other.quantity.value)
                and _known_set(mention, other, text)
            ):
                yield mention, other
                break


def _known_set(mention: Mention, other: Mention, text: str) -> bool:
    """Whether a number stands where a set that was told is spoken of: 把64个问题, 231件中的209件, 对查实的241件."""
    a, b = mention.topic, other.topic
    same = (
        a == b
        or (a and b and (a.endswith(b) or b.endswith(a)))
        or (mention.lead == "" and mention.tail[:1] == "中")
    )
    if glance("(?:上述|以上|前述)$", mention.lead) or (
        not (a and b) and mention.lead == "" and said_of_all(mention, text)
    ):
        return True
    if not same:
        return False
    if glance("(?:[将把]|这)$", mention.lead) or mention.tail[:1] == "中":
        return True
    verb = glance("^[对将把](?P<verb>\\p{Han}{2,4})的$", mention.lead)
    if verb and verb["verb"] in other.label:
        return True
    starts = mention.gap[:1] in ("，", "。", "；", "") or (mention.lead == "对" and a == b != "")
    taken_up = mention.lead in ("", "对", "目前") and starts
    larger = mention.quantity.value > other.quantity.value
    return taken_up and not mention.opener and (larger or said_of_all(mention, text))


def said_of_all(mention: Mention, text: str) -> bool:
    """Whether it is said behind a number that something is so of all: 64个问题均已."""
    end = mention.quantity.span.end
    behind = text[end : end + _LOOK]
    return not _ALL_CHARS.isdisjoint(behind) and glance(_ALL, behind) is not None
