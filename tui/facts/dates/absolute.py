"""Days and months of the calendar, as far as the words give them; years are in ``years``."""

from __future__ import annotations

from datetime import date

from tui.facts.dates.context import NO_YEAR, Found, Match
from tui.facts.dates.numbers import number
from tui.facts.dates.tense import FIRM, generic
from tui.facts.dates.years import short_year

NO_SUCH_DAY = "there is no such day in the calendar"

AFTER_PREPOSITION = frozenset(
    {
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "of",
        "after",
        "before",
        "during",
        "for",
        "to",
        "through",
        "and",
        "or",
    }
)


def calendar(year: int, month: int, day: int) -> str:
    """The ISO day, "" when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def month_of_part(m: Match, name: str) -> int:
    return int(m.value(name, "MONTH", "MONTHABBR"))


def month_day(m: Match) -> Found | None:
    """“Monday, Nov. 3, 2025”, “3 November”, “July Fourth”."""
    month = month_of_part(m, "m")
    day = int(m.value("d", "DAY")) if m.has("d") else number(m, "o")
    if m.has("y"):
        value = calendar(int(m.value("y", "YEAR")), month, day)
        return Found("DATE", value, unresolved=NO_SUCH_DAY, confidence=0.97)
    if not calendar(2000, month, day) or _counts_something(m):
        return None
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_YEAR)
    weekday = int(m.value("w", "WEEKDAY", "WDABBR") or 0)
    return Found("DATE", nearest_year(m, month, day, weekday), confidence=0.93)


def hyphen_day(m: Match) -> Found | None:
    """“8-May-2006”."""
    if not m.ctx.tight(m.first, m.last) or m.ctx.glued(m.first, m.last):
        return None
    value = calendar(int(m.value("y", "YEAR")), month_of_part(m, "m"), int(m.value("d", "DAY")))
    return Found("DATE", value, confidence=0.97) if value else None


def further_day(m: Match) -> Found | None:
    """The 25 in “April 24 and 25”."""
    ctx, day = m.ctx, int(m.value("d", "DAY"))
    if ctx.before(m.first) not in ("and", "or", "to", "through"):
        return None
    behind = m.first - 2 - ctx.is_a(m.first - 2, "ORDEND")
    named = ctx.is_a(behind, "DAY") and (ctx.is_a(behind - 1, "MONTH") or ctx.is_a(behind - 2, "MONTHABBR"))
    if (
        not named
        or ctx.is_a(m.last + 1, "MEASURE")
        or (ctx.after(m.last)[:1].isalpha() and ctx.after(m.last).endswith("s"))
    ):
        return None
    if ctx.memory.day is None:
        return Found("DATE", unresolved=NO_YEAR)
    value = calendar(ctx.memory.day.year, ctx.memory.day.month, day)
    return Found("DATE", value, confidence=0.85) if value else None


def _counts_something(m: Match) -> bool:
    """“In May 25 people died”: the number counts what follows it."""
    return m.ctx.is_a(m.last + 1, "MEASURE") and m.has("d") and m.at("d") == m.last


def nearest_year(m: Match, month: int, day: int, weekday: int = 0) -> str:
    """The month, or its day, in the year that the tense and the publication date make likely.

    A weekday beside it decides, where it fits one of the years around.
    """
    today = m.ctx.published
    assert today is not None
    shared = _year_of_the_next(m, month)
    if shared:
        return calendar(shared, month, day) if day else f"{shared:04}-{month:02}"
    if weekday and day:
        for year in (today.year, today.year - 1, today.year + 1):
            value = calendar(year, month, day)
            if value and date.fromisoformat(value).isoweekday() == weekday:
                return value
    distance, way = m.sign()
    firm = distance <= FIRM  # “was elected in December”: the verb stands beside it
    named = m.ctx.named_days.get((month, day), 0) if day else 0
    if named and not (firm and way > 0):
        return calendar(named, month, day)  # “since the Oct. 7 attack … on Oct. 7”: one day
    best, best_cost = "", 10_000.0
    for year in (today.year - 1, today.year, today.year + 1):
        value = calendar(year, month, day or 15)
        if not value:
            continue
        ahead = (date.fromisoformat(value) - today).days
        if not day and (year, month) == (today.year, today.month):
            ahead = 0
        against = (1 if ahead > 0 else -1) * way < 0
        cost = abs(ahead) * ((8.0 if firm else 2.0 if day else 3.5) if against else 1.0 if way or ahead <= 0 else 1.5)
        if cost < best_cost:
            best, best_cost = value, cost
    if day and best and firm and way < 0:
        m.ctx.named_days[month, day] = int(best[:4])
    return best if day else best[:7]


_JOINED = frozenset({"to", "and", "or", "until", "till", "through", "-", "–", ","})


def _year_of_the_next(m: Match, month: int) -> int:
    """The year that stands once, with the last of several months: “between January and March 2024”; 0 for none."""
    ctx, at = m.ctx, m.last + 1
    end = ctx.sentence(m.last)[1]
    for _ in range(3):
        if ctx.word(at) not in _JOINED:
            return 0
        while ctx.word(at) in _JOINED:
            at += 1
        at += ctx.is_a(at, "DAY") + ctx.is_a(at + 1, "ORDEND")
        other = next((ctx.classes[ctx.words[at]][c] for c in ("MONTH", "MONTHABBR") if ctx.is_a(at, c)), "")
        if not other:
            return 0
        at += 1 + (ctx.word(at + 1) == ".")
        at += ctx.is_a(at, "DAY") + ctx.is_a(at + 1, "ORDEND")
        year = at + (ctx.word(at) == ",")
        if ctx.is_a(year, "YEAR") and ctx.starts[year] < end:
            return int(ctx.words[year]) - (int(other) < month)
    return 0


def day_range(m: Match) -> Found | None:
    """“June 3-5”, “30 May to 2 June 2025”."""
    month, first, last = month_of_part(m, "m"), int(m.value("d", "DAY")), int(m.value("d2", "DAY"))
    to_month = month_of_part(m, "m2") if m.has("m2") else month
    if (to_month == month and last <= first) or m.ctx.is_a(m.last + 1, "MEASURE"):
        return None
    if m.has("y"):
        year = int(m.value("y", "YEAR"))
        begin, end = calendar(year - (to_month < month), month, first), calendar(year, to_month, last)
    else:
        if not (calendar(2000, month, first) and calendar(2000, to_month, last)):
            return None
        if m.ctx.published is None:
            return Found("DATE", unresolved=NO_YEAR)
        begin = nearest_year(m, month, first)
        end = calendar(int(begin[:4] or 0) + (to_month < month), to_month, last) if begin else ""
    return Found("DATE", f"{begin}/{end}", confidence=0.93) if begin and end else None


def month_year(m: Match) -> Found | None:
    if m.has("y"):
        year = m.value("y", "YEAR")
    elif m.has("sy"):
        inner = m.read("sy")
        if inner is None:
            return None
        year = inner.value
    else:
        if m.ctx.ends[m.last - 1] != m.ctx.starts[m.last]:
            return None
        year = short_year(m.value("yy", "TWO"))
    return Found("DATE", f"{year}-{month_of_part(m, 'm'):02}", confidence=0.97)


def month_of(m: Match) -> Found | None:
    """“January this year”, “July of last year”."""
    year = m.read("x")
    if year is None:
        return None
    if not year.value:
        return Found("DATE", unresolved=year.unresolved)
    return Found("DATE", f"{year.value[:4]}-{month_of_part(m, 'm'):02}")


def month_range(m: Match) -> Found | None:
    """“May-June 2025”, “May-June”."""
    first, last = month_of_part(m, "m"), month_of_part(m, "m2")
    if m.has("y"):
        year = int(m.value("y", "YEAR"))
        return Found("DATE", f"{year - (last < first):04}-{first:02}/{year:04}-{last:02}")
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_YEAR)
    begin = nearest_year(m, first, 0)
    return Found("DATE", f"{begin}/{int(begin[:4]) + (last < first):04}-{last:02}")


def month_alone(m: Match) -> Found | None:
    """“January”; words that are also verbs and names only behind what stands before months."""
    word = m.word("m")
    short = bool(m.value("m", "MONTHABBR"))
    if not m.capital and short:
        return None
    if (word in ("may", "march", "april", "june", "august") or short) and not _month_place(m, word):
        return None
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_YEAR)
    if m.ctx.language == "en" and not m.direction() and generic(m.ctx.around(m.first, m.last)):
        return Found("SET", f"XXXX-{month_of_part(m, 'm'):02}", "what usually is so in that month", quant="EVERY")
    value = nearest_year(m, month_of_part(m, "m"), 0)
    return Found("DATE", value, confidence=0.9, last=m.at("m") if short and not m.ctx.abbreviated(m.last) else -1)


_BEFORE_MONTH = AFTER_PREPOSITION | {
    "last",
    "next",
    "this",
    "late",
    "early",
    "mid",
    "each",
    "every",
    "than",
    "between",
    "’s",
}


def _month_place(m: Match, word: str) -> bool:
    """Whether “May” or “April” stands where a month would: not a verb, not somebody's name."""
    before, after = m.ctx.before(m.first), m.ctx.after(m.last)
    if not m.capital:
        return False
    if m.ctx.words[m.last].endswith(("'s", "’s")):
        return (before in ("in", "since", "of") and word not in ("may", "march")) or word in ("june", "april")
    beside = m.ctx.classes.get(m.ctx.words[m.last + 1], {}) if m.last + 1 < len(m.ctx.words) else {}
    following = m.ctx.words[m.last + 1] if after else ""
    if following[:1].isupper() and "MONTH" not in beside and word in ("may", "april", "june", "august"):
        return False  # “Theresa met May Smith”, “to June Carter”
    if before in _BEFORE_MONTH:
        if before in ("to", "and", "for", "or") or (before in ("by", "from") and word in ("may", "april", "june")):
            return _month_near(m) or (before in ("by", "from") and not m.ctx.is_name(m.ctx.words[m.first]))
        return True
    outside = ("on", "of", "to", "for", "in", "from")
    return bool(before in ("a", "the") and following[:1].islower() and following not in outside)


def _month_near(m: Match) -> bool:
    """Whether another month stands two or three words away: “March and May”, “from April to June”."""
    return any(
        m.ctx.is_a(i, "MONTH") or m.ctx.is_a(i, "YEAR")
        for i in range(max(m.first - 4, 0), min(m.last + 5, len(m.ctx.words)))
        if i != m.at("m")
    )
