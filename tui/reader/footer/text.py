"""What the line at the bottom says: what is under the cursor, what keys do here, how far one has read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tui.facts.model import Fact, Facts
    from tui.keys.keymap import Keymap
    from tui.reading.open_article import Session

Run = tuple[str, str]
Key = tuple[str, str, str]
"""(key, what it does, action id)"""

KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "hints": (),
    "empty": (("open", "tour"), ("add", "add"), ("help", "help"), ("back", "quit")),
    "nothing": (("filter", "another query"), ("views", "another view"), ("help", "help"), ("back", "all articles")),
    "list": (
        ("open", "open"),
        ("next-unread", "next unread"),
        ("read", "read"),
        ("star", "star"),
        ("help", "help"),
        ("back", "quit"),
    ),
    "view": (
        ("open", "open"),
        ("next-unread", "next unread"),
        ("read", "read"),
        ("star", "star"),
        ("help", "help"),
        ("back", "all articles"),
    ),
    "text": (
        ("next", "next fact"),
        ("mark", "mark"),
        ("find", "find"),
        ("panel", "panel"),
        ("density", "lit"),
        ("help", "help"),
    ),
    "find": (("next", "next hit"), ("previous", "previous hit"), ("close", "leave"), ("mark", "mark")),
    "select": (
        ("mark", "mark"),
        ("mark-with-note", "with note"),
        ("copy", "copy"),
        ("select-right", "extend"),
        ("select-swap", "other end"),
        ("close", "leave"),
    ),
    "panel": (
        ("panel-go", "go there"),
        ("mark", "keep"),
        ("copy", "copy"),
        ("panel-why", "why"),
        ("panel-next-tab", "next tab"),
        ("panel-all", "more"),
        ("pane-left", "text"),
        ("jump-back", "back"),
        ("help", "help"),
    ),
}
"""What is worth saying in each place, the most useful first."""


class Place(NamedTuple):
    """Everything the footer needs to know of the screen."""

    pane: str
    selecting: int = 0  # characters selected
    pending: str = ""
    status: Run = ("", "")
    fact: Fact | None = None
    finding: tuple[str, int, int, str] = ("", 0, 0, "")
    progress: tuple[float, float] = (0.0, 0.0)
    hints: bool = False
    row: int = 0
    rows: int = 0
    opened: bool = False
    narrowed: bool = False  # a view or an answer is listed, not everything
    busy: bool = False
    small: str = ""  # what to say of a window that is too small
    takes: str = ""  # the words that a key takes in the panel


def compose(place: Place, session: Session, keys: Sequence[tuple[str, str, str]]) -> tuple[list[Run], list[Key], str]:
    """(what is under the cursor, keys, place) for the key bar; ``keys`` as :func:`keys_of` gives them."""
    left = _left(place, session)
    room_for_keys = not place.small or left != [(place.small, "warning")]
    return left, list(keys) if room_for_keys else [], _where(place)


def keys_of(place: Place, keymap: Keymap, can: Any) -> list[Key]:
    """The keys worth naming now; ``can(action id)`` says whether something can be done at all."""
    out = []
    for action, words in KEYS[_mode(place)]:
        key = keymap.key(action)
        if key and can(action):
            out.append((key, words, action))
    return out


def _mode(place: Place) -> str:
    if place.hints:
        return "hints"
    if (place.pane == "list" and not place.rows) or (place.pane == "text" and not place.opened):
        return "nothing" if place.narrowed else "empty"
    if place.pane == "list" and place.narrowed:
        return "view"
    if place.pane == "text":
        if place.selecting:
            return "select"
        if place.finding[0]:
            return "find"
    return place.pane


def _left(place: Place, session: Session) -> list[Run]:
    if place.pending:
        return [(place.pending, "value"), (" …", "words")]
    if place.status[0]:
        return [place.status]
    if place.hints:
        return [("type the number of a link", "words"), (" · Esc leaves", "words")]
    if place.selecting:
        n = place.selecting
        return [(f"{n} character{'s' if n != 1 else ''} selected", "value")]
    if place.takes:
        return [(" ".join(place.takes.split()), "value")]
    if place.pane != "list":
        if place.finding[0]:
            words = found(*place.finding[1:])
            style = "warning" if place.finding[3] else "value"
            return [(words, style), (f" “{place.finding[0]}”", "words")]
        if place.fact is not None and session.facts is not None and session.article is not None:
            return about(place.fact, session.facts, session.article.text)
        if place.busy:
            return [("looking for facts …", "words")]
    return [(place.small, "warning")] if place.small else []


def _where(place: Place) -> str:
    if place.pane == "list" or not place.opened:
        return f"{place.row + 1}/{place.rows}" if place.rows else ""
    percent, minutes = place.progress
    left = f" · {round(minutes)} min" if minutes >= 1 else ""
    return f"{round(percent)}%{left}"


def found(index: int, total: int, problem: str) -> str:
    """Where among the hits one is."""
    if problem:
        return problem
    if not total:
        return "nothing found"
    return f"{index} of {total}" if index else f"{total} hit{'s' if total != 1 else ''}"


def about(fact: Fact, facts: Facts, text: str) -> list[Run]:
    """A fact in the footer: its words or value, and who says so."""
    from tui.facts.describe import value, words
    from tui.facts.model import Kind

    said = words(text, fact.span)
    if len(said) > 60:
        said = said[:59].rstrip() + "…"
    known = value(fact, facts, text)
    if said and known.startswith(said):
        known = known[len(said) :].strip(" ·")  # a name says itself: only what comes after it is new
    out: list[Run] = [(said or "words are missing here", "value")]
    if known:
        out.append((f"  {known}", "words"))
    if fact.kind not in (Kind.QUOTE, Kind.CLAIM, Kind.QUESTION, Kind.CREDIT):
        who = said_by(fact, facts, text)
        if who:
            out.append((f" — {who}", "words"))
    for warning in fact.warnings[:1]:
        out.append((f" · {warning}", "warning"))
    return out


class _Speech(NamedTuple):
    starts: list[int]
    facts: list[Fact]


def said_by(fact: Fact, facts: Facts, text: str) -> str:
    """ "US officials (claim)" where the fact lies inside something that somebody says, else ""."""
    from tui.facts.describe import manner, speaker
    from tui.facts.model import Claim, Quotation

    speech = _speech(facts)
    at = bisect_right(speech.starts, fact.start) - 1
    for i in range(at, max(-1, at - 8), -1):
        around = speech.facts[i]
        if around.end >= fact.end:
            detail = around.detail
            if isinstance(detail, Claim):
                name = speaker(detail, facts, text)
                told = manner(detail, text)
                how = "" if told == "said" else f", {told}"
                return f"{name if name != 'unknown' else 'nobody named'} (claim{how})"
            if isinstance(detail, Quotation) and not detail.scare:
                return f"{speaker(detail, facts, text)} (quoted)"
    return ""


_known: tuple[Facts | None, _Speech] = (None, _Speech([], []))


def _speech(facts: Facts) -> _Speech:
    """Quotations and claims of these facts by where they begin, kept for the facts at hand."""
    global _known
    if _known[0] is not facts:
        from tui.facts.model import Kind

        found = facts.of(Kind.QUOTE, Kind.CLAIM)
        _known = (facts, _Speech([f.start for f in found], found))
    return _known[1]
