"""Dates of the calendar: days, months, years, decades, as far as the words give them."""

from __future__ import annotations

from datetime import date, timedelta

from tui.facts.dates.context import NO_YEAR, Found, Match
from tui.facts.dates.numbers import number
from tui.facts.dates.tense import FIRM, generic

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


def short_year(two: str) -> str:
    """'87 is 1987, '24 is 2024: the hundred years up to 2039."""
    return f"{'20' if int(two) < 40 else '19'}{two}"


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


_YEAR_BEFORE = frozenset(
    {"in", "since", "until", "till", "by", "from", "during", "the", "fiscal", "year", "before", "after", "for", "circa",
     "of", "early", "late", "mid", "(", "between", "and", "through", "to", "than",
     "a", "an", "his", "her", "its", "their", "our", "as"}
)  # fmt: skip


def year_alone(m: Match) -> Found | None:
    """“2026”, unless it counts something, carries a currency, or belongs to a name or a code."""
    ctx, at = m.ctx, m.first
    year = int(m.value("y", "YEAR"))
    before, after = ctx.before(at), ctx.after(at)
    if ctx.glued(at, at) or not 1000 <= year < 2200:
        return None
    told = after == "points" and ctx.after(at, 2) == "to"  # “data from 2018 points to”
    if (
        (ctx.is_a(at + 1, "MEASURE") and not told)
        or (ctx.is_a(at + 1, "UNIT") and after[-1:] == "s")
        or before in ("$", "€", "£", "¥", "#", "no", ".")
    ):
        return None
    if ctx.is_a(at - 1, "NUMBERED") or (
        before in ("about", "some", "nearly", "almost", "over", "than") and not 1900 <= year < 2040
    ):
        return None
    previous = ctx.words[at - 1] if before else ""
    confidence = 0.92
    if before not in _YEAR_BEFORE:
        if not 1900 <= year < 2060:
            return None
        owned = previous.endswith(("'s", "’s"))
        if (previous[:1].isupper() and not owned) or (owned and not (after and ctx.words[at + 1].islower())):
            confidence = 0.45  # “Windows 2000”, “Expo 2016”: part of a name
    elif not 1800 <= year < 2060 and before not in ("in", "since", "(", "until", "before", "after", "circa"):
        return None
    if after and (year < 1900 or year == 2000) and _plural(ctx.words[at + 1]):
        return None
    return Found("DATE", f"{year:04}", confidence=confidence)


def _plural(word: str) -> bool:
    return (
        word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "was"))
    )


def year_range(m: Match) -> Found | None:
    """“1950–1953”, “1998-99”, “2024/25”."""
    if m.ctx.glued(m.first, m.last):
        return None
    first = m.value("y", "YEAR")
    two = m.value("y2", "TWO")
    last = m.value("y2", "YEAR") or first[:2] + two
    if int(last) < int(first) and two == "00":
        last = f"{int(first[:2]) + 1}00"
    if not 0 < int(last) - int(first) <= 500 or m.ctx.is_a(m.last + 1, "MEASURE"):
        return None
    if two and not m.ctx.tight(m.first, m.last):
        return None
    if two and int(two) <= 12 and int(last) - int(first) > 3:
        return None  # 2001-12 is as likely a month
    return Found("DATE", f"{first}/{last}", confidence=0.93)


def fiscal_year(m: Match) -> Found | None:
    year = m.value("y", "YEAR") or short_year(m.ctx.classes[m.ctx.words[m.last]].get("TWO", "00"))
    return Found("DATE", year, begin="", end="", confidence=0.9)


def decade(m: Match) -> Found | None:
    """“the 1990s”, “the late '80s”, “the sixties”."""
    mod = m.value("e", "EARLY")
    if m.has("y"):
        year = m.value("y", "YEAR")
        if year[3] != "0" or not m.ctx.tight(m.at("y"), m.last):
            return None
        value = year[:3] if year[2] != "0" or int(year) >= 2000 else year[:2]
    elif m.has("yy"):
        two = m.value("yy", "TWO")
        if two[1] != "0" or not m.ctx.tight(m.at("yy") - 1, m.last):
            return None
        value = f"{'20' if two in ('00', '10', '20') else '19'}{two[0]}"
    else:
        century = m.value("c", "TEENS") or "19"
        if not m.has("c") and m.ctx.before(m.first) != "the":
            return None
        if not m.has("c") and m.ctx.before(m.first, 2) == "in" and m.ctx.after(m.last) not in ("", ".", ","):
            return None
        value = f"{century}{m.value('t', 'DECADES')}"
    return Found("DATE", value, mod=mod, confidence=0.92)


def century(m: Match) -> Found | None:
    """“the 11th century”: its years as TIMEX3 counts them, “10” for 1000–1099."""
    n = number(m, "o") if m.has("o") else number(m, "n")
    if not 1 <= n <= 25:
        return None
    if m.has("era"):
        return Found("DATE", f"BC{n - 1:02}", confidence=0.85)
    return Found("DATE", f"{n - 1:02}", mod=m.value("e", "EARLY"), confidence=0.92)


def spelled_year(m: Match) -> Found | None:
    """“nineteen ninety-six”, “two thousand and five”."""
    if m.has("c"):
        hundreds = int(m.value("c", "TEENS", "TENS"))
        rest = number(m, "t")
        if hundreds not in (16, 17, 18, 19, 20) or (rest < 10 and m.word("t") != "oh"):
            return None
        return Found("DATE", f"{hundreds}{rest:02}", confidence=0.9)
    if m.ctx.is_a(m.last + 1, "MEASURE") or m.ctx.before(m.first) not in (
        "in",
        "since",
        "of",
        "by",
        "until",
        "from",
        "year",
    ):
        return None
    return Found("DATE", f"20{number(m, 't'):02}", confidence=0.85)


def holiday(m: Match) -> Found | None:
    """“Christmas Eve”, “Thanksgiving Day 2025”."""
    if m.has("new"):
        rule = "12-31" if m.ctx.word(m.first + 2) == "eve" else "01-01"
    elif (
        m.ctx.before(m.first)[:1].isalpha()
        and m.ctx.words[m.first - 1][0].isupper()
        and not m.ctx.opens_sentence(m.first - 1)
    ):
        return None  # “Johnnie Christmas”
    else:
        rule = m.value("h", "HOLIDAY")
        if m.word("eve") == "eve":
            rule = {"12-25": "12-24"}.get(rule, "")
    if not rule:
        return None
    if m.has("y"):
        return Found("DATE", _holiday(rule, int(m.value("y", "YEAR"))))
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    around = [date.fromisoformat(_holiday(rule, today.year + n)) for n in (-1, 0, 1)]
    way = m.direction()
    if way < 0:
        best = max(d for d in around if d <= today)
    elif way > 0:
        best = min(d for d in around if d >= today)
    else:
        best = min(around, key=lambda d: abs(d - today))
    return Found("DATE", best.isoformat(), confidence=0.85)


def eleventh(m: Match) -> Found | None:
    """“9/11”, which English names the day by."""
    if (m.word("a"), m.word("b")) != ("9", "11") or m.ctx.glued(m.first, m.last):
        return None
    return Found("DATE", "2001-09-11", confidence=0.7)


def _holiday(rule: str, year: int) -> str:
    if rule == "thanksgiving":  # in the United States the fourth Thursday of November
        first = date(year, 11, 1)
        return (first + timedelta((4 - first.isoweekday()) % 7 + 21)).isoformat()
    return f"{year:04}-{rule}"
