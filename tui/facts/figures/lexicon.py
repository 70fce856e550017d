"""The word lists of the figures: units, currencies, and the words around numbers. Read at first use."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent.parent / "lexicons"


class Unit(NamedTuple):
    """A unit: symbol, English name in the singular, dimension, factor to the dimension's base unit."""

    symbol: str
    name: str
    dimension: str
    factor: Decimal | None


Forms = dict[str, list[tuple[tuple[str, ...], Unit]]]
"""By first word in lower case: the further words of each written form, longest first."""


def lines(name: str) -> list[str]:
    """The lines of a word list, comments and empty ones left out."""
    text = (_FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _put(forms: Forms, form: str, unit: Unit) -> None:
    first, *rest = form.split("_")
    forms.setdefault(first, []).append((tuple(rest), unit))


@cache
def units() -> Forms:
    """Units that stand behind a number, currencies in words among them."""
    forms: Forms = {}
    for line in lines("figures_units.txt"):
        symbol, name, dimension, factor, words = line.split("|")
        unit = Unit(symbol, name, dimension, Decimal(factor) if factor else None)
        for form in words.split():
            _put(forms, form, unit)
    for line in lines("figures_currencies.txt"):
        code, name, _, words = line.split("|")
        for form in words.split():
            _put(forms, form, Unit(code, name, "money", None))
    for found in forms.values():
        found.sort(key=lambda f: -len(f[0]))
    return forms


@cache
def signs() -> dict[str, Unit]:
    """Currency signs and codes as written: ``$``, ``US$``, ``EUR``."""
    out: dict[str, Unit] = {}
    for line in lines("figures_currencies.txt"):
        code, name, written, _ = line.split("|")
        out.update(dict.fromkeys(written.split(), Unit(code, name, "money", None)))
    return out


@cache
def names() -> dict[str, str]:
    """English names by symbol."""
    out = {unit.symbol: unit.name for found in units().values() for _, unit in found}
    return out | {unit.symbol: unit.name for unit in signs().values()}


@cache
def words(section: str) -> frozenset[str]:
    """The words of one class of ``figures_words.txt``."""
    return frozenset(_sections("figures_words.txt")[section])


@cache
def numbers(section: str) -> dict[str, Decimal]:
    """The number words of one class of ``figures_numbers.txt`` with their values."""
    pairs = (item.partition("=") for item in _sections("figures_numbers.txt")[section])
    return {word: Decimal(value) for word, _, value in pairs}


@cache
def _sections(name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(name):
        if line.startswith("["):
            current = out.setdefault(line[1:-1], [])
        else:
            current.extend(line.split())
    return out
