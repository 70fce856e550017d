"""The side panel's tabs that list facts: figures, who, when, said. No Textual.

Apart from :mod:`tui.reader.panel_rows`, since the first frame is drawn before there are facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.facts.describe import figure_value, speaker
from tui.facts.model import Claim, Entity, Fact, Facts, Figure, Kind, Quotation, Span, Timex
from tui.reader.panel_rows import Entry, Maker, Part, Tab

if TYPE_CHECKING:
    from tui.article import Article, Section
    from tui.bookmarks.model import Bookmark

TIMELINE = 12
"""Cells of the timeline's column: a date and the rail."""


class FactMaker(Maker):
    """Makes the tabs of one article whose facts are known."""

    def __init__(
        self,
        article: Article,
        facts: Facts,
        bookmarks: Sequence[Bookmark],
        expanded: frozenset[str],
        ascii_only: bool,
    ) -> None:
        super().__init__(article, bookmarks, expanded, ascii_only)
        self.facts = facts
        self.gaps = [f.start for f in facts.of(Kind.GAP)]
        self._kinds: dict[Kind, list[Fact]] = {}
        for fact in facts.facts:
            if fact.lit:
                self._kinds.setdefault(fact.kind, []).append(fact)

    def _inside(self, section: Section) -> str:
        if section.last < section.first:
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
        return self._kinds.get(kind, [])

    # -- figures

    def figures(self) -> Tab:
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


def _spans(item: Any) -> Sequence[tuple[int, int]]:
    if isinstance(item, Fact):
        return ((item.start, item.end),)
    if isinstance(item, Entity):
        return item.mentions
    if isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Fact):
        return ((item[1].start, item[1].end),)
    return ()


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
