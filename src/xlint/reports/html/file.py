"""One file as a section of the page: its text beside its findings, folded if there are none."""

from collections import Counter

from xlint.model import Severity
from xlint.reports import View
from xlint.reports.html.draft import draft
from xlint.reports.html.escape import words
from xlint.reports.html.listing import listing
from xlint.reports.verified import sentence
from xlint.reports.wording import severity
from xlint.results import Checked
from xlint.source import Source

LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def file(checked: Checked, number: int, view: View) -> str:
    """The section with the number that its anchors bear, from 1."""
    if checked.source is None:
        error = (
            f'<p class="error">{view.words("not_read")}{view.words("colon")}{words(checked.error or "")}</p>'
        )
        return f'<section class="file unread" id="d{number}">\n{_name(checked)}\n{error}\n</section>\n'
    text = draft(checked.source, checked.findings, number, view)
    aside = listing(checked, checked.source, number, view)
    body = f'<div class="sheet">\n{text}\n<aside>\n{aside}\n</aside>\n</div>' if aside else text
    if checked.findings:
        about = f"<header>{_name(checked)}{_about(checked, checked.source, view)}</header>"
        return f'<section class="file" id="d{number}">\n{about}\n{body}\n</section>\n'
    fine = f'<span class="fine">{view.words("fine")}</span>'
    about = f"{_name(checked)} {fine}{_about(checked, checked.source, view)}"
    return (
        f'<section class="file clean" id="d{number}">\n<details>\n'
        f"<summary>{about}</summary>\n{body}\n</details>\n</section>\n"
    )


def _name(checked: Checked) -> str:
    return f"<h2><bdi>{words(checked.path)}</bdi></h2>"


def _about(checked: Checked, source: Source, view: View) -> str:
    """How many findings of each severity; as what it was checked; what was verified."""
    found = Counter(finding.severity for finding in checked.findings)
    counts = " ".join(
        f'<span class="count {level.label}">{severity(level, view.language)} {found[level]}</span>'
        for level in LEVELS
        if found[level]
    )
    told = [view.words("checked_as", profile=words(checked.profile_name))]
    if source.encoding != "utf-8":
        told.append(view.words("encoding", encoding=words(source.encoding)))
    verified = words(sentence(checked.verified, view.words))
    about = " ".join(f"<span>{one}</span>" for one in (*told, verified) if one)
    return f' {counts} <span class="about">{about}</span>'
