"""Bytes to text as the web reads them, and a note where something had to be guessed.

Order after the WHATWG HTML standard, 13.2.3.2: a byte order mark, then what the server or the mail says, then what the
document declares, then the bytes themselves. One rule stands before the second: bytes beyond ASCII that are valid UTF-8
are UTF-8, whatever else was said, since text in another encoding practically never is. What a name means is in
``encoding_labels``.
"""

from __future__ import annotations

import codecs
import re

from tui.sources.documents.encoding_labels import CODECS, ENCODINGS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_XML = re.compile(rb"\s{0,1000}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([^\"'>]{1,60})")
_META = re.compile(rb"<!--|<meta\s([^>]{0,2000})", re.I)
_META_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\"'\s;/>]{1,60})", re.I)
_IN_TEXT = re.compile(rb"(?:coding|charset|encoding)\s{0,4}[:=]\s{0,4}[\"']?([A-Za-z0-9][\w.:-]{1,30})", re.I)
HEAD = 2048
"""Bytes of a text file in which it may say its encoding; a page may say it anywhere."""
SAMPLE = 40_000
"""Bytes that a guess looks at."""

_SEVEN_BIT = frozenset({"iso-2022-jp", "iso-2022-kr", "hz", "utf-7"})
"""Encodings that use only the bytes of ASCII, so that their texts look like UTF-8."""
_OF_PAIRS = frozenset({"gbk", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis"})

_WINDOWS = {c: bytes([c]).decode("cp1252") for c in range(0x80, 0xA0) if c not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""The control codes that nobody uses, as the quotation marks, dashes and signs that Windows programs put there."""

_FREQUENT = {
    "windows-1251": ("оеаинтсрвлкмдпуяыьгзбчйхжюшцщэфіїє", 0.75),
    "koi8-r": ("оеаинтсрвлкмдпуяыьгзбчйхжюшцщэф", 0.75),
    "ibm866": ("оеаинтсрвлкмдпуяыьгзбчйхжюшцщэф", 0.75),
    "windows-1253": ("αοιετσνηυρπκμλςωίόάήέγδ", 0.7),
    "windows-1255": ("יוהלארתבשמנםכעדקפחגצטזסןךףץ", 0.75),
    "windows-1256": ("اليمنوترعبدسفهكقحجةشصطخ", 0.7),
    "windows-874": ("านรอกเงมยลวดทสตะปบคหแจพชขใไ่้็ิีุูั์", 0.7),
    "shift_jis": ("のにはをたがでとしれさあいるなっもかくてら、。ーンス", 0.25),
    "euc-jp": ("のにはをたがでとしれさあいるなっもかくてら、。ーンス", 0.25),
    "gb18030": ("的一是在不了有和人这中大为上个国我以要他时来用们，。年日月", 0.1),
    "big5": ("的一是在不了有和人這中大為上個國我以要他時來用們，。年日月", 0.1),
    "euc-kr": ("이다는의에가을를은고로한지하사도기리어자스시대", 0.2),
}
"""For a guess: letters that make up at least this share of what a text in one of these encodings has beyond ASCII."""


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


def encoding_of(label: str) -> str:
    """The encoding that a label means ("latin1": "windows-1252"), "" when nobody calls one so."""
    return ENCODINGS.get(label.strip(" \t\r\n\f\"'").lower(), "")


def charset_of(content_type: str) -> str:
    """The charset that an HTTP Content-Type names ("text/html; charset=koi8-r"), "" when it names none."""
    found = _META_CHARSET.search(content_type.encode("ascii", "replace")[:1000])
    return found[1].decode("ascii") if found else ""


def decode(data: bytes, charset: str = "") -> tuple[str, str]:
    """(text, note). ``charset`` is what came with the bytes: a label of an HTTP or mail header, "" for none.

    ``note`` is "" when the encoding is certain (UTF-8, said by the header, declared by a page or feed) and all bytes
    fitted; else a sentence naming the encoding and how it was found. Never raises: bytes that do not fit become U+FFFD
    and the note says so.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _with(data, codec, f"read as {name} (byte order mark)" if name != "UTF-8" else "")
    if b"\0" in data[:200] and (blind := _utf16(data[:65536])):
        return _with(data, blind, "" if charset else "read as UTF-16 (detected)")
    named, note = encoding_of(charset), ""
    if not named:
        named, note = _declared(data)
    if named in _SEVEN_BIT and data.isascii():
        return _named(data, named, note)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        half = error.end >= len(data) - 3 and error.reason == "unexpected end of data"
        if half and (len(data) - error.start > 1 or not data[: error.start].isascii()):
            return data[: error.start].decode("utf-8"), "the last character is cut off"
    else:
        if named not in _OF_PAIRS or data.isascii() or max(text) >= "\u0800":
            return text, ""
    if named and not named.startswith("utf"):
        return _named(data, named, note)
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 200 < sum(b >= 0x80 for b in data[:200_000]):
        return broken, "read as UTF-8 with a few broken bytes"
    guess = _guessed(data) or "windows-1252"
    return _named(data, guess, f"read as {guess} (detected)")


def _declared(data: bytes) -> tuple[str, str]:
    """(encoding, note) that the document itself names: in its XML declaration or a ``meta`` element, wherever that
    stands outside comments (WHATWG HTML, 13.2.3.3); else in a text's first lines."""
    found = _XML.match(data)
    if found and (named := encoding_of(found[1].decode("ascii", "replace"))):
        # whoever can read the declaration does not read UTF-16
        return named if not named.startswith("utf-16") else "utf-8", ""
    at = 0
    while found := _META.search(data, at):
        at = found.end()
        if found[1] is None:
            end = data.find(b"-->", at)
            if end < 0:
                break
            at = end + 3
            continue
        said = _META_CHARSET.search(found[1])
        if said and (named := encoding_of(said[1].decode("ascii", "replace"))):
            return named if not named.startswith("utf-16") else "utf-8", ""
    found = _IN_TEXT.search(data[:HEAD])
    if found and (named := encoding_of(found[1].decode("ascii"))):
        return named, f"read as {found[1].decode('ascii').lower()} (declared)"
    return "", ""


def _guessed(data: bytes) -> str:
    """The encoding of a text that is mostly not in Latin letters, by the letters that are frequent in its language;
    "" for others and for short texts."""
    lines = [line for line in data[: 4 * SAMPLE].split(b"\n") if not line.isascii()]
    sample = re.sub(rb"<[^<>]{0,2000}>", b" ", b"\n".join(lines)[:SAMPLE])
    high = sum(byte >= 0x80 for byte in sample)
    if high < 20 or high < 0.55 * sum(bytes([byte]).isalpha() or byte >= 0x80 for byte in sample):
        return ""
    best, most = "", 0.0
    for name, (letters, least) in _FREQUENT.items():
        text = "".join(c for c in sample.decode(CODECS.get(name, name), "replace") if c > "\x7f")
        if text.count("\ufffd") * 50 > len(text):
            continue
        share = sum(map(text.count, letters)) / len(text) / least
        if share > max(most, 1.0):
            best, most = name, share
    return best


def _named(data: bytes, encoding: str, note: str) -> tuple[str, str]:
    """The text in an encoding of the WHATWG standard."""
    text, note = _with(data, CODECS.get(encoding, encoding), note)
    return (text.translate(_WINDOWS) if encoding.startswith("iso-8859") else text), note


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """An error handler of ``codecs``: what Windows put into the encodings of Japan (the rows of NEC and IBM) and the
    euro sign of GBK, which Python's codecs do not know; U+FFFD for all else."""
    assert isinstance(error, UnicodeDecodeError)
    pair = error.object[error.start : error.start + 2]
    if error.encoding.startswith(("euc_jp", "iso2022_jp")) and len(pair) == 2:
        row, cell = pair[0] & 0x7F, pair[1] & 0x7F
        if 0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E:
            lead = ((row + 1) >> 1) + (0x70 if row < 0x5F else 0xB0)
            trail = cell + (0x7E if row % 2 == 0 else 0x1F if cell < 0x60 else 0x20)
            text = bytes([lead, trail]).decode("cp932", "replace")
            if len(text) == 1 and text != "\ufffd":
                return text, error.start + 2
    elif error.encoding == "gb18030" and pair[:1] == b"\x80":
        return "€", error.start + 1
    return "\ufffd", max(error.end, error.start + 1)


codecs.register_error("factlight", _replaced)


def _with(data: bytes, codec: str, note: str) -> tuple[str, str]:
    text = data.decode(codec, "factlight")
    if "\ufffd" in text:
        note = f"{note or f'read as {codec}'}, with broken bytes"
    return text, note
