"""English date expressions."""

from __future__ import annotations

from tui.facts.dates import absolute as ab
from tui.facts.dates import periods as pe
from tui.facts.dates import relative as re
from tui.facts.dates.rules import Rule

MACROS = (
    ("MON", "MONTH | MONTHABBR .?"),
    ("WD", "WEEKDAY | WDABBR .?"),
    ("DAYN", "DAY ORDEND?"),
    ("TO", "DASH | to | through | until | till"),
    ("ORDW", "TENS DASH? ORDINAL | ORDINAL"),
    ("NUMBER", "TENS (DASH? ONES)? | TEENS | ONES | NUM | FRACTION"),
    ("AMOUNT", "NUMBER (and A half)? | NUM NUM / NUM | A? SOME of? | half A | A half"),
    ("AMPM", "am | pm | a . m .? | p . m .?"),
    ("TZONE", "ZONE | ZONEWORD (standard | daylight)? time"),
    (
        "CLOCK",
        "HOUR : MINUTE (: MINUTE)? AMPM? TZONE? | (HOUR | CLOCKDOT) AMPM TZONE? | (HOUR | ONES | TEENS) o'clock AMPM? TZONE? | CLOCKWORD TZONE?",
    ),
    ("ABSDAY", "(WD ,?)? MON DAYN (,? YEAR)? | (WD ,?)? DAYN of? MON (,? YEAR)?"),
    ("RELUNIT", "(LAST | NEXT | THIS) ONE | DAYWORD | that ONE"),
    (
        "ONDAY",
        "ABSDAY | (LAST | NEXT | THIS)? WEEKDAY | DAYWORD | the (next | following | same | previous) day | that day",
    ),
    ("QUART", "fiscal? DASH? (ORDINAL | NUM ORDEND) DASH? quarter"),
    (
        "ANYDATE",
        "ABSDAY | MON (, | of)? YEAR | MON | YEAR | YEAR S | the? (LAST | NEXT | THIS) (ONE | SEASON | WEEKDAY) | the? ONE | WEEKDAY | DAYWORD | that ONE | SEASON YEAR? | QUART",
    ),
)

THE = frozenset({"the"})
THEIR = frozenset({"the", "its", "their", "his", "her", "our", "my", "your", "a"})

