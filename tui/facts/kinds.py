"""The kinds of facts in one table, and the span. Light to load: all that is needed before there are facts.

Whatever is said of a kind anywhere (its name, number key, travel key, sign, look) is read from :data:`TABLE`. A new
kind takes two places: a member of :class:`Kind` and its row here. Ask :func:`row` rather than the table where the kind
may come from elsewhere (a plug-in, a newer version's store): it answers for a kind that is not listed, too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of facts, in the order of the number keys that switch them."""

    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    QUOTE = "quote"
    CLAIM = "claim"
    QUESTION = "question"
    GAP = "gap"
    CREDIT = "credit"
    OTHER = "other"  # events, laws, works: named things of low weight


class Span(NamedTuple):
    """Half-open, in code points of ``Article.text``."""

    start: int
    end: int


class Row(NamedTuple):
    """Everything that is said of one kind of fact.

    ``kind`` is its name in JSON and in the settings; ``noun`` and ``plural`` are the words a reader sees;
    ``marks`` says in one line what is marked. ``digit`` switches its highlight and ``travel`` jumps to it behind
    ``]`` and ``[``; "" where there is no such key. ``sign`` and ``ascii_sign`` stand in the gutter or in the place
    of words that are lost. ``colour`` is a variable of the theme, ``attributes`` the second cue beside it, and
    ``plain`` the attributes where there is no colour at all. ``weight`` orders kinds that overlap: the look with the
    higher one is on top. ``css`` is the class of its spans in HTML and SVG. ``line`` is the confidence from which
    such a fact is lit.
    """

    kind: str
    noun: str
    plural: str
    marks: str
    digit: str = ""
    travel: str = ""
    sign: str = ""
    ascii_sign: str = ""
    colour: str = ""
    attributes: str = ""
    plain: str = ""
    weight: int = 0
    css: str = ""
    line: float = 0.5


TABLE: tuple[Row, ...] = (
    Row(
        "figure", "figure", "figures", "numbers with what they count, money, shares, measures, ranges, scores",
        digit="1", travel="f", colour="figure", attributes="bold", plain="bold", weight=90, css="figure",
    ),
    Row(
        "date", "date", "dates", "days, months, quarters, clock times, lengths of time, sets of days",
        digit="2", travel="d", colour="date", attributes="underline", plain="underline", weight=80, css="date",
    ),
    Row(
        "person", "person", "people", "people by name, with the role that stands beside it",
        digit="3", travel="p", colour="strong", attributes="bold", plain="bold underline", weight=70, css="person",
    ),
    Row(
        "organisation", "organisation", "organisations", "bodies, firms, parties, agencies, teams",
        digit="4", travel="o", colour="organisation", attributes="bold", plain="bold italic", weight=60,
        css="organisation",
    ),
    Row(
        "place", "place", "places", "countries, regions, towns, waters, buildings with a name",
        digit="5", travel="l", colour="place", attributes="italic", plain="italic underline", weight=50, css="place",
    ),
    Row(
        "quote", "quotation", "quotations", "words in quotation marks that somebody said",
        digit="6", travel="q", colour="quote", attributes="italic", plain="italic", weight=30, css="quote",
    ),
    Row(
        "claim", "claim", "claims", "what somebody said, denied, expects or plans, with who and by which word",
        digit="7", travel="c", sign="»", ascii_sign="~", colour="claim", plain="dim", weight=40, css="cue", line=0.6,
    ),
    Row(
        "question", "question", "questions", "headings that ask, with the paragraphs that answer",
        digit="8", travel="?", sign="?", ascii_sign="?", colour="strong", attributes="bold", weight=20, css="question",
    ),
    Row(
        "gap", "place where words are missing", "missing words", "places where a scraper lost words",
        digit="9", travel="g", sign="⟨…⟩", ascii_sign="<...>", colour="gap", attributes="reverse", weight=100,
        css="gap",
    ),
    Row(
        "credit", "credit", "credits", "who wrote, edited or published the article",
        colour="quiet", plain="dim", css="credit",
    ),
    Row("other", "other name", "other names", "events, laws, works", weight=10, css="other"),
)  # fmt: skip
"""The kinds in the order of :class:`Kind`."""

_ROWS = {row.kind: row for row in TABLE}


def row(kind: str) -> Row:
    """The row of ``kind``; for one that is not in the table a plain row with its name and no keys. Never raises."""
    found = _ROWS.get(kind)
    return found if found is not None else Row(kind, kind, f"{kind}s", "", css="other")


def known_kind(name: object) -> Kind | None:
    """The kind called ``name``, None for one that this version does not know."""
    try:
        return Kind(name)  # type: ignore[arg-type]
    except ValueError:
        return None
