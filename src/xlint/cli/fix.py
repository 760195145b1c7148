"""`xlint fix`: corrects what has one right answer, in the files themselves; --diff shows it first."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any, TextIO

from xlint import config, patterns
from xlint.checking import Held, Wish, plan_of
from xlint.cli import complain
from xlint.cli.checking import add_choice, wish_of
from xlint.cli.documents import Target, targets
from xlint.cli.options import add_files, language_shown, parser
from xlint.document import Document
from xlint.engine import check
from xlint.fixes import Fixed, fix
from xlint.ignores import Ignores, entries
from xlint.model import Finding
from xlint.readers import ReadError
from xlint.readers.write import WriteError, write_text
from xlint.reports.cells import visible
from xlint.source import Source

_STANDARD_INPUT = "-"


def run(arguments: Sequence[str]) -> int:
    """Fix the files; returns 0, or with --diff 1 if there is something to fix, or 2 if one could not be read or written."""
    made = parser("fix", "改正只有一种改法的问题：半角标点、重复标点、网页标记、错别字、序号写法。")
    add_files(made)
    add_choice(made)
    made.add_argument("--diff", action="store_true", help="只显示会怎样改，不写文件")
    made.add_argument("--unsafe", action="store_true", help="连同需要人工核对的改法（如重新编号）")
    made.add_argument("--lang", choices=config.LANGUAGES, help="输出语言")
    args = made.parse_args(arguments)
    first = config.load(args.config or config.find(args.paths[0]))
    wish = wish_of(args, first, args.lang or first.values.get("language") or language_shown())
    files = targets(args.paths, args.config)
    status = show(files, wish, args.unsafe) if args.diff else write(files, wish, args.unsafe, sys.stdout)
    patterns.keep()
    return status


def show(files: Iterable[Target], wish: Wish, unsafe: bool) -> int:
    """Print what would change, as a unified diff; returns 1 if anything would."""
    from difflib import unified_diff

    status, held = 0, dict[Any, Any]()
    for target in files:
        try:
            source = target.read(wish.max_size)
            fixed = _fixed(target, source, wish, unsafe, held)
        except ReadError as error:
            status = complain(f"{target.path}：{error}")
            continue
        before, after = (text.splitlines(keepends=True) for text in (source.text, fixed.text))
        for line in unified_diff(before, after, f"{target.path}", f"{target.path}（改正后）", n=1):
            sys.stdout.write(visible(line.rstrip("\r\n")) + "\n")
            status = max(status, 1)
    return status


def write(files: Iterable[Target], wish: Wish, unsafe: bool, told: TextIO) -> int:
    """Fix the files in their places and say on `told` what was done; standard input goes to standard output."""
    status, held = 0, dict[Any, Any]()
    for target in files:
        try:
            source = target.read(wish.max_size)
            fixed = _fixed(target, source, wish, unsafe, held)
            if target.path == _STANDARD_INPUT:
                _to_standard_output(fixed.text, source)
                continue
            if fixed.text != source.text:
                write_text(target.path, source, fixed.text)
        except (ReadError, WriteError) as error:
            status = complain(f"{target.path}：{error}")
            continue
        for line in _summary(target.path, fixed, wish.choice.language):
            told.write(visible(line) + "\n")
    return status


def _to_standard_output(text: str, source: Source) -> None:
    """In the encoding in which it came."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    stream.write(text.encode(source.encoding))


def _fixed(target: Target, source: Source, wish: Wish, unsafe: bool, held: Held) -> Fixed:
    """The text with its fixes: all rules watch that none finds more than before, those that are chosen are fixed."""
    plan = plan_of(
        target.path,
        source,
        target.config,
        wish._replace(choice=wish.choice._replace(select=("*",), ignore=())),
        held,
    )
    pack = target.config.pack
    scheme = pack.profiles[plan.profile].get("outline", "auto")

    def look(text: str) -> Sequence[Finding]:
        document = Document(Source(text, source.path, source.encoding), pack.words, scheme)
        return check(document, plan.rules).findings

    ignores = Ignores(entries(target.config.values), time.strftime("%Y-%m-%d"))
    inside = target.config.inside(target.path)

    def wants(finding: Finding, text: str) -> bool:
        return _chosen(finding, wish) and ignores.entry_for(finding, text, inside) is None

    return fix(source.text, look, unsafe, wants)


def _chosen(finding: Finding, wish: Wish) -> bool:
    chosen = any(fnmatchcase(finding.rule, glob) for glob in wish.choice.select)
    return chosen and not any(fnmatchcase(finding.rule, glob) for glob in wish.choice.ignore)


def _summary(path: str, fixed: Fixed, language: str) -> Iterator[str]:
    if language == "en":
        told = ", ".join(f"{rule} {count}" for rule, count in Counter(f.rule for f in fixed.done).items())
        yield f"{path}: {len(fixed.done)} fixed ({told})" if told else f"{path}: nothing to fix"
        return
    told = "、".join(f"{rule} {count}处" for rule, count in Counter(f.rule for f in fixed.done).items())
    rest = f"，还有{len(fixed.left)}处要人工处理" if fixed.left else ""
    yield f"{path}：改正{len(fixed.done)}处（{told}）{rest}" if told else f"{path}：没有可以自动改正的{rest}"
