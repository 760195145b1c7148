"""What can be done about findings: each fix, all that are safe, take back with a reason, explain."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from xlint.document import Document
from xlint.engine import check
from xlint.fingerprints import numbered
from xlint.fixes import fix
from xlint.lsp.analysis import Analysis
from xlint.lsp.diagnostics import span_of, span_range
from xlint.lsp.differences import differences
from xlint.lsp.texts import Text
from xlint.model import Finding, Span
from xlint.reports.wording import WORDS
from xlint.source import Source

FIX_ALL = "source.fixAll.xlint"
IGNORE, EXPLAIN = "xlint.ignore", "xlint.explain"


class Client(NamedTuple):
    """What the editor can do: edits for a version of a text, edits that are only made when they are chosen."""

    versioned: bool = False
    resolves: bool = False


def actions(
    analysis: Analysis, asked: types.CodeActionParams, client: Client, language: str
) -> list[types.CodeAction]:
    """The actions for a range of a text, those of the kinds that are asked for."""
    span = span_of(asked.range, analysis.text.positions)
    found: list[types.CodeAction] = []
    if _is_asked(types.CodeActionKind.QuickFix.value, asked):
        found += _quick(analysis, span, asked.context.diagnostics, client, language)
    if _is_asked(FIX_ALL, asked):
        found += _all(analysis, client, language)
    return found


def _is_asked(kind: str, asked: types.CodeActionParams) -> bool:
    """Whether actions of a kind are asked for: all are, or it or one above it is named."""
    wanted = [str(getattr(one, "value", one)) for one in asked.context.only or ("",)]
    return any(not one or f"{kind}.".startswith(f"{one}.") for one in wanted)


def _quick(
    analysis: Analysis, span: Span, shown: Sequence[types.Diagnostic], client: Client, language: str
) -> Iterator[types.CodeAction]:
    source = analysis.checked.source
    marks = numbered(analysis.findings, source) if source else []
    for finding, mark in zip(analysis.findings, marks):
        if not _touches(finding.span, span):
            continue
        about = [one for one in shown if _is_of(one, finding, mark, analysis.text)]
        if finding.fix is not None:
            edits = [(edit.span, edit.text) for edit in finding.fix.edits]
            yield types.CodeAction(
                title=finding.fix.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=about or None,
                is_preferred=finding.fix.safe or None,
                edit=workspace_edit(analysis.text, edits, client.versioned),
            )
        yield from _commands(finding, analysis, about, language)


def _is_of(shown: types.Diagnostic, finding: Finding, mark: str, text: Text) -> bool:
    """Whether a diagnostic that the editor shows is that of a finding; not every editor keeps `data`."""
    if isinstance(shown.data, dict):
        return bool(shown.data.get("mark") == mark)
    return shown.code == finding.rule and shown.range == span_range(finding.span, text.positions)


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _commands(
    finding: Finding, analysis: Analysis, about: list[types.Diagnostic], language: str
) -> Iterator[types.CodeAction]:
    words, text = WORDS[language], analysis.document.slice(finding.span)
    told = {
        "uri": analysis.text.uri,
        "rule": finding.rule,
        "text": text,
        "line": analysis.text.positions.place(finding.span.start).line,
    }
    for command, title in ((IGNORE, words["do_ignore"]), (EXPLAIN, words["do_explain"])):
        yield types.CodeAction(
            title=title.format(rule=finding.rule),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about or None,
            command=types.Command(title=title.format(rule=finding.rule), command=command, arguments=[told]),
        )


def _all(analysis: Analysis, client: Client, language: str) -> Iterator[types.CodeAction]:
    if not any(finding.fix is not None and finding.fix.safe for finding in analysis.findings):
        return
    action = types.CodeAction(
        title=WORDS[language]["do_fix_all"], kind=FIX_ALL, data={"uri": analysis.text.uri}
    )
    yield action if client.resolves else resolved(action, analysis, client)


def resolved(action: types.CodeAction, analysis: Analysis, client: Client) -> types.CodeAction:
    """The action with its edits, which cost a few checks of the text: made once for each analysis."""
    edits = analysis.kept.get(FIX_ALL)
    if edits is None:
        edits = analysis.kept[FIX_ALL] = list(all_safe(analysis))
    action.edit = workspace_edit(analysis.text, edits, client.versioned)
    return action


def all_safe(analysis: Analysis) -> Iterator[tuple[Span, str]]:
    """What changes when all safe fixes are made, as edits of the text."""
    wanted = {(finding.rule, finding.message) for finding in analysis.findings}  # not what is accepted

    def look(text: str) -> Sequence[Finding]:
        scheme = analysis.settings.pack.profiles[analysis.plan.profile].get("outline", "auto")
        document = Document(Source(text, analysis.path), analysis.settings.pack.words, scheme)
        return check(document, analysis.plan.rules, analysis.settings.pack.rules).findings

    before = analysis.text.text
    after = fix(before, look, False, lambda finding, _: (finding.rule, finding.message) in wanted).text
    yield from differences(before, after)


def workspace_edit(text: Text, edits: Sequence[tuple[Span, str]], versioned: bool) -> types.WorkspaceEdit:
    """Edits of one text, tied to its version where the editor can do that."""
    told = [types.TextEdit(range=span_range(span, text.positions), new_text=words) for span, words in edits]
    if not versioned:
        return types.WorkspaceEdit(changes={text.uri: told})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=text.uri, version=text.version)
    return types.WorkspaceEdit(
        document_changes=[types.TextDocumentEdit(text_document=document, edits=list(told))]
    )
