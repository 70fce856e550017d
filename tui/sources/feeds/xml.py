"""A feed's XML made safe and readable for the parsers, in linear time.

What stands before the root (declaration, document type, comments) goes, and with it every entity: those that
people write (HTML's, and plain ones that the feed declares) become their characters, and a bare ampersand one that
is written properly, since a parser drops what it does not know, words and all.
"""

from __future__ import annotations

import re
from html.entities import html5

from tui.sources import SourceError

MAX_ATTRIBUTES = 2000
MAX_DEPTH = 256
MAX_SUBSET = 20_000
"""Characters of a document type's own declarations."""
MAX_TAGS = 20_000
"""Tags that the slow parser is given; it takes 20 to 40 microseconds for each."""
MAX_AMPERSANDS = 100_000
"""Bare ampersands and named entities that are looked at; more are no accident."""
MAX_PERSONS = 40_000_000
"""Squared characters of all names together that the slow parser is given: it takes that much time for them."""

_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[3-5]\d)|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[7][fF]|[89][0-9a-fA-F]));"
)
_BEFORE = re.compile(r"\s*+<(?:(!--)|(\?)|(!DOCTYPE)|(!))", re.I)
_BEGINS = re.compile(r"<(?:\?xml|!--|!DOCTYPE|[A-Za-z])")
_SUBSET_END = re.compile(r"\]\s{0,100}>")
_ENTITY = re.compile(r"<!ENTITY\s+(\w{1,32})\s+(?:\"([^\"&%<]{0,200})\"|'([^'&%<]{0,200})')\s*>")
_KNOWN = ("&lt;", "&gt;", "&amp;", "&quot;", "&#", "&apos;")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{1,32});)?")
_TAG = re.compile(r"<[A-Za-z][^<]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DEPTH = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_OPEN, _CLOSE = "<![CDATA[", "]]>"
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]")
_PERSON = re.compile(r"<((?:\w+:)?(?:author|creator|contributor|publisher|owner|managingEditor|webMaster))\b", re.I)


def defused(text: str) -> str:
    """XML from its root on, without entities or references to control characters; bounded.

    Raises SourceError when it was made to do harm.
    """
    text, entities = _from_root(text)
    if "&#" in text:
        text = _CONTROL_REFERENCE.sub("", text)
    if "&" in text:
        text = _with_known_entities(text, entities)
    markup = without_cdata(text)
    if markup.count("<") - markup.count(">") > 50 * MAX_DEPTH:
        raise SourceError("The feed has thousands of tags that never end; it was refused.")
    for m in _TAG.finditer(markup) if _has_gap(markup) else ():
        tag = _QUOTED.sub('""', m[0]).partition(">")[0]
        if max(tag.count("="), len(tag.split())) > MAX_ATTRIBUTES:
            raise SourceError("The feed has a tag with thousands of attributes; it was refused.")
    depth = deepest = 0
    for closes, closed in _DEPTH.findall(markup):
        if closes:
            depth -= 1
        elif not closed:
            depth += 1
            if depth > deepest:
                deepest = depth
    if deepest > MAX_DEPTH and depth <= 0:
        raise SourceError(f"The feed is nested {deepest} levels deep; it was refused.")
    if deepest > 50 * MAX_DEPTH:
        raise SourceError("The feed is nested too deep; it was refused.")
    return text


def _has_gap(markup: str) -> bool:
    """Whether a tag may be longer than 20,000 characters."""
    return any(markup.find("<", at, at + 10_000) < 0 for at in range(0, len(markup) - 10_000, 10_000))


def has_entries(text: str) -> bool:
    """Whether there are entries in the markup."""
    return ENTRY.search(text) is not None


def outside_entries(text: str) -> str:
    """What stands before the first entry and behind the last one, as much as a feed says of itself."""
    first = ENTRY.search(text)
    if first is None:
        return text[:20_000]
    last = text.rfind("</entry>" if first[0].startswith("<entry") else "</item>")
    return text[: min(first.start(), 20_000)] + text[max(last, first.start(), len(text) - 20_000) :]


def shortened(text: str) -> str:
    """As much of a feed as the slow parser reads in a second: whole entries, and no endless names."""
    at = cut = -1
    for _ in range(MAX_TAGS):
        at = text.find("<", at + 1)
        if at < 0:
            break
        if text.startswith(("<item", "<entry"), at):
            cut = at
    if at >= 0 and cut > 0:
        text = text[:cut]
    pieces: list[str] = []
    done = spent = 0
    for m in _PERSON.finditer(text):
        if m.start() < done:
            continue
        end = text.find(f"</{m[1]}", m.end())
        end = end if end >= 0 else len(text)
        spent += (end - m.end()) ** 2
        if spent > MAX_PERSONS:
            pieces.append(text[done : m.start()])
            done = end
            spent -= (end - m.end()) ** 2
    return "".join(pieces) + text[done:]


def _from_root(text: str) -> tuple[str, dict[str, str]]:
    """The text from its root element on, and the plain entities declared before it.

    What a careless server printed before the XML goes as well.
    """
    begin = _BEGINS.search(text)
    at = begin.start() if begin else 0
    if not text.startswith(("<?", "<!", "<rss", "<feed", "<rdf"), at):
        at = max(at, text.find("<?xml", at, at + 5000))
    entities: dict[str, str] = {}
    while (m := _BEFORE.match(text, at)) is not None:
        if m[1]:
            end = text.find("-->", m.end())
            at = end + 3 if end >= 0 else len(text)
        elif m[2]:
            end = text.find("?>", m.end())
            at = end + 2 if end >= 0 else len(text)
        else:
            stop = text.find(">", m.end())
            subset = text.find("[", m.end(), stop) if m[3] and stop >= 0 else -1
            if subset >= 0:
                closes = _SUBSET_END.search(text, subset, subset + MAX_SUBSET)
                if closes is None:
                    raise SourceError("The feed's document type never ends; it was refused.")
                for name, one, two in _ENTITY.findall(text, subset, closes.start()):
                    entities.setdefault(name, one or two)
                stop = closes.end() - 1
            at = stop + 1 if stop >= 0 else len(text)
    return text[at:].lstrip(), entities


def _with_known_entities(text: str, entities: dict[str, str]) -> str:
    """Named entities as characters and bare ampersands as ``&amp;``, outside CDATA sections."""
    left = text.count("&")
    for known in _KNOWN:
        left -= text.count(known)
        if not left:
            return text
    if left > MAX_AMPERSANDS:
        return text

    def character(m: re.Match[str]) -> str:
        name = m[1]
        if not name:
            return "&amp;"
        found = entities.get(name) or html5.get(name + ";")
        return found.replace("&", "&amp;").replace("<", "&lt;") if found else f"&amp;{name};"

    first, *rest = text.split(_OPEN)
    pieces = [_AMPERSAND.sub(character, first)]
    for piece in rest:
        inside, end, behind = piece.partition(_CLOSE)
        pieces += (_OPEN, inside, end, _AMPERSAND.sub(character, behind))
    return "".join(pieces)


def without_cdata(text: str) -> str:
    """What is markup of the feed itself; a section that never ends counts as such."""
    first, *rest = text.split(_OPEN)
    return first + "".join(behind if end else piece for piece in rest for _, end, behind in [piece.partition(_CLOSE)])
