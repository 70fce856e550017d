"""What a page says of itself: title, site, authors, date and language, each with where it came from."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tui.sources.documents.markup import Tree
from tui.text.article import Inferred, Metadata
from tui.text.sanitize import sanitize_line

OWN = "the page's own markup"
MAX_AUTHORS = 20
_BY = re.compile(r"^[Bb]y\s+(?=\S)")
_BETWEEN = re.compile(r"(?<!\s)\s+[|\-–—·•»:]+\s+|(?:(?<!\s)\s+)?[｜]\s*")


def metadata_of(tree: Tree, extracted: Any, url: str) -> Metadata:
    """``extracted`` is trafilatura's answer or None."""
    site = sanitize_line(str(getattr(extracted, "sitename", None) or "")).strip()
    title = titles(tree, extracted, site, url)[:1]
    authors = _authors(tree, extracted, site)
    published = _published(tree)
    stated = bool(published)
    if not published:
        published = str(getattr(extracted, "date", None) or "")
        stated = bool(published) and _states(tree.root, published)
    language = tree.language.split("-")[0].split("_")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", language):
        language = _meta(tree.root, ("og:locale", "content-language", "language"))[:2].lower()
    return Metadata(
        title=Inferred(title[0], OWN) if title else None,
        source=Inferred(site, OWN) if site else None,
        byline=tuple(Inferred(a, OWN) for a in authors),
        published=Inferred(published, OWN if stated else "guessed from the page") if published else None,
        language=Inferred(language, OWN) if re.fullmatch(r"[a-z]{2,3}", language) else None,
        url=Inferred(url, "where it was fetched") if url else None,
    )


def titles(tree: Tree, extracted: Any, site: str, url: str) -> list[str]:
    """The title, then the other wordings that the page has for it: over the text, for search engines, in its data."""
    shown = [words for node in tree.root.iter("h1") if (words := _said(node))][:5]
    head = _said(next(tree.root.iter("title"), None))
    headline = next((sanitize_line(d["headline"]) for d in tree.data if isinstance(d.get("headline"), str)), "")
    found = sanitize_line(str(getattr(extracted, "title", None) or "")).strip()
    given = [_meta(tree.root, ("og:title",)), headline, head, found, *shown]
    given = [" ".join(words.split()) for words in given if words.strip()]
    if not given:
        return []
    best = next((words for words in shown if _folded(given[0]).startswith(_folded(words))), "")
    short = [_without_site(words, site, url) for words in given]
    return list(dict.fromkeys([best or short[0], *short, *given]))


def descriptions(tree: Tree) -> list[str]:
    """How the page describes its article, in one or several wordings."""
    found = [_meta(tree.root, (name,)) for name in ("og:description", "description", "twitter:description")]
    for item in tree.data:
        if "headline" in item:
            found += [sanitize_line(v) for k in ("description", "abstract") if isinstance(v := item.get(k), str)]
    return list(dict.fromkeys(words.rstrip(" .…") for words in found if words.strip()))


def _published(tree: Tree) -> str:
    """When the article was published, with the time of day, as the page's data for it says; "" when they do not."""
    for item in tree.data:
        said = item.get("datePublished")
        if "headline" in item and isinstance(said, str) and re.match(r"\d{4}-\d\d-\d\d", said):
            try:
                when = datetime.fromisoformat(said.strip())
            except ValueError:
                continue
            return when.isoformat(timespec="seconds") if len(said) > 10 else said
    return ""


def _authors(tree: Tree, extracted: Any, site: str) -> list[str]:
    """Who wrote it: the names in the page's data for the article, else what trafilatura finds; never the site beside
    a name."""
    names: list[str] = []
    for item in tree.data:
        if "headline" in item and not names:
            rest = [item.get("author")]
            while rest:
                value = rest.pop(0)
                if isinstance(value, list):
                    rest = value[:MAX_AUTHORS] + rest
                elif isinstance(value, dict):
                    rest.insert(0, value.get("name"))
                elif isinstance(value, str):
                    names += _names(value)
    names = names or _names(str(getattr(extracted, "author", None) or ""))
    names = list(dict.fromkeys(name for name in names if name and "://" not in name and "www." not in name.lower()))
    own = [name for name in names if _folded(name) not in _folded(site) or not site]
    return (own or names)[:MAX_AUTHORS]


def _names(words: str) -> list[str]:
    return [_BY.sub("", " ".join(part.split())) for part in sanitize_line(words).split(";")]


def _said(node: Any) -> str:
    return sanitize_line(" ".join("".join(node.itertext()).split())) if node is not None else ""


def _folded(words: str) -> str:
    return "".join(re.findall(r"\w+", words.casefold()))


def _without_site(title: str, site: str, url: str) -> str:
    """The title without the name of the site behind it."""
    host = _folded((urlsplit(url).hostname or "").removeprefix("www."))
    name = _folded(site)
    while (between := list(_BETWEEN.finditer(title))) and between[-1].start():
        last = between[-1]
        tail = _folded(title[last.end() :])
        known = tail and (tail in host or tail in name or (len(name) > 3 and name in tail))
        if not known and not ("|" in last[0] or "｜" in last[0]):
            break
        title = title[: last.start()]
    return title


def _meta(root: Any, names: tuple[str, ...]) -> str:
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("http-equiv") or "").lower()
        if name in names and node.get("content"):
            return sanitize_line(str(node.get("content")))
    return ""


def _states(root: Any, day: str) -> bool:
    """Whether a meta, time or JSON-LD element of the page has this very day."""
    for node in root.iter("meta", "time"):
        if day in (node.get("content") or "") or day in (node.get("datetime") or ""):
            return True
    return any(day in (n.text or "") for n in root.iter("script") if "ld+json" in (n.get("type") or ""))
