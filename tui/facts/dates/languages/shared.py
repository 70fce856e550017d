"""Rules that German, French and Spanish share; their word order differs elsewhere, not here."""

from __future__ import annotations

from tui.facts.dates import edges as ed
from tui.facts.dates import meanings_shared as pl
from tui.facts.dates import years as ye
from tui.facts.dates.rule import Rule

NUMBERS = (("AMOUNT", "NUM | FRACTION | TENS | TEENS | ONES | SOME"),)

# fmt: off
SHARED = (
    Rule("year", "{y: YEAR}", pl.year, "year"),
    Rule("years", "{y: YEAR} (DASH | /) {y2: YEAR | TWO}", ye.year_range, "span of years"),
    Rule("length", "{n: AMOUNT} {u: UNIT}", pl.length, "length of time"),
    Rule("now", "{n: NOW}", ed.now, "the present"),
    Rule("set", "EVERY ({u: UNIT} | {w: WEEKDAY})", pl.every, "how often"),
)
