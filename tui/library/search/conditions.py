"""What each word of a query asks of an article, as SQL that no list of articles has to be scanned for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from unicodedata import category

from tui.library.condition import EVERYTHING, Asked, Condition, Index, QueryError, Word
from tui.library.search.fulltext import match_term
from tui.text.folding import fold

_MARKED = "SELECT a.id FROM bookmarks AS b JOIN articles AS a ON a.uri = b.uri WHERE b.deleted = 0"


def _statement(sql: str, *values: object) -> Condition:
    return Condition(among=(Index("", sql, values),))


FLAGS = {
    "unread": (Condition("p.read = 0"), "not read yet"),
    "read": (Condition("p.read = 1"), "read"),
    "starred": (
        _statement("SELECT id FROM articles WHERE starred = 1 AND published >= 0"),
        "starred",
    ),
    "changed": (
        _statement("SELECT id FROM articles WHERE changes <> '' AND published >= 0"),
        "changed since you read them",
    ),
    "truncated": (Condition("a.truncated = 1"), "given in part only"),
    "marked": (_statement(_MARKED), "with bookmarks"),
}
"""Words that are a condition by themselves, with a line of help each."""

HAS = {
    "questions": (Condition("a.questions > 0"), "with questions as sub-headings"),
    "figures": (Condition("a.figures > 0", facts=True), "with figures"),
    "marks": FLAGS["marked"],
    "notes": (_statement(f"{_MARKED} AND b.note <> ''"), "with notes on passages"),
}
FIELDS = {
    "title": "words in the title",
    "feed": "a feed's title or address",
    "folder": "a folder of feeds",
    "tag": "a tag on the article",
    "source": "the publisher",
    "author": "who wrote it",
    "after": "published on or after a day: 2026-11-01, today, yesterday, 7d",
    "before": "published before a day",
    "has": "questions, figures, marks or notes",
    "note": "words in a note on a passage",
    "person": "somebody named",
    "org": "a body named",
    "place": "a place named",
    "speaker": "who is quoted or reported",
    "figure": "what is counted, with a bound: troops>20000",
    "date": "a day that is named: 2026-11-03, 2026-11, today",
    "words": "length: words>500",
}
"""Fields with a line of help each; the completion offers them."""

_BOUND = re.compile(r"^([^<>=]*)(<=|>=|<|>|=)\s*([\d.,_]+)([kmb]?)$", re.I)
_AGO = re.compile(r"^(\d{1,4})([dwmy])$")
_COLUMNS = {"person": "person", "org": "organisation", "place": "place", "speaker": "speaker"}


def text(words: str, column: str = "") -> Condition:
    """Words as they stand, or a phrase, in title and text, or in one ``column`` of the index."""
    match = match_term(words)
    if not match:
        signs = "".join(c for c in words if c > "\x7f" and category(c) == "So")  # no index knows them
        return Condition("a.title LIKE ? ESCAPE '\\'", (_like(signs),)) if signs else EVERYTHING
    return Condition(among=(Index("fulltext", f"{column} : {match}" if column else match),), words=(words.strip(),))


def of_field(word: Word, today: date) -> Condition:
    """The condition of ``field:value``. Raises QueryError."""
    if not word.text and not word.bound:
        raise QueryError(f"{word.field}: needs a value ({FIELDS[word.field]})", word.start, word.end)
    return _MAKERS[word.field](word, today)


def _like(words: str) -> str:
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _title(word: Word, today: date) -> Condition:
    return text(word.text, "title")


def _column(name: str) -> Callable[[Word, date], Condition]:
    def make(word: Word, today: date) -> Condition:
        return Condition(f"a.{name} LIKE ? ESCAPE '\\'", (_like(word.text),))

    return make


def _feed(word: Word, today: date) -> Condition:
    like = _like(word.text)
    named = " OR ".join(f"f.{name} LIKE ? ESCAPE '\\'" for name in ("title", "own_title", "url"))
    return Condition(
        "EXISTS (SELECT 1 FROM entries AS e WHERE e.article = p.article AND e.feed IN"
        f" (SELECT f.id FROM feeds AS f WHERE f.removed = 0 AND ({named})))",
        (like, like, like),
    )


def _shelf(word: Word, today: date) -> Condition:
    name = word.text.lower() if word.field == "tag" else word.text.strip("/")
    return Condition(shelf=f"{word.field}:{name}")


def _time(word: Word, today: date) -> int:
    """Where the day begins on this machine's clock, as UTC milliseconds."""
    day = _day(word, today)
    return int(datetime(day.year, day.month, day.day).astimezone().timestamp() * 1000)


