"""Lists beside a number that says how many they hold: 甲局、乙局等3家单位, 四项制度：甲、乙, 以下三项措施：一是…"""

from collections.abc import Mapping, Sequence

from xlint.facts.enumerations import ListRun
from xlint.facts.lists.announced import headings_behind, runs_behind
from xlint.facts.lists.before import bodies_before, dates_before, titles_before
from xlint.facts.lists.behind import names_behind
from xlint.facts.lists.counted import Counted
from xlint.facts.lists.names import names_before
from xlint.outline import Outline


def counted_lists(
    text: str, outline: Outline, runs: Sequence[ListRun], words: Mapping[str, tuple[str, ...]]
) -> tuple[Counted, ...]:
    """All numbers that stand beside a list of the things they count, in the order of the text."""
    found = [
        *names_before(text, words),
        *dates_before(text, words),
        *titles_before(text, words),
        *bodies_before(text, words),
        *names_behind(text, words),
        *runs_behind(text, runs, words),
        *headings_behind(text, outline, words),
    ]
    return tuple(sorted(found, key=lambda counted: counted.number))


__all__ = ["Counted", "counted_lists"]
