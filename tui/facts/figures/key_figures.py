"""Which figures a news desk would put beside the story, best first.

What weighs, in this order (docs/facts.md tells it to readers):

1. what happened to people: deaths first, then injured and missing, then displaced, held and infected;
2. damage and large sums of money, then shares and rates that moved, votes and seats;
3. people counted, then things counted, measures, multiples, one score;
4. within each, what stands in the headline and the first paragraphs, what is said again, what is large.

One row stands for one quantity, however often and in whatever unit it is said. Captions, table rows, and lines that
sell the paper give none; neither do lengths of time, ages, places in an order, what is not lit, mere orders of size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tui.facts.document import Document
from tui.facts.figures import lexicon
from tui.facts.figures.subjects import subject_of
from tui.facts.figures.token_view import Tokens
from tui.facts.model import Fact, Figure, Span
from tui.text.article import Block, BlockKind

MOST = 10
"""Rows at most: what stands below is no key figure of the article."""
_SOURCES = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_LEADS = 3
_AROUND = 40
"""Code points around a count in which the word stands that tells what happened."""
_SIZE = {"length": 1.2, "area": 1.2, "mass": 1.2, "volume": 1.2, "power": 1.2, "energy": 1.2, "temperature": 1.2,
         "speed": 1.1, "magnitude": 2.2, "ratio": 1.0, "score": 0.9, "points": 0.9}  # fmt: skip
_LEAST_COUNT = 10
"""A plain count below this is a key figure only when it counts people to whom something happened."""
_NO_KEYS = frozenset({"times", "dollars", "euros", "pounds", "points", "cents", "nights", "night", "pages", "page"})
_AGAIN = 0.2
_MILLION = Decimal(10) ** 6


class _Class(NamedTuple):
    """What kind of key figure it is: its weight, and the reason in words."""

    weight: float
    reason: str


_NONE = _Class(0.0, "")


def rank_key_figures(doc: Document, figures: Sequence[Fact], claims: Sequence[Fact]) -> list[Fact]:
    """The figures with ``key`` (0 for none), the reason and the ``subject``; ``claims`` are the article's, in order."""
    del claims  # who says a figure is shown with it; it does not change its rank
    tokens = Tokens(doc)
    blocks = doc.blocks
    starts = [b.start for b in blocks]
    leads = [b for b in blocks if b.kind in _SOURCES][:_LEADS]
    lead_end = leads[-1].end if leads else 0
    out = list(figures)
    ranked: list[tuple[float, int, str, Span | None]] = []
    for k, fact in enumerate(figures):
        block = blocks[bisect_right(starts, fact.start) - 1] if blocks else None
        if not fact.lit or block is None or not _is_source(doc.text, block):
            continue
        figure = fact.detail
        assert isinstance(figure, Figure)
        subject = figure.subject or subject_of(tokens, fact, figures[k - 1].end if k else 0)
        found = _class_of(doc.text, fact, figure, subject)
        if found.weight <= 0:
            continue
        weight, reason = _placed(doc.text, fact, found, lead_end)
        ranked.append((weight, k, reason, subject))
    for weight, k, reason, subject in _rows(doc.text, figures, ranked):
        fact = figures[k]
        figure = fact.detail
        assert isinstance(figure, Figure)
        out[k] = replace(fact, detail=replace(figure, key=round(weight, 3), key_reason=reason, subject=subject))
    return out


def _is_source(text: str, block: Block) -> bool:
    """Whether key figures may stand in the block: no caption, no table, no line that sells the paper."""
    if block.kind not in _SOURCES:
        return False
    low = text[block.start : min(block.end, block.start + 400)].lower()
    return not any(word in low for word in ("subscri", "newsletter", "sign up", "read more:", "also read", "related:"))


def _placed(text: str, fact: Fact, found: _Class, lead_end: int) -> tuple[float, str]:
    """The weight and the reason with what the place in the article adds."""
    weight = found.weight + 0.5 * (1 - fact.start / max(len(text), 1))
    if fact.start < lead_end:
        return weight + 1.0, f"{found.reason}, in the first paragraphs"
    return weight, found.reason


def _class_of(text: str, fact: Fact, figure: Figure, subject: Span | None) -> _Class:
    """The class of a figure by what it measures and what its clause tells."""
    if figure.ordinal or figure.restates is not None or figure.dimension in ("time", "age", "ordinal"):
        return _NONE
    if figure.dimension == "count" and not figure.unit:
        return _count(text, fact, figure, subject)
    vague = 0.8 if figure.vague else 0.0
    if figure.dimension == "money":
        return _money(text, fact, figure, subject, vague)
    if figure.dimension == "share":
        moved = 0.3 if figure.change in ("up", "down") else 0.0
        return _Class(1.7 + moved + (0.2 if subject else 0.0), "a share")
    if figure.dimension == "ratio" and figure.head is None and not figure.low % 1 and figure.low <= 1:
        return _NONE
    weight = _SIZE.get(figure.dimension, 0.0)
    return _Class(weight, f"a {figure.dimension}" if weight else "")


