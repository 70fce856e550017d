"""Small numbers in words and digits inside date expressions."""

from __future__ import annotations

from decimal import Decimal

from tui.facts.dates.context import Match

VAGUE = "X"
"""An amount that the words leave open: “few”, “several”."""


def number(m: Match, name: str) -> int:
    """The whole number that a part says in digits or words, 0 when it says none."""
    total = 0
    for i in range(m.at(name), m.to(name)):
        own = m.ctx.classes[m.ctx.words[i]]
        for name_of_class in ("NUM", "TENS", "TEENS", "ONES", "ORDINAL"):
            if name_of_class in own:
                total += int(own[name_of_class])
                break
        else:
            total *= int(own.get("SCALE", "1"))
    return total


def amount(m: Match, name: str) -> str:
    """A part's amount as TIMEX3 writes it, "X" for a vague one: "20", "2.5", "X"."""
    if not m.has(name):
        return VAGUE
    words = m.words(name)
    if any("SOME" in m.ctx.classes[m.ctx.words[i]] for i in range(m.at(name), m.to(name))):
        return "12" if "dozen" in words and words[0] in ("a", "dozen") else VAGUE
    first = m.ctx.classes[m.ctx.words[m.at(name)]]
    if "FRACTION" in first:
        scale = m.ctx.classes[m.ctx.words[m.to(name) - 1]].get("SCALE", "1")
        return plain(Decimal(first["FRACTION"]) * int(scale))
    if words[0] == "half" or ("half" in words and len(words) == 2):
        return "0.5"
    if "/" in words:
        *whole, above, _, below = words
        share = Decimal(above) / Decimal(below) if below != "0" else Decimal(0)
        return plain(Decimal(whole[0]) + share if whole else share)
    if "half" in words:
        return plain(Decimal(number(m, name)) + Decimal("0.5"))
    if words == ["a"] or words == ["an"]:
        return "1"
    return str(number(m, name))


def plain(value: Decimal) -> str:
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")
