"""Reading: encodings, and what is refused with which reason."""

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from xlint.readers import ReadError, decode, read

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
    "text",
    ["整改情况报告，召开会议。", "关于整改情况的报告", "完善制度𠮷，修订办法。"],
)
def test_utf16_without_mark_and_without_any_zero_byte(text: str) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    "text", ["赵钱孙李周吴郑王", "张三、李四", "Report 2024: 王某某, pp. 12", "“四个意识”"]
)
def test_short_texts_in_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("關於整改情況的報告，召開會議三次。", "big5"),
        ("안녕하세요. 정리 상황에 대한 보고를 다음과 같이 드립니다. 회의를 세 번 열었습니다.", "euc-kr"),
        ("Café résumé naïve élève", "latin-1"),
        ("Отчёт о выполнении плана за год", "koi8-r"),
        ("整改のまとめとこれからのすすめかたについて", "euc-jp"),
    ],
)
def test_other_encodings_are_not_taken_for_gb18030(text: str, encoding: str) -> None:
    with pytest.raises(ReadError, match="UTF-8"):
        decode(text.encode(encoding))


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("关于整改情况的报告".encode() * 50 + b"\xff" + "整改".encode(), 1350),
        (("关于整改情况的报告".encode() * 50)[:-1], 1347),
        ("关于整改情况的报告".encode("gbk") * 50 + b"\xff\xff", 900),
        ("关于总结".encode() + b"\xed\xa0\x80", 12),
        (b"\xff\xfe" + "关于整改".encode("utf-16-le") + b"a", 10),
    ],
)
def test_the_first_faulty_byte_is_named(data: bytes, offset: int) -> None:
    with pytest.raises(ReadError, match=f"第 {offset} 字节"):
        decode(data)


def test_line_ends_are_left_as_they_are() -> None:
    text = "甲\r\n乙\r丙\x85丁\u2028戊\n"
    assert decode(text.encode())[0] == text


def test_reading_takes_no_more_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO("整改".encode() * 100)))
    with pytest.raises(ReadError, match="超过"):
        read("-", 100)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ReadError, match="空的"):
        read("-")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="绕成了圈"):
        read(str(tmp_path / "a.txt"))
    with pytest.raises(ReadError, match="没有这个文件"):
        read(str(tmp_path / "c.txt"))
