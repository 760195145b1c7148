"""The page around the files: its head with style and policy, and at its end what is known only then."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from xlint.model import Severity
from xlint.reports import View
from xlint.reports.html.escape import words
from xlint.reports.html.file import LEVELS
from xlint.reports.totals import Totals
from xlint.reports.wording import severity
from xlint.resources import content

_HERE = os.path.dirname(os.path.abspath(__file__))


def head(view: View) -> str:
    """Everything before the first file. Only this style and this script may do anything, and nothing may be loaded."""
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if view.language == "en" else "zh-CN"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{view.words('page')}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )


def tail(totals: Totals, view: View) -> str:
    """Everything after the last file: about the rules, the summary (shown at the top), the script."""
    return (
        f'{_rules(totals, view)}</main>\n<header id="top">\n{_summary(totals, view)}{_tools(totals, view)}'
        f'</header>\n<nav id="files" aria-label="{_files(totals, view)}" hidden><details open>'
        f"<summary>{_files(totals, view)}</summary><ol></ol></details></nav>\n"
        f"<script>{_part('page.js')}</script>\n</body>\n</html>\n"
    )


def _part(name: str) -> str:
    """A file beside this module: plain ASCII, and nothing in it that would end its element."""
    return content(os.path.join(_HERE, name)).decode("ascii")


def _digest(text: str) -> str:
    from binascii import b2a_base64
    from hashlib import sha256

    return f"'sha256-{b2a_base64(sha256(text.encode()).digest(), newline=False).decode()}'"


def _files(totals: Totals, view: View) -> str:
    return view.words("files", count=totals.read + totals.unread)


def _summary(totals: Totals, view: View) -> str:
    found = totals.found.total()
    told = []
    if totals.read or not totals.unread:
        key = "total" if found else "clean"
        told.append(view.words(key, all=found, files=totals.read, **totals.by_level))
    if totals.unread:
        told.append(f'<span class="error">{view.words("unread", count=totals.unread)}</span>')
    counts = (("known_here", totals.known), ("ignored_here", totals.ignored), ("fixed", totals.fixed))
    accepted = [view.words(name, count=count) for name, count in counts if count]
    if accepted:
        told.append(view.words("comma").join(accepted) + view.words("stop"))
    return f"<h1>{view.words('page')}</h1>\n<p>{' '.join(told)}</p>\n"


def _tools(totals: Totals, view: View) -> str:
    """Filters and steps; they need the script, which shows them."""
    if not totals.found:
        return ""
    by_level = {level: count for level, count in zip(LEVELS, totals.by_level.values()) if count}
    levels = "".join(
        f'<label class="{level.label}"><input type="checkbox" checked data-level="{level.label}"> '
        f"{severity(level, view.language)} <b>{count}</b></label>\n"
        for level, count in by_level.items()
    )
    rules = "".join(
        f'<li><label><input type="checkbox" checked data-rule="{words(rule)}"> {words(rule)} <b>{count}</b>'
        "</label></li>\n"
        for rule, count in _by_rule(totals)
    )
    previous, following = view.words("previous"), view.words("next")
    return (
        f'<div id="tools" role="toolbar" aria-label="{view.words("filter")}" hidden>\n{levels}'
        f'<details class="rules"><summary>{view.words("rules", count=len(_grave(totals)))}</summary>\n'
        f"<ul>\n{rules}</ul></details>\n"
        f'<span class="steps"><button type="button" id="previous" title="{previous} (p)">{previous}</button>\n'
        f'<output id="at"></output>\n'
        f'<button type="button" id="next" title="{following} (n)">{following}</button></span>\n</div>\n'
    )


def _grave(totals: Totals) -> dict[str, Severity]:
    """Each rule with its gravest severity, the gravest first."""
    found: dict[str, Severity] = {}
    for rule, level in sorted(totals.found, key=lambda one: (-one[1], one[0])):
        found.setdefault(rule, level)
    return found


def _by_rule(totals: Totals) -> Iterator[tuple[str, int]]:
    for rule in _grave(totals):
        yield rule, sum(totals.found[rule, level] for level in LEVELS)


def _rules(totals: Totals, view: View) -> str:
    """Why the rules that found something are there, and what to write instead."""
    if not totals.found:
        return ""
    known = view.rules()
    grave = _grave(totals)
    told = "".join(
        f'<dt id="rule-{words(rule)}"><code>{words(rule)}</code> '
        f'<span class="count {grave[rule].label}">{severity(grave[rule], view.language)} {count}</span></dt>\n'
        f"<dd>{_about(known.get(rule, {}), view)}</dd>\n"
        for rule, count in _by_rule(totals)
    )
    return f'<section id="rules">\n<h2>{view.words("about_rules")}</h2>\n<dl>\n{told}</dl>\n</section>\n'


def _about(rule: Mapping[str, Any], view: View) -> str:
    if view.language == "en":
        return words(rule.get("en", {}).get("why", rule.get("why", "")))
    instead = rule.get("instead", "")
    more = f"<br>{view.words('instead', text=words(instead))}" if instead else ""
    return words(rule.get("why", "")) + more
