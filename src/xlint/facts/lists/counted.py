"""A number with the list it stands beside, and how many things a list of names may be read to hold."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlint.model import Span
from xlint.search import compiled

Words = Mapping[str, tuple[str, ...]]

NUMBER_ONLY = "(?:[0-9０-９]{1,3}|[二三四五六七八九十两]{1,3})"
NUMBER = f"(?P<number>{NUMBER_ONLY})"
ADJECTIVE = "(?![和与及或]|批|轮|期|场|届|人次|户次|人|名|元|万|亿|天|年|月|日|岁|户|亩|次)[^，。；：、！？,;:\\s0-9“”《》（）()]{0,4}?"
_BRACKETS = "（[^（）]*）|\\([^()]*\\)"


class Counted(NamedTuple):
    """A number with the list it stands beside. The list may be read as holding from `fewest` to `most` things.

    `open` is set where 等 says that not all are named.
    """

    number: Span
    value: int
    noun: str
    list: Span
    fewest: int
    most: int
    open: bool
    sorts: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the number fits a reading of the list; sorts may be named for more things: 财务、人事12项制度."""
        if self.sorts and self.value >= 2 * self.most:
            return True
        return self.fewest <= self.value if self.open else self.fewest <= self.value <= self.most

    @property
    def listed(self) -> int:
        """The number of things that a reader would count."""
        return self.most if self.value > self.most else self.fewest


def items_of(names: str) -> list[str]:
    """The names of a list; 、 inside quotation marks and titles parts nothing, and between them it may be left out."""
    quoted = compiled("[^“”、]{0,12}“([^“”]*、[^“”]*)”").fullmatch(names)
    if quoted:
        return str(quoted[1]).split("、")
    bare = compiled(_BRACKETS).sub("", names)
    marked = compiled("“[^“”]*”|《[^《》]*》").sub("Q", bare)
    return compiled("(?<=Q)(?=Q)").sub("、", marked).split("、")


def joins(items: Sequence[str], words: Words) -> tuple[int, int]:
    """How many more things the items hold that are joined of two: surely, and at the most.

    县财政局和县审计局 are two, 民政局和残联 may be, 住房和城乡建设局 may be one.
    """
    sure = 0
    most = sum(item.count(cue) for item in items for cue in words["list_owners"])
    for item in [item.replace("以及", "及") for item in items[-1:]]:
        for word in words["list_joins"]:
            one, found, other = item.strip().partition(word)
            if found and one and other:
                most += 1 + other.count(word)
                bodies = one.endswith(words["body_endings"]) and other.endswith(words["body_endings"])
                sure += bodies and len(one) > 2 and len(other) > 2
    return sure, most
