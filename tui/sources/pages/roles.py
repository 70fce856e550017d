"""What part an element of a page is, by the words of its own template: see ``element_words``."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise
from typing import Any

from .element_words import (
    CAPTION,
    CAPTION_PAIRS,
    CONSENT,
    CONSENT_PAIRS,
    LEAD,
    OFFERS,
    PROMOTION,
    PROMOTION_PAIRS,
)

_WORDS = re.compile(r"(?<![a-zA-Z])[a-z]{1,3}(?![a-zA-Z])|[A-Z]?[a-z]{3,}|[A-Z]{4,}(?![a-z])")
"""Words of names; short ones only by themselves, since the names that machines make are full of them."""
PICTURES = ("img", "picture", "video", "iframe", "amp-img")
_MAY_ASK = re.compile("cook|consent|gdpr|dsgvo|rgpd|onetrust|usercent|didomi|trust|quant|iub|source|cmp|priv", re.I)
OFFERING = 0.3
"""Share of links from which a part that may be an offer is one."""
MAX_NAME = 400
"""Characters of an element's names that are looked at."""


class Roles:
    """The parts of one page; every element is looked at once."""

    def __init__(self) -> None:
        self._known: dict[Any, str] = {}

    def of(self, node: Any) -> str:
        """ "promotion", "caption", "lead" or "" for an element by itself."""
        role = self._known.get(node)
        if role is None:
            role = self._known[node] = _named(node)
        return role

    def around(self, node: Any, stops: Container[Any]) -> tuple[str, Any]:
        """The first role on the way from an element up to one of ``stops`` (which are not looked at), with the element
        that has it; ("", None) for none."""
        while node is not None and node not in stops:
            role = self.of(node)
            if role:
                return role, node
            node = node.getparent()
        return "", None


def link_share(node: Any) -> float:
    """How much of an element's words are links."""
    whole = sum(len(words.strip()) for words in node.itertext())
    links = sum(len(words.strip()) for link in node.iter("a") for words in link.itertext())
    return links / max(1, whole)


def asks_consent(node: Any) -> bool:
    """Whether an element is a box that asks for consent, by its class or name."""
    if not node.attrib or (name := f"{node.get('class') or ''} {node.get('id') or ''}") == " ":
        return False
    if not _MAY_ASK.search(name):
        return False
    words = [word.lower() for word in _WORDS.findall(name[:MAX_NAME])]
    return not CONSENT.isdisjoint(words) or not CONSENT_PAIRS.isdisjoint(pairwise(words))


def _named(node: Any) -> str:
    if node.tag in ("figcaption", "caption"):
        return "caption"
    if node.tag == "figure" and next(node.iter(*PICTURES), None) is not None:
        return "caption"
    if not node.attrib or node.tag in ("body", "html", "main"):
        return ""
    if node.tag == "a":  # around whole blocks
        return "" if (node.get("href") or "#").startswith("#") else "promotion"
    own = node.get("id") or ""
    own = "" if own.count("-") > 2 else own  # the words of a heading, to which links lead
    name = f"{node.get('class') or ''} {own} {node.get('data-component') or ''}"[:MAX_NAME]
    words = [word.lower() for word in _WORDS.findall(name)]
    pairs = set(pairwise(words))
    if not PROMOTION.isdisjoint(words) or not PROMOTION_PAIRS.isdisjoint(pairs):
        return "promotion"
    if not LEAD.isdisjoint(words):
        return "lead"
    if not OFFERS.isdisjoint(words) and (link_share(node) > OFFERING or node.getparent().tag == "a"):
        return "promotion"
    if not CAPTION.isdisjoint(words) or not CAPTION_PAIRS.isdisjoint(pairs):
        return "caption"
    return ""


def is_in(node: Any, around: Any) -> bool:
    """Whether an element is another one or stands in it."""
    while node is not None and node is not around:
        node = node.getparent()
    return node is not None
