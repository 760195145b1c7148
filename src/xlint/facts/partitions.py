"""Totals that are split by status: 28个问题，已完成18项，其余10项."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from xlint.facts.quantities import Quantity, Sentence

Words = Mapping[str, tuple[str, ...]]

_LINE_ENDS = "\n\r\x85\u2028\u2029"
_BOUNDARIES = "，,；;、：:（）()。" + _LINE_ENDS
_STATUSES = ("rest", "undone", "due", "doing", "done")  # in this order: 尚未完成 holds 完成
_PLACEHOLDERS = "XxＸ×*＊○□_"
_WAIT = 2  # sentences that a total waits for its first part
_MOST_TOTALS = 6  # numbers before the parts that are tried as the total
_LONGEST_CLAUSE = 60  # code points to either side of a number in which its status is looked for
_MOST_PARTS = 10  # more are not tried for other readings


class Part(NamedTuple):
    """One part of a total and what became of it: rest, undone, due (to be done), doing, done, or nothing said."""

    quantity: Quantity
    status: str


class Partition(NamedTuple):
    """A total with the parts stated of it; `computable` is False where a part is no exact number.

    `others` are further numbers before the parts that may be the total instead.
    """

    total: Quantity
    others: tuple[Quantity, ...]
    parts: tuple[Part, ...]
    computable: bool
    rest_without_number: bool
    refined: bool  # 其中 or a bracket stands among the parts: some may lie within others

    @property
    def sum(self) -> int:
        """What the parts add up to."""
        return sum(part.quantity.value for part in self.parts)

    def adds_up(self) -> bool:
        """Whether the parts, or where some may lie within others some of them, give a total."""
        totals = {quantity.value for quantity in (self.total, *self.others)}
        values = [part.quantity.value for part in self.parts]
        if totals & set(values):  # said of all of them: what follows divides it in another way
            return True
        if not self._may_overlap():
            return self.sum in totals
        sizes = range(2, len(values) + 1)
        return any(sum(chosen) in totals for size in sizes for chosen in combinations(values, size))

    def _may_overlap(self) -> bool:
        statuses = [part.status for part in self.parts]
        unclear = "" in statuses or "due" in statuses
        return self.refined or unclear or statuses.count("done") > 1 or statuses.count("undone") > 1

    @property
    def clear(self) -> bool:
        """Whether there is one total, and each part says what became of it and excludes the others."""
        return not self.others and not self._may_overlap()

    def exceeds(self) -> bool:
        """Whether parts that exclude each other add up to more than any total."""
        totals = (self.total, *self.others)
        return self.sum > max(quantity.value for quantity in totals) and not self._may_overlap()

    def closed(self) -> bool:
        """Whether the parts are said to be all: a remainder with its number, or done beside not done."""
        statuses = {part.status for part in self.parts}
        return "rest" in statuses or {"done", "undone"} <= statuses


def partitions(text: str, sentences: Sequence[Sentence], words: Words) -> tuple[Partition, ...]:
    """All totals of problems, tasks and the like with at least two parts, in order."""
    return tuple(_Collector(text, words).collect(sentences))


class _Collector:
    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words
        self._divided = words["problem_nouns"] + words["divided_nouns"]  # what is done in parts
        self._totals: list[Quantity] = []
        self._parts: list[Part] = []
        self._start = 0  # of the sentence with the total
        self._computable = True

    def collect(self, sentences: Sequence[Sentence]) -> Iterator[Partition]:
        end = 0
        for sentence in sentences:
            if self._totals and not self._goes_on(sentence, end):
                yield from self._finish(end)
            for index, quantity in enumerate(sentence.quantities):
                known = quantity.noun.endswith(self._divided) and not quantity.rough
                if not known and not (self._totals and self._fits(quantity)):
                    continue
                status = self._status(index, sentence)
                if known and status in ("", "due"):
                    if any(part.status for part in self._parts):
                        yield from self._finish(quantity.span.start)
                    self._start = self._start if self._totals else sentence.span.start
                    self._totals = [*self._totals[1 - _MOST_TOTALS :], quantity]
                elif self._totals and self._fits(quantity):
                    self._computable &= not quantity.rough
                    self._parts.append(Part(quantity, status))
            end = sentence.span.end
        yield from self._finish(end)

    def _goes_on(self, sentence: Sentence, end: int) -> bool:
        """A total waits for its parts in the next sentences of its paragraph, and after them for a remainder."""
        if any(char in _LINE_ENDS for char in self._text[end : sentence.span.start]):
            return False
        if not any(part.status for part in self._parts):
            return self._text.count("。", self._start, sentence.span.start) <= _WAIT
        return (
            self._text[sentence.span.start : sentence.span.end].lstrip().startswith(self._words["part_rest"])
        )

    def _finish(self, end: int) -> Iterator[Partition]:
        totals, parts, computable = self._totals, _told(self._parts, self._totals), self._computable
        self._totals, self._parts, self._computable = [], [], True
        if not totals or len(parts) > _MOST_PARTS or sum(bool(part.status) for part in parts) < 2:
            return
        total = self._likeliest(totals, parts)
        others = tuple(quantity for quantity in totals if quantity is not total)
        window = self._text[totals[0].span.end : end]
        among = self._text[parts[0].quantity.span.end : end]
        blanks = any(char in _PLACEHOLDERS for char in window)
        mentioned = any(word in window for word in self._words["part_rest"])
        numbered = any(part.status == "rest" for part in parts)
        yield Partition(
            total, others, parts, computable and not blanks, mentioned and not numbered, self._refined(among)
        )

    def _likeliest(self, totals: Sequence[Quantity], parts: Sequence[Part]) -> Quantity:
        """Of several possible totals the last one that is counted in the unit of the parts, of problems if there is one."""
        unit = parts[0].quantity.unit
        return max(totals, key=lambda total: (total.unit == unit, self._is_of_problems(total), total.span))

    def _is_of_problems(self, quantity: Quantity) -> bool:
        return quantity.noun.endswith(self._words["problem_nouns"])

    def _fits(self, quantity: Quantity) -> bool:
        """Whether a quantity may be a part of a total: units alike, and no other thing by its noun."""
        alike = set(self._words["count_units_alike"])
        nouns = {total.noun for total in self._totals}
        if quantity.noun and quantity.noun not in nouns and not self._is_of_problems(quantity):
            return False
        return any(
            quantity.unit == total.unit or {quantity.unit, total.unit} <= alike for total in self._totals
        )

    def _status(self, index: int, sentence: Sentence) -> str:
        before, after = self._clause(index, sentence)
        for status in _STATUSES:
            where = before if status == "rest" else before + "," + after
            if any(word in where for word in self._words[f"part_{status}"]):
                return status
        return ""

    def _clause(self, index: int, sentence: Sentence) -> tuple[str, str]:
        """What is said before and behind a quantity in its own clause.

        Words between two quantities belong to the second: 9个问题已完成7个.
        """
        quantities = sentence.quantities
        span = quantities[index].span
        floor = quantities[index - 1].span.end if index else sentence.span.start
        start = end = span.start
        floor = max(floor, start - _LONGEST_CLAUSE)
        while start > floor and self._text[start - 1] not in _BOUNDARIES:
            start -= 1
        following = quantities[index + 1].span.start if index + 1 < len(quantities) else sentence.span.end
        end = span.end
        limit = min(following, end + _LONGEST_CLAUSE)
        while end < limit and self._text[end] not in _BOUNDARIES:
            end += 1
        if end == following < sentence.span.end:
            end = span.end
        return self._text[start : span.start], self._text[span.end : end]

    def _refined(self, among: str) -> bool:
        """Whether the text among the parts of a total opens a refinement of one of them."""
        return any(mark in among for mark in ("（", "(", *self._words["refinement_cues"]))


def _told(parts: Sequence[Part], totals: Sequence[Quantity]) -> tuple[Part, ...]:
    """The parts without those of which nothing is said, if these divide a total for themselves."""
    unclear = sum(part.quantity.value for part in parts if not part.status)
    apart = unclear in {total.value for total in totals}
    return tuple(part for part in parts if part.status or not apart)
