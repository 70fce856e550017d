"""German, French and Spanish date expressions."""

from __future__ import annotations

from tui.facts.dates import absolute as ab
from tui.facts.dates import meanings_shared as pl
from tui.facts.dates import relative as re
from tui.facts.dates.periods import adverb_set
from tui.facts.dates.rule import Rule

_NUMBERS = (("AMOUNT", "NUM | FRACTION | TENS | TEENS | ONES | SOME"),)

GERMAN_MACROS = (*_NUMBERS, ("MON", "MONTH | MONTHABBR .?"))
FRENCH_MACROS = _NUMBERS
SPANISH_MACROS = _NUMBERS

# fmt: off
_SHARED = (
    Rule("year", "{y: YEAR}", pl.year, "year"),
    Rule("years", "{y: YEAR} (DASH | /) {y2: YEAR | TWO}", ab.year_range, "span of years"),
    Rule("length", "{n: AMOUNT} {u: UNIT}", pl.length, "length of time"),
    Rule("now", "{n: NOW}", re.now, "the present"),
    Rule("set", "EVERY ({u: UNIT} | {w: WEEKDAY})", pl.every, "how often"),
)

GERMAN_RULES = (
    Rule("day", "({w: WEEKDAY} ,? (dem | den)?)? {d: DAY} . {m: MON} {y: YEAR}?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} . (DASH | bis) (zum)? {d2: DAY} . {m: MON} {y: YEAR}?", ab.day_range, "days of a month"),
    Rule("month", "{m: MON} {y: YEAR}", ab.month_year, "month and year"),
    Rule("year", "{e: EARLY} {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "{e: EARLY}? {m: MONTH}", pl.month, "month without a year"),
    Rule("weekday", "({w: WEEKDAY} {p: PART}? | {wp: PARTDAY})", pl.weekday, "day of the week"),
    Rule("weekday", "{r: LAST | NEXT} {w: WEEKDAY}", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD} {p: PART}?", re.day_word, "day counted from the publication"),
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
    *_SHARED,
)

FRENCH_RULES = (
    Rule("day", "{w: WEEKDAY}? {d: DAY} ORDEND? {m: MONTH} {y: YEAR}?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} (DASH | au) {d2: DAY} {m: MONTH} {y: YEAR}?", ab.day_range, "days of a month"),
    Rule("month", "{m: MONTH} {y: YEAR}", ab.month_year, "month and year"),
    Rule("year", "{e: EARLY} {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "({e: EARLY} DASH?)? {m: MONTH}", pl.month, "month without a year"),
    Rule("weekday", "{w: WEEKDAY} {p: PART}? {r: LASTAFTER | NEXTAFTER}?", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD} {p: PART}?", re.day_word, "day counted from the publication"),
    Rule("unit", "(la | le)? {u: ONE} {r: LASTAFTER | NEXTAFTER}", pl.unit_near, "counted from the publication"),
    Rule("unit", "{r: THIS} {u: ONE}", pl.unit_near, "counted from the publication"),
    Rule("decade", "années ({y: YEAR} | {yy: TWO})", pl.decade, "decade"),
    Rule("ago", "il y a {n: AMOUNT} {u: UNIT}", pl.ago, "counted back from the publication"),
    Rule("stretch", "{n: AMOUNT} {r: LAST | NEXT} {u: UNIT}", pl.length, "length of time counted from the publication"),
    Rule("quarter", "({o: ORDINAL} | {n: NUM} ORDEND) trimestre (de)? {y: YEAR}?", pl.quarter, "quarter"),
    Rule("season", "{s: SEASON} ({y: YEAR} | {r: LASTAFTER | NEXTAFTER})", pl.season, "season"),
    Rule("clock", "{h: HOUR} (h | heures) {min: MINUTE}?", pl.clock, "time of the day"),
    *_SHARED,
)

SPANISH_RULES = (
    Rule("day", "({w: WEEKDAY} ,?)? {d: DAY} de {m: MONTH} ((de | del) {y: YEAR})?", ab.month_day, "day and month"),
    Rule("days", "{d: DAY} (DASH | al) {d2: DAY} de {m: MONTH} ((de | del) {y: YEAR})?", ab.day_range,
         "days of a month"),
    Rule("month", "{m: MONTH} (de | del) {y: YEAR}", ab.month_year, "month and year"),
    Rule("month", "{m: MONTH}", pl.month, "month without a year"),
    Rule("year", "{e: EARLY} de {y: YEAR}", pl.part_of_year, "part of a year"),
    Rule("month", "{e: EARLY} de {m: MONTH}", pl.month, "part of a month without a year"),
    Rule("weekday", "{w: WEEKDAY} {r: LASTAFTER | NEXTAFTER}?", pl.weekday, "day of the week"),
    Rule("weekday", "{r: LAST | NEXT} {w: WEEKDAY}", pl.weekday, "day of the week"),
    Rule("today", "{w: DAYWORD}", re.day_word, "day counted from the publication"),
    Rule("unit", "(la | el)? {u: ONE} {r: LASTAFTER | NEXTAFTER}", pl.unit_near, "counted from the publication"),
    Rule("unit", "{r: LAST | NEXT | THIS} {u: ONE}", pl.unit_near, "counted from the publication"),
    Rule("decade", "años ({y: YEAR} | {yy: TWO})", pl.decade, "decade"),
    Rule("ago", "hace {n: AMOUNT} {u: UNIT}", pl.ago, "counted back from the publication"),
    Rule("stretch", "{r: LAST | NEXT} {n: AMOUNT} {u: UNIT}", pl.length, "length of time counted from the publication"),
    Rule("quarter", "{o: ORDINAL} trimestre ((de | del) {y: YEAR})?", pl.quarter, "quarter"),
    Rule("season", "{s: SEASON} ((de | del) {y: YEAR} | {r: LASTAFTER | NEXTAFTER})", pl.season, "season"),
    Rule("clock", "{h: HOUR} : {min: MINUTE} (horas | h)?", pl.clock, "time of the day"),
    *_SHARED,
)
