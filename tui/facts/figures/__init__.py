"""Figures: numbers with what they count. First version: digits, scales, percentages, money, plain units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tui.facts.document import Document
from tui.facts.model import Fact, Figure, Kind, Span

_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_UNITS = {
    "percent": ("%", "share"), "%": ("%", "share"), "kilometer": ("km", "length"), "kilometre": ("km", "length"),
    "mile": ("mi", "length"), "meter": ("m", "length"), "metre": ("m", "length"), "ton": ("t", "mass"),
    "hour": ("hour", "time"), "day": ("day", "time"), "year": ("year", "time"), "dollar": ("USD", "money"),
    "euro": ("EUR", "money"), "pound": ("GBP", "money"),
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])([$€£¥]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?)(?:\s(hundred|thousand|million|billion|trillion)\b)?"
    r"(?:[\s-]?(%)|[\s-](percent|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|tons?|hours?|days?|years?|dollars?|euros?|pounds?)\b)?"
    r"(?![\w])"
)
_COUNTED = re.compile(r"\s((?:[A-Z]{2,4}\s|[a-z]{3,15}\s){0,2})([a-z]{3,15}s|people|men|women)\b")


def find_figures(doc: Document, dates: Sequence[Fact]) -> list[Fact]:
    """Figures in the read blocks, in order; what lies in a date is none, but for durations."""
    taken = [(d.start, d.end) for d in dates if getattr(d.detail, "type", "") != "DURATION"]
    out: list[Fact] = []
    k = 0
    for block in doc.blocks:
        for m in _NUMBER.finditer(doc.text, block.start, block.end):
            while k < len(taken) and taken[k][1] <= m.start(2):
                k += 1
            if k < len(taken) and taken[k][0] < m.end(2):
                continue
            fact = _fact(doc, m)
            if fact is not None:
                out.append(fact)
    return out


def _fact(doc: Document, m: re.Match[str]) -> Fact | None:
    value = Decimal(m[2].replace(",", "")) * _SCALE.get(m[3] or "", 1)
    unit, dimension = "", "count"
    if m[1]:
        unit, dimension = _MONEY[m[1]], "money"
    elif m[4] or m[5]:
        unit, dimension = _UNITS[m[4] or re.sub(r"s$", "", m[5])]
    start, end = m.start(), m.end()
    counted = head = None
    if not unit:
        c = _COUNTED.match(doc.text, end)
        if c is not None:
            counted, head, end = Span(end + 1, c.end()), Span(c.start(2), c.end(2)), c.end()
        elif not m[3] and (len(m[2]) == 4 and value < 2100):
            return None
    number = Span(m.start(2), m.end(3) if m[3] else m.end(2))
    detail = Figure(value, value, unit, dimension, number=number, counted=counted, head=head)
    return Fact(Kind.FIGURE, start, end, detail, "figures.digits", "digits with what stands behind them", 0.8)


def rank_key_figures(doc: Document, figures: Sequence[Fact], claims: Sequence[Fact]) -> list[Fact]:
    """The figures with their rank: first those that count something, by their place."""
    out = []
    for fact in figures:
        detail = fact.detail
        assert isinstance(detail, Figure)
        key = 1.0 / (1 + fact.start / 1000) if detail.counted or detail.unit else 0.0
        out.append(replace(fact, detail=replace(detail, key=key, key_reason="early in the text" if key else "")))
    return out


def unit_name(figure: Figure, text: str) -> str:
    """The unit's long singular name in English, "" for none."""
    return next((name for name, (unit, _) in _UNITS.items() if unit == figure.unit and unit), figure.unit)
