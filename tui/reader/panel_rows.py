"""What the side panel lists: an article, its facts and its bookmarks become tabs of entries. No Textual.

Each tab knows its items at once and makes an :class:`Entry` only when one is drawn, so that ten thousand
facts cost nothing until they are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tui.facts.describe import figure_value, speaker, words
from tui.facts.model import (
    Claim,
    Entity,
    Fact,
    Facts,
    Figure,
    Kind,
    Quotation,
    Span,
    Timex,
)
from tui.reader.looks import ASCII_SIGNS, SIGNS

if TYPE_CHECKING:
    from tui.article import Article, Section
    from tui.bookmarks.model import Bookmark

TABS = ("qa", "figures", "who", "when", "said", "marks")
SNIPPET = 160
"""Characters of the text shown around a mention."""

Part = tuple[str, str, int]
"""(text, style, most lines or 0): one hanging paragraph of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the panel: a lead in its own column, paragraphs beside it, and where it leads.

    ``places`` are offsets into the text: going there again goes on to the next one.
    """

    parts: tuple[Part, ...]
    lead: str = ""
    lead_style: str = "quiet"
    places: tuple[Span, ...] = ()
    heading: bool = False
    fact: Fact | None = None
    bookmark: str = ""
    space: bool = False  # a blank line before it
    right: str = ""  # at the right edge of the first line


@dataclass
class Tab:
    """One tab: its items, how to make an entry of each, and which item belongs to which fact."""

    name: str
    title: str
    letter: str
    count: int
    items: Sequence[Any]
    make: Callable[[Any], Entry]
    align_right: bool = False
    empty: str = ""
    spans: Callable[[Any], Sequence[tuple[int, int]]] = field(default=lambda item: ())
    within: bool = False  # items cover stretches of text: follow by offset

    def entry(self, index: int) -> Entry:
        return self.make(self.items[index])

    @cached_property
    def by_span(self) -> dict[tuple[int, int], int]:
        out: dict[tuple[int, int], int] = {}
        for i, item in enumerate(self.items):
            for span in self.spans(item):
                out.setdefault(span, i)
        return out

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted((span[0], i) for span, i in self.by_span.items())

    def item_at(self, offset: int, span: tuple[int, int] | None) -> int:
        """The item of the fact with this span, else the one whose stretch holds the offset; -1: none."""
        if span is not None and span in self.by_span:
            return self.by_span[span]
        if not self.within:
            return -1
        found = -1
        for start, i in self._starts:
            if start > offset:
                break
            found = i
        return found


def build(
    article: Article,
    facts: Facts | None,
    bookmarks: Sequence[Bookmark] = (),
    *,
    expanded: frozenset[str] = frozenset(),
    ascii_only: bool = False,
) -> dict[str, Tab]:
    """All tabs, in order. Without facts, what the structure alone tells (questions, outline, marks)."""
    made = Maker(article, facts, bookmarks, expanded, ascii_only)
    return {name: getattr(made, name)() for name in TABS}


class Maker:
    """Makes the tabs of one article."""

    def __init__(
        self,
        article: Article,
        facts: Facts | None,
        bookmarks: Sequence[Bookmark],
        expanded: frozenset[str],
        ascii_only: bool,
    ) -> None:
        self.article = article
        self.text = article.text
        self.facts = facts
        self.bookmarks = bookmarks
        self.expanded = expanded
        self.ascii_only = ascii_only
        self.gaps = [f.start for f in facts.of(Kind.GAP)] if facts else []
        self.waiting = "looking for facts …" if facts is None else ""

    def words(self, span: Span | tuple[int, int] | None, limit: int = 2000) -> str:
        if span is None:
            return ""
        start, end = span[0], min(span[1], span[0] + limit)
        inside = self.gaps[bisect_left(self.gaps, start) : bisect_left(self.gaps, end)]
        if not inside:
            return words(self.text, Span(start, end))
        sign = (ASCII_SIGNS if self.ascii_only else SIGNS)["gap"]
        edges = [start, *inside, end]
        drawn = sign.join(self.text[a:b] for a, b in pairwise(edges))
        return words(drawn, Span(0, len(drawn)))

    def sentence(self, offset: int) -> str:
        """The words around an offset, from the start of its sentence or near it."""
        i = self.article.block_at(offset)
        if i < 0:
            return ""
        block = self.article.blocks[i]
        start = max(block.start, offset - SNIPPET // 2)
        head = self.text.rfind(". ", start, offset)
        start = head + 2 if head >= 0 else start
        if start > block.start and head < 0:
            blank = self.text.find(" ", start, offset)
            start = blank + 1 if blank >= 0 else start
        lead = "" if start == block.start or head >= 0 else "…"
        return lead + self.words((start, min(block.end, start + SNIPPET)))

    # -- questions and answers

    def qa(self) -> Tab:
        sections = [s for s in self.article.sections if s.kind in ("question", "interview")]
        if sections:
            return Tab("qa", "q&a", "Q", len(sections), sections, self._question, spans=self._stretch, within=True)
        outline = [s for s in self.article.sections if s.kind == "heading"]
        if outline:
            return Tab("qa", "outline", "O", len(outline), outline, self._question, spans=self._stretch, within=True)
        return Tab(
            "qa",
            "q&a",
            "Q",
            0,
            (),
            self._question,
            empty="this article asks no questions and has no sub-headings",
        )

    def _stretch(self, section: Section) -> Sequence[tuple[int, int]]:
        block = self.article.blocks[section.heading]
        return ((block.start, block.end),)

    def _question(self, section: Section) -> Entry:
        blocks = self.article.blocks
        heading = blocks[section.heading]
        asks = section.kind != "heading"
        parts: list[Part] = [(self.words((heading.start, heading.end)), "question" if asks else "strong", 0)]
        if section.questioner or section.answerer:
            who = f"{section.questioner or '?'} asks {section.answerer or '?'}"
            parts.append((who, "quiet", 1))
        full = "qa" in self.expanded
        last = section.last if full else min(section.last, section.first)
        for i in range(section.first, last + 1):
            parts.append((self.words((blocks[i].start, blocks[i].end)), "answer", 0 if full else 3))
        inside = self._inside(section)
        if inside:
            parts.append((inside, "quiet", 2))
        sign = ("v" if full else ">") if self.ascii_only else ("▾" if full else "▸")
        return Entry(tuple(parts), sign, "sign", (Span(heading.start, heading.end),), space=True)

    def _inside(self, section: Section) -> str:
        if self.facts is None or section.last < section.first:
            return ""
        start, end = self.article.blocks[section.first].start, self.article.blocks[section.last].end
        found: list[str] = []
        for word, kind in (
            ("figure", Kind.FIGURE),
            ("date", Kind.DATE),
            ("quote", Kind.QUOTE),
            ("claim", Kind.CLAIM),
        ):
            n = sum(1 for f in self._by_kind(kind) if start <= f.start < end)
            if n:
                found.append(f"{n} {word}{'s' if n > 1 else ''}")
        paragraphs = section.last - section.first + 1
        head = f"{paragraphs} paragraph{'s' if paragraphs != 1 else ''}"
        return " · ".join([head, *found])

    def _by_kind(self, kind: Kind) -> list[Fact]:
        if self.facts is None:
            return []
        if not hasattr(self, "_kinds"):
            self._kinds: dict[Kind, list[Fact]] = {}
            for fact in self.facts.facts:
                if fact.lit:
                    self._kinds.setdefault(fact.kind, []).append(fact)
        return self._kinds.get(kind, [])

    # -- figures

    def figures(self) -> Tab:
        if self.facts is None:
            return Tab("figures", "figures", "F", 0, (), self._figure, empty=self.waiting)
        every = self._by_kind(Kind.FIGURE)
        keys = self.facts.key_figures()
        chosen = every if "figures" in self.expanded or not keys else keys
        count = len(chosen) if chosen is keys else len(every)
        items: list[Any] = list(chosen)
        if keys and len(keys) < len(every):
            more = f"all {len(every)} figures" if chosen is every else f"key figures, {len(keys)} of {len(every)}"
            items.insert(0, more)
        return Tab(
            "figures", "figures", "F", count, items, self._figure, align_right=True, spans=_spans,
            empty="no figures in this article",
        )  # fmt: skip

    def _figure(self, item: Fact | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "quiet", 1),), heading=True)
        detail = item.detail
        assert isinstance(detail, Figure)
        said = self.words((item.start, item.end))
        counted = self.words(detail.counted)
        value = figure_value(detail)
        parts: list[Part] = [(counted or said, "text", 2)]
        if counted and _letters(said) not in (_letters(value), _letters(value + counted), _letters(counted)):
            parts.append((f"“{said}”", "quiet", 1))
        notes = [n for n in (detail.conversion, detail.check, *item.warnings) if n]
        parts += [(n, "warning" if "not" in n or n in item.warnings else "quiet", 2) for n in notes]
        return Entry(tuple(parts), value, "figure", (item.span,), fact=item)

    # -- who

    def who(self) -> Tab:
        if self.facts is None:
            return Tab("who", "who", "W", 0, (), self._entity, empty=self.waiting)
        items: list[Any] = []
        count = 0
        for kind, title in ((Kind.PERSON, "people"), (Kind.ORGANISATION, "bodies"), (Kind.PLACE, "places")):
            found = [e for e in self.facts.entities if e.kind is kind and e.mentions]
            if not found:
                continue
            items.append(f"{title} {len(found)}")
            for entity in sorted(found, key=lambda e: -len(e.mentions)):
                items.append(entity)
                if "who" in self.expanded:
                    items += entity.mentions
            count += len(found) if kind is not Kind.PLACE else 0
        lines = self._by_kind(Kind.CREDIT)
        if lines:
            items.append("credits")
            items += lines
        return Tab("who", "who", "W", count, items, self._entity, spans=_spans, empty="nobody is named")

    def _entity(self, item: Entity | Fact | Span | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "quiet", 1),), heading=True, space=True)
        if isinstance(item, Span):
            return Entry(((self.sentence(item.start), "quiet", 1),), places=(item,))
        if isinstance(item, Fact):
            role = getattr(item.detail, "role", "")
            return Entry(((self.words(item.span), "text", 2), (role, "quiet", 1)), places=(item.span,), fact=item)
        short = f" ({item.short})" if item.short and item.short != item.name else ""
        code = f" · {item.country}" if item.country else ""
        parts: list[Part] = [(item.name + short + code, item.kind.value, 2)]
        roles = list(dict.fromkeys(self.words(r) for r in item.roles))
        parts += [(role, "quiet", 2) for role in roles]
        n = len(item.mentions)
        return Entry(tuple(parts), places=item.mentions, right=f"{n}×" if n > 1 else "")

    # -- when

    def when(self) -> Tab:
        if self.facts is None:
            return Tab("when", "when", "T", 0, (), self._when, empty=self.waiting)
        resolved, open_ones = self.facts.timeline()
        count = len(resolved) + len(open_ones)
        items: list[Any] = []
        before = ""
        for fact in resolved:
            assert isinstance(fact.detail, Timex)
            between = _between(before, fact.detail.begin)
            if between:
                items.append(("gap", between))
            items.append((fact.detail.begin, fact))
            before = fact.detail.end or fact.detail.begin
        if open_ones:
            if any("publication" in getattr(f.detail, "unresolved", "") for f in open_ones):
                items.append("no date given: set it with D")
            else:
                items.append("not on the line")
            items += [("", f) for f in open_ones]
        return Tab("when", "when", "T", count, items, self._when, spans=_spans, empty="no dates in this article")

    def _when(self, item: tuple[str, Any] | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "quiet", 1),), heading=True, space=True)
        begin, fact = item
        rail, dot = (":", "o") if self.ascii_only else ("┊", "●")
        if begin == "gap":
            return Entry(((fact, "quiet", 1),), f"{rail:>{TIMELINE}}", "rule", heading=True)
        detail: Timex = fact.detail
        said = self.words(fact.span)
        if not begin:
            what = {"DURATION": "how long", "SET": "how often"}.get(detail.type, "")
            why = "" if "publication" in detail.unresolved else detail.unresolved  # said once, above
            note = " · ".join(n for n in (what, detail.value, why) if n)
            parts: list[Part] = [(said, "date", 2), (self.sentence(fact.start), "quiet", 1)]
            if note:
                parts.append((note, "quiet", 1))
            return Entry(tuple(parts), places=(fact.span,), fact=fact)
        return Entry(
            ((said, "date", 2), (self.sentence(fact.start), "quiet", 2 if "when" in self.expanded else 1)),
            f"{_day(detail):<{TIMELINE - 1}}{dot}", "date", (fact.span,), fact=fact,
        )  # fmt: skip

    # -- said

    def said(self) -> Tab:
        if self.facts is None:
            return Tab("said", "said", "S", 0, (), self._said, empty=self.waiting)
        by_speaker: dict[str, list[Fact]] = {}
        count = 0
        for fact in sorted((*self._by_kind(Kind.QUOTE), *self._by_kind(Kind.CLAIM)), key=lambda f: (f.start, -f.end)):
            detail = fact.detail
            if isinstance(detail, Quotation) and detail.scare:
                continue
            assert isinstance(detail, (Quotation, Claim))
            by_speaker.setdefault(self._who_says(detail), []).append(fact)
            count += 1
        items: list[Any] = []
        for name, facts in by_speaker.items():
            items.append(name)
            items += facts
        return Tab("said", "said", "S", count, items, self._said, spans=_spans, empty="nobody is quoted")

    def _who_says(self, detail: Quotation | Claim) -> str:
        assert self.facts is not None
        if 0 <= detail.entity < len(self.facts.entities):
            return self.facts.entities[detail.entity].name
        if isinstance(detail, Claim) and detail.source is None:
            return "nobody named"
        return speaker(detail, self.facts, self.text)

    def _said(self, item: Fact | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "person", 1),), heading=True, space=True)
        limit = 0 if "said" in self.expanded else 4
        detail = item.detail
        if isinstance(detail, Quotation):
            spans = detail.parts or (item.span,)
            quoted = " … ".join(self.words(s) for s in spans)
            return Entry(
                ((quoted, "quote", limit),),
                "“" if not self.ascii_only else '"',
                "sign",
                (item.span,),
                fact=item,
            )
        assert isinstance(detail, Claim)
        content = " … ".join(self.words(s) for s in detail.content) or self.words(item.span)
        how = ("not " if detail.negated else "") + detail.modality
        return Entry(
            ((how, "claim", 1), (content, "text", limit)),
            "»" if not self.ascii_only else ">",
            "sign",
            (item.span,),
            fact=item,
        )

    # -- marks

    def marks(self) -> Tab:
        return Tab(
            "marks", "marks", "M", len(self.bookmarks), list(self.bookmarks), self._mark, spans=_mark_spans,
            empty="nothing kept from this article yet: m bookmarks the sentence at the cursor",
        )  # fmt: skip

    def _mark(self, bookmark: Bookmark) -> Entry:
        parts: list[Part] = [
            (" ".join(bookmark.selector.exact[:2000].split()), "text", 0 if "marks" in self.expanded else 3)
        ]
        if bookmark.note:
            parts.append((" ".join(bookmark.note[:600].split()), "note", 3))
        if bookmark.tags:
            parts.append((" ".join(f"#{tag}" for tag in bookmark.tags), "tag", 2))
        state = bookmark.state.value
        if state != "exact":
            parts.append((state, "warning" if state in ("changed", "lost") else "quiet", 1))
        span = bookmark.span
        sign = ("|" if self.ascii_only else "┃") + bookmark.category
        return Entry(tuple(parts), sign, "mark", (Span(*span),) if span else (), bookmark=bookmark.id, space=True)


TIMELINE = 12
"""Cells of the timeline's column: a date and the rail."""


def _spans(item: Any) -> Sequence[tuple[int, int]]:
    if isinstance(item, Fact):
        return ((item.start, item.end),)
    if isinstance(item, Entity):
        return item.mentions
    if isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Fact):
        return ((item[1].start, item[1].end),)
    return ()


def _mark_spans(item: Bookmark) -> Sequence[tuple[int, int]]:
    return (item.span,) if item.span else ()


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _day(detail: Timex) -> str:
    """A date for the narrow column: as exact as it is known."""
    begin, end = detail.begin, detail.end or detail.begin
    if begin == end:
        return begin
    if begin[5:] == "01-01" and end[5:] == "12-31":
        return begin[:4] if begin[:4] == end[:4] else f"{begin[:4]}–{end[:4]}"
    return begin[:7] if begin[:7] == end[:7] and begin[8:] == "01" else begin


def _between(before: str, after: str) -> str:
    """How much time lies between two entries, when it is long enough to be worth a line."""
    try:
        days = (date.fromisoformat(after[:10]) - date.fromisoformat(before[:10])).days
    except ValueError:
        return ""
    if days >= 730:
        return f"{round(days / 365.25)} years"
    return f"{round(days / 30.4)} months" if days > 92 else ""
