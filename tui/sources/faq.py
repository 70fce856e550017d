"""Questions and answers that a page names in JSON-LD (schema.org ``FAQPage``), found again in its text.

Specification: https://schema.org/FAQPage and https://schema.org/Question (``name``, ``acceptedAnswer.text``).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from tui.article import Block, BlockKind
from tui.sanitize import sanitize_line
from tui.sources.rendering import SUMMARY_LEVEL, Rendered

MOST = 500
"""Questions read from one page at most."""
LARGEST = 2_000_000
"""Code points of a JSON-LD script beyond which it is not read."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": " "}
_NO_WORD = re.compile(r"\W+")


def faq_pairs(tree: Any) -> list[tuple[str, str]]:
    """(question, answer as plain text) of every ``Question`` in the JSON-LD of a page, in order; [] if none."""
    out: list[tuple[str, str]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > LARGEST:
            continue
        if "Question" not in script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        stack: list[Any] = [data]
        while stack and len(out) < MOST:
            item = stack.pop()
            if isinstance(item, list):
                stack.extend(reversed(item))
            elif isinstance(item, dict):
                kind = item.get("@type")
                if kind == "Question" or (isinstance(kind, list) and "Question" in kind):
                    pair = _pair(item)
                    if pair:
                        out.append(pair)
                else:
                    stack.extend(v for v in reversed(list(item.values())) if isinstance(v, (dict, list)))
    return list(dict.fromkeys(out))


def _pair(item: dict[str, Any]) -> tuple[str, str] | None:
    answer = item.get("acceptedAnswer") or item.get("suggestedAnswer")
    if isinstance(answer, list):
        answer = answer[0] if answer else None
    name = item.get("name") or item.get("text")
    said = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(name, str) or not isinstance(said, str):
        return None
    name, said = _plain(name), _plain(said)
    return (name, said) if name and said else None


def _plain(markup: str) -> str:
    words = _TAG.sub(" ", markup)
    for entity, sign in _ENTITIES.items():
        words = words.replace(entity, sign)
    return sanitize_line(words)


def place_faq(page: Rendered, pairs: list[tuple[str, str]]) -> Rendered:
    """``page`` with those questions as headings. A pair that the page's text does not show is added at its end,
    since the page itself gives it as its words."""
    where: dict[str, int] = {}
    for number, block in enumerate(page.blocks):
        if block.end - block.start < 400:
            where.setdefault(_key(page.text[block.start : block.end]), number)
    blocks = list(page.blocks)
    extents = dict(page.extents)
    pieces, length = [page.text], len(page.text)
    for question, answer in pairs:
        number = where.get(_key(question), -1)
        if number >= 0:
            block = blocks[number]
            if block.kind is not BlockKind.HEADING:
                blocks[number] = replace(block, kind=BlockKind.HEADING, level=SUMMARY_LEVEL, marker="", reason=REASON)
            if number not in extents:
                last = _last(page, number, _key(answer))
                if last > number:
                    extents[number] = last
            continue
        first = len(blocks)
        for words, kind, level in ((question, BlockKind.HEADING, SUMMARY_LEVEL), (answer, BlockKind.PARAGRAPH, 0)):
            if blocks:
                pieces.append("\n\n")
                length += 2
            pieces.append(words)
            blocks.append(Block(kind, length, length + len(words), level, reason=REASON))
            length += len(words)
        extents[first] = first + 1
    return Rendered("".join(pieces), blocks, page.links, page.emphases, extents)


REASON = "the page's own data (FAQPage) names it"


def _last(page: Rendered, heading: int, answer: str) -> int:
    """The last block behind ``heading`` whose words stand in the answer; ``heading`` itself if none."""
    last, at = heading, 0
    for number in range(heading + 1, min(len(page.blocks), heading + 60)):
        words = _key(page.text[page.blocks[number].start : page.blocks[number].end])
        found = answer.find(words, at) if words else -1
        if found < 0:
            break
        last, at = number, found + len(words)
    return last


def _key(words: str) -> str:
    return _NO_WORD.sub(" ", words.casefold()).strip()
