"""Whether a rate is of other numbers than those it stands beside: of some of them, of both together, of what stands far off."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.bases import Base, counted_by, is_share, verb_of
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.search import glance

Words = Mapping[str, tuple[str, ...]]


def of_others(rate: Mention, base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether a rate that does not follow from its likeliest numbers need not follow from them; `before` stand before it."""
    if _of_its_sort(rate, before) or _of_a_wider_set(rate, base) or _of_what_is_named(rate, base):
        return True
    if is_share(rate, words) and base.part.quantity.value == base.whole.quantity.value:
        return True  # 两县，两县的总和占全市的67%
    return (
        _of_some(rate, base, before, words)
        or _of_what_is_not(rate, base)
        or _one_of_several(rate, base, before, words)
        or _of_a_batch(base)
        or _of_what_came_anew(rate, base, words)
        or _of_parts_of_it(rate, base, before, words)
        or _of_another_year(base)
        or _of_the_first_places(base, before, words)
    )


_ITS_SORT = "^占?(?:各自|[该本其](?:类|项|批|单位|部门))"


def _of_its_sort(rate: Mention, before: Sequence[Mention]) -> bool:
    """Whether a share is of the number of its own sort, which is not told: 占该类的97%, and so those in a row behind it."""
    row = [m for m in before if m.sentence == rate.sentence and m.quantity.unit == rate.quantity.unit]
    return any(glance(_ITS_SORT, m.lead) for m in (*row, rate))


_WIDER = "^占(?P<scope>[全本][国省市区县州盟旗乡镇街村校院厂局系])"


def _of_a_wider_set(rate: Mention, base: Base) -> bool:
    """Whether a share is of all that there are somewhere, and not of the number told: 11家，占全区三级医院总数的92%."""
    match = glance(_WIDER, rate.lead)
    return match is not None and match["scope"] not in base.whole.lead + base.whole.gap


_NAMED = "^占(?P<whole>\\p{Han}{2,10}?)(?:总人?[数量额]|总)?的"
_ANY = "全部|总|比|所有|上述|其中|这|该|问题|任务|事项|全"


def _of_what_is_named(rate: Mention, base: Base) -> bool:
    """Whether a share is said to be of something that the number beside it is not: 占计划的8.4%, 占应报账的9.9%."""
    match = glance(_NAMED, rate.lead)
    if match is None or glance(_ANY, match["whole"]):
        return False
    name = match["whole"]
    told = base.whole.gap + base.whole.lead + base.whole.tail + base.whole.topic + base.whole.quantity.unit
    return not any(name[at : at + 2] in told for at in range(len(name) - 1))


def _of_the_first_places(base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether a number is one of the largest of a sort of which another sentence begins to speak: 商品类投诉较多的前五类."""
    start, end = base.whole.quantity.number.start, base.part.quantity.number.start
    listed = [
        m for m in before if start < m.quantity.number.start <= end and m.sentence != base.whole.sentence
    ]
    return any(cue in m.gap for m in listed for cue in words["partial_list_cues"])


def _of_what_came_anew(rate: Mention, base: Base, words: Words) -> bool:
    """Whether a verb's rate stands beside what came anew, while what was left from before counts too; or beside batches."""
    if is_share(rate, words):
        return False
    anew = glance("^(?:其中)?.{0,12}新(?:收|立|受理)", base.whole.lead) is not None
    return anew or base.part.quantity.unit in _BATCHES


_BATCHES = ("批", "轮", "期")


def _of_parts_of_it(rate: Mention, base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether a share of a plan is told of some things alone, whose plan is another: 其中133个项目完成4.5亿元，占年度计划的75%."""
    if glance("^占\\p{Han}{0,4}(?:计划|任务|目标)", rate.lead) is None:
        return False
    start, end = base.whole.quantity.number.start, base.part.quantity.number.start
    between = [m for m in before if start < m.quantity.number.start < end]
    return any(not alike(m, base.part, words) and not m.gap.startswith("、") for m in between)


def _of_another_year(base: Base) -> bool:
    """Whether two numbers are of two years, so that none is a part of the other: 去年查处18起，今年查处12起."""
    now = base.part.lead.startswith(("今年", "本年"))
    return now and glance("^(?:去年|上年|上一年|同期)", base.whole.lead) is not None


_BATCH = "第[一二三四五六七八九十0-9]+[批期轮]|首批"


def _of_a_batch(base: Base) -> bool:
    """Whether a part is one of a batch of what is told: 累计到位6.6亿元，第一批资金已支出2.1亿元，支出率42%."""
    told = base.whole.gap + base.whole.lead
    return glance(_BATCH, base.part.gap) is not None and glance(_BATCH, told) is None


def _of_some(rate: Mention, base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether some of what was counted are spoken of between the number and the rate: 已整改48项。其中，企业的整改率96%."""
    start = base.part.quantity.number.start
    told = [mention for mention in before if mention.quantity.number.start > start]
    if any("其中" in m.gap and not alike(m, base.part, words) for m in (*told, rate)):
        return True
    own = [m for m in told if m.segment == rate.segment != base.part.segment and not m.role and not m.status]
    return any(alike(m, base.part, words) for m in own)  # 县级问题223个，整改完成率87%


_NOT = "(?:不|未|没有)(?:予|能)?(?P<verb>\\p{Han}{1,2})率$"


def _of_what_is_not(rate: Mention, base: Base) -> bool:
    """Whether a rate tells what was not done, beside what was: 批捕22人，不捕14人，不捕率38.9%."""
    match = glance(_NOT, rate.lead.rstrip("约达到为是 "))
    return match is not None and match["verb"][-1] in base.whole.label + base.whole.tail


def _one_of_several(rate: Mention, base: Base, before: Sequence[Mention], words: Words) -> bool:
    """Whether more than its part was counted by the verb of a rate: 累计化解638件。市直单位累计化解8件，化解率6.6%."""
    verb = verb_of(rate)
    if not verb or is_share(rate, words):
        return False
    first = base.whole.quantity.number.start
    if base.whole.label.endswith(verb) and base.whole.sums_up:
        return True
    same = [m for m in before if first < m.quantity.number.start and alike(m, base.part, words)]
    return any(m.quantity.value > base.part.quantity.value and counted_by(verb, m) for m in same)
