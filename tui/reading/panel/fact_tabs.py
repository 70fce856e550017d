"""The side panel's tabs that list facts: figures, who, when, said.

Apart from those of the article alone, since the first frame is drawn before there are facts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.facts.date_words import in_words
from tui.facts.describe import figure_label, figure_value, manner, speaker
from tui.facts.model import Claim, Entity, Fact, Facts, Figure, Kind, Quotation, Span, Timex
from tui.reading.panel.article_tabs import Maker
from tui.reading.panel.entries import Entry, Part, Tab

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.text.article import Article, Section

TIMELINE = 12
"""Cells of the timeline's column: a date and the rail."""

NEARLY = 0.8
"""Share of a claim's content, in code points, that is quoted where the quotation tells it all."""

QUOTES = "“„«‹‘‚\"'「『"
"""Marks that open a quotation."""


class _Dated(NamedTuple):
    """A date on the line; ``last``: no rail leads on from it."""

    fact: Fact
    last: bool


class _Lapse(NamedTuple):
    """Time that goes by between two dates."""

    words: str


class _Speaker(NamedTuple):
    """Who says what follows."""

    name: str
    sayings: int


class _Saying(NamedTuple):
    """A quotation or a claim; ``also``: claims that are nothing but its words."""

    fact: Fact
    also: tuple[Fact, ...] = ()


