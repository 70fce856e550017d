"""The filter language: words and phrases, fields, ``-`` for not, ``or``, brackets; errors point at the word.

    unread feed:dw after:2026-11-01 tag:korea "defence budget" has:questions figure:troops>20000 speaker:Ahn

Unknown fields are searched as plain words, so any input is a valid query; only a known field with a value
that makes no sense is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tui.library.searching import match_term

FLAGS = {
    "unread": "a.read = 0",
    "read": "a.read = 1",
    "starred": "a.starred = 1",
    "changed": "a.changes <> ''",
    "truncated": "a.truncated = 1",
    "marked": "EXISTS (SELECT 1 FROM bookmarks b WHERE b.uri = a.uri AND b.deleted = 0)",
}
HAS = {
    "questions": "a.questions > 0",
    "figures": "a.figures > 0",
    "marks": FLAGS["marked"],
    "notes": "EXISTS (SELECT 1 FROM bookmarks b WHERE b.uri = a.uri AND b.deleted = 0 AND b.note <> '')",
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
    "words": "length: words>500",
}
"""Fields with a line of help each; the completion offers them."""

_TOKEN = re.compile(r'\(|\)|-(?=[\w"(])|(?:([A-Za-z]+):)?"([^"]*)"?|[^\s()"]+')
_BOUND = re.compile(r"^([^<>=]*)(<=|>=|<|>|=)\s*([\d.,_]+)([kmb]?)$", re.I)
_AGO = re.compile(r"^(\d{1,4})([dwmy])$")
_KINDS = {"person": "person", "org": "organisation", "place": "place", "speaker": "speaker"}


class QueryError(ValueError):
    """A field's value makes no sense. ``start`` and ``end`` are its place in the query."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL over ``articles a`` with its values, and the plain words to paint in what is found."""

    sql: str
    values: tuple[object, ...] = ()
    words: tuple[str, ...] = ()


EVERYTHING = Condition("1")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    field: str = ""
    quoted: bool = False


def parse(query: str, today: date) -> Condition:
    """A query as one condition. ``today`` fixes words such as "yesterday". Raises QueryError."""
    tokens = list(_tokens(query))
    condition, rest = _either(tokens, today, 0)
    while rest:  # a bracket too many is no reason to fail
        more, rest = _either(rest[1:], today, 0)
        condition = _join("AND", [condition, more])
    return condition


def complete(query: str, cursor: int) -> list[tuple[str, str]]:
    """(completion of the word before ``cursor``, its help) for fields, flags and ``has:`` values."""
    word = re.search(r"[\w:]*$", query[:cursor])
    start = word[0].lower() if word else ""
    if start.startswith("has:"):
        return [(f"has:{k}", "") for k in HAS if k.startswith(start[4:])]
    offers = [(f"{k}:", help_) for k, help_ in FIELDS.items()] + [(k, "only these") for k in FLAGS]
    return [(word_, help_) for word_, help_ in offers if start and word_.startswith(start) and word_ != start]


def _tokens(query: str) -> Iterable[_Word]:
    for m in _TOKEN.finditer(query):
        if m[2] is not None:
            yield _Word(m[2], m.start(), m.end(), (m[1] or "").lower(), True)
            continue
        field, colon, value = m[0].partition(":")
        if colon and field.lower() in FIELDS:
            yield _Word(value, m.start(), m.end(), field.lower())
        else:
            yield _Word(m[0], m.start(), m.end())


def _either(tokens: list[_Word], today: date, depth: int) -> tuple[Condition, list[_Word]]:
    parts: list[Condition] = []
    part, tokens = _all(tokens, today, depth)
    parts.append(part)
    while tokens and tokens[0].text.lower() == "or" and not tokens[0].quoted and not tokens[0].field:
        part, tokens = _all(tokens[1:], today, depth)
        parts.append(part)
    return _join("OR", parts), tokens


def _all(tokens: list[_Word], today: date, depth: int) -> tuple[Condition, list[_Word]]:
    parts: list[Condition] = []
    negate = False
    while tokens:
        word = tokens[0]
        plain = not word.quoted and not word.field
        if plain and (word.text == ")" or word.text.lower() == "or"):
            break
        tokens = tokens[1:]
        if plain and word.text.lower() in ("-", "not"):
            negate = True
            continue
        if plain and word.text.lower() == "and":
            continue
        if plain and word.text == "(":
            if depth > 20:
                raise QueryError("too many brackets", word.start, word.end)
            part, tokens = _either(tokens, today, depth + 1)
            if tokens and tokens[0].text == ")":
                tokens = tokens[1:]
        else:
            part = _term(word, today)
        if negate:
            part = Condition(f"NOT ({part.sql})", part.values)
            negate = False
        parts.append(part)
    return _join("AND", parts), tokens


def _join(word: str, parts: list[Condition]) -> Condition:
    parts = [p for p in parts if p is not EVERYTHING]
    if not parts:
        return EVERYTHING
    if len(parts) == 1:
        return parts[0]
    return Condition(
        f" {word} ".join(f"({p.sql})" for p in parts),
        tuple(v for p in parts for v in p.values),
        tuple(w for p in parts for w in p.words),
    )