def _day(word: Word, today: date) -> date:
    said = word.text.lower()
    if said in ("today", "yesterday"):
        return today - timedelta(days=said == "yesterday")
    ago = _AGO.match(said)
    if ago:
        days = int(ago[1]) * {"d": 1, "w": 7, "m": 30, "y": 365}[ago[2]]
        return max(date(1970, 1, 2), today - timedelta(days=min(days, 300_000)))
    try:
        return max(date(1970, 1, 2), date.fromisoformat(word.text))
    except ValueError:
        raise QueryError(
            f"“{word.text}” is no day: write 2026-11-01, today, yesterday or 7d", word.start, word.end
        ) from None


def _after(word: Word, today: date) -> Condition:
    return Condition("p.published >= ?", (_time(word, today),))


def _before(word: Word, today: date) -> Condition:
    return Condition("p.published < ?", (_time(word, today),))


def _has(word: Word, today: date) -> Condition:
    if word.text.lower() not in HAS:
        raise QueryError(f"has: knows {', '.join(HAS)}", word.start, word.end)
    return HAS[word.text.lower()][0]


def _note(word: Word, today: date) -> Condition:
    return _statement(f"{_MARKED} AND b.note LIKE ? ESCAPE '\\'", _like(word.text))


def _named(word: Word, today: date) -> Condition:
    match = match_term(word.text)
    if not match:
        raise QueryError(f"{word.field}: needs a name", word.start, word.end)
    column = _COLUMNS[word.field]
    asked = Asked(column, word.text.strip())
    return Condition(
        words=(word.text.strip(),), among=(Index("names", f"{column} : {match}"),), facts=True, asked=(asked,)
    )


def _bound(word: Word) -> tuple[str, str, float] | None:
    """(what stands before it, the sign, the number) of a word with a bound. Raises QueryError."""
    m = _BOUND.match(word.text + word.bound)
    if not m:
        return None
    try:
        value = float(m[3].replace(",", "").replace("_", ""))
    except ValueError:
        raise QueryError(f"“{m[3]}” is no number", word.start, word.end) from None
    return m[1].strip(), m[2], value * {"": 1, "k": 1e3, "m": 1e6, "b": 1e9}[m[4].lower()]


def _figure(word: Word, today: date) -> Condition:
    bound = _bound(word)
    name = bound[0] if bound else word.text
    if bound is None and re.search(r"[<>=]", name):
        raise QueryError("figure: takes a bound such as troops>20000", word.start, word.end)
    match = match_term(name)
    among = (Index("names", f"figure : {match}"),) if match else ()
    if bound is None and match:
        return Condition(words=(name,), among=among, facts=True, asked=(Asked("figure", name),))
    sql = "f.article = p.article"
    values: list[object] = []
    if bound:
        sql += f" AND (f.low {bound[1]} ? OR f.high {bound[1]} ?)"
        values += [bound[2], bound[2]]
    if name:
        sql += " AND f.name LIKE ? ESCAPE '\\'"
        values.append(_like(fold(name)))
    exists = f"EXISTS (SELECT 1 FROM measures AS f WHERE {sql})"
    asked = Asked("figure", name, bound[1] if bound else "", bound[2] if bound else 0.0)
    return Condition(exists, tuple(values), (name,) if name else (), among, facts=True, asked=(asked,))


def _date(word: Word, today: date) -> Condition:
    """Articles that name a day: 2026-11-03, 2026-11, 2026, today, yesterday."""
    said = word.text.lower()
    day = _day(word, today).isoformat() if said in ("today", "yesterday") else word.text
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day):
        raise QueryError(f"“{word.text}” is no day: write 2026-11-03, 2026-11 or 2026", word.start, word.end)
    sql = "SELECT article FROM mentions WHERE kind = 'date' AND name >= ? AND name < ?"
    found = _statement(sql, day, f"{day}~")
    return replace(found, facts=True, asked=(Asked("date", day),))


def _words(word: Word, today: date) -> Condition:
    bound = _bound(word) or _bound(Word(f"={word.text}", word.start, word.end))
    if bound is None or bound[0]:
        raise QueryError("words: needs a bound such as words:>500", word.start, word.end)
    return Condition(f"a.words >= 0 AND a.words {bound[1]} ?", (bound[2],), facts=True)


_MAKERS: dict[str, Callable[[Word, date], Condition]] = {
    "title": _title,
    "feed": _feed,
    "folder": _shelf,
    "tag": _shelf,
    "source": _column("source"),
    "author": _column("author"),
    "after": _after,
    "before": _before,
    "has": _has,
    "note": _note,
    "person": _named,
    "org": _named,
    "place": _named,
    "speaker": _named,
    "figure": _figure,
    "date": _date,
    "words": _words,
}
