"""What changed between two versions of an article, by its facts: "toll 12 → 19", not commas."""

from __future__ import annotations

from collections import Counter

from tui.facts import LIT, Fact, Facts, Figure, Kind
from tui.text.article import Article

MOST = 6
"""Changes named in the sentence; the rest are counted."""


def what_changed(old: Article, new: Article) -> str:
    """One line: figures altered, facts added and gone; "" when no fact changed."""
    from tui.facts import extract

    before, after = extract(old), extract(new)
    altered, gone_keys, new_keys = _altered(before, after, old.text, new.text)
    words = list(altered)
    for sign, facts, text, other, skip in (
        ("+", after, new.text, _names(before, old.text), new_keys),
        ("−", before, old.text, _names(after, new.text), gone_keys),
    ):
        seen: set[str] = set()
        for fact in facts.of(Kind.FIGURE, Kind.DATE, Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.QUOTE):
            name = _name(fact, text)
            if fact.confidence < LIT or name in other or name in seen or fact.start in skip:
                continue
            seen.add(name)
            words.append(f"{sign} {' '.join(text[fact.start : fact.end].split())[:60]}")
    if len(words) > MOST:
        words = [*words[:MOST], f"and {len(words) - MOST} more"]
    return " · ".join(words)


def _altered(before: Facts, after: Facts, old: str, new: str) -> tuple[list[str], set[int], set[int]]:
    """Figures that count the same thing with another value, where the thing is named once on both sides."""
    was, now = _counted(before, old), _counted(after, new)
    words: list[str] = []
    gone: set[int] = set()
    came: set[int] = set()
    for thing, (value, fact) in was.items():
        match = now.get(thing)
        if match is not None and match[0] != value:
            words.append(f"{thing} {value} → {match[0]}")
            gone.add(fact.start)
            came.add(match[1].start)
    return words, gone, came


def _counted(facts: Facts, text: str) -> dict[str, tuple[str, Fact]]:
    """What is counted, or the unit → (value in words, fact), for things named once."""
    found: list[tuple[str, str, Fact]] = []
    for fact in facts.of(Kind.FIGURE):
        figure = fact.detail
        if not isinstance(figure, Figure) or fact.confidence < LIT or figure.ordinal:
            continue
        head = figure.head or figure.counted
        thing = " ".join(text[head.start : head.end].split()).lower() if head else figure.unit
        if thing:
            value = f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,}–{figure.high:,}"
            found.append((thing, value, fact))
    times = Counter(thing for thing, _, _ in found)
    return {thing: (value, fact) for thing, value, fact in found if times[thing] == 1}


def _names(facts: Facts, text: str) -> set[str]:
    return {_name(fact, text) for fact in facts.facts}


def _name(fact: Fact, text: str) -> str:
    return " ".join(text[fact.start : fact.end].split()).lower().strip("“”\"'")
