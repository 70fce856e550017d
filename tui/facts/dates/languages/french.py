"""French date expressions."""

from __future__ import annotations

from tui.facts.dates import absolute as ab
from tui.facts.dates import meanings_shared as pl
from tui.facts.dates import relative as rel
from tui.facts.dates.languages.shared import NUMBERS, SHARED
from tui.facts.dates.rule import Rule

MACROS = NUMBERS

# fmt: off
RULES = (
    Rule("day", "{w: WEEKDAY}? {d: DAY} ORDEND? {m: MONTH} {y: YEAR}?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} (DASH | au) {d2: DAY} {m: MONTH} {y: YEAR}?", ab.day_range, "days of a month"),
    Rule("month", "{m: MONTH} {y: YEAR}", ab.month_year, "month and year"),
    Rule("year", "{e: EARLY} {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "({e: EARLY} DASH?)? {m: MONTH}", pl.month, "month without a year"),
    Rule("weekday", "{w: WEEKDAY} {p: PART}? {r: LASTAFTER | NEXTAFTER}?", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD} {p: PART}?", rel.day_word, "day counted from the publication"),
    Rule("unit", "(la | le)? {u: ONE} {r: LASTAFTER | NEXTAFTER}", pl.unit_near, "counted from the publication"),
    Rule("unit", "{r: THIS} {u: ONE}", pl.unit_near, "counted from the publication"),
    Rule("decade", "années ({y: YEAR} | {yy: TWO})", pl.decade, "decade"),
    Rule("ago", "il y a {n: AMOUNT} {u: UNIT}", pl.ago, "counted back from the publication"),
    Rule("stretch", "{n: AMOUNT} {r: LAST | NEXT} {u: UNIT}", pl.length, "length of time counted from the publication"),
    Rule("quarter", "({o: ORDINAL} | {n: NUM} ORDEND) trimestre (de)? {y: YEAR}?", pl.quarter, "quarter"),
    Rule("season", "{s: SEASON} ({y: YEAR} | {r: LASTAFTER | NEXTAFTER})", pl.season, "season"),
    Rule("clock", "{h: HOUR} (h | heures) {min: MINUTE}?", pl.clock, "time of the day"),
    *SHARED,
)
