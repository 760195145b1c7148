"""Reading: encodings, refusals, folders and their patterns, configuration."""

import os
from pathlib import Path

import pytest

from xlint import config
from xlint.files import INCLUDE, matches, walk
from xlint.readers import ReadError, decode, read
from xlint.schema import SchemaError

TEXT = "关于整改情况的报告\r\n一、总体情况，召开会议3次。\n“四个意识”"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("“", "").replace("”", "").encode("gbk"), "gb18030"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text, found = decode(data)
    assert found == encoding
    assert text.replace("“", "").replace("”", "") == TEXT.replace("“", "").replace("”", "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b" \r\n\xe3\x80\x80", "只有空白"),
        (b"\xef\xbb\xbf", "只有空白"),
        (b"PK\x03\x04rest", "Word"),
        (b"\xd0\xcf\x11\xe0rest", "旧版 Word"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02" * 50, "不是文本"),
        ("一、总体".encode() + b"\x00", "不是文本"),
        (b"\x01\x02\x03\x04" * 50, "不是文本"),
        ("一、总体情况".encode() + b"\xff\xff", "第 18 字节"),
        (bytes(range(128, 256)) * 20, "UTF-8"),
        (b"\xff\xfe" + "一、".encode("utf-16-le") + b"\x00\xd8", "UTF-16"),
        ("日本語テキストのファイルです。ひらがなとカタカナ".encode("shift_jis"), "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有这个文件"):
        read(str(tmp_path / "无.txt"))
    with pytest.raises(ReadError, match="文件夹"):
        read(str(tmp_path))
    big = tmp_path / "大.txt"
    big.write_bytes("整改".encode() * 100)
    with pytest.raises(ReadError, match="超过 100 字节"):
        read(str(big), 100)
    assert read(str(big), 600).text == "整改" * 100


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


def configured(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / config.NAME
    path.write_text(text, "utf-8")
    config.load.cache_clear()
    return config.load(str(path))


def test_configuration_by_path(tmp_path: Path) -> None:
    settings = configured(
        tmp_path,
        "profile: report\nrules: {heading/single-child: off, count/sum: {nearly: 0.5, severity: warning}}\n"
        "exclude: ['归档/']\nmax_size: 1000\npaths:\n  - {match: '方案/**', profile: plan, rules: {count/sum: info}}\n",
    )
    assert settings.exclude == ("归档/",) and settings.max_size == 1000
    assert settings.for_path(str(tmp_path / "a.txt"))[0] == "report"
    profile, rules = settings.for_path(str(tmp_path / "方案" / "a.txt"))
    assert profile == "plan"
    assert rules == {
        "heading/single-child": {"severity": "off"},
        "count/sum": {"nearly": 0.5, "severity": "info"},
    }


def test_configuration_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / config.NAME).write_text("", "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert config.find(str(tmp_path / "a" / "b" / "c.txt")) == str(tmp_path / config.NAME)


def test_configuration_mistakes_come_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        configured(
            tmp_path,
            "profil: report\nprofile: repot\nrules:\n  count/sun: off\n  count/sum: {neerly: 1}\n  count/list: lots\nmax_size: x\n",
        )
    text = str(caught.value)
    for expected in (
        ":1:1:",
        "是否想写 profile",
        ":2:10:",
        "是否想写 report",
        ":4:3:",
        "是否想写 count/sum",
        "是否想写 nearly",
        "“lots”",
        "“max_size”应当是整数",
    ):
        assert expected in text


def test_a_configuration_can_add_packs(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "- {id: own/a, kind: forbidden-text, severity: error, message: x, why: y, options: {patterns: [x]}}\n",
        "utf-8",
    )
    settings = configured(tmp_path, "packs: [own.yaml]\nrules: {own/a: warning}\n")
    assert "own/a" in settings.pack.rules
    with pytest.raises(SchemaError, match="读不了规则文件"):
        configured(tmp_path, "packs: [other.yaml]\n")
