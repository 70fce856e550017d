"""Articles as bytes: text and structure together, or a feed's entry as it came; compressed, half the text's size.

The form is a line of JSON inside zlib, so that any tool can read it; lists instead of objects keep it short. Below
that of an entry stands its markup.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from tui.sources.feeds.entry import Entry
from tui.text.article import Article, Block, BlockKind, Emphasis, Inferred, Link, Metadata, Section

FORM = 1
ENTRY = 2
LEVEL = 1
"""Of zlib: level 6 takes twice the time and saves one twentieth."""


def pack(body: Article | Entry) -> bytes:
    """The whole article, or entry, but its uri."""
    if isinstance(body, Entry):
        head = {"form": ENTRY, "url": body.url, "metadata": _metadata(body.metadata)}
        whole = f"{_json(head)}\n{body.html}"
    else:
        whole = _json(_article(body))
    return zlib.compress(whole.encode("utf-8", "surrogatepass"), LEVEL)


def _json(form: dict[str, Any]) -> str:
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def _article(article: Article) -> dict[str, Any]:
    return {
        "form": FORM,
        "text": article.text,
        "blocks": [
            [b.kind.value, b.start, b.end, b.level, b.marker, round(b.confidence, 3), b.reason] for b in article.blocks
        ],
        "links": [[link.start, link.end, link.url] for link in article.links],
        "emphases": [[e.start, e.end, e.style] for e in article.emphases],
        "sections": [
            [s.kind, s.heading, s.first, s.last, round(s.confidence, 3), s.reason, s.questioner, s.answerer]
            for s in article.sections
        ],
        "metadata": _metadata(article.metadata),
        "html": article.from_html,
        "notes": list(article.notes),
    }


def unpack(data: bytes, uri: str) -> Article | Entry:
    """What :func:`pack` was given. Raises ValueError when the bytes are damaged."""
    try:
        head, _, html = zlib.decompress(data).decode("utf-8", "surrogatepass").partition("\n")
        body: dict[str, Any] = json.loads(head)
        if body["form"] == ENTRY:
            return Entry(html, uri, body["url"], _from_metadata(body["metadata"]))
        return Article(
            text=body["text"],
            blocks=tuple(Block(BlockKind(k), *rest) for k, *rest in body["blocks"]),
            links=tuple(Link(*row) for row in body["links"]),
            emphases=tuple(Emphasis(*row) for row in body["emphases"]),
            sections=tuple(Section(*row) for row in body["sections"]),
            metadata=_from_metadata(body["metadata"]),
            uri=uri,
            from_html=body["html"],
            notes=tuple(body["notes"]),
        )
    except (zlib.error, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("the stored article is damaged") from error


def _metadata(meta: Metadata) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, held in meta._asdict().items():
        if isinstance(held, Inferred):
            out[name] = [held.value, held.origin]
        elif held:
            out[name] = [[h.value, h.origin] for h in held]
    return out


def _from_metadata(body: dict[str, Any]) -> Metadata:
    values: dict[str, Any] = {}
    for name, held in body.items():
        values[name] = tuple(Inferred(*h) for h in held) if name == "byline" else Inferred(*held)
    return Metadata(**values)
