"""HTML parsed safely: bounded before the parser sees it, nothing fetched, nothing kept that could do harm.

lxml reads what browsers read; it is imported at the first page. Nesting and attributes are counted before,
since 100,000 attributes on one tag cost an HTML parser most of a minute.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tui.sources import SourceError
from tui.text.sanitize import sanitize

MAX_CHARS = 20_000_000
MAX_ATTRIBUTES = 2000
MAX_TAGS = 150_000

_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|12[7-9]|1[3-5][0-9])(?![0-9])|"
    r"[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F])(?![0-9a-fA-F]));?"
)
_NOTHING = "\u2060"
"""What stands for a reference that means nothing, until the text nodes are cleaned after the parse: were it taken
away at once, the characters around it could join into another reference (``&#&#1;27;``)."""


def without_control_references(markup: str) -> str:
    """``markup`` without references to control characters, which a browser drops and a terminal would obey.

    128 to 159 become what HTML makes of them, the characters of windows-1252 (``&#147;`` is a quotation mark).
    """
    return _CONTROL_REFERENCE.sub(_meant, markup)


def _meant(reference: re.Match[str]) -> str:
    character = unescape(reference[0])
    return character if len(character) == 1 and character.isprintable() and character != "\ufffd" else _NOTHING


_DECLARATION = re.compile(r"^\s{0,1000}<\?xml[^>]{0,200}\?>")
_LONG_TAG = re.compile(r"<[A-Za-z][^<]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"<[A-Za-z]")


@dataclass(slots=True)
class Tree:
    """A parsed page. ``root`` is lxml's; ``data`` what its JSON-LD scripts hold, flattened to objects."""

    root: Any
    data: list[dict[str, Any]] = field(default_factory=list)
    language: str = ""


def parse_markup(markup: str, *, for_extraction: bool = False) -> Tree | None:
    """The parsed markup; None when there is none. Raises SourceError when it was made to do harm.

    ``for_extraction`` makes the elements those of ``lxml.html``, which an extractor of articles works on.
    """
    if len(markup) > MAX_CHARS:
        raise SourceError(f"The page is too long (the limit is {MAX_CHARS // 1_000_000} MB).")
    markup = without_control_references(sanitize(_DECLARATION.sub("", markup)))
    if not markup.strip():
        return None
    for found in _LONG_TAG.finditer(markup):
        tag = _QUOTED.sub('""', found[0]).partition(">")[0]
        if max(tag.count("="), len(tag.split())) > MAX_ATTRIBUTES:
            raise SourceError("The page has a tag with thousands of attributes; it was refused.")
    if markup.count("<") > MAX_TAGS and sum(1 for _ in _TAG.finditer(markup)) > MAX_TAGS:
        raise SourceError("The page has hundreds of thousands of tags; it was refused.")
    from lxml import etree

    kind: Any = etree.HTMLParser
    if for_extraction:
        from lxml import html

        kind = html.HTMLParser
    parser = kind(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    language = next((str(v) for k in ("lang", "{http://www.w3.org/XML/1998/namespace}lang") if (v := root.get(k))), "")
    return Tree(root, _json_ld(root), language)


def _json_ld(root: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for script in list(root.iter("script"))[:200]:
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > 500_000:
            continue
        try:
            rest = [json.loads(script.text or "null")]
        except (ValueError, RecursionError):
            continue
        while rest and len(found) < 2000:
            value = rest.pop()
            if isinstance(value, list):
                rest += reversed(value)
            elif isinstance(value, dict):
                found.append(value)
                rest += [v for v in value.values() if isinstance(v, (list, dict))]
    return found


def asked_in(data: list[dict[str, Any]]) -> list[str]:
    """The questions of a FAQPage in a page's JSON-LD (schema.org/FAQPage)."""
    return [str(d["name"]) for d in data if d.get("@type") == "Question" and isinstance(d.get("name"), str)]