class FactMaker(Maker):
    """Makes the tabs of one article whose facts are known."""

    def __init__(
        self,
        article: Article,
        facts: Facts,
        bookmarks: Sequence[Bookmark],
        expanded: frozenset[str],
        key: Callable[[str], str],
    ) -> None:
        super().__init__(article, bookmarks, expanded, key)
        self.facts = facts
        self.gaps = [f.start for f in facts.of(Kind.GAP)]
        self._kinds: dict[Kind, list[Fact]] = {}
        for fact in facts.facts:
            if fact.lit:
                self._kinds.setdefault(fact.kind, []).append(fact)

    def _inside(self, section: Section) -> str:
        below = self._below(section)
        if not below:
            return ""
        start, end = below[0].start, below[-1].end
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
        head = f"{len(below)} paragraph{'s' if len(below) != 1 else ''}"
        return "\u00a0· ".join(part.replace(" ", "\u00a0") for part in [head, *found])

    def _by_kind(self, kind: Kind) -> list[Fact]:
        return self._kinds.get(kind, [])

    # -- figures

    def figures(self) -> Tab:
        every, keys = self._by_kind(Kind.FIGURE), self.facts.key_figures()
        full = "figures" in self.expanded or not keys
        rank = {id(fact): place for place, fact in enumerate(keys)}
        groups = self._repeats(every)
        chosen = [group for group in groups if any(id(fact) in rank for fact in group)]
        chosen.sort(key=lambda group: min(rank.get(id(fact), len(rank)) for fact in group))
        items: list[Any] = [*chosen]
        if keys and len(keys) < len(every):
            items.insert(0, f"key figures, {len(keys)} of {len(every)}")
        if full:
            known = set(map(id, chosen))
            others = [group for group in groups if id(group) not in known]
            items += [f"the other {sum(map(len, others))}"] if keys and others else []
            items += others
        return Tab(
            "figures", "figures", "F", len(every if full else keys), items, self._figure, align_right=True,
            spans=_spans, empty="no figures in this article",
        )  # fmt: skip

    def _repeats(self, figures: Sequence[Fact]) -> list[tuple[Fact, ...]]:
        """Figures that say the same of the same, together, where the first of them stood."""
        groups: dict[object, list[Fact]] = {}
        for fact in figures:
            detail = fact.detail
            assert isinstance(detail, Figure)
            counted = self.words(detail.counted).casefold()
            plain = counted and not (detail.conversion or detail.check or fact.warnings)
            groups.setdefault((figure_value(detail), counted) if plain else id(fact), []).append(fact)
        return [tuple(group) for group in groups.values()]

    def _figure(self, item: tuple[Fact, ...] | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "quiet", 1),), heading=True, space=item.startswith("the"))
        fact = item[0]
        detail = fact.detail
        assert isinstance(detail, Figure)
        named = next((d for f in item if isinstance(d := f.detail, Figure) and d.key > 0), detail)
        said, counted = self.words(fact.span), figure_label(self.text, named)
        # what counts nothing would only say its own words again: those around it tell what it is about
        parts: list[Part] = [(counted, "text", 2) if counted else (self.around(fact.span), "text", 3)]
        if counted and _says_more(said, counted):
            parts.append((f"“{said}”", "quiet", 1))
        notes = [n for n in (detail.conversion, detail.check, *fact.warnings) if n]
        parts += [(n, "warning" if "not" in n or n in fact.warnings else "quiet", 2) for n in notes]
        right = f"{len(item)}×" if len(item) > 1 else ""
        places = tuple(f.span for f in item)
        return Entry(tuple(parts), figure_value(detail), "figure", places, fact=fact, right=right)

    # -- who

    def who(self) -> Tab:
        items: list[Any] = []
        count = 0
        for kind, title in ((Kind.PERSON, "people"), (Kind.ORGANISATION, "bodies"), (Kind.PLACE, "places")):
            found = [e for e in self.facts.named() if e.kind is kind and e.mentions]
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
            return Entry(((self.around(item), "quiet", 1),), places=(item,), indent=2)
        if isinstance(item, Fact):
            role = getattr(item.detail, "role", "")
            return Entry(((self.words(item.span), "text", 2), (role, "quiet", 1)), places=(item.span,), fact=item)
        short = f" ({item.short})" if item.short and item.short != item.name else ""
        code = f" · {item.country}" if item.country not in ("", item.name) else ""
        parts: list[Part] = [(item.name + short + code, item.kind.value, 2)]
        roles = list(dict.fromkeys(self.words(r) for r in item.roles))
        parts += [(role, "quiet", 0 if "who" in self.expanded else 2) for role in roles]
        n = len(item.mentions)
        return Entry(tuple(parts), places=item.mentions, right=f"{n}×" if n > 1 else "")

    # -- when

    def when(self) -> Tab:
        resolved, open_ones = self.facts.timeline()
        items: list[Any] = []
        before = ""
        for fact in resolved:
            assert isinstance(fact.detail, Timex)
            between = _between(before, fact.detail.begin)
            if between:
                items.append(_Lapse(between))
            items.append(_Dated(fact, fact is resolved[-1]))
            before = fact.detail.end or fact.detail.begin
        if open_ones:
            if any("publication" in getattr(f.detail, "unresolved", "") for f in open_ones):
                key = self.key("set-date")
                items.append("no date given" + (f": set it with {key}" if key else ""))
            else:
                items.append("not on the line")
            items += open_ones
        count = len(resolved) + len(open_ones)
        return Tab("when", "when", "T", count, items, self._when, spans=_spans, empty="no dates in this article")

    def _when(self, item: _Dated | _Lapse | Fact | str) -> Entry:
        if isinstance(item, str):
            return Entry(((item, "quiet", 1),), heading=True, space=True)
        rail, lapse, dot = "│", "┊", "●"
        if isinstance(item, _Lapse):
            return Entry(((item.words, "quiet", 1),), f"{lapse:>{TIMELINE}}", "rule", heading=True)
        fact = item.fact if isinstance(item, _Dated) else item
        assert isinstance(fact.detail, Timex)
        detail, said, around = fact.detail, self.words(fact.span), self.around(fact.span)
        lines = 0 if "when" in self.expanded else 2
        if isinstance(item, _Dated):
            day = _day(detail)
            parts: list[Part] = [(said, "date", 2)] if said != day else []
            parts.append((around, "quiet", lines))
            return Entry(
                tuple(parts), f"{day:<{TIMELINE - 1}}{dot}", "date", (fact.span,), fact=fact,
                rail="" if item.last else f"{rail:>{TIMELINE}}",
            )  # fmt: skip
        what = {"DURATION": "duration", "SET": "repeated"}.get(detail.type, "")
        why = "" if "publication" in detail.unresolved else detail.unresolved  # said once, above
        value = ": ".join(n for n in (what, in_words(detail)) if n)
        note = " · ".join(n for n in (value, why) if n)
        parts = [(said, "date", 2), (around, "quiet", lines)]
        return Entry((*parts, (note, "quiet", 1)) if note else tuple(parts), places=(fact.span,), fact=fact)

    # -- said

    def said(self) -> Tab:
        by_speaker: dict[str, list[_Saying]] = {}
        for fact in sorted((*self._by_kind(Kind.QUOTE), *self._by_kind(Kind.CLAIM)), key=lambda f: (f.start, -f.end)):
            detail = fact.detail
            if isinstance(detail, Quotation) and (detail.scare or (detail.parts and fact.span != detail.parts[0])):
                continue  # the first part of a quotation shows the others
            assert isinstance(detail, (Quotation, Claim))
            by_speaker.setdefault(self._who_says(detail), []).append(_Saying(fact))
        items: list[Any] = []
        count = 0
        for name, sayings in by_speaker.items():
            told = self._told_once(sayings)
            count += len(told)
            items += [_Speaker(name, len(told)), *told]
        return Tab("said", "said", "S", count, items, self._said, spans=_spans, empty="nobody is quoted")

    def _told_once(self, sayings: list[_Saying]) -> list[_Saying]:
        """Without the claims that are hardly more than their speaker's quoted words: the quotation has their place."""
        quotes = [s.fact for s in sayings if isinstance(s.fact.detail, Quotation)]
        also: dict[int, list[Fact]] = {}
        told: list[_Saying] = []
        for saying in sayings:
            detail = saying.fact.detail
            quote = _quoted(detail.content, quotes) if isinstance(detail, Claim) else None
            if quote is not None:
                also.setdefault(id(quote), []).append(saying.fact)
            else:
                told.append(saying)
        return [_Saying(s.fact, tuple(also.get(id(s.fact), ()))) for s in told]

    def _who_says(self, detail: Quotation | Claim) -> str:
        if 0 <= detail.entity < len(self.facts.entities):
            return self.facts.entities[detail.entity].name
        if isinstance(detail, Claim) and detail.source is None:
            return "source not named"
        return speaker(detail, self.facts, self.text)

    def _said(self, item: _Saying | _Speaker) -> Entry:
        if isinstance(item, _Speaker):
            right = str(item.sayings) if item.sayings > 1 else ""
            return Entry(((item.name, "person", 2),), heading=True, space=True, right=right)
        limit = 0 if "said" in self.expanded else 4
        fact, detail = item.fact, item.fact.detail
        if isinstance(detail, Quotation):
            quoted = " … ".join(self.words(s) for s in detail.parts or (fact.span,))
            mark = quoted[:1] if quoted[:1] in QUOTES else ""  # it hangs before the words
            return Entry(((quoted[len(mark) :], "quote", limit),), mark, "quote", (fact.span,), fact=fact)
        assert isinstance(detail, Claim)
        content = " … ".join(self.words(s) for s in detail.content) or self.words(fact.span)
        how = manner(detail, self.text)
        parts: list[Part] = [(how, "claim", 1)] if how != "said" else []
        sign = "»"
        return Entry((*parts, (content, "text", limit)), sign, "sign", (fact.span,), fact=fact)


