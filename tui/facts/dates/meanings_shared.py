"""Meanings that German, French and Spanish expressions share; their word order differs, not their sense."""

from __future__ import annotations

from datetime import timedelta

from tui.facts.dates.absolute import nearest_year
from tui.facts.dates.context import NO_DATE, NO_YEAR, Found, Match, weekday_near
from tui.facts.dates.numbers import VAGUE, amount, number
from tui.facts.dates.seasons import season_year_near
from tui.facts.dates.values import period, reach, step


def weekday(m: Match) -> Found | None:
    """A weekday with what places it: “letzten Montag”, “lundi prochain”, “el próximo lunes”."""
    today = m.ctx.published
    part = m.value("p", "PART")
    compound = m.value("wp", "PARTDAY")
    if compound:
        part = compound[1:]
    kind = "TIME" if part else "DATE"
    if today is None:
        return Found(kind, unresolved=NO_DATE)
    number_of_day = int(compound[0] if compound else m.value("w", "WEEKDAY"))
    way = int(m.value("r", "LAST", "NEXT", "LASTAFTER", "NEXTAFTER") or 0)
    if way:
        day = weekday_near(today + timedelta(way), number_of_day, way)
    else:
        day = weekday_near(today, number_of_day, m.direction())
    return Found(kind, day.isoformat() + (f"T{part}" if part else ""), confidence=0.88)


def unit_near(m: Match) -> Found | None:
    """“letzte Woche”, “l'année dernière”, “el próximo mes”, “dieses Jahr”."""
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    way = int(m.value("r", "LAST", "NEXT", "LASTAFTER", "NEXTAFTER", "THIS"))
    return Found("DATE", step(today, m.value("u", "ONE"), way), mod=m.value("e", "EARLY"), confidence=0.88)


def month(m: Match) -> Found | None:
    """A month behind a word that months follow."""
    before = m.ctx.is_a(m.first - 1, "BEFOREMONTH")
    if not before and not m.has("e"):
        return None
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_YEAR, mod=m.value("e", "EARLY"))
    value = nearest_year(m, int(m.value("m", "MONTH")), 0)
    return Found("DATE", value, mod=m.value("e", "EARLY"), confidence=0.85)


def year(m: Match) -> Found | None:
    """A year behind a word that years follow; elsewhere it may count something."""
    before, following = m.ctx.is_a(m.first - 1, "BEFOREYEAR"), m.ctx.after(m.last)
    value = int(m.value("y", "YEAR"))
    if not before or not 1500 <= value < 2100 or m.ctx.glued(m.first, m.last) or following in ("%", "€", "$"):
        return None
    ctx = m.ctx
    after = ctx.words[m.last + 1] if following else ""
    counted = (
        after[:1].isupper() if ctx.language == "de" else after.islower() and len(after) > 3 and after.endswith("s")
    )
    if counted and (
        ctx.word(m.first - 1) in ("von", "vor", "nach", "de", "a", "à", "und", "et", "y", "(", "bis", "ab")
        or value < 1800
    ):
        return None
    return Found("DATE", f"{value:04}", confidence=0.85)


def part_of_year(m: Match) -> Found | None:
    """“Ende 1989”: the word for a part makes the number a year."""
    value = int(m.value("y", "YEAR"))
    if not 1000 <= value < 2200:
        return None
    return Found("DATE", f"{value:04}", mod=m.value("e", "EARLY"), confidence=0.9)


def decade(m: Match) -> Found | None:
    """“1990er Jahre”, “les années 1990”, “los años 90”."""
    digits = m.value("y", "YEAR") or f"19{m.value('yy', 'TWO')}"
    if digits[3] != "0":
        return None
    return Found("DATE", digits[:3], mod=m.value("e", "EARLY"), confidence=0.88)


def ago(m: Match) -> Found | None:
    """“vor zwei Jahren”, “il y a deux ans”, “hace dos años”."""
    n, unit = amount(m, "n"), m.value("u", "UNIT")
    if n == VAGUE:
        return Found("DATE", "PAST_REF", confidence=0.8)
    if unit in ("second", "minute", "hour"):
        return None
    if m.ctx.published is None:
        return Found("DATE", unresolved=NO_DATE)
    times = {"decade": ("year", 10), "century": ("year", 100)}
    unit, factor = times.get(unit, (unit, 1))
    if not n.isdigit() or len(n) > 4:
        return None
    return Found("DATE", step(m.ctx.published, unit, -int(n) * factor), unresolved="out of range", confidence=0.88)


def length(m: Match) -> Found | None:
    """“zwei Jahre”, “30 minutes”, “los últimos dos años”."""
    n, unit = amount(m, "n"), m.value("u", "UNIT")
    if n == "0" or m.ctx.glued(m.first, m.last):
        return None
    way = int(m.value("r", "LAST", "NEXT") or 0)
    begin, end = reach(m.ctx.published, unit, n, way) if way else ("", "")
    return Found("DURATION", period(n, unit), begin=begin, end=end, confidence=0.85)


def quarter(m: Match) -> Found | None:
    """“im dritten Quartal 2024”, “le deuxième trimestre 2024”."""
    n = number(m, "o") if m.has("o") else number(m, "n")
    if not 1 <= n <= 4:
        return None
    if m.has("y"):
        return Found("DATE", f"{m.value('y', 'YEAR')}-Q{n}")
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_YEAR)
    return Found("DATE", f"{today.year - (n > (today.month + 2) // 3):04}-Q{n}", confidence=0.8)


def season(m: Match) -> Found | None:
    """“Sommer 2024”, “l'été dernier”, “im Herbst”."""
    code = m.value("s", "SEASON")
    if m.has("y"):
        return Found("DATE", f"{m.value('y', 'YEAR')}-{code}", mod=m.value("e", "EARLY"))
    way = m.value("r", "LAST", "NEXT", "THIS", "LASTAFTER", "NEXTAFTER")
    if not way and m.ctx.before(m.first) != "im":
        return None
    today = m.ctx.published
    if today is None:
        return Found("DATE", unresolved=NO_DATE)
    return Found("DATE", f"{season_year_near(today, code, int(way or 0)):04}-{code}", confidence=0.8)


def clock(m: Match) -> Found | None:
    """“14.30 Uhr”, “14 h 30”, “las 14:30 horas”."""
    own = m.ctx.classes[m.ctx.words[m.at("h")]]
    if "CLOCKDOT" in own:
        hour, minute = map(int, own["CLOCKDOT"].split("."))
    else:
        hour, minute = int(own.get("HOUR", "99")), int(m.value("min", "MINUTE") or 0)
    if hour > 24 or m.ctx.glued(m.first, m.last):
        return None
    day = m.ctx.memory.day if m.ctx.near_memory(m.first) else None
    base = day or m.ctx.published
    return Found("TIME", (base.isoformat() if base else "") + f"T{hour:02}:{minute:02}", confidence=0.85)


def every(m: Match) -> Found | None:
    """“jeden Tag”, “chaque année”, “cada lunes”."""
    if m.has("w"):
        return Found("SET", f"XXXX-WXX-{m.value('w', 'WEEKDAY')}", quant="EVERY")
    return Found("SET", period("1", m.value("u", "UNIT")), quant="EVERY")
