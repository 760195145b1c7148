"""The findings of a file as a list: what is wrong, where it stands, what it refers to, what would mend it."""

from collections.abc import Iterator

from xlint.model import Finding, Fix, Related
from xlint.reports import View
from xlint.reports.html.escape import words
from xlint.reports.wording import severity
from xlint.results import Checked
from xlint.source import Source


def listing(checked: Checked, source: Source, file: int, view: View) -> str:
    """The findings with links to their places, then what was accepted."""
    parts = [_slow(rule, view) for rule in checked.timed_out]
    if checked.findings:
        items = "".join(
            _item(one, f"{file}-{number}", number, source, view)
            for number, one in enumerate(checked.findings, 1)
        )
        title = view.words("findings", count=len(checked.findings))
        parts.append(
            f'<h3 id="l{file}">{title}</h3>\n<ol class="findings" aria-labelledby="l{file}">\n{items}</ol>'
        )
    parts.extend(_accepted(checked, source, view))
    return "\n".join(parts)


def _slow(rule: str, view: View) -> str:
    return f'<p class="error">{view.words("too_slow", rule=words(rule))}</p>'


def _item(finding: Finding, key: str, number: int, source: Source, view: View) -> str:
    level, rule = finding.severity.label, words(finding.rule)
    return (
        f'<li id="f{key}" class="{level}" data-f="{key}" data-level="{level}" data-rule="{rule}">'
        f'<a class="go" href="#m{key}"><b>{number}</b> '
        f'<span class="level">{severity(finding.severity, view.language)}</span> '
        f'<span class="message">{words(finding.message)}</span></a>'
        f'<p class="where"><span>{_where(finding, source, view)}</span> <a href="#rule-{rule}">{rule}</a></p>'
        f"{_fix(finding.fix, view) if finding.fix else ''}{_related(finding, key, source, view)}</li>\n"
    )


def _where(finding: Finding, source: Source, view: View) -> str:
    """三、（一）2. 第31行"""
    line = view.words("line", line=source.position(finding.span.start).line)
    return f"{words(finding.place)} {line}" if finding.place else line


def _fix(fix: Fix, view: View) -> str:
    safe = "" if fix.safe else view.words("not_safe")
    return f'<p class="fix">{view.words("fix", title=words(fix.title))}{safe}</p>'


def _related(finding: Finding, key: str, source: Source, view: View) -> str:
    notes = "".join(
        f'<li><a href="#t{key}-{index}">{_also(note, source, view)}</a></li>'
        for index, note in enumerate(finding.related, 1)
    )
    return f'<ul class="related">{notes}</ul>' if notes else ""


def _also(note: Related, source: Source, view: View) -> str:
    line = source.position(note.span.start).line
    return view.words("also", line=line, message=words(note.message))


def _accepted(checked: Checked, source: Source, view: View) -> Iterator[str]:
    """What was taken back for a reason, and what a baseline accepts; folded."""
    ignored = [
        _one(one.finding, source, view, view.words("because", reason=words(one.reason)))
        for one in checked.ignored
    ]
    known = [_one(one, source, view, "") for one in checked.known]
    for name, items in (("ignored_here", ignored), ("known_here", known)):
        if items:
            title = view.words(name, count=len(items))
            yield f'<details class="accepted"><summary>{title}</summary>\n<ul>{"".join(items)}</ul></details>'


def _one(finding: Finding, source: Source, view: View, reason: str) -> str:
    more = f'<p class="fix">{reason}</p>' if reason else ""
    where = f"{_where(finding, source, view)} {words(finding.rule)}"
    return f'<li>{words(finding.message)}<p class="where">{where}</p>{more}</li>'
