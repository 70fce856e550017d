"""What a fact is. Everything here is frozen, and every offset is in code points of ``Article.text``.

A :class:`Fact` is an exact span of the text with what was recognised there. The words of a fact are
always ``text[fact.start:fact.end]``; normalised values stand beside them, never in their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tui.facts.kinds import Kind as Kind
from tui.facts.kinds import Span as Span
from tui.facts.kinds import row

ENGINE = "2"
"""Version of the rules; part of every key under which facts are cached. Stored facts of another version are found
anew in the background, the newest articles first (see ``tui.ingest``)."""


class Cancelled(Exception):
    """Raised inside ``extract`` when the caller no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity.

    ``low == high`` unless a range. ``change`` is the relation stated: "=" plain, "~" about, "<" less
    than or at most or nearly, ">" more than or at least, "up" or "down" by so much.
    ``bound`` is the exact bound: ">" more than, ">=" at least, "<" less than, "<=" at most, "~" about, "" none; it
    stands beside ``change`` also where that says "up" or "down" (“rose by up to 300”: "up" and "<=").
    ``vague`` marks an order of size (“dozens”, “billions of euros”): the words are the value, and ``low`` and ``high``
    are only that order (12, 1,000,000,000).
    ``unit`` is a symbol ("km", "USD", "%", "year") or "" for a plain number or a counted thing;
    ``dimension`` is "length", "money", "share", "time", "age", "count", "ratio", "score" …;
    ``factor`` converts to the dimension's base unit (metre, kilogram, second …), None for money and counts.
    ``counted`` is the whole counted phrase ("US troops stationed in South Korea"), ``head`` its head noun;
    ``subject`` are the words that say of what or for whom a key figure is ("Net income", "the death toll").
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    dimension: str = "count"
    factor: Decimal | None = None
    change: str = "="
    number: Span | None = None  # the number proper inside the fact's span
    counted: Span | None = None
    head: Span | None = None
    per: str = ""  # rates: "day" for "per day"
    ordinal: bool = False
    restates: Span | None = None  # span of the figure that this one says again in another unit
    restated_by: Span | None = None
    conversion: str = ""  # "250 km = 155 mi: agrees within “roughly”" or "… does not agree"
    check: str = ""  # arithmetic that the sentence states: "" silent, "adds up", "does not add up: …"
    bound: str = ""
    vague: bool = False
    subject: Span | None = None
    key: float = 0.0  # rank as a key figure; 0 when it is none
    key_reason: str = ""


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 expression (ISO-TimeML): ``type`` DATE, TIME, DURATION or SET.

    ``value`` is the TIMEX3 value ("2025-11-03", "2025-W45", "P20Y", "PRESENT_REF"), "" while it
    cannot be resolved; ``begin`` and ``end`` are ISO dates (inclusive) where the value covers days.
    ``unresolved`` says why there is no value ("relative, no publication date").
    """

    type: str
    value: str = ""
    begin: str = ""
    end: str = ""
    mod: str = ""  # TIMEX3 mod: APPROX, MORE_THAN, LESS_THAN, START, MID, END …
    quant: str = ""  # SET: EVERY …
    freq: str = ""
    unresolved: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity; ``entity`` is its number in ``Facts.entities`` (-1: not folded)."""

    entity: int = -1
    role: Span | None = None  # the words of the role given beside this mention
    nominal: bool = False  # "the ministry": no name, but sure to mean one


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words; the fact's span holds them with their marks."""

    speaker: Span | None = None  # verbatim words that name the speaker; None: unknown
    entity: int = -1  # the speaker in Facts.entities, -1 unknown
    cue: Span | None = None
    scare: bool = False  # a term or title set in quotation marks, nobody's speech
    parts: tuple[Span, ...] = ()  # when broken by the cue or over paragraphs


