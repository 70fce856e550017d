"""Which figures are right but not worth the light: small counts that carry nothing, bare numbers, second lights.

They stay facts and are printed with ``--all``; a reader's eye is not led to them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tui.facts.document import Document
from tui.facts.figures import lexicon
from tui.facts.model import Fact, Figure, Span

_SMALL = 10
_LARGE = 1000
_REACH = 28
"""Code points around a count in which a verb of happening makes it carry something."""

AS_LENGTH = "lit as a length of time already"
BARE = "a number that counts nothing named"
SMALL = "a small count that carries nothing"


def mark_minor(doc: Document, figures: Sequence[Fact], dates: Sequence[Fact]) -> list[Fact]:
    """The figures with the reason why they are not lit, where there is one. ``dates`` are in order of the text."""
    lengths = [d.span for d in dates if getattr(d.detail, "type", "") == "DURATION" and d.lit]
    starts = [s.start for s in lengths]
    out = []
    for k, fact in enumerate(figures):
        reason = "" if fact.minor else _minor(doc.text, figures, k, lengths, starts)
        out.append(replace(fact, minor=reason) if reason else fact)
    return out


def _minor(text: str, figures: Sequence[Fact], k: int, lengths: list[Span], starts: list[int]) -> str:
    fact = figures[k]
    figure = fact.detail
    if not isinstance(figure, Figure) or figure.ordinal:
        return ""
    if figure.dimension == "time":
        i = bisect_left(starts, fact.end) - 1
        return AS_LENGTH if i >= 0 and lengths[i].end > fact.start and not figure.per else ""
    if figure.dimension != "count" or figure.unit or figure.subject is not None or figure.vague:
        return ""
    if _of_so_many(text, figures, k) or _happens(text, fact) or text.startswith(" short of", fact.end):
        return ""
    if figure.head is None:
        bounded = figure.bound in ("<", "<=", ">", ">=")
        return BARE if abs(figure.high) < _LARGE and not bounded and not figure.high % 1 else ""
    return SMALL if _counts_little(text, figure) else ""


def _of_so_many(text: str, figures: Sequence[Fact], k: int) -> bool:
    """“nine of 11 counts”: the number is one of so many."""
    if k + 1 >= len(figures):
        return False
    between = text[figures[k].end : figures[k + 1].start].lower()
    return between in (" of ", " of the ", " of its ", " of their ", " of his ", " of her ", " out of ")


def _happens(text: str, fact: Fact) -> bool:
    """Whether the words around tell that something happened to what is counted: “killed two”, “three died”."""
    before = text[max(fact.start - _REACH, 0) : fact.start].lower().rpartition("\n")[2].rpartition(". ")[2].split()
    behind = text[fact.end : fact.end + _REACH].lower().partition("\n")[0].partition(". ")[0].split()
    act, fate = lexicon.words("act"), lexicon.words("fate")
    if any(w in lexicon.words("toll") for w in before[-6:]):
        return True  # “the death toll rose to 14”
    return any(w.strip(",") in act for w in before[-3:]) or any(w.strip(",.;") in fate for w in behind[:4])


def _counts_little(text: str, figure: Figure) -> bool:
    """A count below ten of what is neither people nor a result of a game."""
    if not -_SMALL < figure.high < _SMALL or figure.high % 1 != 0 or figure.bound or figure.change != "=":
        return False
    assert figure.head is not None
    head = text[slice(*figure.head)]
    if head.lower() in lexicon.words("people") or head.lower() in lexicon.words("sport") or figure.per:
        return False
    return not (head[:1].isupper() and head.endswith("s")) or figure.low == Decimal(1)
