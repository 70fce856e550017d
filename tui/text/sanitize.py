"""The only door through which text enters, and the last filter before it reaches a terminal.

Rules: design notes on terminal safety; CVE-2021-42574 (bidirectional controls), ECMA-48 (control
functions). Terminal escape sequences are to a terminal program what scripts are to a web page.
"""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 8
"""Combining marks kept on one base character; more is an attack on the screen ("Zalgo")."""

MAX_RUN = 30
"""Combining characters of any script in a row; sorting longer runs into their normal form takes time that grows with
the square of their length (Stream-Safe Text Format, UAX #15)."""

# Patterns as text: few articles need them, and `re` keeps what it compiled.
# Whole sequences go, payload included: else "]0;title" would stay behind as text.
_SEQUENCES = (
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI
    "|\x9b[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)?"  # OSC, DCS, APC …
    "|\x1b[ -/]*[0-~]?"  # other two-character functions, or a bare ESC
)
_BREAKS = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_DROPPED = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e0fff"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(17))
    + "]"
)
_STEERING = "[\x1b\x90\x98\x9b\x9d-\x9f]"
_JOINERS = "[\u200c\u200d]"
_MARKS = (
    f"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MAX_MARKS}}})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_LONG_RUN = f"[^\\w\\s\x00-\u02ff]{{{MAX_RUN + 1},}}"
_SUSPECT = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff]"
)
"""Anything outside these plain ranges makes the text worth a closer look; most articles have none."""


_PLAIN = bytes([10, *range(32, 127)])


def beyond_ascii(text: str) -> str:
    """The characters of ``text`` that are neither printable ASCII nor a line's end, in order.

    Bytes are sifted ten times as fast as code points; what few are left can be looked at closely.
    """
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def sanitize(text: str) -> str:
    """Clean text of many lines: NFC, ``\\n`` line ends, tabs expanded, nothing that steers a terminal.

    Linear in the length of ``text``, and idempotent.
    """
    if text.isascii() and text.isprintable():
        return text
    rest = beyond_ascii(text)
    if not rest:
        return text
    if _SUSPECT.search(rest):
        # each pattern is tried on the few odd characters first: it is found among them if it is found at all
        if re.search(_BREAKS, rest):
            text = re.sub(_BREAKS, "\n", text)
        if re.search(_STEERING, rest):
            text = re.sub(_SEQUENCES, "", text)
        if re.search(_DROPPED, rest):
            text = re.sub(_DROPPED, "", text)
            rest = re.sub(_DROPPED, "", rest)
        if "\t" in rest:
            text = text.expandtabs(4)
        if re.search(_MARKS, rest):
            text = re.sub(_MARKS, r"\1", text)
        if re.search(_LONG_RUN, rest):
            text = re.sub(_LONG_RUN, _shortened, text)
        text = unicodedata.normalize("NFC", text)
        if re.search(_MARK, rest):
            text = re.sub(_MARKS, r"\1", text)  # one mark can become two
        return re.sub(_JOINERS, _joiner, text) if re.search(_JOINERS, rest) else text
    return unicodedata.normalize("NFC", text)


def _shortened(run: re.Match[str]) -> str:
    """A run of characters that are neither words nor blanks, without the combining ones beyond :data:`MAX_RUN`."""
    kept: list[str] = []
    combining = 0
    for character in run[0]:
        combining = combining + 1 if unicodedata.combining(character) else 0
        if combining <= MAX_RUN:
            kept.append(character)
    return "".join(kept)


def _joiner(m: re.Match[str]) -> str:
    """Keep a (non-)joiner between letters, marks or pictographs (Persian, Indic, emoji); drop it elsewhere."""
    text, at = m.string, m.start()
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isascii() or after.isascii():
        return ""
    joined = unicodedata.category(before)[0] in "LMS" and unicodedata.category(after)[0] in "LS"
    return m[0] if joined else ""


def sanitize_line(text: str) -> str:
    """Clean text that must stand on one line (titles, names, file names, messages): blanks collapsed."""
    return " ".join(sanitize(text).split())


_CONTROLS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def without_controls(text: str) -> str:
    """``text`` as it may be written to a terminal or an export: no control characters but the line feed, none that
    turn the direction of writing.

    The last filter at each output. What came in through :func:`sanitize` has none of these; this holds when a way in
    was forgotten. Nothing else is changed, so offsets into clean text stay true.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_CONTROLS) if _HAS_CONTROL(text) else text


_HAS_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]").search
