"""Which of the objects in a page's data is its article, and when it was published (schema.org, Open Graph, microdata).

A page also describes other stories, films and events; a day of theirs, a copyright year or a day that the text speaks
of is no day of publication.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from tui.sources.documents.markup import Tree

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article.published",
    "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "publication-date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "article:published", "article_date_original", "originalpublicationdate", "vr:published_time",
    "rnews:datepublished", "bt:pubdate", "timestamp", "ptime", "dc.date.created", "published_time",
)  # fmt: skip
"""Names of ``meta`` elements that give the day of publication, the surest first."""
MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified")

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|OpinionPiece|CreativeWork|WebPage)$")
_DAY = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_DATED = re.compile(r"dat(?:e|um)|time|publi|posted|byline|meta|stamp|fecha|veroeffentlicht", re.I)
_WORDS = re.compile(r"\w+")
SHORT = 16
"""Words of an element that gives a day at most."""


def folded(words: str) -> str:
    """Words without case, blanks and signs, for comparing."""
    return "".join(_WORDS.findall(words.casefold()))


def story_of(tree: Tree, url: str, titles: list[str]) -> dict[str, Any]:
    """The JSON-LD object whose address is the page's or whose headline is one of its ``titles``; where none is, the
    only article among them; {} for none."""
    found = [item for item in tree.data if isinstance(item.get("headline"), str) and _is_article(item)]
    known = {folded(title) for title in titles} - {""}
    path = urlsplit(url).path.rstrip("/")
    for item in found:
        if path and path in (urlsplit(address).path.rstrip("/") for address in _addresses(item)):
            return item
    for item in found:
        headline = folded(item["headline"])
        if any(headline.startswith(title) or title.startswith(headline) for title in known if headline):
            return item
    return found[0] if len(found) == 1 else {}


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names) or kinds is None


def _addresses(item: dict[str, Any]) -> list[str]:
    page = item.get("mainEntityOfPage")
    values = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [value for value in values if isinstance(value, str) and value.startswith("http")]


def time_of(value: object) -> str:
    """A date or date-time of a page's data in ISO form, "" where it is none."""
    if not isinstance(value, str) or not (found := _DAY.match(value.strip())):
        return ""
    said = value.strip()
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        try:
            return datetime.fromisoformat(found[0]).date().isoformat()
        except ValueError:
            return ""
    return when.isoformat(timespec="seconds") if len(said) > 10 else found[0]


def published(tree: Tree, story: dict[str, Any], guess: str) -> tuple[str, bool]:
    """(when the article was published, whether the page's own markup says so). ``guess`` is an extractor's day, which
    counts only where a short element named as a date, or the page's address, bears it out."""
    said = time_of(story.get("datePublished")) or _in_meta(tree.root, PUBLISHED) or _in_microdata(tree.root)
    if said:
        return said, True
    if guess and _is_borne_out(tree.root, guess):
        return guess, False
    return "", False


def modified(tree: Tree, story: dict[str, Any]) -> str:
    """When the article was last changed, "" where the page does not say."""
    return time_of(story.get("dateModified")) or _in_meta(tree.root, MODIFIED)


def _in_meta(root: Any, names: tuple[str, ...]) -> str:
    values: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name in names and node.getparent() is not None and node.getparent().tag in ("head", "html", "body"):
            values.setdefault(name, time_of(node.get("content")))
    return next((values[name] for name in names if values.get(name)), "")


def _in_microdata(root: Any) -> str:
    """The ``datePublished`` or ``pubdate`` of the item that holds the page's title."""
    title = next(root.iter("h1"), None)
    around = [] if title is None else [node for node in title.iterancestors() if node.tag not in ("body", "html")]
    for scope in around:
        for node in scope.iter("time", "meta", "span", "div", "p"):
            dated = "datePublished" in (node.get("itemprop") or "") or (
                node.tag == "time" and node.get("pubdate") is not None
            )
            if dated and (said := time_of(node.get("datetime") or node.get("content"))):
                return said
    return ""


def _is_borne_out(root: Any, day: str) -> bool:
    """Whether a short element outside the text that is called a date gives the day's number and its year."""
    found = _DAY.match(day)
    if not found:
        return False
    year, month, number = found[1], int(found[2]), int(found[3])
    for node in chain(
        root.iter("time"), (n for n in root.iter("span", "p", "div", "li", "small", "em") if n.get("class"))
    ):
        named = node.tag == "time" or _DATED.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        if not named or next(node.iterancestors("p", "li", "footer", "aside"), None) is not None:
            continue
        if (node.get("datetime") or "").startswith(day[:10]):
            return True
        words = "".join(node.itertext())
        if len(words) > 200 or len(words.split()) > SHORT:
            continue
        numbers = [int(n) for n in re.findall(r"(?<![0-9])[0-9]{1,4}(?![0-9])", words)]
        if (
            int(year) in numbers
            and number in numbers
            and (len(numbers) != 3 or month in numbers or re.search(r"[^\W\d]{3}", words))
        ):
            return True
    return False
