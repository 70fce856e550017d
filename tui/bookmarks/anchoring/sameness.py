"""Whether a passage that was found again still has the same characters.

Typography does not count: blanks and line breaks, the forms of quotation marks, dashes and ellipses,
ligatures, soft hyphens and other invisible characters. Everything else does, signs and digits
included, since “2 %” and “−2 %” have the same words. A sign or a letter that was put directly before
or behind the passage counts as well.
"""

from __future__ import annotations

import re
import unicodedata

from tui.bookmarks.anchoring.words import UNSPACED
from tui.bookmarks.model import Selector

NEIGHBOURS = 16
"""Code points looked at on either side of a passage for what clings to it."""

_FORMS = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ‹›`´", "'")
    | dict.fromkeys("“”„‟″«»〝〞＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
    | {"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_DOUBLED = re.compile(r"''|,,|-{2,3}")
_BLANKS = re.compile(r"\s+")
_UNSPACED = re.compile(f"[{UNSPACED}\u3000-\u303f\uff00-\uff65]")
_HYPHENS = "-‐‑"
_CLINGING = "%‰°#@/\\^*_+-"


def plain(text: str) -> str:
    """``text`` as two versions of a passage are compared: typography made equal, nothing else."""
    text = unicodedata.normalize("NFC", text.translate(_FORMS))
    text = _DOUBLED.sub(lambda m: "-" if m[0][0] == "-" else '"', text)
    return _BLANKS.sub(_blank, text.strip())


def _blank(m: re.Match[str]) -> str:
    """A blank counts between letters and between digits, and behind a sign before a number ("- 5")."""
    before, after = m.string[m.start() - 1], m.string[m.end()]
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return ""
    if before.isdigit() != after.isdigit():
        return " " if before in "+-" else ""
    return " " if before.isalnum() and after.isalnum() else ""


def same_characters(selector: Selector, found: str) -> bool:
    """Whether ``found`` has the characters of the passage, apart from typography."""
    return found == selector.exact or plain(found) == plain(selector.exact)


def grown(selector: Selector, text: str, start: int, end: int) -> tuple[int, int]:
    """The span with what was put directly before or behind the passage: a minus, a currency, "un-", ".8".

    ``start`` and ``end`` are code points of ``text``. The span comes back as it was when the same
    characters clung to the passage before, and where the context of that side is not known, unless
    a number goes on there.
    """
    exact = selector.exact
    if start == end or not exact:
        return start, end
    left = _clings(text[max(0, start - NEIGHBOURS) : start][::-1], text[start])
    right = _clings(text[end : end + NEIGHBOURS], text[end - 1])
    old_left = _clings(selector.prefix[-NEIGHBOURS:][::-1], exact[0])
    old_right = _clings(selector.suffix[:NEIGHBOURS], exact[-1])
    if left and plain(left) != plain(old_left) and (selector.prefix or selector.start == 0 or text[start].isdigit()):
        start -= len(left)
    at_end = 0 < selector.old_length == selector.end
    if right and plain(right) != plain(old_right) and (selector.suffix or at_end or text[end - 1].isdigit()):
        end += len(right)
    return start, end


def lost_a_neighbour(selector: Selector, text: str, start: int, end: int) -> bool:
    """Whether something clung to the passage that is not there any more: the minus before its first digit."""
    exact = selector.exact
    left = _clings(text[max(0, start - NEIGHBOURS) : start][::-1], exact[0])
    right = _clings(text[end : end + NEIGHBOURS], exact[-1])
    old_left = _clings(selector.prefix[-NEIGHBOURS:][::-1], exact[0])
    old_right = _clings(selector.suffix[:NEIGHBOURS], exact[-1])
    return bool(old_left and not left) or bool(old_right and not right)


def _clings(outward: str, edge: str) -> str:
    """What clings to the passage's edge character, of the characters going outward from it."""
    number = edge.isdigit()
    at = 0
    if number and outward[:1].isspace() and outward[1:2] and _is_unit_sign(outward[1]):
        at = 1  # “20 €”, “$ 20”, “4 %”
    while at < len(outward):
        c = outward[at]
        following = outward[at + 1 : at + 2]
        if c in ".,:'’" and number and following.isdigit():
            at += 2
            continue
        if c in _HYPHENS and not number:
            if not following.isalnum():
                break
        elif not _clings_alone(c, number):
            break
        at += 1
    return outward[:at]


def _is_unit_sign(c: str) -> bool:
    return c in "%‰°" or unicodedata.category(c) == "Sc"


def _clings_alone(c: str, number: bool) -> bool:
    if _UNSPACED.match(c):
        return False
    if c in "‒–—―":
        return number
    return c.isalnum() or c in _CLINGING or unicodedata.category(c) in ("Sc", "Sm")
