"""Numbers that look like parts and stand beside their total: the second batch, what is said of each in turn."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.counts.runs import Run
from xlint.facts.holding import holds
from xlint.search import first, glance

Words = Mapping[str, tuple[str, ...]]


def beside(run: Run, total: Mention, counts: Sequence[Mention], words: Words) -> bool:
    """Whether the numbers of a run are none of the parts of a total."""
    head = run.parts[0]
    if any(cue in part.lead for part in run.parts for cue in words["other_sets"]):
        return True
    done = total.role == "part" and total.status == "done" and total.lead != ""
    if done and run.parts[-1].role == "rest" and run.opener:
        return True  # 结案51件，其中上年结转9件，尚有12件未结
    if (respective(run.parts, counts, words) and not run.named) or any(_gathers(part) for part in run.parts):
        return True
    if not run.named and any(glance(_WITHIN, part.lead) for part in run.parts):
        return True  # 未完成的任务中有4项, 限期整改类中未完成的1个
    left = run.parts[-1].role == "rest" or glance("^[年期月季]末|尚有|仍有|还有", run.parts[-1].lead)
    if left and any(cue in part.lead for part in run.parts for cue in words["additions"]):
        return True  # 年初在册38件，年内新立案145件，结案167件，年末尚有16件
    if "涉及" in head.gap and head.topic and not head.topic.endswith(total.topic or "?"):
        return True  # 剩余3个（涉及措施7条）
    if any(_matches("batch_sums", part.lead, words) or _over_batches(part, counts) for part in run.parts):
        return True
    if (
        "涉及" in head.gap
        and "其中" not in head.gap
        and glance("^\\p{Han}{2,}", head.tail)
        and not head.status
    ):
        return True  # 24个问题涉及17个责任单位
    if _matches("batch_wholes", total.lead, words) or _matches("batch_leads", total.lead, words):
        return any(_matches("batch_leads", clause, words) for part in run.parts for clause in _clauses(part))
    if total.gathers and head.gap.startswith("、"):
        return True  # 两类合计发出192份、回复178份
    return _of_each(run.parts, counts) or _same_kind(head, total)


_WITHIN = "(?:类|方面|问题|任务|事项|项目|单位|人员|部门|案件|线索)[中里](?:有|未|尚|的)"


def _over_batches(part: Mention, counts: Sequence[Mention]) -> bool:
    """Whether a number is told of several batches together: 两批剩下的6个问题."""
    at = _index(part, counts)
    before = counts[at - 1] if at else None
    several = before is not None and before.quantity.unit in _BATCHES and before.lead == ""
    return several and glance("^(?:的|剩|合计|共|均|累计|全部|余)", part.gap) is not None


_BATCHES = ("批", "类", "轮", "组", "期")


def _clauses(part: Mention) -> Sequence[str]:
    """The clauses between a number and the one before it."""
    return part.gap.replace("；", "，").replace("。", "，").split("，")


def _of_each(parts: Sequence[Mention], counts: Sequence[Mention]) -> bool:
    """Whether as many numbers are told as there are of something else: 对2名责任人分别罚款1.5万元和1万元."""
    at = next(index for index, mention in enumerate(counts) if mention is parts[0])
    return (
        at > 0
        and "分别" in parts[0].gap
        and "，" not in parts[0].gap
        and counts[at - 1].quantity.unit != parts[0].quantity.unit
        and counts[at - 1].quantity.value == len(parts)
    )


def one_by_one(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """The numbers that are said of as many numbers before them, each with the one it is said of."""
    if not any(_is_respective(mention, words) for mention in counts):
        return
    for index, head in enumerate(counts):
        if not _is_respective(head, words) and not _second_row(index, counts, words):
            continue
        parts = [head, *takewhile(lambda m: m.gap in ("、", "和", "，"), counts[index + 1 :])]
        for size in range(len(parts), 1, -1):
            wholes = respective(parts[:size], counts, words)
            if wholes:
                yield from zip(parts[:size], wholes, strict=True)
                break


def _is_respective(mention: Mention, words: Words) -> bool:
    """Whether a number is said of one before it: 分别."""
    return holds(mention.gap + mention.lead, words["respective_cues"])


def _second_row(index: int, counts: Sequence[Mention], words: Words) -> bool:
    """Whether a row of what was done goes on from a row that 分别 opens: 分别为163个和412个，已整改159个和418个."""
    head = counts[index]
    if head.gap[:1] != "，" or not glance("^已\\p{Han}{2,4}$", head.lead):
        return False
    size = 1 + sum(1 for _ in takewhile(lambda m: m.gap in ("、", "和"), counts[index + 1 :]))
    row = counts[index - size : index] if index >= size > 1 else ()
    joined = all(m.gap in ("、", "和") for m in row[1:])
    return bool(row) and joined and _is_respective(row[0], words)


def handed_back(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """What is said to have come back of what was handed out, and is more than that: 下发问卷850份，收回问卷872份."""
    verbs = [pair.split() for pair in words["handed_back"]]
    for whole, part in pairwise(counts):
        if part.quantity.low <= whole.quantity.high:
            continue
        same = whole.sentence == part.sentence and whole.quantity.unit == part.quantity.unit
        told = same and part.gap.startswith("，") and not whole.quantity.rough and not part.noun_behind
        if told and any(
            first(out, whole.lead) and first(f"^(?:已|共)?(?:{back})", part.lead) for out, back in verbs
        ):
            yield part, whole


def taken_up(counts: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, Mention]]:
    """What became of several things in turn and is more than what it is a part of: 问题66个、线索14件，已整改问题68个."""
    for index, part in enumerate(counts):
        if part.status != "done" or not part.topic or not part.label.endswith(part.topic):
            continue
        same = [
            m
            for m in counts[:index]
            if m.sentence == part.sentence and m.quantity.unit == part.quantity.unit and m.topic
        ]
        same = [m for m in same if m.topic.endswith(part.topic[-2:])]
        if len(same) != 1 or same[0].status or same[0].role or same[0].quantity.rough:
            continue
        if same[0].lead.startswith(("已", "正在", "尚未")):
            continue  # 已开工项目84个；已完成招标项目809个
        if part.quantity.low > same[0].quantity.high:
            yield part, same[0]


def _index(wanted: Mention, counts: Sequence[Mention]) -> int:
    return next(index for index, mention in enumerate(counts) if mention is wanted)


def respective(parts: Sequence[Mention], counts: Sequence[Mention], words: Words) -> Sequence[Mention]:
    """The numbers before some that are said of them, each of one: 1312件、486件，分别办结1279件、451件; else none.

    A sum of those before them may stand between: 64件、27件，合计91件；分别办结62件、27件.
    """
    at = _index(parts[0], counts)
    told = parts[0].gap + parts[0].lead
    if len(parts) > 1 and _second_row(at, counts, words):
        told += words["respective_cues"][0]
    if len(parts) < 2 or at < len(parts) or not any(cue in told for cue in words["respective_cues"]):
        return ()
    before = [m for m in counts[:at] if not glance("^(?:共|合计|总计|总共)", m.lead)][-len(parts) :]
    if len(before) < len(parts):
        return ()
    fits = all(
        other.sentence == parts[0].sentence and alike(other, part, words)
        for other, part in zip(before, parts, strict=True)
    )
    return before if fits and all(other.gap[:1] in ("、", "和", "，") for other in before[1:]) else ()


def _gathers(part: Mention) -> bool:
    return part.lead in ("共", "共有", "总共", "合计", "共计")


def _same_kind(part: Mention, total: Mention) -> bool:
    """Whether a number and the one before it are two of a list: 问题清单3份、任务清单3份."""
    listed = part.gap.startswith("、") and not part.role and not part.opener
    return listed and part.label[-2:] == total.label[-2:] and len(part.label) > 1


def _matches(name: str, text: str, words: Words) -> bool:
    return any(first(pattern, text) for pattern in words[name])
