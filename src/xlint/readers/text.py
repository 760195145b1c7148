"""Plain text in the encodings that drafts come in: UTF-8, UTF-16, GB18030."""

import errno
import os
import sys
from stat import S_ISREG

from xlint.source import Source

MAX_SIZE = 16 * 1024 * 1024  # bytes

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MAGIC = (
    (b"PK\x03\x04", "Word、WPS 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
)
_CONTROLS = tuple(chr(code) for code in (*range(9), *range(14, 27), *range(28, 32), 127))
_CONTROL_BYTES = "".join(_CONTROLS).encode()  # in every encoding a control character has one of them
_FEW_CONTROLS = 16  # control characters that a text may hold by accident
_MOST_CONTROLS = 0.02  # share of control characters from which on a file is no text
_LEAST_FAMILIAR = 0.3
_LITTLE_FAMILIAR = 0.2  # enough where all characters are everyday ones: a list of names
_LEAST_EVERYDAY = 0.95
_FEW_WIDE = 20  # characters from which a share says little
_SAMPLE = 20000
_PUNCTUATION = frozenset("，。、；：！？“”‘’《》（）【】—…％·\u3000")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)


class ReadError(Exception):
    """A file that cannot be checked: what is wrong and what to do, as one sentence for the user."""


def read(path: str, max_size: int = MAX_SIZE) -> Source:
    """The text of a file, `-` for standard input. Raises ReadError; `max_size` is in bytes."""
    return source_of(content(path, max_size), path)


def content(path: str, max_size: int = MAX_SIZE) -> bytes:
    """The bytes of a file, `-` for standard input. Raises ReadError; `max_size` is in bytes."""
    try:
        data = _standard_input(max_size) if path == "-" else _bytes(path, max_size)
    except FileNotFoundError:
        raise ReadError("没有这个文件，请核对路径") from None
    except (IsADirectoryError, PermissionError):
        what = "这个文件夹打不开" if os.path.isdir(path) else "没有读取权限"
        raise ReadError(f"{what}，请核对权限") from None
    except (OSError, ValueError) as error:
        raise ReadError(_reason(error)) from None
    return bounded(data, max_size)


def bounded(data: bytes, max_size: int) -> bytes:
    """The bytes, if they are no more than so many. Raises ReadError."""
    if len(data) > max_size:
        raise ReadError(f"文件超过 {_size(max_size)}，可用 --max-size 提高上限")
    return data


def source_of(data: bytes, path: str) -> Source:
    """The text that the bytes of a file hold. Raises ReadError."""
    text, encoding = decode(data)
    try:
        return Source(text, path, encoding)
    except ValueError:
        raise ReadError("含有不成对的代理码，不是正确的文字，请另存为 UTF-8") from None


def _standard_input(max_size: int) -> bytes:
    return sys.stdin.buffer.read(max_size + 1) if sys.stdin is not None else b""


def _bytes(path: str, max_size: int) -> bytes:
    with open(path, "rb") as file:
        known = os.fstat(file.fileno())
        size = known.st_size if S_ISREG(known.st_mode) else 0
        if size > max_size:
            return bytes(max_size + 1)
        data = file.read(size + 1)  # no more, for that much memory is taken before reading
        return data if len(data) <= size else data + file.read(max_size + 1 - len(data))


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return "链接绕成了圈，请核对路径"
    if number in (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EINVAL):
        return "没有这个文件，请核对路径"
    return f"读不了（{getattr(error, 'strerror', None) or error}）"


def _size(number: int) -> str:
    return f"{number // 1048576} MiB" if number >= 1048576 else f"{number} 字节"


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes and the name of their encoding. Raises ReadError; a byte order mark is no text."""
    if not data:
        raise ReadError("文件是空的")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"这是{name}，请另存为纯文本（.txt）再检查")
    text, encoding = _decoded(data)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\u2028\u2029\u3000"):
        raise ReadError("文件里只有空白")
    if "\0" in text or (_may_be_binary(data) and _looks_binary(text)):
        raise ReadError("不是文本文件（含有大量控制字符）")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding.removesuffix("-sig"), len(bom)), encoding
    wide = _utf16_without_bom(data) if b"\0" in data[:4096] else ""
    if wide:
        return _strictly(data, wide, 0), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error.start
    wide = _utf16_without_bom(data)
    return (_strictly(data, wide, 0), wide) if wide else (_gb18030(data, fault), "gb18030")


def _strictly(data: bytes, encoding: str, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = error.start + offset
        raise ReadError(f"第 {where} 字节起不是正确的 {encoding.upper()} 文字，请另存为 UTF-8") from None


def _utf16_without_bom(data: bytes) -> str:
    """The byte order in which the data reads as Chinese in UTF-16; nothing if it does in neither."""
    sample = data[:4096]
    if len(data) % 2:
        return ""
    shares = {
        encoding: _familiar(sample.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > _LEAST_FAMILIAR else ""


def _familiar(text: str) -> float:
    """The share of characters that Chinese drafts are full of."""
    known = sum(char in _COMMON or char in _PUNCTUATION or "\t" <= char <= "~" for char in text)
    return known / max(1, len(text))


def _gb18030(data: bytes, utf8_fault: int) -> str:
    """GB18030 accepts almost anything, so what comes out has to look like Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        if not data[:utf8_fault].isascii():  # it has been UTF-8 so far
            raise ReadError(f"第 {utf8_fault} 字节起不是正确的 UTF-8 文字，请另存为 UTF-8") from None
        where = max(error.start, utf8_fault)
        raise ReadError(f"第 {where} 字节起既不是 UTF-8 也不是 GB18030 文字，请另存为 UTF-8") from None
    if not _looks_chinese("".join(char for char in text[:_SAMPLE] if char > "\x7f")):
        raise ReadError(f"认不出编码（第 {utf8_fault} 字节起不是 UTF-8，也不像 GB18030），请另存为 UTF-8")
    return text


def _looks_chinese(wide: str) -> bool:
    """Whether the characters beyond ASCII are those of Chinese drafts, and not of another encoding misread."""
    familiar = _familiar(wide)
    if familiar >= _LEAST_FAMILIAR:
        return True
    everyday = sum(_is_everyday(char) for char in wide) / max(1, len(wide))
    return everyday >= _LEAST_EVERYDAY and (familiar >= _LITTLE_FAMILIAR or len(wide) < _FEW_WIDE)


def _is_everyday(char: str) -> bool:
    """Whether a character is punctuation or of the first level of GB 2312, its 3,755 most used ones."""
    code = char.encode("gb2312", "ignore")
    return char in _PUNCTUATION or (len(code) == 2 and 0xB0 <= code[0] <= 0xD7)


def _may_be_binary(data: bytes) -> bool:
    """Whether there are as many control bytes as no text has: told sooner than by counting characters."""
    return len(data) - len(data.translate(None, _CONTROL_BYTES)) > _FEW_CONTROLS


def _looks_binary(text: str) -> bool:
    sample = text[:65536]
    controls = sum(map(sample.count, _CONTROLS))
    return controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(sample))
