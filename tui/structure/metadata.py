"""What the article says of itself: title, source, people, dates, place, language; each with its origin."""

from __future__ import annotations

import re

from tui.structure.credits import read_credit, read_syndication
from tui.structure.date_lines import find_date
from tui.structure.drafts import Draft
from tui.structure.language import guess_language
from tui.text.article import BlockKind, Inferred, Metadata

DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿ][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_]+){0,3}(?:, [^\W\d_a-zß-ÿ](?:[^\W\d_]|[.' ]){1,25})?)"
    r"(?:, (?P<day>(?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,9})(?:,? (?:19|20)\d\d)?))?"
    r"(?: ?[(/](?P<agency>[^\W\d_][\w ./-]{1,30})[)/])? ?(?:—|–|--|-) ?(?=[\"“‘'«„]?[^\W_])"
)


_UPDATED = re.compile(r"\W*(?:updated|last|aktualisiert|mis|actualizado|aggiornato|stand|modified)", re.IGNORECASE)


def infer_metadata(text: str, drafts: list[Draft], given: Metadata, language: str | None) -> Metadata:
    """``given`` with its open fields filled from the article's own lines, where they say something."""
    found: dict[str, Inferred | None] = {}
    byline: list[Inferred] = list(given.byline)
    count = len(drafts)
    for i, draft in enumerate(drafts):
        if draft.kind is BlockKind.CREDIT:
            where = f"line {i + 1} of {count}" if i != count - 1 else "last line"
            _credit(text, draft, where, found, byline if not given.byline else [])
    for draft in drafts[:12]:
        if draft.kind is BlockKind.TITLE or draft.role == "title":
            found["title"] = Inferred(draft.line, draft.reason or "first heading")
            break
    for draft in drafts[:12]:
        if draft.kind is BlockKind.PARAGRAPH and (m := read_dateline(draft.line)):
            _dateline(m, found)
            break
    tag = language or guess_language(text)
    if tag:
        found["language"] = Inferred(tag, "given" if language else "guessed from its small words")
    changes = {name: value for name, value in found.items() if getattr(given, name) is None and value}
    return given._replace(byline=tuple(byline), **changes)


def _credit(text: str, draft: Draft, where: str, found: dict[str, Inferred | None], byline: list[Inferred]) -> None:
    """Fill in what a credit line says; ``byline`` takes the writers' names."""
    if draft.role == "syndication":
        parts = read_syndication(text, draft.start, draft.end)
        for field, span in (("title", parts.title), ("source", parts.source)):
            if span:
                found.setdefault(field, Inferred(text[slice(*span)], where))
    elif draft.role == "byline":
        _byline(draft, where, found, byline)
    elif draft.role in ("editor", "author"):
        names = [text[a:b] for a, b in read_credit(text, draft.start, draft.end).names]
        if draft.role == "editor" and names:
            found.setdefault("editor", Inferred(", ".join(names), f"{where}: “{draft.line[:40]}”"))
        else:
            byline.extend(Inferred(name, where) for name in names)
    if draft.role in ("date", "author") and (day := find_date(draft.line)):
        found.setdefault("updated" if _UPDATED.match(draft.line) else "published", Inferred(day[0], where))


def _dateline(m: re.Match[str], found: dict[str, Inferred | None]) -> None:
    """Fill in what a dateline says: where, when and for whom the article was written."""
    found.setdefault("place", Inferred(_place(m["place"]), "dateline"))
    if m["agency"]:
        found.setdefault("source", Inferred(m["agency"].strip(), "dateline"))
    if m["day"] and (day := find_date(m["day"])):
        found.setdefault("published", Inferred(day[0], "dateline"))


def _byline(draft: Draft, where: str, found: dict[str, Inferred | None], byline: list[Inferred]) -> None:
    """Fill in what a line such as "Ada Lund · Coast News · Posted: Aug 3, 2024" says."""
    from tui.structure.bylines import read_byline  # its patterns are compiled only where such a line stands

    read = read_byline(draft.line)
    if read is None:
        return
    byline.extend(Inferred(draft.line[a:b], where) for a, b in read.names)
    if read.source:
        found.setdefault("source", Inferred(draft.line[slice(*read.source)], where))
    for field, day in (("published", read.published), ("updated", read.updated)):
        if day:
            found.setdefault(field, Inferred(day, where))


def read_dateline(line: str) -> re.Match[str] | None:
    """The dateline at a paragraph's beginning ("SEOUL, South Korea (AP) — "), None if there is none."""
    m = DATELINE.match(line[:140])
    if not m:
        return None
    place = m["place"]
    if not (m["agency"] or place.split(",")[0].isupper()):
        return None
    return m


def _place(words: str) -> str:
    parts = [part.strip() for part in words.split(", ")]
    return ", ".join(part.title() if part.isupper() and len(part) > 3 else part for part in parts)
