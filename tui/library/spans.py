"""Facts with their places, kept of every article that was looked at: sayings, measures, mentions.

They are what a search for facts answers with, and what reading across articles is made of (a person's sayings, the same
measure elsewhere). All offsets are code points of ``Article.text``; a span that is missing is ``(-1, -1)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from tui.facts.model import Claim, Facts, Figure, Kind, Mention, Quotation, Span, Timex
from tui.library.db.connection import Database
from tui.text.folding import fold

NONE = Span(-1, -1)
_NUMBER = re.compile(r"[\d.,]*\d")
_SAID = {"%": "% percent per cent", "USD": "USD $ dollars", "EUR": "EUR € euros", "GBP": "GBP £ pounds"}
"""What people call a unit that stands as a sign in the text."""


class Saying(NamedTuple):
    """What somebody said. ``kind`` is "quote" or a claim's modality; ``speaker`` is "" where it is not known."""

    article: int
    start: int
    stop: int
    kind: str
    speaker: str
    speaker_start: int
    speaker_stop: int
    cue_start: int
    cue_stop: int
    content_start: int
    content_stop: int


class Measure(NamedTuple):
    """A figure. ``name`` is what is counted or measured, in folded words; ``change`` as in ``facts.model.Figure``."""

    article: int
    start: int
    stop: int
    name: str
    low: float
    high: float
    unit: str
    change: str
    counted_start: int
    counted_stop: int


class Named(NamedTuple):
    """Where a person, organisation or place is named first, or a day; ``name`` is the fullest name or the ISO value."""

    article: int
    start: int
    stop: int
    kind: str
    name: str


class Spans(NamedTuple):
    """All that is kept of one article; ``article`` is 0 until it is stored."""

    sayings: tuple[Saying, ...] = ()
    measures: tuple[Measure, ...] = ()
    mentions: tuple[Named, ...] = ()


def spans_of(facts: Facts, text: str) -> Spans:
    """What is kept of an article's facts: only those that are lit."""
    sayings: list[Saying] = []
    measures: list[Measure] = []
    mentions: list[Named] = []
    seen: set[tuple[str, str]] = set()
    for fact in facts.of(Kind.FIGURE, Kind.QUOTE, Kind.CLAIM, Kind.DATE):
        detail = fact.detail
        if isinstance(detail, Figure):
            low, high = _real(detail.low), _real(detail.high)
            if low is not None and high is not None:
                name = fold(counted(detail, text, fact.start, fact.end))
                row = (name, low, high, detail.unit, detail.change, *(detail.counted or NONE))
                measures.append(Measure(0, fact.start, fact.end, *row))
        elif isinstance(detail, Quotation | Claim) and not (isinstance(detail, Quotation) and detail.scare):
            sayings.append(_saying(fact.start, fact.end, detail, facts, text))
        elif isinstance(detail, Timex) and detail.begin and ("date", detail.begin) not in seen:
            seen.add(("date", detail.begin))
            mentions.append(Named(0, fact.start, fact.end, "date", _day(detail)))
    named = {entity.number: entity for entity in facts.named()}
    for fact in facts.of(Kind.PERSON, Kind.ORGANISATION, Kind.PLACE):
        number = fact.detail.entity if isinstance(fact.detail, Mention) else -1
        entity = named.pop(number, None)  # the first lit mention
        if entity is not None:
            name = f"{entity.name} ({entity.short})" if entity.short else entity.name
            mentions.append(Named(0, fact.start, fact.end, entity.kind.value, name))
    return Spans(tuple(sayings), tuple(measures), tuple(mentions))


def _saying(start: int, stop: int, detail: Quotation | Claim, facts: Facts, text: str) -> Saying:
    if isinstance(detail, Quotation):
        kind, who, content = "quote", detail.speaker, detail.parts or (Span(start, stop),)
    else:
        kind, who, content = detail.modality, detail.source, detail.content or (Span(start, stop),)
    return Saying(
        0, start, stop, kind, speaker(detail, facts, text), *(who or NONE), *(detail.cue or NONE),
        content[0].start, content[-1].end,
    )  # fmt: skip


def speaker(detail: Quotation | Claim, facts: Facts, text: str) -> str:
    """Who said it: the fullest name that the article gives, or the words it uses; "" where nobody is named."""
    span = detail.speaker if isinstance(detail, Quotation) else detail.source
    name = facts.entities[detail.entity].name if 0 <= detail.entity < len(facts.entities) else ""
    return name or ("" if span is None else text[span.start : span.end])


def counted(figure: Figure, text: str, start: int, end: int) -> str:
    """What is counted or measured: the words of the figure without its number, what they count, the unit."""
    words = _NUMBER.sub(" ", text[start:end])
    if figure.counted:
        words += " " + _NUMBER.sub(" ", text[figure.counted.start : figure.counted.end])
    return " ".join(dict.fromkeys(f"{words} {_SAID.get(figure.unit, figure.unit)}".lower().split()))


def _day(when: Timex) -> str:
    return when.begin if when.begin == when.end or not when.end else f"{when.begin}/{when.end}"


def _real(value: object) -> float | None:
    try:
        number = float(str(value))
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


TABLES: tuple[tuple[str, type[Saying] | type[Measure] | type[Named]], ...] = (
    ("sayings", Saying), ("measures", Measure), ("mentions", Named),
)  # fmt: skip


def keep(database: Database, article: int, spans: Spans) -> None:
    """Keep these spans of an article, and no others; inside a transaction."""
    for (table, row), found in zip(TABLES, spans, strict=True):
        database.run(f"DELETE FROM {table} WHERE article = ?", (article,))
        marks = ", ".join("?" * len(row._fields))
        database.run_many(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", ((article, *one[1:]) for one in found))


def drop(database: Database, articles: Sequence[int]) -> None:
    """Drop what is kept of these articles; inside a transaction."""
    for table, _ in TABLES:
        database.run_many(f"DELETE FROM {table} WHERE article = ?", ((number,) for number in articles))


def prune(database: Database, before: int) -> None:
    """Drop what is kept of articles that were read, are not starred, and appeared before this time (UTC
    milliseconds), 2,000 at a time; inside a transaction."""
    rows = database.rows(
        "SELECT a.id FROM articles AS a WHERE a.published < ? AND a.read = 1 AND a.starred = 0 AND"
        " EXISTS (SELECT 1 FROM mentions AS m WHERE m.article = a.id) LIMIT 2000",
        (before,),
    )
    drop(database, [row["id"] for row in rows])


def of_article(database: Database, article: int) -> Spans:
    """What is kept of an article, in the order of its text."""
    ask = "SELECT * FROM {} WHERE article = ? ORDER BY start, stop"
    return Spans(
        tuple(Saying(*row) for row in database.rows(ask.format("sayings"), (article,))),
        tuple(Measure(*row) for row in database.rows(ask.format("measures"), (article,))),
        tuple(Named(*row) for row in database.rows(ask.format("mentions"), (article,))),
    )