def _term(word: _Word, today: date) -> Condition:
    if word.field:
        if not word.text:
            raise QueryError(
                f"{word.field}: needs a value ({FIELDS.get(word.field, 'words')})", word.start, word.end
            )
        made = _FIELD_MAKERS.get(word.field)
        if made is not None:
            return made(word, today)
        return _text(f"{word.field} {word.text}")
    if not word.quoted and word.text.lower() in FLAGS:
        return Condition(FLAGS[word.text.lower()])
    return _text(word.text)


def _text(text: str, column: str = "") -> Condition:
    match = match_term(text)
    if not match:
        return EVERYTHING
    if column:
        match = f"{column} : {match}"
    return Condition("a.id IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?)", (match,), (text.strip("* "),))


def _like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _title(word: _Word, today: date) -> Condition:
    return _text(word.text, "title")


def _column(name: str) -> Callable[[_Word, date], Condition]:
    def make(word: _Word, today: date) -> Condition:
        return Condition(f"a.{name} LIKE ? ESCAPE '\\'", (_like(word.text),))

    return make


def _feed(word: _Word, today: date) -> Condition:
    like = _like(word.text)
    return Condition(
        "a.id IN (SELECT e.article FROM entries e JOIN feeds f ON f.id = e.feed"
        " WHERE f.title LIKE ? ESCAPE '\\' OR f.own_title LIKE ? ESCAPE '\\' OR f.url LIKE ? ESCAPE '\\')",
        (like, like, like),
    )


def _shelf(prefix: str) -> Callable[[_Word, date], Condition]:
    def make(word: _Word, today: date) -> Condition:
        value = word.text.lower() if prefix == "tag" else word.text
        return Condition("a.id IN (SELECT article FROM places WHERE shelf = ?)", (f"{prefix}:{value}",))

    return make


def _day(word: _Word, today: date) -> date:
    text = word.text.lower()
    if text == "today":
        return today
    if text == "yesterday":
        return today - timedelta(days=1)
    ago = _AGO.match(text)
    if ago:
        days = int(ago[1]) * {"d": 1, "w": 7, "m": 30, "y": 365}[ago[2]]
        return max(date(1970, 1, 1), today - timedelta(days=min(days, 300_000)))
    try:
        return date.fromisoformat(word.text)
    except ValueError:
        raise QueryError(
            f"“{word.text}” is no day: write 2026-11-01, today, yesterday or 7d", word.start, word.end
        ) from None


def _time(word: _Word, today: date) -> int:
    day = _day(word, today)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _after(word: _Word, today: date) -> Condition:
    return Condition("a.published >= ?", (_time(word, today),))


def _before(word: _Word, today: date) -> Condition:
    return Condition("a.published < ?", (_time(word, today),))


def _has(word: _Word, today: date) -> Condition:
    if word.text.lower() not in HAS:
        raise QueryError(f"has: knows {', '.join(HAS)}", word.start, word.end)
    return Condition(HAS[word.text.lower()])


def _note(word: _Word, today: date) -> Condition:
    return Condition(
        "a.uri IN (SELECT b.uri FROM bookmarks b WHERE b.deleted = 0 AND b.note LIKE ? ESCAPE '\\')",
        (_like(word.text),),
    )


def _named(word: _Word, today: date) -> Condition:
    return Condition(
        "a.id IN (SELECT article FROM facts WHERE kind = ? AND name LIKE ? ESCAPE '\\')",
        (_KINDS[word.field], _like(word.text.lower())),
        (word.text,),
    )


def _bound(word: _Word) -> tuple[str, str, float] | None:
    m = _BOUND.match(word.text)
    if not m:
        return None
    try:
        value = float(m[3].replace(",", "").replace("_", ""))
    except ValueError:
        raise QueryError(f"“{m[3]}” is no number", word.start, word.end) from None
    return m[1], m[2], value * {"": 1, "k": 1e3, "m": 1e6, "b": 1e9}[m[4].lower()]


def _figure(word: _Word, today: date) -> Condition:
    bound = _bound(word)
    name = bound[0] if bound else word.text
    sql = "SELECT article FROM facts WHERE kind = 'figure'"
    values: list[object] = []
    if name:
        sql += " AND name LIKE ? ESCAPE '\\'"
        values.append(_like(name.lower()))
    if bound:
        sql += f" AND value {bound[1]} ?"
        values.append(bound[2])
    return Condition(f"a.id IN ({sql})", tuple(values), (name,) if name else ())


def _words(word: _Word, today: date) -> Condition:
    bound = _bound(word) or _bound(_Word(f"={word.text}", word.start, word.end))
    if bound is None:
        raise QueryError("words: needs a bound such as words:>500", word.start, word.end)
    return Condition(f"a.words {bound[1]} ?", (bound[2],))


_FIELD_MAKERS: dict[str, Callable[[_Word, date], Condition]] = {
    "title": _title,
    "feed": _feed,
    "folder": _shelf("folder"),
    "tag": _shelf("tag"),
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
    "words": _words,
}
