"""`xlint outline`: the headings of drafts, as a tree or as JSON."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlint import patterns
from xlint.cli import complain
from xlint.cli.documents import targets
from xlint.cli.options import add_files, add_format, ascii_only, parser
from xlint.document import Document
from xlint.outline import Heading, Section
from xlint.profiles import detect
from xlint.readers import ReadError
from xlint.reports.cells import visible


def run(arguments: Sequence[str]) -> int:
    """Print the outline of each file; returns 0, or 2 if one could not be read."""
    made = parser("outline", "列出标题层次。")
    add_files(made)
    add_format(made, ("text", "json"))
    made.add_argument("--tally", action="store_true", help="在标题后面写明下面列出几个问题")
    args = made.parse_args(arguments)
    status, documents = 0, []
    for target in targets(args.paths, args.config):
        try:
            source = target.read(args.max_size)
        except ReadError as error:
            status = complain(f"{target.path}：{error}")
            continue
        words, pack = target.config.pack.words, target.config.pack
        profile = target.config.for_path(target.path)[0] or detect(Document(source, words), pack)
        documents.append(Document(source, words, pack.profiles[profile].get("outline", "auto")))
    _print(documents, args.format, args.color, args.tally)
    patterns.keep()
    return status


def _print(documents: Sequence[Document], form: str, colour: str, tally: bool) -> None:
    if form == "json":
        from xlint.reports.json import outline

        files = [(document.source.path, document.source, document.outline) for document in documents]
        sys.stdout.write(outline(files, ascii_only()))
        return
    from xlint.reports.paint import in_colour

    for document in documents:
        if in_colour(sys.stdout, colour):
            _tree(document, _tallies(document) if tally else {})
        else:
            lines = _plain(document, _tallies(document) if tally else {})
            sys.stdout.writelines(f"{line}\n" for line in lines)


def _tallies(document: Document) -> Mapping[int, int]:
    """How many problems stand under each heading, by where its line begins; a problem itself has none."""
    counts: Counter[int] = Counter()
    for item in document.items:
        counts.update(above.heading.line.start for above in item.section.ancestors())
    return counts


def _label(heading: Heading, document: Document, tallies: Mapping[int, int]) -> tuple[str, str]:
    line = document.source.position(heading.line.start).line
    words = document.text[heading.span.start : heading.span.end]
    count = tallies.get(heading.line.start)
    return visible(words.strip()), f"第{line}行" + (f"  {count}个问题" if count else "")


def _plain(document: Document, tallies: Mapping[int, int]) -> Iterator[str]:
    yield visible(document.source.path)
    for title in document.outline.titles[:1]:
        yield "  " + "  ".join(_label(title, document, tallies))
    for section in document.outline.sections:
        depth = sum(1 for _ in section.ancestors())
        yield "  " * (depth + 2) + "  ".join(_label(section.heading, document, tallies))


def _tree(document: Document, tallies: Mapping[int, int]) -> None:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    def named(heading: Heading) -> Text:
        words, line = _label(heading, document, tallies)
        return Text.assemble((words, "bold" if heading.level <= 1 else ""), ("  " + line, "dim"))

    top = Tree(Text(visible(document.source.path), "bold underline"))
    stem = top.add(named(document.outline.titles[0])) if document.outline.titles else top
    branches: dict[int, Tree] = {}
    for section in document.outline.sections:
        branches[id(section)] = _above(section, branches, stem).add(named(section.heading))
    Console(file=sys.stdout, force_terminal=True, highlight=False, emoji=False, markup=False).print(top)


def _above(section: Section, branches: dict[int, "Tree"], stem: "Tree") -> "Tree":  # type: ignore[name-defined] # noqa: F821
    return branches[id(section.parent)] if section.parent is not None else stem
