"""What is written to a terminal that cannot show a sign: importing this registers two ``codecs`` error handlers,
one for lines and one for a screen of cells."""

from __future__ import annotations

import codecs
import unicodedata

HANDLER, CELLS = "factlight-plain", "factlight-cells"

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−─━", "-"),
        **dict.fromkeys("•‣▪●○◦·", "*"),
        **dict.fromkeys("│┃┆", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
        "…": "...",
        "⟨": "<",
        "⟩": ">",
        "×": "x",
        "≈": "~",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "←": "<-",
        "▸": ">",
        "€": "EUR",
        "ß": "ss",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "Ł": "L",
        "Ø": "O",
        "Æ": "AE",
        "đ": "d",
        "Đ": "D",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
        "\u00a0": " ",
    }
)
"""What is written for a sign that a terminal cannot show."""


def plain_signs(error: UnicodeError) -> tuple[str, int]:
    """The handler named :data:`HANDLER`: similar signs of ASCII, letters without their marks, else "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _plain(error.object[error.start : error.end]), error.end


def plain_cells(error: UnicodeError) -> tuple[str, int]:
    """The handler named :data:`CELLS`: the same with one character for each cell of the screen."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    out = []
    for character in error.object[error.start : error.end]:
        wide = unicodedata.east_asian_width(character) in ("W", "F")
        out.append("" if unicodedata.combining(character) else (_plain(character) or "?")[0] * (2 if wide else 1))
    return "".join(out), error.end


def _plain(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.translate(_PLAIN))
    return "".join(c if c.isascii() else "" if unicodedata.combining(c) else "?" for c in plain)


codecs.register_error(HANDLER, plain_signs)
codecs.register_error(CELLS, plain_cells)
