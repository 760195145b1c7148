"""Whether a number is another one with a slip of the hand: a digit wrong, left out, put in, or two the other way round."""

from itertools import combinations

_DIGITS = 12
_FEW = 2  # digits: one put in beside a single one may be chance


def slip(stated: float, right: float) -> bool:
    """Whether a number is that: 46 for 64, 131 for 31, 38 for 36; 12 for 57 is not."""
    if right <= 0 or stated == right:
        return False
    a, b = digits_of(stated), digits_of(right)
    if len(a) == len(b):
        different = [index for index, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]
        return len(different) == 1 or (len(different) == 2 and sorted(a) == sorted(b))
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(longer) == len(shorter) + 1 > _FEW and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )


def swap(stated: float, right: float) -> bool:
    """Whether two digits of one number are those of the other, the other way round: 46 and 64."""
    a, b = digits_of(stated), digits_of(right)
    return a != b and len(a) == len(b) and a in _swapped(b)


def digits_of(value: float) -> str:
    """The digits of a number, without its point."""
    return f"{value:.{_DIGITS}g}".replace(".", "")


def _swapped(digits: str) -> set[str]:
    made = set()
    for one, other in combinations(range(len(digits)), 2):
        chars = list(digits)
        chars[one], chars[other] = chars[other], chars[one]
        made.add("".join(chars))
    return made
