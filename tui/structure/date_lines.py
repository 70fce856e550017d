"""Dates that stand in the lines about an article (published, updated, e-mail headers)."""

from __future__ import annotations

import re
from datetime import date

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan januar janvier enero ene gennaio gen januari janeiro",
        "february feb februar février fevrier febrero febbraio februari fevereiro",
        "march mar märz maerz mrz mars marzo maart março",
        "april apr avril avr abril abr aprile",
        "may mai mayo maggio mag mei maio",
        "june jun juni juin junio giugno giu junho",
        "july jul juli juillet julio luglio lug julho",
        "august aug août aout agosto ago augustus",
        "september sep sept septembre septiembre settembre set setembro",
        "october oct oktober okt octobre octubre ottobre ott outubro",
        "november nov novembre noviembre novembro",
        "december dec dezember dez décembre diciembre dic dicembre dezembro",
    ),
    1,
):
    for _name in _names.split():
        _MONTHS[_name] = _number

_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º)?[. ]\s?(?:de |of )?([^\W\d_]{3,10})\.?,? (?:de |of )?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)\b")
_SIGNS = str.maketrans(",:()|", "     ")
_FILLER = re.compile(
    r"(?:published|posted|updated|last|modified|edited|created|issued|first|date|on|at|am|pm|a\.m\.|p\.m\.|um|uhr|stand|"
    r"veröffentlicht|aktualisiert|erstellt|publié|mis|à|jour|le|publicado|actualizado|el|pubblicato|aggiornato|il|"
    r"gmt|utc|est|edt|cst|cdt|pst|pdt|cet|cest|bst|ist|hkt|jst|et|pt|mon|tue|wed|thu|fri|sat|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"[\d:h,.|()/•·–—+-]+)",
    re.IGNORECASE,
)


def find_date(line: str) -> tuple[str, int, int] | None:
    """(ISO 8601 date or date-time, start, end) of the first full date in a short line, None if none.

    A date of figures whose order is ambiguous (03/11/2025) is not read.
    """
    line = line[:200]
    if m := _ISO.search(line):
        day = _iso(int(m[1]), int(m[2]), int(m[3]))
        if day:
            return (f"{day}T{m[4]}" if m[4] else day, m.start(), m.end())
    if (m := _DAY_FIRST.search(line)) and (month := _MONTHS.get(m[2].casefold())):
        day = _iso(int(m[3]), month, int(m[1]))
        if day:
            return day, m.start(), m.end()
    if (m := _MONTH_FIRST.search(line)) and (month := _MONTHS.get(m[1].casefold())):
        day = _iso(int(m[3]), month, int(m[2]))
        if day:
            return day, m.start(), m.end()
    if m := _DOTTED.search(line):
        one, two = int(m[1]), int(m[2])
        if "." in m[0] or one > 12 or one == two:
            day = _iso(int(m[3]), two, one)
        elif two > 12:
            day = _iso(int(m[3]), one, two)
        else:
            day = ""
        if day:
            return day, m.start(), m.end()
    return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a full date and nothing but what goes with it ("Updated 0913 GMT …")."""
    if len(line) > 120 or not any("0" <= c <= "9" for c in line):
        return False
    found = find_date(line)
    if not found:
        return False
    rest = _ISO.sub(" ", _DAY_FIRST.sub(" ", _MONTH_FIRST.sub(" ", _DOTTED.sub(" ", line))))
    return all(_FILLER.fullmatch(word) or word in "TZ" for word in rest.translate(_SIGNS).split())


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
