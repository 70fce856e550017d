"""What a fact means, in a few plain words: for the footer, the panel, tables and exports.

Nothing here rephrases the article: verbatim words and normalised values only.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal

from tui.facts.date_words import in_words
from tui.facts.model import Claim, Credit, Fact, Facts, Figure, Gap, Mention, Quotation, Span, Timex

_BOUNDS = {"~": "about ", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ "}
_MOVES = {"up": "up ", "down": "down "}


def number(value: Decimal) -> str:
    """A number with thousands parted by commas and no idle zeros: 28,500; 1.5; 12,000,000."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 30:
        return f"{int(value):,}"
    plain = value.normalize()
    if len(plain.as_tuple().digits) > 12:  # a third: four digits say it
        plain = Context(prec=4).plus(plain).normalize()
    if -12 < plain.adjusted() < 30:
        return f"{plain:,f}"
    return f"{plain:E}"


def figure_value(figure: Figure) -> str:
    """The normalised value with its relation and unit: "about 150 mi", "> 28,500", "up ≤ 3%", "± 3.1%".

    An order of size stays in words: “dozens”, “tens of thousands”.
    """
    if figure.vague:
        return _order(figure)
    if figure.low == -figure.high and figure.high > 0:
        return "± " + figure_value(replace(figure, low=figure.high))
    amount = number(figure.low) if figure.low == figure.high else f"{number(figure.low)}–{number(figure.high)}"
    unit = figure.unit
    if figure.dimension == "ratio" and not unit and figure.head is None:
        amount = f"×{amount}"
    elif figure.dimension in ("time", "age", "points") and len(unit) > 2 and amount != "1":
        unit = f"{unit[:-1]}ies" if unit.endswith("y") and unit != "day" else f"{unit}s"
    if unit == "%":
        amount += "%"
    elif unit:
        amount += f" {unit}"
    if figure.per:
        amount += f" per {figure.per}"
    relation = _BOUNDS.get(figure.bound or figure.change, "")
    return _MOVES.get(figure.change, "") + relation + amount


_ORDERS = {12: "dozens", 20: "scores", 100: "hundreds"}
_LARGE = {3: "thousands", 6: "millions", 9: "billions", 12: "trillions"}
_OF = ("", "tens of ", "hundreds of ")


def _order(figure: Figure) -> str:
    """The order of size in words: 12 “dozens”, 10,000 “tens of thousands”."""
    low = int(figure.low)
    power = len(str(low)) - 1
    name = _ORDERS.get(low) or (_OF[power % 3] + _LARGE[power - power % 3] if 3 <= power < 15 else number(figure.low))
    return f"{name} {figure.unit}".rstrip()


def figure_label(text: str, figure: Figure) -> str:
    """What a key figure counts and of what or for whom it is, in the words of the text; "" where none stand by it."""
    counted, subject = words(text, figure.counted), words(text, figure.subject)
    if subject and subject.casefold() in counted.casefold():
        subject = ""
    return " · ".join(part for part in (counted, subject) if part)


def words(text: str, span: Span | None) -> str:
    """The words of a span on one line, "" for None."""
    return " ".join(text[span.start : span.end].split()) if span else ""


def value(fact: Fact, facts: Facts, text: str) -> str:
    """The value of a fact beside its words: a number, a date, a full name with role, a speaker."""
    detail = fact.detail
    if isinstance(detail, Figure):
        counted = words(text, detail.counted or (detail.subject if fact.rule == "figures.carried" else None))
        out = figure_value(detail) + (f" · {counted}" if counted else "")
        return out + (f" · {detail.conversion}" if detail.conversion else "")
    if isinstance(detail, Timex):
        return in_words(detail) or f"unresolved: {detail.unresolved or 'no date'}"
    if isinstance(detail, Mention):
        return _entity(detail, facts, text)
    if isinstance(detail, Quotation):
        return speaker(detail, facts, text)
    if isinstance(detail, Claim):
        return f"{manner(detail, text)} · {speaker(detail, facts, text)}"
    if isinstance(detail, Gap):
        return detail.reason
    if isinstance(detail, Credit):
        return detail.role
    return ""


PLAIN_CUES = frozenset({"say", "says", "said", "saying", "tell", "tells", "told", "telling", "according to", "per"})
"""Cues that say no more than "said"; every other one is shown with its claim."""


def manner(detail: Claim, text: str) -> str:
    """How a claim is made: "said"; otherwise its modality with the words of its cue, as in "opposed (rejected)"."""
    how = ("not " if detail.negated else "") + detail.modality
    cue = words(text, detail.cue)
    plain = cue.lower() in PLAIN_CUES or not any(c.isalpha() for c in cue) or cue.lower() == detail.modality
    return how if plain else f"{how} ({cue})"


def speaker_and_manner(detail: Quotation | Claim, facts: Facts, text: str) -> str:
    """The speaker, and for a claim that is not plainly said how it is made: "the ministry [opposed (rejected)]"."""
    name = speaker(detail, facts, text)
    how = manner(detail, text) if isinstance(detail, Claim) else "said"
    return name if how == "said" else f"{name} [{how}]"


def speaker(detail: Quotation | Claim, facts: Facts, text: str) -> str:
    """Who says so, verbatim, with the folded name where it differs; "unknown" when nobody is named."""
    span = detail.speaker if isinstance(detail, Quotation) else detail.source
    said = words(text, span)
    name = facts.entities[detail.entity].name if 0 <= detail.entity < len(facts.entities) else ""
    if said and name and name.lower() not in said.lower():
        return f"{said} ({name})"
    return said or name or "unknown"


def _entity(detail: Mention, facts: Facts, text: str) -> str:
    if not 0 <= detail.entity < len(facts.entities):
        return ""
    entity = facts.entities[detail.entity]
    parts = [entity.name]
    if entity.short and entity.short != entity.name:
        parts.append(f"({entity.short})")
    if entity.country:
        parts.append(f"[{entity.country}]")
    roles = [words(text, r) for r in entity.roles]
    if roles:
        parts.append("· " + "; ".join(dict.fromkeys(roles)))
    return " ".join(parts)
