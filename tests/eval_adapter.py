"""Gives the public scorers our findings in their form. It maps and never adds.

Scorers outside the project import this module by its path and call its functions by name, so both are a contract:
they may gain functions, and lose or rename none. Offsets are code points of the text given or returned.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, replace
from datetime import date as Day
from pathlib import Path
from typing import Any

from tui.facts import Claim, Credit, Fact, Figure, Kind, Mention, Quotation, Timex
from tui.facts import extract as find_facts
from tui.facts.figures import unit_name
from tui.facts.json_form import facts_json
from tui.sources.feeds.parse import parse_feed
from tui.sources.pages.extract import extract_page
from tui.structure import find_gaps, plain_article
from tui.text.article import Article, Block, BlockKind

FOLDED = (BlockKind.TITLE, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BOILERPLATE)
PAGE_DEADLINE = 60.0
"""Seconds for reading one web page: scorers run on busy machines, and a page that came late is no page lost."""
FEED_ADDRESS = "http://127.0.0.1:8917/feed"
"""Where a feed that is given as bytes is said to come from; nothing is fetched from there."""
NAMES = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)


def extract(text: str, date: str | None) -> list[dict[str, Any]]:
    """Facts of ``text`` as ``facteval.py`` wants them; offsets are code points of ``text``."""
    article = plain_article(text)
    facts = find_facts(article, _day(date))
    out: list[dict[str, Any]] = []
    for fact in facts.facts:
        if fact.lit or fact.minor:  # collections mark every number and every “now”, whatever a reader wants lit
            out.extend(_mapped(article, fact))
    return out


def fact_json(text: str, date: str | None) -> dict[str, Any]:
    """The lit facts of a plain text as ``factlight facts --json`` prints them, for ``cases/run.py``.

    ``date`` is the day of publication in ISO form, None when it is not known. Besides the documented fields there are
    ``text``, the article's text, and ``blocks``, a list of [kind, start, end].
    """
    article = plain_article(text)
    facts = find_facts(article, _day(date))
    blocks = [[block.kind.value, block.start, block.end] for block in article.blocks]
    return {**facts_json(article, facts), "text": article.text, "blocks": blocks}


def read(form: str, name: str, data: bytes, day: str = "") -> tuple[str, dict[str, Any]]:
    """(text, facts) of an article as it comes from outside, for ``eye/product.py``.

    ``form`` "feed" reads the first entry of the feed in ``data``; any other form reads ``data`` as a file called
    ``name``, whose ending says what it is (.txt, .md, .html, .eml …). ``day`` is the publication date a reader gives,
    in ISO form, "" for none; a feed's own date goes before it. ``facts`` is the documented JSON form with the lit facts.
    Raises SourceError where the file or page cannot be read, IndexError for a feed without an entry.
    """
    article = _first_entry(data) if form == "feed" else _file(name, data)
    if form == "feed" and article.metadata.published:
        day = article.metadata.published.value
    return article.text, facts_json(article, find_facts(article, _day(day)))


def _day(iso: str | None) -> Day | None:
    return Day.fromisoformat(iso[:10]) if iso else None


def _first_entry(data: bytes) -> Article:
    from tui.ingest.entries import incoming
    from tui.library.feeds import StoredFeed

    parsed = parse_feed(data, FEED_ADDRESS)
    return incoming(parsed.items[0], StoredFeed(1, FEED_ADDRESS), parsed).article()


def _file(name: str, data: bytes) -> Article:
    from tui.sources.documents import files

    uri = files.file_uri(Path(name))
    if Path(name).suffix.lower() in (".html", ".htm", ".xhtml"):
        return files.named(extract_page(data, "", uri=uri, deadline=PAGE_DEADLINE), name)
    return files.named(files.article_from_bytes(data, uri=uri, name=name), name)


def _mapped(article: Article, fact: Fact) -> list[dict[str, Any]]:
    detail = fact.detail
    if isinstance(detail, Figure):
        return _figure(article.text, fact, detail)
    if isinstance(detail, Timex):
        return [{"type": "date", "s": fact.start, "e": fact.end, "value": detail.value, "kind": detail.type}]
    if isinstance(detail, Mention) and fact.kind in NAMES:
        if detail.nominal:
            return []
        name = {"type": fact.kind.value, "s": fact.start, "e": fact.end}
        if detail.role is None or fact.kind is not Kind.PERSON:
            return [name]
        return [name, {"type": "role", "s": fact.start, "e": fact.end, "role": list(detail.role)}]
    if isinstance(detail, Quotation) and not detail.scare:
        speaker = list(detail.speaker) if detail.speaker else None
        spans = detail.parts or (fact.span,)
        return [{"type": "quote", "s": s, "e": e, "speaker": speaker} for s, e in spans]
    if isinstance(detail, Claim) and detail.content:
        return [
            {
                "type": "attribution",
                "s": detail.content[0][0],
                "e": detail.content[-1][1],
                "parts": [list(p) for p in detail.content],
                "source": list(detail.source) if detail.source else None,
                "cue": list(detail.cue) if detail.cue else None,
            }
        ]
    if isinstance(detail, Credit) and detail.role in ("author", "editor", "reporter", "photographer", "translator"):
        return [{"type": "person", "s": s, "e": e} for s, e in detail.names]
    return []


def _figure(text: str, fact: Fact, figure: Figure) -> list[dict[str, Any]]:
    if figure.ordinal:
        return []
    s, e = figure.number or fact.span
    low, high = float(figure.low), float(figure.high)
    high = low * 10 if figure.vague else high  # “thousands”: the collections write the order of size as a range
    value: Any = low if low == high else [low, high]
    counted = figure.head or (figure.subject if fact.rule == "figures.carried" else None)
    out: list[dict[str, Any]] = [
        {
            "type": "quantity",
            "s": s,
            "e": e,
            "value": value,
            "unit": unit_name(figure, text),
            "counted": text[slice(*counted)] if counted else "",
            "change": figure.change,
        }
    ]
    if figure.head:
        out.append({"type": "counted", "s": s, "e": e, "noun": list(figure.head)})
    return out


def gaps(text: str) -> list[int]:
    """Offsets where words were lost, for ``gapscore.py``."""
    return [offset for offset, _ in find_gaps(plain_article(text))]


def questions(text: str) -> list[dict[str, int]]:
    """Question headings with the lines of their answers, for ``qascore.py``."""
    return _questions(plain_article(text), text)


def page_questions(page_bytes: bytes, url: str) -> list[dict[str, int]]:
    """The same for a web page; lines are those of ``page(page_bytes, url)["text"]``."""
    return _questions(*_page_lines(extract_page(page_bytes, url)))


def _questions(article: Article, text: str) -> list[dict[str, int]]:
    starts = [0]
    for i, c in enumerate(text):
        if c == "\n":
            starts.append(i + 1)

    def line(offset: int) -> int:
        return bisect_right(starts, offset) - 1

    out = []
    for section in article.questions():
        if section.first > section.last:
            continue
        last = section.last
        out.append(
            {
                "line": line(article.blocks[section.heading].start),
                "first": line(article.blocks[section.first].start),
                "last": line(max(article.blocks[last].start, article.blocks[last].end - 1)),
            }
        )
    return out


def page(page_bytes: bytes, url: str) -> dict[str, Any]:
    """The article on a web page: text with a block a line, headings among them, and what the page says of it."""
    article = extract_page(page_bytes, url)
    meta = article.metadata
    _, text = _page_lines(article)
    return {
        "text": text,
        "headings": [_line(article, b) for b in article.blocks if b.kind is BlockKind.HEADING],
        "title": meta.title.value if meta.title else "",
        "authors": [name.value for name in meta.byline],
        "date": meta.published.value[:10] if meta.published else "",
        "lang": meta.language.value if meta.language else "",
        "site": meta.source.value if meta.source else "",
    }


def _line(article: Article, block: Block) -> str:
    return " ".join(article.block_text(block).split())


def _page_lines(article: Article) -> tuple[Article, str]:
    """The article with its blocks set as lines of their own, and that text; what the reader folds is no line."""
    blocks: list[Block] = []
    lines: list[str] = []
    at = 0
    for block in article.blocks:
        if block.kind in FOLDED:
            blocks.append(block._replace(start=max(0, at - 1), end=max(0, at - 1)))
            continue
        line = _line(article, block)
        blocks.append(block._replace(start=at, end=at + len(line)))
        lines.append(line)
        at += len(line) + 1
    return replace(article, blocks=tuple(blocks)), "\n".join(lines)


def feed(feed_bytes: bytes) -> dict[str, Any]:
    """A feed as the reader reads it; dates in ISO form."""
    return asdict(parse_feed(feed_bytes))


def anchor(selector: dict[str, Any], new_text: str) -> tuple[int, int] | None:
    """Where a passage stands in a changed text, for ``anchoring.py``; None when it is gone.

    With ``--old-text`` the measure puts the old article into the selector.
    """
    return _anchor(selector, new_text, selector.get("old_text"))


def anchor_with_old(selector: dict[str, Any], old_text: str, new_text: str) -> tuple[int, int] | None:
    """The same with the old text at hand."""
    return _anchor(selector, new_text, old_text)


def _anchor(selector: dict[str, Any], new_text: str, old_text: str | None) -> tuple[int, int] | None:
    from tui.bookmarks.anchoring import anchor as find
    from tui.bookmarks.model import Selector

    found = find(
        Selector(
            exact=selector["exact"],
            prefix=selector.get("prefix") or "",
            suffix=selector.get("suffix") or "",
            start=selector.get("start", 0),
            end=selector.get("end", 0),
            old_length=selector.get("old_length") or 0,
        ),
        new_text,
        old_text,
    )
    return (found.start, found.end) if found and found.start >= 0 else None
