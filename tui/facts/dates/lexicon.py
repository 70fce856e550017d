"""Word classes of date expressions, one file a language, read at first use.

A section ``[CLASS]`` holds ``word=value`` or ``word`` items. A word written in lower case stands for any
case, one with a capital only for that spelling and for all capitals ("May", "MAY", not "may").
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

Classes = dict[str, str]
"""Class name to the word's value in that class."""


@cache
def lexicon(language: str) -> tuple[dict[str, Classes], dict[str, Classes]]:
    """(words of any case by their lower-case form, words of one spelling) of a language."""
    anyhow: dict[str, Classes] = {}
    exact: dict[str, Classes] = {}
    for name in ("dates.txt", f"dates_{language}.txt"):
        if not language and name != "dates.txt":
            continue
        path = Path(__file__).parent.parent / "lexicons" / name
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] == "[" and line.endswith("]") and len(line) > 2:
                section = line[1:-1]
                continue
            for item in line.split():
                word, _, value = item.partition("=")
                if word == word.lower():
                    anyhow.setdefault(word, {})[section] = value or word
                else:
                    exact.setdefault(word, {})[section] = value or word
                    exact.setdefault(word.upper(), {})[section] = value or word
    return anyhow, exact


def bare(word: str) -> str:
    """The word without its possessive ’s and without an elided word before it: “year’s”, “l’année”."""
    if len(word) > 3 and word[1] in "'’" and word[0] in "lLdDsS":
        return word[2:]
    return word[:-2] if word.endswith(("'s", "’s")) and len(word) > 2 else word


def classes_of(word: str, language: str) -> Classes:
    """All classes of one token with its value in each; {} for a word that no date expression uses."""
    if word[0].isdecimal() and word.isascii():
        return _number_classes(word)
    anyhow, exact = lexicon(language)
    word = bare(word)
    low = word.lower().replace("’", "'")
    found = exact.get(word)
    common = anyhow.get(low)
    if found and common:
        return {**common, **found}
    return found or common or {}


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+$")
_DECIMAL = re.compile(r"\d+\.\d+$")
_CLOCK_DOT = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d$")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)$")
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])$")


def _number_classes(word: str) -> Classes:
    """Classes that the digits alone give: what the number could count or name."""
    if word.isdigit():
        return _whole_classes(word) if len(word) <= 8 else {}
    if _THOUSANDS.match(word):
        return {"NUM": word.replace(",", "")}
    if _DOTTED.match(word):
        return {"DOTTED": word}
    out: Classes = {}
    if _DECIMAL.match(word):
        out["FRACTION"] = word
        if _CLOCK_DOT.match(word):
            out["CLOCKDOT"] = word
        if _DAY_MONTH.match(word):
            out["DAYMONTH"] = word
    return out


def _whole_classes(word: str) -> Classes:
    """Classes of digits without a separator."""
    number = int(word)
    out: Classes = {"NUM": str(number)}
    if len(word) <= 2:
        out |= {name: str(number) for name, low, high in _SMALL if low <= number <= high}
    if len(word) == 2:
        out["TWO"] = word
        if number < 60:
            out["MINUTE"] = word
    elif len(word) == 4:
        if 1000 <= number < 2200:
            out["YEAR"] = word
        if number < 2400 and number % 100 < 60:
            out["HHMM"] = f"T{word[:2]}:{word[2:]}"
    elif len(word) == 8 and 1900 <= number // 10000 < 2100:
        out["COMPACT"] = word
    return out


_SMALL = (("DAY", 1, 31), ("MONTHNUM", 1, 12), ("HOUR", 0, 24))


SHAPES: tuple[str, ...] = (
    "1",
    "01",
    "5",
    "12",
    "13",
    "24",
    "25",
    "31",
    "32",
    "59",
    "60",
    "99",
    "0",
    "00",
    "100",
    "999",
)
SHAPES += ("1000", "2199")
SHAPES += ("2200", "20250131", "99999999", "12345", "1,000", "10.30", "10.5", "1.5", "0.5", "31.12", "99.5", "3.75")
SHAPES += ("0330", "0360", "1415", "1460", "2330", "2360")
SHAPES += ("03.04.2025", "3.4.25", "24.5", "13.30", "24.30", "0.30", "00.5", "8.55", "31.5", "10.12", "24.12", "24.13")
"""Numbers of every shape that the classes above tell apart."""
