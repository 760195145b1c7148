"""JSON that every parser reads: a half of a surrogate pair, from a name that is not UTF-8, is never written as it is."""

import json
from typing import Any

from xlint.reports import View


def exact(value: Any, view: View, **layout: Any) -> str:
    """JSON in which halves are escapes, as os.fsdecode makes them: Python can open the file of such a name."""
    text = json.dumps(value, ensure_ascii=view.ascii_only, **layout)
    return text.encode("utf-8", "backslashreplace").decode()


def strict(value: Any, view: View, **layout: Any) -> str:
    """JSON for programs that reject such escapes (Protocol Buffers do): U+FFFD stands for them."""
    text = json.dumps(value, ensure_ascii=False, **layout)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(map(_ascii, text)) if view.ascii_only and not text.isascii() else text


def _ascii(char: str) -> str:
    return char if char.isascii() else json.dumps(char)[1:-1]
