"""What is taken out of a page before an extractor looks at it: questions for consent and what is not shown.

A box about cookies is longer than a short article, and an extractor that goes by length takes it for one.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tui.sources.documents.visibility import hides

from .roles import asks_consent

MOST = 0.5
"""Share of a page's paragraphs from which what would be taken out is the page itself."""


MOST_CONSENT = 0.97
"""The same for consent: beside a page whose text is a line or two, the box is nearly all."""


def drop_consent(root: Any) -> None:
    """Take the questions for consent out of the page."""
    _drop(root, asks_consent, MOST_CONSENT)


def visible_copy(root: Any) -> Any:
    """A copy of the page without what is hidden; with it where that is most of the page, since some pages hide all
    until their scripts have run."""
    copy = deepcopy(root)
    _drop(copy, hides, MOST)
    return copy


def _drop(root: Any, goes: Callable[[Any], bool], most: float) -> None:
    """Take the elements out for which ``goes`` holds, unless that takes the page's title or most of its paragraphs."""
    found: list[Any] = []
    from lxml import etree

    walker = etree.iterwalk(root, events=("start",))
    for _, node in walker:
        if node.tag not in ("html", "body", "main", "article") and isinstance(node.tag, str) and goes(node):
            found.append(node)
            walker.skip_subtree()
    if not found:
        return
    lost = sum(_prose(node) for node in found)
    if lost and lost > most * max(1, _prose(root)):
        return
    for node in found:
        parent = node.getparent()
        if parent is not None and next(node.iter("h1", "article"), None) is None:
            _remove(node, parent)


def _prose(root: Any) -> int:
    """Characters in the paragraphs of an element."""
    return sum(len(words) for p in root.iter("p") for words in p.itertext())


def _remove(node: Any, parent: Any) -> None:
    """Take an element out and leave the words behind it."""
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)
