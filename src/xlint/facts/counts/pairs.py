"""Names and numbers side by side: 甲县、乙县、丙县分别为97%、94%、91% needs as many of the ones as of the others."""

from collections.abc import Iterator, Mapping, Sequence

from xlint import numerals
from xlint.facts.counts.mentions import Mention
from xlint.facts.counts.relation import AGREES, DIFFERS, Relation
from xlint.model import Note, Span, span_of
from xlint.search import Match, find, glance, match_at

Words = Mapping[str, tuple[str, ...]]

_NAMES = "(?P<names>(?:[^，。；：、！？,;:\\s0-9“”（）()]{1,16}、){1,40}[^，。；：、！？,;:\\s0-9“”（）()]{1,24}?)分别"
_MOST = 40  # names and numbers
_FARTHEST = 12  # code points from 分别 to the first number


def pairs(text: str, mentions: Sequence[Mention], words: Words) -> Iterator[Relation]:
    """All lists of names with a list of numbers, in order."""
    if "分别" not in text:
        return
    yield from _numbered(text, mentions)
    at = 0
    for match in _beside(_NAMES, text):
        while at < len(mentions) and mentions[at].quantity.number.start < match.end():
            at += 1
        numbers = _numbers(mentions[at : at + _MOST], match.end())
        if len(numbers) < 2 or _cut(text, match.start()):
            continue
        names = match["names"].split("、")
        joins = sum(name.count(word) for name in names for word in words["list_joins"])
        span = Span(numbers[0].quantity.number.start, numbers[-1].quantity.span.end)
        if len(names) <= len(numbers) <= len(names) + joins:
            yield Relation("list", AGREES, span)
            continue
        values = {"names": match["names"], "count": str(len(names)), "numbers": str(len(numbers))}
        yield Relation(
            "list",
            DIFFERS,
            span,
            values,
            (Note(span_of(match.span("names")), "list", values),),
            "respectively",
        )


def _beside(pattern: str, text: str) -> Iterator[Match]:
    """The matches of a pattern that holds 分别 and no line end: sought in the lines with 分别, as few have it."""
    end = 0
    while (at := text.find("分别", end)) >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield from find(pattern, text, start, end)


_FEW = (
    "(?<![第0-9.])(?P<number>[0-9]{1,3}|[二三四五六七八九十两]{1,2})[家个名户处所件起](?:\\p{Han}{0,10})分别"
)


def _numbered(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """3家机构分别核减4.2万元、3.6万元: as many numbers as there are of them."""
    at = 0
    for match in _beside(_FEW, text):
        while at < len(mentions) and mentions[at].quantity.number.start < match.end():
            at += 1
        numbers = _numbers(mentions[at : at + _MOST], match.end())
        value = numerals.parse(match["number"])
        if value is None or len(numbers) < 2 or value in (len(numbers), 1):
            continue
        end = numbers[-1].quantity.span.end
        more = text[end : end + 1] in "等、，和及" and text[end : end + 1]
        if more and _goes_on(text, end, mentions[at : at + _MOST]):
            continue  # other things follow
        values = {
            "names": match.group().removesuffix("分别"),
            "count": str(value),
            "numbers": str(len(numbers)),
        }
        span = Span(numbers[0].quantity.number.start, end)
        yield Relation(
            "list", DIFFERS, span, values, (Note(span_of(match.span()), "list", values),), "respectively"
        )


def _goes_on(text: str, end: int, behind: Sequence[Mention]) -> bool:
    """Whether more of what stands in a row may follow its end: another number in the clause behind ，, or 等."""
    if text[end] != "，" or match_at("\\G，(?:共|合计|总计)", text, end):
        return text[end] != "，"
    following = next((m for m in behind if m.quantity.number.start > end), None)
    return following is not None and glance("^，[^。；\\n]{0,12}$", following.gap) is not None


def _cut(text: str, start: int) -> bool:
    """Whether a list of names begins in the middle of one, behind a number: 6月底前完成、长期坚持."""
    return start > 0 and (text[start - 1].isdigit() or text[start - 1] in "%％“”《》（）()")


def _numbers(mentions: Sequence[Mention], start: int) -> Sequence[Mention]:
    """The numbers of one unit that follow, joined by 、 or 和."""
    found: list[Mention] = []
    for mention in mentions:
        near = mention.quantity.number.start - start <= _FARTHEST and not any(
            c in mention.gap[-_FARTHEST:] for c in "，；。（"
        )
        joined = mention.gap in ("、", "和", "，")
        if not (joined if found else near) or (found and mention.quantity.unit != found[0].quantity.unit):
            break
        found.append(mention)
    return found
