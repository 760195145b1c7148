"""What the language server says of texts, to an editor that asks and to one that waits to be told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lsp_editor import DRAFT, Editor, soon
from lsp_support import capabilities, editor
from lsprotocol import types

Severity = types.DiagnosticSeverity


@pytest.fixture(scope="module")
async def asking(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("asking")) as made:
        yield made


@pytest.fixture(scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    async with editor(tmp_path_factory.mktemp("told"), capabilities(pulls=False)) as made:
        yield made


async def test_who_is_told_and_who_asks(asking: Editor, told: Editor) -> None:
    provider = asking.began.capabilities.diagnostic_provider
    assert isinstance(provider, types.DiagnosticOptions) and provider.workspace_diagnostics
    assert told.began.capabilities.diagnostic_provider is None


async def test_all_that_a_diagnostic_holds(asking: Editor) -> None:
    uri = asking.open("whole.txt", DRAFT)
    found = {str(one.code): one for one in await asking.found(uri)}
    total = found["count/sum"]
    assert asking.words(uri, total.range) == "5个问题" and total.source == "xlint"
    assert total.severity == Severity.Error and total.message.startswith("声明5个问题")
    assert total.related_information is not None
    places = [one.location for one in total.related_information]
    assert all(place.uri == uri for place in places)
    assert [asking.words(uri, place.range) for place in places] == ["3个", "1个"]
    assert isinstance(total.data, dict) and total.data["mark"]
    assert asking.words(uri, found["punct/half-width"].range) == ","
    assert {one.severity for one in found.values()} >= {Severity.Error, Severity.Warning}


async def test_the_page_about_a_rule_is_there(asking: Editor) -> None:
    uri = asking.open("page.txt", DRAFT)
    for one in await asking.found(uri):
        assert one.code_description is not None
        page = Path(unquote(urlsplit(one.code_description.href).path))
        assert page.read_text("utf-8").startswith("#") or str(one.code) in page.read_text("utf-8")


async def test_a_result_is_told_once(asking: Editor) -> None:
    uri = asking.open("once.txt", DRAFT)
    first = await asking.pull(uri)
    again = await asking.pull(uri, first.result_id)
    assert (first.kind, again.kind, again.result_id) == ("full", "unchanged", first.result_id)
    asking.change(uri, (0, 0, "\n"))
    moved = await asking.pull(uri, first.result_id)
    assert moved.kind == "full" and moved.result_id != first.result_id


async def test_changes_of_every_sort(asking: Editor) -> None:
    uri = asking.open("changes.txt", DRAFT)
    at = DRAFT.index("5个")
    asking.change(uri, (at, at + 1, "4"), (0, 2, "有关"), (at, at, "😀"))
    assert "count/sum" not in await asking.codes(uri)
    asking.change(uri, DRAFT.replace("XX", "😀XX"))
    found = {str(one.code): asking.words(uri, one.range) for one in await asking.found(uri)}
    assert found["count/sum"] == "5个问题" and found["punct/half-width"] == ","
    asking.close(uri)
    assert await asking.found(uri) == []


async def test_who_waits_is_told_of_each_step(told: Editor) -> None:
    uri = told.open("steps.txt", DRAFT, version=7)
    first = await told.pushed(uri)
    assert "count/sum" in [one.code for one in first]
    told.change(uri, (DRAFT.index("5个"), DRAFT.index("5个") + 1, "4"))
    assert "count/sum" not in [one.code for one in await told.pushed(uri, 8)]
    before = len(told.published[uri])
    told.save(uri)
    await told.until(lambda: len(told.published[uri]) > before)
    told.close(uri)
    await told.until(lambda: told.published[uri][-1] == (None, []))


async def test_fifty_quick_changes(told: Editor) -> None:
    uri = told.open("quick.txt", DRAFT)
    for number in range(50):
        told.change(uri, (0, 0, "整改" if number % 2 else "5个，"))
    last = await told.pushed(uri, 51)
    versions = [version for version, _ in told.published[uri]]
    assert versions[-1] == 51 and versions == sorted(v for v in versions if v is not None)
    fresh = told.open("fresh.txt", told.texts[uri][1])
    again = await told.pushed(fresh)
    assert last and [(one.range, one.code, one.message) for one in last] == [
        (one.range, one.code, one.message) for one in again
    ]


async def test_questions_about_a_text_that_moved_on(asking: Editor) -> None:
    uri = asking.open("stale.txt", DRAFT * 200)
    name = types.TextDocumentIdentifier(uri=uri)
    questions = [
        asking.client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=name)),
        asking.client.text_document_code_lens_async(types.CodeLensParams(text_document=name)),
        asking.client.text_document_hover_async(
            types.HoverParams(text_document=name, position=types.Position(line=0, character=0))
        ),
    ]
    waiting = [asyncio.ensure_future(question) for question in questions]
    await asyncio.sleep(0)
    asking.change(uri, (0, 0, "一"))
    for answer in await soon(asyncio.gather(*waiting, return_exceptions=True)):
        assert getattr(answer, "code", None) == -32801


async def test_an_empty_text_and_one_without_a_place(asking: Editor) -> None:
    uri = asking.open("empty.txt", "")
    assert await asking.found(uri) == []
    asking.change(uri, (0, 0, DRAFT))
    assert "count/sum" in await asking.codes(uri)
    asking.change(uri, " \n\u3000")
    assert await asking.found(uri) == []
    untitled = asking.open("untitled:Untitled-1", DRAFT)
    assert "count/sum" in await asking.codes(untitled)
    program = asking.open("untitled:Untitled-2", DRAFT, language="python")
    assert await asking.found(program) == []
    assert await asking.found(asking.open("data.json", DRAFT, language="json")) == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x0c"])
async def test_line_ends_of_every_sort(asking: Editor, end: str) -> None:
    text = DRAFT.replace("\n", end)
    uri = asking.open(f"ends{ord(end[0])}.txt", text)
    found = {str(one.code): asking.words(uri, one.range) for one in await asking.found(uri)}
    assert found["punct/half-width"] == "," and found["count/sum"] == "5个问题"
    asking.change(uri, (text.index(","), text.index(",") + 1, "，"))
    assert "punct/half-width" not in await asking.codes(uri)


async def test_messages_in_english_and_only_on_saving(tmp_path: Path) -> None:
    told = {"language": "en", "run": "onSave"}
    async with editor(tmp_path, capabilities(), told) as made:
        assert made.began.capabilities.diagnostic_provider is None
        uri = made.open("a.txt", DRAFT)
        first = await made.pushed(uri)
        assert any("is declared" in one.message for one in first)
        made.change(uri, DRAFT.replace("5个", "4个"))
        assert await made.client.text_document_folding_range_async(
            types.FoldingRangeParams(text_document=types.TextDocumentIdentifier(uri=uri))
        )
        assert [version for version, _ in made.published[uri]] == [1]
        made.save(uri)
        assert "count/sum" not in [one.code for one in await made.pushed(uri, 2)]