def _spans(item: Any) -> Sequence[tuple[int, int]]:
    if isinstance(item, Fact):
        return ((item.start, item.end),)
    if isinstance(item, Entity):
        return item.mentions
    if isinstance(item, _Dated):
        return (item.fact.span,)
    if isinstance(item, _Saying):
        return tuple(f.span for f in (item.fact, *item.also))
    if isinstance(item, tuple) and isinstance(item[0], Fact):
        return tuple(f.span for f in item)
    return ()


def _quoted(content: Sequence[Span], quotes: Sequence[Fact]) -> Fact | None:
    """The first of these quotations, in order, that hold nearly all of a claim's content; ``None``: they do not."""
    covered, first = 0, None
    for start, end in content:
        low = max(0, bisect_right(quotes, start, key=lambda quote: quote.start) - 1)
        for number in range(low, len(quotes)):
            quote = quotes[number]
            if quote.start >= end:
                break
            shared = min(end, quote.end) - max(start, quote.start)
            if shared > 0:
                covered += shared
                first = first or quote
    return first if covered and covered >= NEARLY * sum(end - start for start, end in content) else None


def _says_more(said: str, counted: str) -> bool:
    """Whether a figure's own words say more than a number before the words that it counts."""
    known = {_letters(word) for word in counted.split()}
    return len([word for word in said.split() if _letters(word) not in known]) > 1


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _day(detail: Timex) -> str:
    """A date for the narrow column: as exact as it is known."""
    begin, end = detail.begin, detail.end or detail.begin
    if begin == end:
        return begin
    if begin[5:] == "01-01" and end[5:] == "12-31":
        return begin[:4] if begin[:4] == end[:4] else f"{begin[:4]}–{end[:4]}"
    if begin[8:] == "01" and _next_day(end)[8:] == "01":  # whole months
        return begin[:7] if begin[:7] == end[:7] else f"{begin[:7]}–{end[5:7]}" if begin[:4] == end[:4] else begin
    return begin


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _between(before: str, after: str) -> str:
    """How much time lies between two entries, when it is long enough to be worth a line."""
    try:
        days = (date.fromisoformat(after[:10]) - date.fromisoformat(before[:10])).days
    except ValueError:
        return ""
    if days >= 730:
        return f"{round(days / 365.25)} years"
    return f"{round(days / 30.4)} months" if days > 92 else ""
