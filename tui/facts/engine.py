"""Runs the recognisers over one article in a fixed order and settles what they found.

Deterministic: the same text, date and engine version give the same facts on every run and machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tui.facts.dates import find_dates
from tui.facts.document import Document
from tui.facts.figures import find_figures, rank_key_figures
from tui.facts.model import ENGINE, Cancelled, Fact, Facts, Kind
from tui.facts.names import find_names
from tui.facts.plugins import Recogniser, added
from tui.facts.speech import find_claims, find_quotes
from tui.facts.structural import structural_facts
from tui.text.article import Article


def extract(
    article: Article,
    published: date | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    extra: Sequence[tuple[str, Recogniser]] = (),
) -> Facts:
    """All facts of ``article``.

    ``published`` is the day relative dates are resolved against; None takes the article's own date
    from its metadata, and if that is unknown too, relative dates stay unresolved.
    ``extra`` are recognisers of others, see :mod:`tui.facts.plugins`.
    ``cancelled`` is asked between recognisers; when it answers True, :class:`Cancelled` is raised.
    Spans are in code points of ``article.text``. Raises nothing else, whatever the text.
    """
    day = published or _day(article)
    language = article.metadata.language.value if article.metadata.language else "en"
    doc = Document(article, day, language)

    def pause() -> None:
        if cancelled():
            raise Cancelled

    structural = structural_facts(article)
    pause()
    dates = find_dates(doc)
    pause()
    figures = find_figures(doc, dates)
    pause()
    names, entities = find_names(doc)
    pause()
    quotes = find_quotes(doc, names, entities)
    pause()
    claims = find_claims(doc, names, entities, quotes)
    pause()
    figures = rank_key_figures(doc, figures, claims)
    found = [*structural, *dates, *figures, *names, *quotes, *claims]
    if extra:
        found += added(doc, found, extra)
    return Facts(
        text_hash=article.hash,
        engine=ENGINE,
        facts=tuple(settle(found)),
        entities=tuple(entities),
        language=language,
        published=day.isoformat() if day else "",
        notes=tuple(dict.fromkeys(warning for fact in dates for warning in fact.warnings)),
    )


def settle(found: list[Fact]) -> list[Fact]:
    """Sort by place, drop exact doubles of one kind (the surest stays), and warn on every fact that touches a gap."""
    ordered = sorted(found, key=lambda f: (f.start, -f.end, str(f.kind), -f.confidence, f.rule))
    gaps = [f.start for f in ordered if f.kind is Kind.GAP]
    out: list[Fact] = []
    seen: set[tuple[Kind, int, int]] = set()
    for fact in ordered:
        key = (fact.kind, fact.start, fact.end)
        if key in seen:
            continue
        seen.add(key)
        if gaps and fact.kind is not Kind.GAP and fact.kind is not Kind.QUESTION and _touches(fact, gaps):
            fact = replace(fact, warnings=(*fact.warnings, "words are missing here"))
        out.append(fact)
    return out


def _touches(fact: Fact, gaps: list[int]) -> bool:
    i = bisect_left(gaps, fact.start)
    return i < len(gaps) and gaps[i] <= fact.end


def _day(article: Article) -> date | None:
    stated = article.metadata.published
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated.value[:10])
    except ValueError:
        return None
