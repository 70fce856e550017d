"""What a page says of itself: title, site, authors, date and language, each with where it came from."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tui.sources.documents.markup import Tree
from tui.text.article import Inferred, Metadata
from tui.text.sanitize import sanitize_line

from .story_data import folded, modified, published, story_of

OWN = "the page's own markup"
MAX_AUTHORS = 20
SLOGAN = 8
"""Words from which a site's name is a slogan."""
BYLINE_WORDS = 20
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|af)[:\s]\s*(?=\S)", re.I)
_AND = re.compile(r" (?:and|und|og|och|et|en|y|e|&) (?=[A-ZÀ-Þ])")
_AUTHORS = re.compile(r"byline|author|autor|writer", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,40}(?: [\w.'’-]{1,40}){1,3}")
_RUN_TOGETHER = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)[a-z][A-Z]")
"""Where a name ends and the next element's words begin without a blank."""
_BETWEEN = re.compile(r"(?<!\s)\s+[|\-–—·•»:]+\s+|(?:(?<!\s)\s+)?[｜]\s*")


def metadata_of(tree: Tree, extracted: Any, url: str) -> Metadata:
    """``extracted`` is trafilatura's answer or None."""
    story = _story(tree, url)
    site = _site(tree, story, extracted)
    title = titles(tree, extracted, site, url)[:1]
    authors = _authors(tree, story, extracted, site)
    day, stated = published(tree, story, str(getattr(extracted, "date", None) or ""))
    changed = modified(tree, story)
    language = tree.language.split("-")[0].split("_")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", language):
        language = _meta(tree.root, ("og:locale", "content-language", "language"))[:2].lower()
    return Metadata(
        title=Inferred(title[0], OWN) if title else None,
        source=Inferred(site, OWN) if site else None,
        byline=tuple(Inferred(a, OWN) for a in authors),
        published=Inferred(day, OWN if stated else "guessed from the page") if day else None,
        updated=Inferred(changed, OWN) if day and changed[:10] > day[:10] else None,
        language=Inferred(language, OWN) if re.fullmatch(r"[a-z]{2,3}", language) else None,
        url=Inferred(url, "where it was fetched") if url else None,
    )


def _story(tree: Tree, url: str) -> dict[str, Any]:
    shown = [words for node in tree.root.iter("h1") if (words := _said(node))][:3]
    given = [_meta(tree.root, ("og:title",)), *shown, _said(next(tree.root.iter("title"), None))]
    address = url or _meta(tree.root, ("og:url",))
    return story_of(tree, address, given)


def _site(tree: Tree, story: dict[str, Any], extracted: Any) -> str:
    """The site's name: what it calls itself for others, then its data, then what trafilatura finds; no address on a
    network, no slogan."""
    publisher = story.get("publisher")
    found = (
        _meta(tree.root, ("og:site_name",)),
        publisher.get("name") if isinstance(publisher, dict) else None,
        _meta(tree.root, ("application-name",)),
        getattr(extracted, "sitename", None),
    )
    names = [" ".join(sanitize_line(name).split()) for name in found if isinstance(name, str)]
    names = [name for name in names if name and not name.startswith("@")]
    return next((name for name in names if len(name.split()) <= SLOGAN), names[0] if names else "")


def titles(tree: Tree, extracted: Any, site: str, url: str) -> list[str]:
    """The title, then the other wordings that the page has for it: over the text, for search engines, in its data."""
    shown = [words for node in tree.root.iter("h1") if (words := _said(node))][:5]
    head = _said(next(tree.root.iter("title"), None))
    story = story_of(tree, url, [_meta(tree.root, ("og:title",)), *shown, head])
    headline = " ".join(sanitize_line(str(story.get("headline") or "")).split())
    found = sanitize_line(str(getattr(extracted, "title", None) or "")).strip()
    given = [_meta(tree.root, ("og:title",)), headline, head, found, *shown]
    given = [" ".join(words.split()) for words in given if words.strip()]
    if not given:
        return []
    short = [_without_site(words, site, url) for words in given]
    lead = folded(given[0].rstrip(" .…")) if given[0].endswith(("…", "...")) else ""
    whole = next((words for words in shown if lead and folded(words).startswith(lead)), "")  # the other one was cut
    leads = [folded(given[0]), "" if _meta(tree.root, ("og:title",)) else folded(head)]
    best = whole or next((words for words in shown if any(one.startswith(folded(words)) for one in leads)), "")
    return list(dict.fromkeys([best or short[0], *short, *given]))


def descriptions(tree: Tree) -> list[str]:
    """How the page describes its article, in one or several wordings."""
    found = [_meta(tree.root, (name,)) for name in ("og:description", "description", "twitter:description")]
    for item in tree.data:
        if "headline" in item:
            found += [sanitize_line(v) for k in ("description", "abstract") if isinstance(v := item.get(k), str)]
    return list(dict.fromkeys(words.rstrip(" .…") for words in found if words.strip()))


def _authors(tree: Tree, story: dict[str, Any], extracted: Any, site: str) -> list[str]:
    """Who wrote it: the names that stand under the title behind "By", then those in the page's data for the article,
    then what trafilatura finds; never the site beside a name."""
    named = _in_data(story.get("author"))
    seen = _under_title(tree.root)
    proper = [name for name in named if _is_name(name) and folded(name) not in folded(site)]
    if seen and (not proper or (len(seen) > len(named) and not {folded(n) for n in named} & {folded(n) for n in seen})):
        named = seen  # who uploaded it is not who wrote it
    named = named or _names(str(getattr(extracted, "author", None) or ""))
    named = list(dict.fromkeys(name for name in named if name and "://" not in name and "www." not in name.lower()))
    own = [name for name in named if folded(name) not in folded(site) or not site]
    return (own or named)[:MAX_AUTHORS]


def _in_data(value: Any) -> list[str]:
    """The names in the ``author`` of a JSON-LD object, whatever its shape."""
    names: list[str] = []
    rest = [value]
    while rest:
        value = rest.pop(0)
        if isinstance(value, list):
            rest = value[:MAX_AUTHORS] + rest
        elif isinstance(value, dict):
            rest.insert(0, value.get("name"))
        elif isinstance(value, str):
            names += _names(value)
    return names


def _under_title(root: Any) -> list[str]:
    """The names in the first line behind the title that an element of its own gives to the authors."""
    title = next(root.iter("h1"), None)
    if title is None:
        return []
    near = title.getparent()
    for _ in range(3):
        for node in near.iter("p", "div", "span", "address", "a"):
            called = f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('rel') or ''}"
            if not _AUTHORS.search(called):
                continue
            line = _said(node)
            if _BYLINE.match(line) and len(line.split()) <= BYLINE_WORDS:
                names = _names(_BYLINE.sub("", line))
                if names and all(_is_name(name) for name in names):
                    return names
        near = near.getparent()
        if near is None or near.tag in ("body", "html"):
            break
    return []


def _is_name(words: str) -> bool:
    """Whether words may be a person's name: two to four of them, none run into the next."""
    return _NAME.fullmatch(words) is not None and _RUN_TOGETHER.search(words) is None


def _names(words: str) -> list[str]:
    """The names in a byline: "A, B and C", with semicolons, behind "By"."""
    words = _BYLINE.sub("", " ".join(sanitize_line(words).split()))
    parts = [part for some in words.split(";") for part in _AND.split(some)]
    if all(_is_name(part.strip()) for some in parts for part in some.split(",") if part.strip()):
        parts = [part for some in parts for part in some.split(",")]
    return [_BYLINE.sub("", " ".join(part.split())) for part in parts if part.strip()]


def _said(node: Any) -> str:
    return sanitize_line(" ".join("".join(node.itertext()).split())) if node is not None else ""


def _without_site(title: str, site: str, url: str) -> str:
    """The title without the name of the site behind it."""
    host = folded((urlsplit(url).hostname or "").removeprefix("www."))
    name = folded(site)
    while (between := list(_BETWEEN.finditer(title))) and between[-1].start():
        last = between[-1]
        tail = folded(title[last.end() :])
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