@dataclass(frozen=True, slots=True)
class Claim:
    """Reported speech or thought. The fact's span is the claim's sentence or clause.

    ``modality`` says how the source stands to the content: "said"; "denied" (says that it is not so), "opposed"
    (rejects, criticises or condemns it), "doubted" (questions it), "accused" (blames somebody), "asked" (asks, or wants
    it of somebody), "refused" (will not do it), "planned", "expected", "possible" (thought or feared), "conditional",
    "reported" (reportedly, nobody named). ``negated``: the source does not say so ("none of the ministers said").
    """

    modality: str
    source: Span | None = None
    entity: int = -1
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A heading that asks; ``answer`` spans its blocks. ``kind`` is "question" or "interview"."""

    answer: Span | None = None
    section: int = -1  # index into Article.sections
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Gap:
    """Words are missing here. The fact's span is empty: ``start == end``, the offset where they stood."""

    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A line about the article rather than of it; ``role`` "editor", "author", "syndication", "copyright" …"""

    role: str
    names: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An event, law or work; ``sort`` says which."""

    sort: str


Detail = Figure | Timex | Mention | Quotation | Claim | Question | Gap | Credit | NamedThing


@dataclass(frozen=True, slots=True)
class Fact:
    """One recognised span.

    ``rule`` names recogniser and rule ("figures.money"); ``why`` says it in words a reader can check.
    ``confidence`` is in 0..1, and means how often such a fact is right; below the line of its kind (``line`` in
    :data:`tui.facts.kinds.TABLE`, at least ``LIT``) it is kept but not lit.
    ``minor`` says in words why a fact that is right is not worth the light (“two countries”, “now”, a length of time
    that is lit as a date already); "" for all others. Like a doubtful one it is kept but not lit.
    """

    kind: Kind
    start: int
    end: int
    detail: Detail
    rule: str
    why: str = ""
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    minor: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def lit(self) -> bool:
        return not self.minor and self.confidence >= row(self.kind).line


LIT = 0.5
"""The lowest confidence from which a fact of any kind is shown in the text."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place with all its mentions folded.

    ``name`` is the fullest form found, ``roles`` the role phrases in order of appearance,
    ``mentions`` the spans in order; ``country`` an ISO 3166-1 alpha-2 code for a country.
    """

    number: int
    kind: Kind
    name: str
    mentions: tuple[Span, ...]
    roles: tuple[Span, ...] = ()
    short: str = ""  # acronym or short form defined in brackets: "DMZ"
    country: str = ""
    why: str = ""  # how the mentions were folded


@dataclass(frozen=True)
class Facts:
    """All facts of one article version, sorted by start, then longest first."""

    text_hash: str
    engine: str  # engine version, part of every cache key
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    language: str = ""
    published: str = ""  # the date relative expressions were resolved against, "" if none
    notes: tuple[str, ...] = field(default_factory=tuple)

    def of(self, *kinds: Kind, lit: bool = True) -> list[Fact]:
        """The facts of these kinds in text order, only lit ones unless ``lit`` is False."""
        return [f for f in self.facts if f.kind in kinds and (f.lit or not lit)]

    def named(self) -> list[Entity]:
        """The entities that are lit somewhere in the text: those a list of names may show, in order of appearance."""
        lit = {f.detail.entity for f in self.facts if isinstance(f.detail, Mention) and f.lit}
        return [e for e in self.entities if e.number in lit]

    def key_figures(self) -> list[Fact]:
        """Figures worth a place in the panel, best first (ties by place)."""
        chosen = [f for f in self.of(Kind.FIGURE) if isinstance(f.detail, Figure) and f.detail.key > 0]
        return sorted(chosen, key=lambda f: (-f.detail.key, f.start))  # type: ignore[union-attr]

    def timeline(self) -> tuple[list[Fact], list[Fact]]:
        """(resolved dates in the order of time, unresolved ones in the order of the text)."""
        dates = [f for f in self.of(Kind.DATE) if isinstance(f.detail, Timex)]
        resolved = [f for f in dates if f.detail.begin]  # type: ignore[union-attr]
        resolved.sort(key=lambda f: (f.detail.begin, f.detail.end, f.start))  # type: ignore[union-attr]
        placed = set(map(id, resolved))
        return resolved, [f for f in dates if id(f) not in placed]
