"""Which figures are worth a place in the panel: what is counted or measured, early, said more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tui.facts.document import Document
from tui.facts.figures import lexicon
from tui.facts.model import Fact, Figure
from tui.text.article import BlockKind

_SORTS = {"money": 1.0, "share": 0.9, "count": 0.9, "length": 0.8, "area": 0.8, "mass": 0.8, "volume": 0.8,
    "power": 0.8,
          "energy": 0.8, "temperature": 0.7, "speed": 0.7, "ratio": 0.6, "score": 0.6, "points": 0.5}  # fmt: skip
_LEAST_COUNT = 10
"""A plain count below this is a key figure only when it counts people hurt, killed or held."""
_SERIOUS = frozenset({"dead", "killed", "deaths", "injured", "wounded", "missing", "casualties", "victims", "hostages"})


def rank_key_figures(doc: Document, figures: Sequence[Fact], claims: Sequence[Fact]) -> list[Fact]:
    """The figures with ``key`` (0 for none) and the reason; ``claims`` are the article's, in order.

    Lengths of time, ages, ordinals and second sayings of one quantity are no key figures, and
    whatever stands in credits is not read for facts at all.
    """
    said = Counter((d.low, d.high, d.unit) for f in figures if isinstance(d := f.detail, Figure))
    leads = [b for b in doc.blocks if b.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.HEADING)][:3]
    lead_end = leads[-1].end if leads else 0
    length = max(len(doc.text), 1)
    out = []
    for fact in figures:
        detail = fact.detail
        assert isinstance(detail, Figure)
        weight, reason = _weight(doc.text, detail) if fact.lit else (0.0, "")
        if weight:
            reasons = [reason]
            weight += 0.5 * (1 - fact.start / length)
            if fact.start < lead_end:
                weight += 0.4
                reasons.append("in the first paragraphs")
            times = said[detail.low, detail.high, detail.unit]
            if times > 1:
                weight += min(0.2 * (times - 1), 0.4)
                reasons.append(f"said {times} times")
            reason = ", ".join(reasons)
        out.append(replace(fact, detail=replace(detail, key=round(weight, 3), key_reason=reason)))
    return out


def _weight(text: str, figure: Figure) -> tuple[float, str]:
    if figure.ordinal or figure.restates is not None or figure.dimension not in _SORTS:
        return 0.0, ""
    weight = _SORTS[figure.dimension]
    if figure.dimension == "count":
        head = text[figure.head.start : figure.head.end].lower() if figure.head else ""
        if not head and figure.low < 1000:
            return 0.0, ""
        if figure.high < _LEAST_COUNT and head not in _SERIOUS:
            return 0.0, ""
        if not head:
            return 0.3, "a large number"
        size = 0.1 * min(len(str(int(abs(figure.high)))), 6) if abs(figure.high) < Decimal(10) ** 20 else 0.6
        people = 0.2 if head in lexicon.words("people") else 0.0
        return weight + size + people, f"counts {head}"
    if figure.dimension == "ratio" and not figure.unit and figure.head is None:
        return 0.4, "a multiple"
    return weight, {"money": "money", "share": "a share"}.get(figure.dimension, f"a {figure.dimension}")
