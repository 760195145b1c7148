"""Which files are checked: folders, links and patterns as in .gitignore."""

import os
from pathlib import Path

import pytest

from xlint.files import INCLUDE, matches, walk


@pytest.mark.parametrize(
    ("patterns", "path", "taken"),
    [
        (["*.txt"], "a/b.txt", True),
        (["*.txt"], "a/b.md", False),
        (["归档/"], "归档/2023/a.txt", True),
        (["归档/"], "归档", False),
        (["/a.txt"], "a.txt", True),
        (["/a.txt"], "b/a.txt", False),
        (["a/*.txt"], "a/b/c.txt", False),
        (["a/**"], "a/b/c.txt", True),
        (["**/草稿/*.txt"], "x/y/草稿/a.txt", True),
        (["a/**/c.txt"], "a/c.txt", True),
        (["第?轮.txt"], "第三轮.txt", True),
        (["[ab].txt"], "b.txt", True),
        (["[!ab].txt"], "b.txt", False),
        (["*.txt", "!留.txt"], "x/留.txt", False),
        (["#注"], "#注", False),
        (["a+b(.txt"], "a+b(.txt", True),
        (["[z-a].txt"], "[z-a].txt", True),
        (["[[a].txt"], "[.txt", True),
        (["[^a].txt"], "b.txt", True),
        (["[!a]"], "/", False),
        (["[a&&b].txt"], "&.txt", True),
        (["[a"], "[a", True),
        (["\\*.txt"], "*.txt", True),
        (["\\*.txt"], "a.txt", False),
        (["\\#a"], "#a", True),
        (["/", "", "!"], "a", False),
        (["归档", "!归档/留.txt"], "归档/留.txt", False),
        (["a/b"], "x/a/b", False),
        (["*"], "任意/文 件.txt", True),
    ],
)
def test_patterns_as_in_gitignore(patterns: list[str], path: str, taken: bool) -> None:
    assert matches(patterns, path, False) is taken


def test_a_folder_is_searched_in_order_and_loops_end(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.docx", ".hidden/x.txt", "子 目录/d.txt", "归档/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    if os.name != "nt":
        (tmp_path / "子 目录" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = walk(str(tmp_path), INCLUDE, ["归档/"], str(tmp_path))
    assert [os.path.relpath(path, tmp_path) for path in found] == [
        "a.md",
        "b.txt",
        os.path.join("子 目录", "d.txt"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="no pipes there")
def test_a_pipe_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "none")
    assert list(walk(str(tmp_path), INCLUDE, (), str(tmp_path))) == [str(tmp_path / "b.txt")]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> object:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(walk(str(tmp_path), INCLUDE, (), str(tmp_path))) == [str(tmp_path)]
