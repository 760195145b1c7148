"""Realistic drafts for the benchmarks, any number of them: no two alike, and in each one to three faults.

The sentences are in prose.yaml, what they are filled with is drawn by the number of the draft: the same number gives
the same draft on every machine. About 35 counted quantities stand in 7,000 characters, as in real reports.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import yaml

_SLOT = re.compile(r"\{(\w+)\}")
_ORDINALS = "一二三四五六七八九十"
_MARKERS = ("一是", "二是", "三是", "四是")
_COUNTED = 0.33  # share of the measures that tell numbers
_LISTED = 0.7  # share of the problems whose measures are a list
_FIELDS = 0.3  # share of the drafts that name a person in charge and a date below each problem
_OPENING = 500  # bytes of the title and the lead; problems are added until less than this is left
TYPOS = {
    "立行立改": "立形立改",
    "举一反三": "举一返三",
    "部署": "布署",
    "长效机制": "长校机制",
    "台账": "台帐",
}


@cache
def _words() -> dict[str, list[str]]:
    with Path(__file__).with_name("prose.yaml").open(encoding="utf-8") as file:
        words: dict[str, list[str]] = yaml.safe_load(file)
    return words


def report(number: int, size: int = 20_000, faults: bool = True) -> str:
    """The draft of a number, of `size` bytes of UTF-8, give or take a few hundred."""
    random = Random(number)
    text = _Writer(number, random).report(size)
    return _spoilt(text, random) if faults else text


def note(number: int, size: int = 1_000) -> str:
    """A small draft: a title, an opening and a few paragraphs, with or without a fault."""
    random = Random(number)
    writer = _Writer(number, random)
    lines = [f"{writer.body}关于{writer.area()}情况的报告", writer.sentence("lead_in")]
    while _bytes(lines) < size:
        lines.append(writer.sentence("organise"))
    text = "\n".join(lines) + "\n"
    return _spoilt(text, random) if number % 2 else text


class _Writer:
    """Draws the parts of one draft; the same sentence, filled the same, is not drawn twice."""

    def __init__(self, number: int, random: Random) -> None:
        self._random = random
        words = _words()
        self.county = (
            _nth(words["first"], number) + _nth(words["second"], number // len(words["first"])) + "县"
        )
        self.body = self.county + random.choice(words["bureau"])
        self._papers = {area: random.choice(words["paper"]) for area in words["area"]}
        self._area = ""
        self._seen: set[str] = set()
        self._year = 2019 + number % 6
        self._problems: Iterator[tuple[str, str]] = iter(())

    def report(self, size: int) -> str:
        """The whole draft: the lead tells how many problems there are, so they are written before it."""
        organised = self._points("organise", ("统一思想认识", "压实工作责任", "注重整改实效"))
        ahead = self._points("next", ("巩固整改成果", "完善制度体系", "推动事业发展"))
        groups = self._groups(size - _OPENING - _bytes([*organised, *ahead]))
        count = sum(len(group) for group in groups)
        lines = [f"中共{self.body}党组关于巡察整改进展情况的报告", self._lead(len(groups), count)]
        lines += ["一、整改工作组织开展情况", *organised, "二、反馈问题整改落实情况"]
        for place, (group, aspect) in enumerate(zip(groups, _words()["aspect"])):
            lines.append(f"（{_ORDINALS[place]}）{aspect}方面")
            for index, problem in enumerate(group):
                lines += [f"{index + 1}.{problem[0]}", *problem[1:]]
        lines += ["三、下一步工作打算", *ahead, "", f"中共{self.body}党组"]
        return "\n".join([*lines, f"{self._year}年11月{self._random.randint(2, 28)}日"]) + "\n"

    def area(self) -> str:
        """Turn to another field of work."""
        self._area = self._random.choice(_words()["area"])
        return self._area

    def sentence(self, sort: str) -> str:
        """A sentence of a sort that the draft does not have yet, as far as there is one."""
        made = ""
        for _ in range(20):
            made = self._filled(self._random.choice(_words()[sort]))
            if made not in self._seen:
                break
        self._seen.add(made)
        return made

    def _filled(self, sentence: str) -> str:
        used: set[str] = set()
        numbers = self._numbers()
        return _SLOT.sub(lambda slot: self._word(slot[1], used, numbers), sentence)

    def _word(self, slot: str, used: set[str], numbers: dict[str, str]) -> str:
        if slot in numbers:
            return numbers[slot]
        if slot == "area" and self._area and self._area not in used:
            word = self._area
        else:
            word = self._random.choice([word for word in _words()[slot] if word not in used])
        used.add(word)
        return word

    def _numbers(self) -> dict[str, str]:
        drawn = self._random.randint
        done, rest, low = drawn(4, 60), drawn(1, 9), drawn(800, 930)
        return {
            "book": f"《{self._area}{self._papers.get(self._area, '')}》",
            "few": str(drawn(2, 9)),
            "some": str(drawn(11, 98)),
            "many": str(drawn(101, 990)),
            "long": str(drawn(10, 25)),
            "money": f"{drawn(11, 4000) / 10}",
            "done": str(done),
            "rest": str(rest),
            "all": str(done + rest),
            "all2": str(rest),
            "low": f"{low / 10}",
            "high": f"{(low + drawn(11, 60)) / 10}",
            "date": f"{self._year}年{drawn(6, 9)}月{drawn(1, 28)}日",
        }

    def _lead(self, groups: int, count: int) -> str:
        drawn = self._random.randint
        return (
            f"根据县委统一部署，{self._year}年3月{drawn(2, 28)}日至5月{drawn(2, 20)}日，县委第{_ORDINALS[drawn(0, 6)]}"
            f"巡察组对我局党组开展了常规巡察。6月{drawn(2, 20)}日，县委巡察组反馈了巡察意见，"
            f"指出{groups}个方面{count}个问题。{self.sentence('lead_in')}现将有关情况报告如下。"
        )

    def _points(self, sort: str, heads: tuple[str, ...]) -> list[str]:
        points = []
        for place, head in enumerate(heads):
            self.area()
            told = "".join(self.sentence(sort) for _ in range(self._random.randint(2, 4)))
            points.append(f"（{_ORDINALS[place]}）{head}。{told}")
        return points

    def _groups(self, room: int) -> list[list[list[str]]]:
        """Problems of so many bytes, in as many groups as there are aspects, or one where there are few."""
        words, problems = _words(), list[list[str]]()
        links = ["", *(f"{link}环节" for link in words["link"])]
        named = [(area, link + fault) for area in words["area"] for link in links for fault in words["fault"]]
        self._random.shuffle(named)
        self._problems = iter(named)
        fields = self._random.random() < _FIELDS
        while room > _OPENING:
            problems.append(self._problem(fields))
            room -= _bytes(problems[-1])
        groups = min(len(words["aspect"]), max(1, len(problems) // 2))
        bounds = [len(problems) * place // groups for place in range(groups + 1)]
        return [problems[start:end] for start, end in pairwise(bounds)]

    def _problem(self, fields: bool) -> list[str]:
        """A heading, the causes, the measures, and in some drafts who is in charge until when."""
        self._area, fault = next(self._problems)
        measures = [self._measure() for _ in range(self._random.randint(2, 4))]
        lines = [f"关于“{self._area}{fault}”的问题"]
        if self._random.random() < _LISTED:
            lines.append(self.sentence("cause") + self.sentence("turn"))
            marked = (f"{marker}{told}" for marker, told in zip(_MARKERS, measures))
            lines.append("".join(marked) + self.sentence("close"))
        else:
            lines.append(self.sentence("cause") + measures[0])
            lines += [*measures[1:-1], measures[-1] + self.sentence("close")]
        if fields:
            lines += [
                f"责任领导：{self.sentence('leader')}",
                f"完成时限：{self._year}年{self._random.randint(7, 10)}月底前",
            ]
        return lines

    def _measure(self) -> str:
        middle = [self.sentence("counted")] if self._random.random() < _COUNTED else []
        return "，".join([self.sentence("measure"), *middle]) + "。" + self.sentence("effect") + "。"


def _bytes(lines: list[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _nth(pool: list[str], number: int) -> str:
    return pool[number % len(pool)]


def _spoilt(text: str, random: Random) -> str:
    """The text with one to three faults of different sorts."""
    wanted = random.randint(1, 3)
    for spoil in random.sample([_placeholder, _half_width, _sum, _typo], 4):
        before, text = text, spoil(text, random) if wanted else text
        wanted -= text != before
    return text


def _placeholder(text: str, random: Random) -> str:
    return _replaced(text, re.compile("由(?:办公室|综合科|监督科|信息科|人事科)"), "由XX科", random)


def _half_width(text: str, random: Random) -> str:
    return _replaced(text, re.compile("(?<=[一-龥])，(?=[一-龥])"), ",", random)


def _sum(text: str, random: Random) -> str:
    return _replaced(text, re.compile(r"其余\d+"), "其余11", random)


def _typo(text: str, random: Random) -> str:
    right = random.choice([word for word in TYPOS if word in text] or ["部署"])
    return _replaced(text, re.compile(right), TYPOS[right], random)


def _replaced(text: str, pattern: re.Pattern[str], by: str, random: Random) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    at = random.choice(found)
    return text[: at.start()] + by + text[at.end() :]
