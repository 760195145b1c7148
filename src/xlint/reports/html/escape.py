"""What strangers wrote → text of a page: markup means nothing in it, and nothing in it is invisible."""

import re
from html import escape

from xlint.reports.cells import visible

# Letters, digits and everyday marks need no second look.
_UNUSUAL = re.compile(r"[^\w\t ，。、；：“”（）《》]+")


def words(text: str) -> str:
    """A phrase on one line, also inside an attribute."""
    return escape(visible(text))


def passage(text: str) -> str:
    """Part of a line of a draft, with its tabs; as many characters as the text has."""
    return escape(_UNUSUAL.sub(lambda found: visible(found[0]), text), quote=False)
