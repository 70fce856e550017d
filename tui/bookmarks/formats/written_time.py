"""Dates and times as programs write them for people, in the languages of an e-reader's screens.

"Monday, March 4, 2024 12:00:00 PM", "lundi 4 mars 2024 12 h 00 min 00 s", "2024年3月4日星期一 下午12:00:00".
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tui.bookmarks.formats.grouping import parse_time

_EAST_ASIA = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_CLOCK = re.compile(r"(\d{1,2})(?::|\.|\s?h\s?)(\d\d)(?:(?::|\.|\s?min\s?)(\d\d))?(?!\d)")


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """The words of ``kindle.toml``: "kinds", "months" (by number), "day_halves"."""
    with open(Path(__file__).with_name("kindle.toml"), "rb") as file:
        return tomllib.load(file)


@cache
def _dates() -> tuple[dict[str, int], re.Pattern[str]]:
    """Number of each month by name, and a date with the month as a word, its day before or behind it."""
    months = {name: int(number) for number, names in words()["months"].items() for name in names}
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    between = r"\s{0,3}(?:de|di|del|of)?\s{0,3}"
    return months, re.compile(
        rf"(?<!\d)(?:(\d{{1,2}})(?:\.|º|er|st|nd|rd|th)?{between})?(?<![^\W\d_])({name})\.?(?![^\W\d_])"
        rf"(?:\s{{0,3}}(\d{{1,2}})(?:st|nd|rd|th)?,)?,?{between}(\d{{4}})(?!\d)"
    )


def written_time(text: str) -> int:
    """UTC milliseconds of a date in a line of text, with its time of day where one stands behind it; 0 for none.

    ISO 8601 is read too. The zone of the device is not known: its clock is taken for UTC. Never raises.
    """
    iso = parse_time(text)
    if iso:
        return iso
    text = unicodedata.normalize("NFC", text[:400]).casefold()
    months, pattern = _dates()
    found = _EAST_ASIA.search(text)
    if found:
        year, month, day = map(int, found.groups())
    else:
        found = next((m for m in pattern.finditer(text) if m[1] or m[3]), None)
        if found is None:
            return 0
        year, month, day = int(found[4]), months[found[2]], int(found[3] or found[1])
    try:
        moment = datetime(year, month, day, *_clock(text[found.end() :]), tzinfo=UTC)
    except ValueError:
        return 0
    return round(moment.timestamp() * 1000)


def _clock(text: str) -> tuple[int, int, int]:
    m = _CLOCK.search(text)
    if m is None:
        return 0, 0, 0
    hour, minute, second = int(m[1]), int(m[2]), int(m[3] or 0)
    around = text[max(0, m.start() - 8) : m.end() + 8]
    halves = words()["day_halves"]
    if hour <= 12 and _any(halves["afternoon"], around):
        hour = hour % 12 + 12
    elif hour == 12 and _any(halves["morning"], around):
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else (0, 0, 0)


def _any(names: Sequence[str], text: str) -> bool:
    """Whether one of the names stands there; Latin ones as words of their own."""

    def stands(name: str) -> bool:
        return name in text if not name.isascii() else bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))

    return any(map(stands, names))
