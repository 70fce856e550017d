"""The working form of a block while its kind is still being decided."""

from __future__ import annotations

from dataclasses import dataclass

from tui.text.article import Block, BlockKind

NOISE = frozenset({BlockKind.BOILERPLATE, BlockKind.CREDIT, BlockKind.CAPTION, BlockKind.CORRECTION})
"""Kinds that stand between the article's own blocks without being part of its flow."""

STOPS = ".!?…。！？"
CLOSERS = "\"”’'»)]*_ "


@dataclass(slots=True)
class Draft:
    """A block in the making. ``line`` holds its words; ``fixed`` says that the source's markup decided."""

    kind: BlockKind
    start: int
    end: int
    line: str
    level: int = 0
    marker: str = ""
    confidence: float = 1.0
    reason: str = ""
    role: str = ""  # of a credit or boilerplate line
    blank: bool = True  # a blank line stands before it
    indent: int = 0
    fixed: bool = False
    asks: bool = False  # a heading that is a question
    bold: bool = False  # the source sets all of it in bold
    speaker: str = ""  # label of the person who speaks in an interview
    answerer: str = ""  # label of the person who answers this question

    def take(self, kind: BlockKind, confidence: float, reason: str) -> None:
        self.kind, self.confidence, self.reason = kind, confidence, reason

    def block(self) -> Block:
        return Block(self.kind, self.start, self.end, self.level, self.marker, self.confidence, self.reason)


def last_sign(line: str) -> str:
    """The last sign of a line behind closing quotation marks and brackets."""
    bare = line.rstrip(CLOSERS)
    return bare[-1:] or line[-1:]


def is_question(line: str) -> bool:
    """Whether a line is one question: ends in a question mark and has no other sentence end inside."""
    if last_sign(line) not in "?？;" or not line.rstrip(CLOSERS).endswith(("?", "？", "\u037e")):
        return False
    return inner_stop(line) < 0


def inner_stop(line: str) -> int:
    """Offset of the first sentence end inside the line (a stop, a blank, a capital), -1 if there is none."""
    body = line.rstrip(CLOSERS + STOPS)
    for i, c in enumerate(body):
        if (
            c in STOPS
            and i + 2 < len(body)
            and i > 2
            and body[i + 1 : i + 2] in ' ”"’)'
            and not (c == "." and _short_form(body, i))
        ):
            rest = body[i + 1 :].lstrip(' ”"’)«“‘(')
            if rest[:1].isupper() or rest[:1] in "¿¡":
                return i
    return -1


def _short_form(body: str, stop: int) -> bool:
    """Whether the word before the stop looks like a number, an initial or an abbreviation."""
    word = body[:stop].rsplit(None, 1)[-1].lstrip("(“\"‘'")
    return word.isdigit() or len(word) == 1 or "." in word or word.casefold() in _SHORT


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


_SHORT = words("mr mrs ms dr prof st vs no gen sen rep gov lt col sgt jr sr inc nr bzw ca etc al")
