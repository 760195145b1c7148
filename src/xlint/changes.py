"""What changed in a Git work tree since a revision, by file and line; the only module that runs Git."""

import os
from collections.abc import Iterator, Mapping, Sequence
from re import compile as pattern
from typing import NamedTuple

from xlint.model import Finding, Span

_TIMEOUT = 60  # seconds
_HUNK = pattern(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_DIFF = (
    "diff",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "-M",
    "-U0",
    "--inter-hunk-context=0",
    "--submodule=short",
    "--ignore-submodules=none",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
_ESCAPE = pattern(rb'\\([abfnrtv"\\]|[0-7]{3})')
_ESCAPED = dict(zip(b'abfnrtv"\\', b'\a\b\f\n\r\t\v"\\', strict=True))


class ChangesError(Exception):
    """Git cannot say what changed: why and what to do, as one sentence for the user."""


class Change(NamedTuple):
    """What changed in a file: its lines (from 1, as Git counts them; None: all), and where the version before is."""

    lines: tuple[range, ...] | None
    before: str | None = None  # a blob as Git names it
    conflict: bool = False  # the index holds several versions and none to commit


class Changes(NamedTuple):
    """The changes of a work tree by real path; `staged` if those of the index are meant."""

    top: str
    files: Mapping[str, Change]
    staged: bool = False

    def content(self, blob: str) -> bytes:
        """The bytes of a blob as a checkout would write them: what a filter like LFS keeps elsewhere is no draft.

        Raises ChangesError.
        """
        return _git(self.top, "cat-file", "--filters", blob)

    def inner(self, path: str) -> bool:
        """Whether a file is in a repository inside this one that changed: of its files this one tells nothing."""
        folder, top = os.path.dirname(path), os.path.realpath(self.top)
        while len(folder) > len(top):
            if folder in self.files and os.path.lexists(os.path.join(folder, ".git")):
                return True
            folder = os.path.dirname(folder)
        return False

    def staged_content(self, path: str) -> bytes:
        """What the index holds of a file. Raises ChangesError."""
        return self.content(":" + os.path.relpath(path, self.top).replace(os.sep, "/"))


def changes(folder: str, revision: str | None, staged: bool = False) -> Changes:
    """What changed since the merge base with a revision, or in the index. Raises ChangesError.

    Without a revision: since the branch that a merge request goes to, or the main branch.
    """
    top = work_tree(folder)
    base = "HEAD" if staged else _base(top, revision)
    told = _git(top, *_DIFF, *(("--cached",) if staged else (base,)), "--", ".") if base or staged else b""
    files = dict(_parsed(told, top, base))
    if staged:
        for entry in _git(top, "ls-files", "-z", "--unmerged").split(b"\0"):
            if entry:
                files[_real(top, entry.partition(b"\t")[2])] = Change(None, conflict=True)
    if not staged:
        tracked = () if base else ("--cached",)  # before the first commit everything is new
        for name in _git(top, "ls-files", "-z", *tracked, "--others", "--exclude-standard").split(b"\0"):
            if name:
                files[_real(top, name)] = Change(None)
    return Changes(top, files, staged)


def work_tree(folder: str) -> str:
    """The top of the work tree. A hook is told GIT_DIR, and by that alone Git takes any folder for the top of one."""
    asked, plain = ("rev-parse", "--show-toplevel"), dict(os.environ)
    if plain.pop("GIT_DIR", None) and "GIT_WORK_TREE" not in plain:
        try:
            return os.fsdecode(_git(folder, *asked, environment=plain)).rstrip("\r\n")
        except ChangesError:  # the repository is elsewhere
            pass
    return os.fsdecode(_git(folder, *asked)).rstrip("\r\n")


def _base(top: str, revision: str | None) -> str:
    """The commit that lines are compared with; nothing before the first commit."""
    if revision is not None:
        commit = _commit(top, revision)
        if commit is None:
            raise ChangesError(f"Git 中没有版本 {revision}，请核对名称，或先取得它（git fetch）")
        return _merge_base(top, commit)
    target = os.environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or os.environ.get("GITHUB_BASE_REF")
    names = (target, f"origin/{target}") if target else _BRANCHES
    commit = next((found for name in names if (found := _commit(top, name)) is not None), None)
    if commit is None and target:
        raise ChangesError(f"Git 中没有目标分支 {target}，请先取得完整的历史（fetch-depth: 0）")
    head = _commit(top, "HEAD")
    return _merge_base(top, commit or head) if head else ""


def _commit(top: str, name: str) -> str | None:
    try:
        told = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
    except ChangesError:
        return None
    return told.decode().strip() or None


def _merge_base(top: str, commit: str) -> str:
    try:
        return _git(top, "merge-base", commit, "HEAD").decode().split()[0]
    except (ChangesError, IndexError):  # no common history: a shallow clone
        return commit


def _git(folder: str, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    import subprocess

    command = ["git", "-c", "core.quotepath=off", "-C", folder, *arguments]
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise ChangesError("没有安装 Git，不能只查改动的部分") from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ChangesError(f"Git 没有完成（{type(error).__name__}）") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in reason:
            raise ChangesError(f"{folder} 不在 Git 仓库里，不能只查改动的部分")
        raise ChangesError(f"Git 没有完成（{reason or done.returncode}）")
    return done.stdout


def _parsed(told: bytes, top: str, base: str) -> Iterator[tuple[str, Change]]:
    """The files of a unified diff without context."""
    for part in told.split(b"\ndiff --git ") if told else ():
        head, *rest = part.split(b"\n")
        lines = [head, *rest]
        new = _name(lines, (b"+++ ", b"rename to ", b"copy to "), b"b/")
        old = _name(lines, (b"--- ", b"rename from ", b"copy from "), b"a/")
        if new is None and any(line.startswith(b"Binary files ") for line in lines):
            new = _both(head)
        if new is None:  # deleted, or only its mode changed
            continue
        before = f"{base}:{os.fsdecode(old)}" if old is not None else None
        binary = any(line.startswith((b"Binary files ", b"GIT binary")) for line in lines[:12])
        yield _real(top, new), Change(None if binary or old is None else tuple(_ranges(lines)), before)


def _name(lines: Sequence[bytes], heads: tuple[bytes, ...], prefix: bytes) -> bytes | None:
    """The path behind the first of some heads, None for /dev/null or where there is none."""
    for line in lines:
        if line.startswith(b"@@"):
            return None
        head = next((head for head in heads if line.startswith(head)), None)
        if head is not None:
            name = _unquoted(line[len(head) :].rstrip(b"\t"))
            if name == b"/dev/null":
                return None
            return name.removeprefix(prefix) if head in (b"+++ ", b"--- ") else name
    return None


def _both(head: bytes) -> bytes:
    """The path in `a/… b/…` where both are the same."""
    names = head.removeprefix(b"diff --git ")
    if names.startswith(b'"'):
        return _unquoted(names[: len(names) // 2]).removeprefix(b"a/")
    return names[: len(names) // 2].removeprefix(b"a/")


def _unquoted(name: bytes) -> bytes:
    if not (name.startswith(b'"') and name.endswith(b'"')):
        return name
    return _ESCAPE.sub(
        lambda found: bytes([int(found[1], 8) if len(found[1]) == 3 else _ESCAPED[found[1][0]]]), name[1:-1]
    )


def _ranges(lines: Sequence[bytes]) -> Iterator[range]:
    """The lines of the new version that a diff touches; where some were only taken out there are none."""
    for line in lines:
        found = _HUNK.match(line)
        if found:
            start, count = int(found[1]), int(found[2]) if found[2] else 1
            if count:
                yield range(start, start + count)


def _real(top: str, name: bytes) -> str:
    return os.path.realpath(os.path.join(top, os.fsdecode(name)))


def touched(finding: Finding, change: Change, text: str) -> bool:
    """Whether a place of a finding – the words themselves or others that it refers to – stands on a changed line."""
    if change.lines is None:
        return True
    spans = [finding.span, *(note.span for note in finding.related)]
    return any(_overlaps(_lines(span, text), change.lines) for span in spans)


def _lines(span: Span, text: str) -> range:
    """The lines of a span as Git counts them: only \\n ends one."""
    first = text.count("\n", 0, span.start) + 1
    return range(first, first + text.count("\n", span.start, max(span.start, span.end - 1)) + 1)


def _overlaps(lines: range, changed: Sequence[range]) -> bool:
    return any(lines.start < some.stop and some.start < lines.stop for some in changed)
