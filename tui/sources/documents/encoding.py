"""Bytes to text: byte order marks, UTF-8, a declared encoding, else a careful guess; and it says which.

Order after the WHATWG Encoding Standard: a byte order mark wins, then valid UTF-8, then what the
document declares, then windows-1252, which every byte string fits (its C1 bytes excepted).
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_DECLARED = re.compile(rb"(?:coding|charset|encoding)\s{0,4}[:=]\s{0,4}[\"']?([A-Za-z0-9][\w.:-]{1,30})", re.I)
_ALLOWED = (
    "iso",
    "latin",
    "windows",
    "cp",
    "koi8",
    "mac",
    "shift",
    "sjis",
    "euc",
    "gb",
    "big5",
    "utf",
    "us-ascii",
    "ascii",
    "tis",
)


def looks_binary(data: bytes) -> bool:
    """Whether ``data`` is no text in any encoding that is read here (a NUL without a byte order mark, say)."""
    head = data[:65536]
    if any(head.startswith(mark) for mark, _, _ in _MARKS):
        return False
    if head.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF", b"SQLite format 3")
    ):
        return True
    if b"\0" in head:
        return not _utf16(head)
    odd = sum(head.count(bytes([c])) for c in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return odd * 50 > len(head) > 0


def _utf16(head: bytes) -> str:
    """UTF-16 without a mark, by where its zero bytes stand; "" if it is not."""
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    half = max(1, min(len(head), 4096) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def decode(data: bytes) -> tuple[str, str]:
    """(text, note): ``note`` is "" for plain UTF-8, else a sentence naming the encoding and how it was found.

    Never raises: bytes that do not fit become U+FFFD and the note says so.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _with(data, codec, f"read as {name} (byte order mark)" if name != "UTF-8" else "")
    if b"\0" in data[:200] and (blind := _utf16(data[:65536])):
        return _with(data, blind, "read as UTF-16 (detected)")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        half = error.end >= len(data) - 3 and error.reason == "unexpected end of data"
        if half and (len(data) - error.start > 1 or not data[: error.start].isascii()):
            return data[: error.start].decode("utf-8"), "the last character is cut off"
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = declared[1].decode("ascii").lower()
        if name.startswith(_ALLOWED):
            try:
                codec = codecs.lookup(name).name
                if codec != "utf-8":
                    return _with(
                        data, "cp1252" if codec in ("iso8859-1", "ascii") else codec, f"read as {name} (declared)"
                    )
            except LookupError:
                pass
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 200 < sum(b >= 0x80 for b in data[:200_000]):
        return broken, "read as UTF-8 with a few broken bytes"
    return _with(data, "cp1252", "read as windows-1252 (detected)")


def _with(data: bytes, codec: str, note: str) -> tuple[str, str]:
    text = data.decode(codec, "replace")
    if "\ufffd" in text and note:
        note += ", with broken bytes"
    return text, note
