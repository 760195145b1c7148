"""Numbers that look like parts and stand beside their total: the second batch, what is said of each in turn."""

from collections.abc import Mapping, Sequence

from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import alike
from xlint.facts.counts.runs import Run
from xlint.search import first

Words = Mapping[str, tuple[str, ...]]


def beside(run: Run, total: Mention, counts: Sequence[Mention], words: Words) -> bool:
    """Whether the numbers of a run are none of the parts of a total."""
    head = run.parts[0]
    done = total.role == "part" and total.status == "done" and not first("[全均都]", total.tail)
    if done and run.parts[-1].role == "rest" and run.opener:
        return True  # 结案51件，其中上年结转9件，尚有12件未结
    if respective(run.parts, counts, words) or any(_gathers(part) for part in run.parts):
        return True
    if any(_matches("batch_sums", part.lead, words) for part in run.parts):
        return True
    if _matches("batch_wholes", total.lead, words) or _matches("batch_leads", total.lead, words):
        return any(_matches("batch_leads", part.gap.lstrip("，、；。"), words) for part in run.parts)
    return _same_kind(head, total)


def respective(parts: Sequence[Mention], counts: Sequence[Mention], words: Words) -> bool:
    """Whether numbers are said of as many numbers before them, each of one: 1312件、486件，分别办结1279件、451件."""
    at = next(index for index, mention in enumerate(counts) if mention is parts[0])
    told = parts[0].gap + parts[0].lead
    if len(parts) < 2 or at < len(parts) or not any(cue in told for cue in words["respective_cues"]):
        return False
    before = counts[at - len(parts) : at]
    return all(
        other.sentence == parts[0].sentence and alike(other, part, words)
        for other, part in zip(before, parts, strict=True)
    ) and all(other.gap[:1] in ("、", "和", "，") for other in before[1:])


def _gathers(part: Mention) -> bool:
    return part.lead in ("共", "共有", "总共", "合计", "共计")


def _same_kind(part: Mention, total: Mention) -> bool:
    """Whether a number and the one before it are two of a list: 问题清单3份、任务清单3份."""
    listed = part.gap.startswith("、") and not part.role and not part.opener
    return listed and part.label[-2:] == total.label[-2:] and len(part.label) > 1


def _matches(name: str, text: str, words: Words) -> bool:
    return any(first(pattern, text) for pattern in words[name])