RULES = (
    # days and months of the calendar
    Rule("day", "({w: WD} ,?)? {m: MON} {d: DAYN} (,? {y: YEAR})?", ab.month_day, "month and day"),
    Rule("day", "({w: WD} ,?)? {d: DAYN} (day? of)? {m: MON} (,? {y: YEAR})?", ab.month_day, "day and month", THE),
    Rule("day", "({w: WD} ,?)? {m: MON} the? {o: ORDW} (,? {y: YEAR})?", ab.month_day, "month and day"),
    Rule("day", "({w: WD} ,?)? {o: ORDW} (day? of) {m: MON} (,? {y: YEAR})?", ab.month_day, "day and month", THE),
    Rule("days", "{m: MON} {d: DAYN} TO {d2: DAYN} (,? {y: YEAR})?", ab.day_range, "days of a month"),
    Rule("days", "{d: DAYN} TO {d2: DAYN} of? {m: MON} (,? {y: YEAR})?", ab.day_range, "days of a month", THE),
    Rule("days", "{m: MON} {d: DAYN} TO {m2: MON} {d2: DAYN} (,? {y: YEAR})?", ab.day_range, "days of two months"),
    Rule("days", "{d: DAYN} {m: MON} TO {d2: DAYN} {m2: MON} (,? {y: YEAR})?", ab.day_range, "days of two months"),
    Rule("month", "{m: MON} (, | of | in)? {y: YEAR}", ab.month_year, "month and year"),
    Rule("month", "{m: MON} APOS {yy: TWO}", ab.month_year, "month and year"),
    Rule(
        "month",
        "{m: MON} (of)? {x: (LAST | THIS | NEXT | that) year}",
        ab.month_of,
        "month of a year named by its distance",
    ),
    Rule("months", "{m: MON} DASH {m2: MON} (of? {y: YEAR})?", ab.month_range, "months"),
    Rule("month", "{m: MONTH | MONTHABBR .}", ab.month_alone, "month without a year"),
    Rule(
        "weekday-in",
        "{w: WEEKDAY} of? {x: (LAST | NEXT | THIS) week}",
        re.weekday_of_week,
        "day of a week named by its distance",
    ),
    # years, decades, centuries
    Rule("year", "{y: YEAR}", ab.year_alone, "year"),
    Rule("years", "{y: YEAR} (DASH | /) {y2: YEAR | TWO}", ab.year_range, "span of years"),
    Rule("fiscal", "fiscal DASH? year? {y: YEAR | APOS TWO}", ab.fiscal_year, "fiscal year; its months are not stated"),
    Rule("fiscal", "EFFWHY {y: YEAR | TWO}", ab.fiscal_year, "fiscal year; its months are not stated"),
    Rule("decade", "({e: EARLY} DASH? (to DASH? EARLY DASH?)?)? {y: YEAR} APOS? S", ab.decade, "decade", THE),
    Rule("decade", "({e: EARLY} DASH?)? APOS {yy: TWO} APOS? S", ab.decade, "decade", THE),
    Rule("decade", "({e: EARLY} DASH?)? {c: TEENS}? DASH? {t: DECADES}", ab.decade, "decade", THE),
    Rule(
        "century",
        "({e: EARLY} DASH?)? ({o: ORDW} | {n: NUM} ORDEND) DASH? century {era: BC | BCE}?",
        ab.century,
        "century",
        THE,
    ),
    Rule("spelled", "{c: TEENS | TENS} {t: TENS (DASH? ONES)? | TEENS | oh ONES}", ab.spelled_year, "year in words"),
    Rule("spelled", "two thousand and? {t: TENS (DASH? ONES)? | TEENS | ONES}", ab.spelled_year, "year in words"),
    # parts of years
    Rule(
        "quarter",
        "{y: YEAR}? fiscal? DASH? ({o: ORDINAL} | {n: NUM} ORDEND) DASH? quarter ((of | in)? fiscal? {y2: YEAR})?",
        pe.quarter,
        "quarter",
        THEIR,
    ),
    Rule(
        "quarter",
        "(CUE {n: NUM} | {n2: NUM} CUE) (DASH | of)? (fiscal | EFFWHY)? {y: YEAR}?",
        pe.quarter_sign,
        "quarter",
    ),
    Rule(
        "quarter",
        "{x: (LAST | NEXT | THIS) year} {o: ORDINAL} DASH? quarter",
        pe.quarter,
        "quarter of a year named by its distance",
    ),
    Rule(
        "quarter",
        "{o: ORDINAL} DASH? quarter of? {x: (LAST | NEXT | THIS) year}",
        pe.quarter,
        "quarter of a year named by its distance",
        THE,
    ),
    Rule(
        "quarter",
        "({ago: year DASH? (ago | earlier)}) DASH? {o: ORDINAL} DASH? quarter",
        pe.quarter,
        "the same quarter a year earlier",
        THE,
    ),
    Rule(
        "half",
        "{o: ORDINAL | last | latter} half (of {x: the? (LAST | NEXT | THIS)? year | fiscal? YEAR | the?"
        " APOS TWO S | the YEAR S})",
        pe.half,
        "half a year",
        THE,
    ),
    Rule("season", "({e: EARLY} DASH?)? {s: SEASON} (of | ,)? {y: YEAR}", pe.season_year, "season of a year", THE),
    Rule("season", "{r: LAST | THIS | NEXT} {s: SEASON}", pe.season_near, "season counted from the publication"),
    Rule("season", "({e: EARLY} DASH?)? {s: SEASON}", pe.season_alone, "season", THE),
    Rule("holiday", "{h: HOLIDAY} {eve: eve | day}? (of? {y: YEAR})?", ab.holiday, "holiday"),
    Rule("holiday", "{new: new} year (day | eve)", ab.holiday, "holiday"),
    # the publication's surroundings
    Rule("weekday", "{r: LAST | NEXT | THIS}? {w: WEEKDAY} ({p: PART})?", re.weekday, "day of the week"),
    Rule("weekday", "{e: EARLY} DASH? (on)? {w: WEEKDAY} ({p: PART})?", re.weekday, "day of the week"),
    Rule(
        "today",
        "{e: EARLY | earlier | later}? {w: DAYWORD} {p: PART}?",
        re.day_word,
        "day counted from the publication",
    ),
    Rule("today", "(EARLY DASH?)? {p: PART} {w: DAYWORD}", re.day_word, "day counted from the publication"),
    Rule("tonight", "{t: tonight}", re.tonight, "the publication's evening"),
    Rule(
        "part",
        "{r: this | last | yesterday | tomorrow} {p: PART}",
        re.part_near,
        "part of a day counted from the publication",
    ),
    Rule(
        "unit",
        "({e: EARLY | earlier | later | sometime} DASH? (in)?)? {r: LAST | NEXT | THIS} fiscal? {u: ONE}",
        re.near_unit,
        "counted from the publication",
        THE,
    ),
    Rule(
        "unit",
        "({e: EARLY | earlier | later} (in)?)? {r: that | same} fiscal? {u: ONE}",
        re.that_unit,
        "the same as a date named before",
        THE,
    ),
    Rule("unit", "{r: LAST | NEXT} {u: day}", re.that_unit, "beside a day named before", THE),
    Rule(
        "unit",
        "{r: following | previous | preceding | next} {u: ONE}",
        re.beside_unit,
        "beside a date named before",
        THE,
    ),
    Rule("unit", "{u: day} {r: before | after} {x: DAYWORD}?", re.day_beside, "beside a day", THE),
    Rule(
        "unit",
        "({e: EARLY | earlier | later} in)? the full? fiscal? {u: ONE}",
        re.the_unit,
        "the period the text speaks of",
    ),
    Rule(
        "latest",
        "latest fiscal? {u: quarter | period | year | month | week}",
        re.latest,
        "the last one that has ended",
        THE,
    ),
    Rule(
        "year-ago",
        "{ago: year DASH (ago | earlier)} {u: period | quarter}?",
        re.year_ago,
        "the same period a year earlier",
        THE,
    ),
    Rule(
        "year-ago",
        "{u: quarter | period} {ago: a year (ago | earlier)}",
        re.year_ago,
        "the same period a year earlier",
        THE,
    ),
    Rule(
        "year-ago",
        "(corresponding | same | comparable) {u: quarter | period} ((of | in)? {ago: last year | a year (ago"
        " | earlier)})",
        re.year_ago,
        "the same period a year earlier",
        THE,
    ),
    Rule("year-ago", "{ago: LAST year} {u: quarter | period}", re.year_ago, "the same period a year earlier"),
    Rule("period", "{y: YEAR} {u: period | quarter}", re.year_period, "the same period of another year", THE),
    Rule(
        "ago",
        "({n: AMOUNT | A} DASH? {u: UNIT} (and (NUMBER | A) UNIT)?) {r: ago}",
        re.ago,
        "counted back from the publication",
    ),
    Rule(
        "later", "{n: AMOUNT | A} {u: UNIT} {r: earlier | later | before}", re.later, "counted from a date named before"
    ),
    Rule(
        "later",
        "{n: AMOUNT | A} {u: UNIT} from {x: now | today | tomorrow | WEEKDAY}",
        re.from_now,
        "counted from the publication",
    ),
    Rule(
        "edge",
        "{e: end | beginning | start | middle | close} of {x: ANYDATE}",
        re.edge,
        "end or beginning of a date",
        THE,
    ),
    Rule(
        "edge",
        "{e: EARLY} DASH? (in)? {x: MON (, | of)? YEAR | YEAR | MON | (LAST | NEXT | THIS)? (MON | SEASON)}",
        re.edge,
        "early, middle or late in a date",
    ),
    Rule("month", "{r: LAST | NEXT | THIS} {m: MON} ({d: DAYN})?", re.near_month, "month counted from the publication"),
    Rule("year-end", "year DASH? end", re.year_end, "the end of the year", THE),
    # lengths of time
    Rule(
        "length",
        "{n: AMOUNT} DASH? (more | additional | full | consecutive | straight | extra)? {u: UNIT}",
        pe.length,
        "length of time",
    ),
    Rule(
        "length",
        "{n: A} (additional | full | further | whole | extra | single | entire)? {u: UNIT}",
        pe.one_length,
        "length of time",
    ),
    Rule("length", "{n: A} {n2: NUMBER | several | few} DASH {u: UNIT}", pe.length, "length of time"),
    Rule("length", "{u: UNIT} DASH long", pe.long_length, "length of time"),
    Rule("length", "{n: NUMBER} DASH? {u: UNIT} DASH old", pe.age, "age"),
    Rule(
        "stretch",
        "{r: LAST | NEXT | first | latest | final | recent} {n: AMOUNT} {u: UNIT} (or so)?",
        pe.stretch,
        "length of time counted from the publication",
        THE,
    ),
    Rule(
        "stretch",
        "{r: recent | coming | past | next | previous} {u: LONGUNIT}",
        pe.vague_stretch,
        "vague length of time",
        THE,
    ),
    Rule("stretch", "the {n: NUMBER} {u: months | weeks | quarters}", pe.length, "length of time"),
    # repetition
    Rule("set", "{s: DAILY}", pe.adverb_set, "how often"),
    Rule("set", "EVERY {n: NUMBER}? {u: UNIT}", pe.every, "how often"),
    Rule("set", "EVERY {w: WEEKDAY} {p: PART}?", pe.every_weekday, "how often"),
    Rule("set", "{w: WEEKDAYS}", pe.every_weekday, "how often"),
    Rule("set", "{w: WEEKDAY} {p: PARTS}", pe.every_weekday, "how often"),
    Rule("set", "{t: TIMES | NUMBER times} (A | every | each | per) {u: UNIT}", pe.times, "how often"),
    # now
    Rule("now", "{n: NOW}", re.now, "the present"),
    Rule("now", "right {n: now}", re.now, "the present"),
    Rule("now", "{n: RECENT}", re.recently, "the recent past"),
    Rule(
        "future",
        "the (near | foreseeable | immediate | distant | not DASH too DASH distant)? {n: future}",
        re.future,
        "what is to come",
    ),
    # times of the day
    Rule("clock", "{c: CLOCK}", re.clock, "time of the day"),
    Rule("clock-day", "{c: CLOCK} ,? on? {x: ONDAY}", re.clock_day, "time of a day"),
    Rule("clock-day", "{x: ONDAY} (, | at)? {c: CLOCK}", re.clock_day, "time of a day"),
)
