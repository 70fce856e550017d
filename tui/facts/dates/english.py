"""English date expressions."""

from __future__ import annotations

from tui.facts.dates.absolute import month_alone, month_day, month_year, year_alone
from tui.facts.dates.relative import day_word, weekday
from tui.facts.dates.rules import Rule

MACROS = (
    ("MON", "MONTH | MONTHABBR .?"),
    ("WD", "WEEKDAY | WDABBR .?"),
)

THE = frozenset({"the"})

RULES = (
    Rule("day", "({w: WD} ,?)? {m: MON} {d: DAY} ORDEND? (,? {y: YEAR})?", month_day, "month and day"),
    Rule("day", "({w: WD} ,?)? {d: DAY} ORDEND? of? {m: MON} (,? {y: YEAR})?", month_day, "day and month", THE),
    Rule("month", "{m: MON} (, | of)? {y: YEAR}", month_year, "month and year"),
    Rule("month", "{m: MONTH}", month_alone, "month"),
    Rule("weekday", "{w: WEEKDAY}", weekday, "day of the week"),
    Rule("today", "{w: DAYWORD}", day_word, "day counted from the publication"),
    Rule("year", "{y: YEAR}", year_alone, "year"),
)