def _money(text: str, fact: Fact, figure: Figure, subject: Span | None, vague: float) -> _Class:
    size = abs(figure.high)
    weight = 2.4 if size >= _MILLION * 1000 else 2.1 if size >= _MILLION else 1.6 if size >= 1000 else 0.9
    around = f"{text[slice(*subject)]} " if subject else ""
    around += text[max(fact.start - _AROUND, 0) : fact.end + _AROUND]
    damage = not lexicon.words("damage").isdisjoint(_words(around))
    return _Class(weight - vague + (0.8 if damage else 0.0), "damage or loss" if damage else "money")


def _count(text: str, fact: Fact, figure: Figure, subject: Span | None) -> _Class:
    head = text[slice(*figure.head)].lower() if figure.head else ""
    harm = _harm(text, fact, head, subject)
    size = 0.08 * min(len(str(int(abs(figure.high)))), 7) - (0.6 if figure.vague else 0.0)
    if harm.weight:
        return _Class(harm.weight + size, harm.reason)
    if head in _NO_KEYS or (not head and (subject is None or figure.vague)):
        return _NONE
    if not head:
        return _Class(1.2 + size, "a large number") if figure.low >= 1000 else _NONE
    if abs(figure.high) < _LEAST_COUNT:
        return _NONE
    if head in lexicon.words("votes"):
        return _Class(1.9 + size, f"counts {head}")
    people = head in lexicon.words("people")
    return _Class((1.6 if people else 1.1) + size, f"counts {head}")


_HARM = (("dead", 5.0, "deaths"), ("hurt", 3.8, "injured or missing"), ("moved", 3.2, "displaced, held or infected"))


def _harm(text: str, fact: Fact, head: str, subject: Span | None) -> _Class:
    """What happened to those who are counted, by the noun, the verb before or behind, or the subject (“the toll”)."""
    if head and head not in lexicon.words("people") and not any(head in lexicon.words(n) for n, _, _ in _HARM):
        return _NONE
    before = text[max(fact.start - _AROUND, 0) : fact.start].rpartition("\n")[2].rpartition(". ")[2].rpartition(",")[2]
    behind = text[fact.end : fact.end + _AROUND].partition("\n")[0].partition(". ")[0].partition(", ")[0]
    named = _words(text[slice(*subject)]) if subject else []
    happened = [] if lexicon.words("harm").isdisjoint(named) else named
    for told in ([head], happened, _words(behind)[:4], named, _words(before)[-4:]):
        for name, weight, reason in _HARM:
            if not lexicon.words(name).isdisjoint(told):
                return _Class(weight, reason)
    return _NONE


def _words(piece: str) -> list[str]:
    return [w.strip(".,;:()“”\"'’").lower() for w in piece.split()]


def _rows(
    text: str, figures: Sequence[Fact], ranked: list[tuple[float, int, str, Span | None]]
) -> list[tuple[float, int, str, Span | None]]:
    """One row a quantity, the best of each, at most :data:`MOST`; a quantity that is said again weighs more."""
    groups: dict[object, list[tuple[float, int, str, Span | None]]] = {}
    for row in ranked:
        groups.setdefault(_quantity(text, figures[row[1]], row[2]), []).append(row)
    best = []
    for rows in groups.values():
        weight, k, reason, subject = max(rows, key=lambda row: (row[0], -row[1]))
        if len(rows) > 1:
            weight, reason = weight + min(_AGAIN * (len(rows) - 1), 0.4), f"{reason}, said {len(rows)} times"
        best.append((weight, k, reason, subject))
    best.sort(key=lambda row: (-row[0], row[1]))
    return best[:MOST]


def _quantity(text: str, fact: Fact, reason: str) -> object:
    """What makes two figures one quantity: value and unit; for counts also what is counted, all harmed people alike."""
    figure = fact.detail
    assert isinstance(figure, Figure)
    if figure.dimension != "count" or figure.unit:
        return (figure.low, figure.high, figure.unit, figure.per)
    harmed = reason.partition(",")[0] in [name for _, _, name in _HARM]
    head = reason.partition(",")[0] if harmed else text[slice(*figure.head)].lower() if figure.head else ""
    return (figure.low, figure.high, head)
