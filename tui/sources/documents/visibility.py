"""Which elements of a page are not shown to somebody who only reads.

Rules: WHATWG HTML 6.1 (``hidden``), 6.12 (``popover``), 4.11.4 (``dialog``); WAI-ARIA 1.2 (``aria-hidden``, roles of
dialogs and tooltips); the classes by which style sheets of many sites keep words for screen readers; the attributes
with which script frameworks hide what is not ready (``x-cloak``).
"""

from __future__ import annotations

import re
from typing import Any

from tui.sources.documents.html_walk import BLOCKS

_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_FOR_EARS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|(?:visually|a11y|screen-?reader|element)-?_?hidden|visuallyhidden|screen-?reader(?:-?text)?|"
    r"assistive-?text|offscreen|hide-?visually|u-hidden-?visually|tooltip(?:-?(?:text|content|inner|box))?)(?:$|[\s_-])",
    re.I,
)
_WITHHELD = re.compile(r"(?:^|[\s_-])(?:paywall|premium|metered)", re.I)
_CLOAKS = ("x-cloak", "v-cloak", "ng-cloak", "data-cloak")
_ROLES = frozenset({"dialog", "alertdialog", "tooltip"})


def hides(node: Any) -> bool:
    """Whether this element is not shown, whatever stands around it. ``node`` is an element of lxml.

    Text that is in the page and withheld by a script until it knows the reader is not hidden in this sense.
    """
    if not node.attrib:
        return bool(node.tag == "dialog")
    return _is_out_of_sight(node) and not _is_withheld(node)


def _is_withheld(node: Any) -> bool:
    if not _WITHHELD.search(node.get("class") or ""):
        return False
    return node.tag == "p" or sum(1 for _ in node.iter("p")) >= 3


def _is_out_of_sight(node: Any) -> bool:
    get = node.get
    if get("hidden") is not None or get("popover") is not None or (node.tag == "dialog" and get("open") is None):
        return True
    if _STYLE.search(get("style") or "") or get("role") in _ROLES or any(get(name) is not None for name in _CLOAKS):
        return True
    if get("aria-hidden") == "true":
        return node.tag in BLOCKS or not _is_for_eyes(node)
    return bool(_FOR_EARS.search(get("class") or ""))


def is_hidden(node: Any) -> bool:
    """Whether the page hides the element, or one around it."""
    while node is not None:
        if hides(node):
            return True
        node = node.getparent()
    return False


def _is_for_eyes(node: Any) -> bool:
    """Whether words that are kept from screen readers are words of the text: the first letter of a word in an element
    of its own, or what its neighbour says again for the ear."""
    words = (node.text or "").strip()
    if len(words) == 1 and words.isalpha() and (node.tail or "")[:1].isalpha():
        return True
    around = (node.getprevious(), node.getnext())
    return any(other is not None and bool(_FOR_EARS.search(other.get("class") or "")) for other in around)
