"""Units that are written once: “$40 billion from 45 billion”, “52 to 47 percent”, “nine new cases … against 33”.

A bare number takes the unit of the figure it is compared with, in the same sentence and where both are of one size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tui.facts.document import Document
from tui.facts.model import Fact, Figure

_COMPARED = ("from", "than", "against", "with", "versus", "of", "to", "and", "at")
_BETWEEN = 100
"""Code points within which the number that has the unit stands before."""
_LINKS = (
    " to ",
    " from ",
    " or ",
    " and ",
    " against ",
    " versus ",
    " up ",
    " down ",
    "- or ",
    "- and ",
    "-, ",
    "- to ",
)
_CARRIED = frozenset({"money", "share", "mass", "length", "area", "volume", "energy", "power", "temperature"})
_MILLION = Decimal(10) ** 6


def carry_units(doc: Document, figures: Sequence[Fact]) -> list[Fact]:
    """The figures; bare numbers take the unit, or what is counted as their subject, of those they are compared with."""
    out = list(figures)
    for k, fact in enumerate(out):
        figure = fact.detail
        if not isinstance(figure, Figure) or not _bare(figure):
            continue
        made = (_from_behind(doc.text, out, k) if k + 1 < len(out) else None) or (
            _from_before(doc.text, out, k) if k else None
        )
        if made is not None:
            out[k] = made
    return out


def _bare(figure: Figure) -> bool:
    return not figure.unit and figure.head is None and figure.dimension == "count" and not figure.vague


def _taken(fact: Fact, other: Figure, why: str) -> Fact:
    figure = fact.detail
    assert isinstance(figure, Figure)
    detail = replace(figure, unit=other.unit, dimension=other.dimension, factor=other.factor)
    return replace(fact, detail=detail, rule="figures.carried", why=why, confidence=0.85)


def _of_one_compound(fact: Fact, other: Figure) -> Fact | None:
    """“7- or 8-inch”, “four- and six-cylinder”: the hyphen says that the unit follows."""
    if other.unit:
        return _taken(fact, other, "the unit stands with the figure behind")
    figure = fact.detail
    assert isinstance(figure, Figure)
    return (
        replace(fact, detail=replace(figure, subject=other.counted), rule="figures.carried") if other.counted else None
    )


def _from_before(text: str, figures: Sequence[Fact], k: int) -> Fact | None:
    """“Debt fell to $40 billion from 45 billion”: the unit stands with the figure before."""
    fact = figures[k]
    for before in reversed(figures[max(k - 3, 0) : k]):
        between = text[before.end : fact.start]
        words = between.lower().split()
        if len(between) > _BETWEEN or "\n" in between or ". " in between or not words:
            return None
        if words[-1] not in _COMPARED:
            return None
        made = _as_before(fact, before, words[-1])
        if made is not None:
            return made
    return None


def _as_before(fact: Fact, before: Fact, compared: str) -> Fact | None:
    """The figure with the unit or the counted words of one before it, None where they are not of one kind."""
    figure, other = fact.detail, before.detail
    if not isinstance(figure, Figure) or not isinstance(other, Figure) or other.ordinal:
        return None
    if other.unit and other.dimension in _CARRIED and compared not in ("and", "at"):
        why = "the unit stands with the figure it is compared with"
        return _taken(fact, other, why) if _alike(figure, other, compared) else None
    if other.counted is not None and not other.unit and compared in ("from", "than", "against", "versus", "with"):
        detail = replace(figure, subject=other.counted)
        return replace(fact, detail=detail, rule="figures.carried", confidence=max(fact.confidence, 0.7))
    return None


def _alike(figure: Figure, other: Figure, compared: str) -> bool:
    """Whether two numbers are of one size: both in millions and more, or within a factor of ten."""
    small, large = sorted((abs(figure.low), abs(other.low)))
    if not small:
        return False
    if compared in ("of", "to"):
        return small >= _MILLION
    return large / small < 10 or small >= _MILLION


def _from_behind(text: str, figures: Sequence[Fact], k: int) -> Fact | None:
    """“to 4.5 from 4.25 percent”, “by 52 to 47 percent”: the unit stands with the figure behind."""
    fact, behind = figures[k], figures[k + 1]
    other = behind.detail
    if not isinstance(other, Figure) or text[fact.end : behind.start] not in _LINKS:
        return None
    lead = text[max(fact.start - 8, 0) : fact.start].lower().split()
    if text[fact.end] == "-":
        return _of_one_compound(fact, other)
    compared = bool(lead) and lead[-1] in ("to", "at", "by", "from", "of", "between")
    index = text[fact.end : behind.start] in (" up ", " down ") and other.dimension == "points"
    if index:
        return _taken(fact, other, "the unit stands with the figure behind")
    if not compared or other.dimension not in ("share", "money") or not other.unit:
        return None
    figure = fact.detail
    assert isinstance(figure, Figure)
    close = figure.low and other.low and max(figure.low, other.low) / min(figure.low, other.low) < 10
    return _taken(fact, other, "the unit stands with the figure behind") if close else None
