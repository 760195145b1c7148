"""What the words around a number say of it: what it counts, what became of it, whether it is a part, whether parts follow."""

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from xlint.facts.holding import finals, initials
from xlint.facts.quantities import PERCENT, POINTS, Quantity
from xlint.search import Match, any_of, every, glance

Words = Mapping[str, tuple[str, ...]]

STATUSES = ("undone", "due", "doing", "done")  # in this order: 尚未完成 holds 完成

# What parts a sentence into stretches of which each tells of its own: ；, and the markers of a list.
NEW_SEGMENT = (
    "[；;]|(?:^|(?<=[，。：；\\s]))(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，,])|[①-⑳]"
)
_IN_NEW_SEGMENT = frozenset("；;是第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # one of them stands in each


def new_segments(gap: str, chars: Set[str]) -> Sequence[Match]:
    """Where new stretches begin between two quantities; `chars` are the characters there."""
    return () if _IN_NEW_SEGMENT.isdisjoint(chars) else every(NEW_SEGMENT, gap)


class Cues:
    """The words of the packs by which numbers are read, each list with the characters of which every word holds one.

    Most of what stands around a number holds none of them: nothing is searched where none of their characters stands.
    So the characters before a number (`chars`, from the number before it on) go with the words there.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self.bodies = frozenset(words["listed_aliases"])
        self._nouns = words["problem_nouns"] + words["other_nouns"]
        self._noun_starts = initials(self._nouns)
        self._verbs = words["part_verbs"]
        self._verb_ends = finals(self._verbs)
        self._rest = words["part_rest"]
        self._rest_starts = initials(self._rest) | initials(_ADVERBS)
        self._gathering = words["gathering_cues"]
        self._summing = words["gathering_cues"] + words["whole_cues"]
        self._in_summing = initials(self._summing) | {"总"}
        self._in_gathering = initials(self._gathering) | {"总", "达", "为", "累"}
        self._in_whole = initials(words["whole_cues"])
        self._in_opening = initials(words["opening_cues"])
        self._in_closing = initials(words["closing_cues"])
        self._view = view(words["view_leads"], words["view_verbs"])
        self._in_view = initials(words["view_leads"]) | {"第"}
        states = ((status, words[f"part_{status}"]) for status in STATUSES)
        self._states = [(status, known, initials(known)) for status, known in states]
        self._in_states = frozenset().union(*(starts for _, _, starts in self._states))

    def sums_up(self, lead: str, chars: Set[str]) -> bool:
        """Whether the words before a number tell that it is a sum itself: 合计, 累计查处."""
        told = lead != "" and not self._in_summing.isdisjoint(chars)
        return told and glance(totals(self._summing), lead) is not None

    def gathers(self, lead: str, chars: Set[str]) -> bool:
        """Whether a quantity is said to be the sum of what stands before it: 合计13个, 两项共计13个, 三村连片达到13亩."""
        told = lead != "" and not self._in_gathering.isdisjoint(chars)
        return told and glance(_gathering(self._gathering), lead) is not None

    def topic(self, lead: str, tail: str) -> str:
        """The noun of what is counted at the head of its clause (线索办结9条, 问题已整改26个), or behind the number and what
        is said of it: 6条长期坚持的措施.
        """
        match = None
        if lead[:1] in self._noun_starts and lead.startswith(self._nouns):
            match = glance(_subject(self._nouns, self._verbs), lead)
        if match is None and "的" in tail:
            match = glance(_described(self._nouns), tail)
        return match["noun"] if match else ""

    def status(self, lead: str, tail: str, chars: Set[str]) -> str:
        """What is said to have become of what is counted: one of STATUSES, or nothing."""
        if not self._in_states.isdisjoint(chars) or not self._in_states.isdisjoint(tail):
            where = f"{lead},{tail}"
            there = frozenset(where)
            for status, known, starts in self._states:
                if not starts.isdisjoint(there) and any(map(where.__contains__, known)):
                    return status
        if _IN_ADVERBIAL.isdisjoint(chars):
            return ""
        if "应" in lead and lead.endswith(self._verbs) and glance(_OUGHT, lead):
            return "due"
        for status, pattern in _ADVERBIAL:
            if glance(pattern, lead):
                return status
        return "done" if "已" in lead and glance(_ALREADY, lead) and lead.endswith(self._verbs) else ""

    def role(self, quantity: Quantity, lead: str, bare: str, tail: str, status: str, chars: Set[str]) -> str:
        """Whether the words say that a quantity is what is left of another one (rest), or a part of it.

        `bare` is what stands before it without what only leads up to a number.
        """
        words = self._words
        if self._is_rest(lead):
            return "rest"
        if status == "due" or quantity.unit in (PERCENT, POINTS):
            return ""
        if not self._in_whole.isdisjoint(chars) and any(map(lead.__contains__, words["whole_cues"])):
            return ""
        head = lead in _HEADS
        if quantity.noun and not (head and status):
            return ""
        if lead in ("另", "余", "余下", "剩"):
            return "rest"
        done = bare[-1:] in self._verb_ends and bare.endswith(self._verbs)
        if done or (head and status) or (tail and glance(TAIL_STATUS, tail)):
            return "part"
        if lead.endswith(("的", "的有", "的共", "的共有")) and not tail and not glance(_COMPARED, lead):
            return "part"
        if lead.startswith(words["part_leads"]):
            return "part"
        if status and glance("^(?:目前|现|现已)?(?:已|共)?有$", lead):
            return "part"
        told = status in ("undone", "doing") or (not _IN_VERB.isdisjoint(chars) and glance(_VERB, bare))
        return "maybe" if told else ""

    def _is_rest(self, lead: str) -> bool:
        if lead[:1] not in self._rest_starts:
            return False
        if "中" in lead and glance(_OF_THE_REST, lead):
            return False  # 剩余隐患中重大隐患3处
        adverb = lead.startswith(_ADVERBS)
        return lead.startswith(self._rest) or (adverb and glance(_starting(self._rest), lead) is not None)

    def opener(self, gap: str, lead: str, segments: Sequence[Match], chars: Set[str]) -> str:
        """How the words between two quantities open a list of the parts of the first."""
        viewed, within = not self._in_view.isdisjoint(chars), "中" in chars or "里" in chars
        for match in segments:
            behind = gap[match.end() :]
            if within and glance(_WITHIN, behind):
                return "open"
            if behind.startswith(("其中", "这些", "上述")):
                continue
            if not (viewed and glance(self._view, gap[match.start() :])):
                return ""
        if gap.startswith(("、", "，涉及")) and "其中" not in gap:
            return ""
        if within and lead == gap and glance("^[^，。；：、]{2,10}(?<![其途过当])[中里]$", gap):
            return "open"  # 七家被巡察单位中三家为
        if len(gap) < _SHORTEST_OPENER:
            return "closed" if gap[:1] in LISTS else ""
        if self._opens(gap, chars) or (within and gap.find("，") > 0 and glance(_AMONG, gap)):
            return "open"
        return "closed" if self._closes(gap, chars) or (viewed and glance(self._view, gap)) else ""

    def _opens(self, gap: str, chars: Set[str]) -> bool:
        """Whether some of what is counted is spoken of: 其中, but not 其中）."""
        if self._in_opening.isdisjoint(chars):
            return False
        if _IN_WITHIN.isdisjoint(chars) or glance(_WITHIN_ANOTHER, gap) is None:
            return any(cue in gap and f"{cue}）" not in gap for cue in self._words["opening_cues"])
        return False

    def _closes(self, gap: str, chars: Set[str]) -> bool:
        """Whether all of it is: 分为, or a list that stands in brackets or behind a colon."""
        told = not self._in_closing.isdisjoint(chars) and any(
            map(gap.__contains__, self._words["closing_cues"])
        )
        if told or gap[0] in ("（", "("):
            return told or ("）" not in chars and ")" not in chars)
        return ("：" in chars or ":" in chars) and glance("^\\p{Han}{0,6}[：:]", gap) is not None


_IN_WITHIN = frozenset("在于此另")
# 15万元也包括在39万元之中, 此外还包括452起: the other way round, and of something else
_WITHIN_ANOTHER = "(?:包括|包含)[在于](?![职校岗编建])|(?:此外|另外)[，,]?还?(?:包括|涉及|有)"


@lru_cache(maxsize=4)
def _subject(nouns: tuple[str, ...], verbs: tuple[str, ...]) -> str:
    return f"^(?P<noun>{any_of(nouns)})(?:已|均|共|也|全部|按期)?(?:{any_of(verbs)})"


@lru_cache(maxsize=4)
def _described(nouns: tuple[str, ...]) -> str:
    return f"^(?!的)\\p{{Han}}{{2,8}}的(?P<noun>{any_of(nouns)})(?!\\p{{Han}}*的)"


_OUGHT = "(?<![响相对反适供])应当?\\p{Han}{2}$"
_ALREADY = "(?:^|[中里])(?:目前|现|截至.{0,12})?已经?"
_IN_ADVERBIAL = frozenset("应需拟待尚暂已")  # one of them stands in each of these
_ADVERBIAL = (
    ("due", "^(?:需|应(?![用急当对聘试]))\\p{Han}{2,5}"),
    ("undone", "^(?:拟(?!定|制|订)|待|尚未|尚|暂)\\p{Han}{2,8}"),
)


_OF_THE_REST = "^\\p{Han}{2,8}中(?!央|心|小|型)\\p{Han}{2}"
_HEADS = ("", "目前", "现", "现已", "截至目前", "现有")
_ADVERBS = ("目前", "现", "截至", "但", "而")
_COMPARED = "^[比较由从]|^[与同](?:去年|上|[0-9]|同期|年初|此前)|[增减升降高低长少大小加][了]?[到至]"
_VERB = "(?:^|目前|现)(?:已经?|正在|正|尚未|未|拟|仍|基本|部分)\\p{Han}{1,4}$|完成\\p{Han}{1,2}$"
_IN_VERB = frozenset("已正尚未拟仍基部完")
TAIL_STATUS = "^(?:问题|任务|事项)?(?:均|都|全部)?(?:已|正在|正|尚|未|拟|计划|仍|还|准备|基本|部分|暂|待)"


@lru_cache(maxsize=8)
def _starting(cues: tuple[str, ...]) -> str:
    return f"^(?:目前|现|现在|截至.{{0,12}}|但|而)?(?:{any_of(cues)})"


@lru_cache(maxsize=4)
def totals(cues: tuple[str, ...]) -> str:
    """A pattern for words at the end of the words before a number: it is a sum itself."""
    return f"(?<!公)(?:{any_of(cues)})(?<!共(?=[青同产享建性识]))\\p{{Han}}{{0,6}}$|总[数量额](?:为|达)?$"


_SHORTEST_OPENER = 2  # code points: 含
_WITHIN = "^\\p{Han}{2,10}[中里](?:，|[，]?(?:已|有|尚|正))"
LISTS = ("：", ":", "（", "(", "—")
_AMONG = "^\\p{Han}{0,8}[中里]，"


@lru_cache(maxsize=4)
def view(leads: tuple[str, ...], verbs: tuple[str, ...]) -> str:
    """A pattern for a view of the whole, by which it is divided: 按类型分, 第一类."""
    return (
        f"(?:{any_of(leads)})(?:照)?[^，。；]{{1,10}}(?:{any_of(verbs)})[，,：:]|[，,：:；。]第一[类批组种部]"
    )


@lru_cache(maxsize=4)
def _gathering(cues: tuple[str, ...]) -> str:
    strong = any_of(tuple(cue for cue in cues if len(cue) > 1 and cue != "共有"))
    several = "(?:[一二三四五六七八九十两0-9]{1,2}[者项类个村镇乡县区市区家地批季年级月期轮组]\\p{Han}{0,4}?|立改废释?|以上|前后|总共|全部|[全上下]?半?年|[一二三四]季度)?"
    times = "[二三四五六七八九两2-9](?:年|[年期批轮组个]月?)(?:累计|总计)\\p{Han}{1,6}$"
    return f"^{times}|^{several}(?:(?:{any_of(cues)})|(?:{strong})(?!占)\\p{{Han}}{{0,6}}|(?<=[村镇乡县区市区家地批])\\p{{Han}}{{0,8}}(?:达到?|为))(?:为|达|达到)?$"
