"""Numbers that look like parts and stand beside their total: the second batch, what is said of each in turn."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.cues import view
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.respective import respective
from xlint.facts.counts.runs import Run
from xlint.search import first, glance

Words = Mapping[str, tuple[str, ...]]


def beside(run: Run, total: Mention, counts: Sequence[Mention], words: Words) -> bool:
    """Whether the numbers of a run are none of the parts of a total."""
    return _of_another_set(run, total, counts, words) or _of_another_kind(run, total, counts, words)


def _of_another_set(run: Run, total: Mention, counts: Sequence[Mention], words: Words) -> bool:
    """Whether others than what the total counts are spoken of, or it is no whole here."""
    head = run.parts[0]
    if total.lead.startswith("占") or (total.lead.startswith("有的") and head.lead.startswith("有的")):
        return True  # 27个，占34个的79%；基本完成4个; 有的参加2家，有的参加4家
    if _others_act(head, total, counts) or glance("^(?:因此|由此|从而|所以)", head.lead):
        return True
    if _viewed(head, words) and any(
        _viewed(m, words) for m in counts[: _index(total, counts) + 1] if m.segment == total.segment
    ):
        return True  # 从来源看，省级18起、直报2起；从对象看，干部7起、村民13起
    change = glance("(?:[增减]收|[增减节]支)$", total.lead)
    if change and change.group() not in head.lead:
        return True  # 收入2.9亿元，增收2798万元，其中税务部门完成1.4亿元
    return any(cue in part.lead for part in run.parts for cue in words["other_sets"])


def _of_another_kind(run: Run, total: Mention, counts: Sequence[Mention], words: Words) -> bool:
    """Whether the numbers are sums, batches, what is said of each in turn, or of other things."""
    head = run.parts[0]
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


def _viewed(mention: Mention, words: Words) -> bool:
    """Whether a view of the whole begins before a number: 从来源看."""
    return glance(view(words["view_leads"], words["view_verbs"]), mention.gap) is not None


def _others_act(head: Mention, total: Mention, counts: Sequence[Mention]) -> bool:
    """Whether others than those of whom the total is told are spoken of: 县长领办3个；其余6名领导分别领办15个."""
    start, end = total.quantity.number.start, head.quantity.number.start
    between = [m for m in counts if start < m.quantity.number.start < end]
    return any(m.role == "rest" and m.family != total.family and m.segment == head.segment for m in between)


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


def _index(wanted: Mention, counts: Sequence[Mention]) -> int:
    return next(index for index, mention in enumerate(counts) if mention is wanted)


def _gathers(part: Mention) -> bool:
    return part.lead in ("共", "共有", "总共", "合计", "共计")


def _same_kind(part: Mention, total: Mention) -> bool:
    """Whether a number and the one before it are two of a list: 问题清单3份、任务清单3份."""
    listed = part.gap.startswith("、") and not part.role and not part.opener
    return listed and part.label[-2:] == total.label[-2:] and len(part.label) > 1


def _matches(name: str, text: str, words: Words) -> bool:
    return any(first(pattern, text) for pattern in words[name])
