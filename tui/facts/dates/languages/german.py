"""German date expressions."""

from __future__ import annotations

from tui.facts.dates import absolute as ab
from tui.facts.dates import meanings_shared as pl
from tui.facts.dates import relative as rel
from tui.facts.dates.languages.shared import NUMBERS, SHARED
from tui.facts.dates.periods import adverb_set
from tui.facts.dates.rule import Rule

MACROS = (*NUMBERS, ("MON", "MONTH | MONTHABBR .?"))

# fmt: off
RULES = (
    Rule("day", "({w: WEEKDAY} ,? (dem | den)?)? {d: DAY} . {m: MON} {y: YEAR}?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} . (DASH | bis) (zum)? {d2: DAY} . {m: MON} {y: YEAR}?", ab.day_range, "days of a month"),
    Rule("month", "{m: MON} {y: YEAR}", ab.month_year, "month and year"),
    Rule("year", "{e: EARLY} {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "{e: EARLY}? {m: MONTH}", pl.month, "month without a year"),
    Rule("weekday", "({w: WEEKDAY} {p: PART}? | {wp: PARTDAY})", pl.weekday, "day of the week"),
    Rule("weekday", "{r: LAST | NEXT} {w: WEEKDAY}", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD} {p: PART}?", rel.day_word, "day counted from the publication"),
    Rule("unit", "{e: EARLY}? {r: LAST | NEXT | THIS} {u: ONE}", pl.unit_near, "counted from the publication"),
    Rule("decade", "{e: EARLY}? der? {y: YEAR} er DASH? (jahre | jahren)?", pl.decade, "decade"),
    Rule("decade", "{yy: TWO} er DASH? (jahre | jahren)", pl.decade, "decade"),
    Rule("ago", "vor {n: AMOUNT} {u: UNIT}", pl.ago, "counted back from the publication"),
    Rule("stretch", "{r: LAST | NEXT} {n: AMOUNT} {u: UNIT}", pl.length, "length of time counted from the publication"),
    Rule("quarter", "({o: ORDINAL} | {n: NUM} .) quartal {y: YEAR}?", pl.quarter, "quarter"),
    Rule("season", "{s: SEASON} {y: YEAR}?", pl.season, "season"),
    Rule("season", "{r: LAST | NEXT | THIS} {s: SEASON}", pl.season, "season"),
    Rule("clock", "{h: HOUR | CLOCKDOT} (: {min: MINUTE})? uhr", pl.clock, "time of the day"),
    Rule("set", "{s: DAILY}", adverb_set, "how often"),
    *SHARED,
)
