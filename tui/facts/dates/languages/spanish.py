"""Spanish date expressions."""

from __future__ import annotations

from tui.facts.dates import absolute as ab
from tui.facts.dates import meanings_shared as pl
from tui.facts.dates import relative as rel
from tui.facts.dates.languages.shared import NUMBERS, SHARED
from tui.facts.dates.rule import Rule

MACROS = NUMBERS

# fmt: off
RULES = (
    Rule("day", "({w: WEEKDAY} ,?)? {d: DAY} de {m: MONTH} ((de | del) {y: YEAR})?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} (DASH | al) {d2: DAY} de {m: MONTH} ((de | del) {y: YEAR})?", ab.day_range,
         "days of a month"),
    Rule("month", "{m: MONTH} (de | del) {y: YEAR}", ab.month_year, "month and year"),
    Rule("month", "{m: MONTH}", pl.month, "month without a year"),
    Rule("year", "{e: EARLY} de {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "{e: EARLY} de {m: MONTH}", pl.month, "part of a month without a year"),
    Rule("weekday", "{w: WEEKDAY} {r: LASTAFTER | NEXTAFTER}?", pl.weekday, "day of the week"),
    Rule("weekday", "{r: LAST | NEXT} {w: WEEKDAY}", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD}", rel.day_word, "day counted from the publication"),
    Rule("unit", "(la | el)? {u: ONE} {r: LASTAFTER | NEXTAFTER}", pl.unit_near, "counted from the publication"),
    Rule("unit", "{r: LAST | NEXT | THIS} {u: ONE}", pl.unit_near, "counted from the publication"),
    Rule("decade", "años ({y: YEAR} | {yy: TWO})", pl.decade, "decade"),
    Rule("ago", "hace {n: AMOUNT} {u: UNIT}", pl.ago, "counted back from the publication"),
    Rule("stretch", "{r: LAST | NEXT} {n: AMOUNT} {u: UNIT}", pl.length, "length of time counted from the publication"),
    Rule("quarter", "{o: ORDINAL} trimestre ((de | del) {y: YEAR})?", pl.quarter, "quarter"),
    Rule("season", "{s: SEASON} ((de | del) {y: YEAR} | {r: LASTAFTER | NEXTAFTER})", pl.season, "season"),
    Rule("clock", "{h: HOUR} : {min: MINUTE} (horas | h)?", pl.clock, "time of the day"),
    *SHARED,
)
