"""What a newsboat user has: the file ``urls`` with feeds, tags, titles and query feeds, and filters of ``config``.

Forms as in newsboat's documentation (https://newsboat.org/releases/2.38/docs/newsboat.html). Filters become queries of
ours where each of their comparisons has an equal; others are named, so that nothing is left out without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.sources.documents.encoding import decode
from tui.sources.feeds.opml import Outline
from tui.sources.web.address import web_address
from tui.text.sanitize import sanitize_line

MAX_LINES = 20_000
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_FEED = re.compile(r"(?:https?|feed|file)://|query:|exec:|filter:", re.I)
_SETTING = re.compile(
    r"(?:ignore-article|define-filter|reload-time|auto-reload|browser|color|bind-key|bind|macro|unbind-key|"
    r"highlight|highlight-article|show-read-feeds|max-items|proxy|use-proxy|download-path|include|"
    r"text-width|refresh-on-startup|articlelist-format|feedlist-format|external-url-viewer|reload-threads)\s"
)
_TERM = re.compile(
    r"\s{0,9}(?:(\()|(\))|(and|or)\b|([a-z_]{1,20})\s{0,9}(!=|==|=|!~|=~|!#|#|<=|>=|<|>|between)\s{0,9}"
    r"(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|(\d{1,9}(?::\d{1,9})?)))"
)
_PLAIN = re.compile(r"[\w][\w .'/-]*")
_FIELDS = {
    "title": "title", "author": "author", "content": "", "feedtitle": "feed", "feedlink": "feed", "rssurl": "feed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What such a file held: feeds, saved searches and rules as (name, query), and the lines that have no equal."""

    feeds: tuple[Outline, ...] = ()
    searches: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()


def is_urls(data: bytes) -> bool:
    """Whether the bytes are a list of feeds as newsboat keeps it: every line an address, a query or a comment."""
    lines = _lines(data[:20_000])[: -1 if len(data) > 20_000 else None]
    said = [line for line in lines if not line.startswith("#")]
    return bool(said) and all(_FEED.match(line.lstrip('"')) for line in said)


def is_config(data: bytes) -> bool:
    """Whether the bytes are newsboat's settings."""
    said = [line for line in _lines(data[:20_000]) if not line.startswith("#")]
    known = sum(1 for line in said if _SETTING.match(line))
    return bool(said) and known * 2 > len(said)


def read_urls(data: bytes) -> Found:
    """The feeds of a file ``urls``: the first tag is the folder, a tag that begins with ``~`` the title."""
    feeds: dict[str, Outline] = {}
    searches: list[tuple[str, str]] = []
    skipped: list[str] = []
    for line in _lines(data)[:MAX_LINES]:
        words = [_unescaped(m[1]) if m[1] is not None else m[2] for m in _WORD.finditer(line)]
        if not words or words[0].startswith("#"):
            continue
        first, tags = words[0], words[1:]
        if first.lower().startswith("query:"):
            name, _, wanted = first[6:].partition(":")
            query = translated(wanted)
            if name and query:
                searches.append((sanitize_line(name), query))
            else:
                skipped.append(line)
            continue
        url = web_address(first) if "://" in first else ""
        if not url:
            skipped.append(line)
            continue
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        folder = next((tag.replace("/", "-") for tag in tags if tag and tag[0] not in "~!"), "")
        feeds.setdefault(url, Outline(url, sanitize_line(title), sanitize_line(folder)))
    return Found(tuple(feeds.values()), tuple(searches), (), tuple(skipped))


def read_config(data: bytes) -> Found:
    """The filters of a file ``config``: ``ignore-article`` as rules, ``define-filter`` as searches."""
    searches: list[tuple[str, str]] = []
    rules: list[tuple[str, str]] = []
    skipped: list[str] = []
    for line in _lines(data)[:MAX_LINES]:
        words = [_unescaped(m[1]) if m[1] is not None else m[2] for m in _WORD.finditer(line)]
        if not words or words[0] not in ("ignore-article", "define-filter"):
            continue
        query = translated(words[2]) if len(words) > 2 else ""
        if not query:
            skipped.append(line)
        elif words[0] == "define-filter":
            searches.append((sanitize_line(words[1]), query))
        else:
            feed = "" if words[1] == "*" else f"feed:{_quoted(words[1])} "
            rules.append((sanitize_line(f"ignored: {words[2]}")[:80], feed + (f"({query})" if feed else query)))
    return Found((), tuple(searches), tuple(rules), tuple(skipped))


def translated(expression: str) -> str:
    """A filter of newsboat's as a query of ours; "" where one of its comparisons has no equal."""
    out: list[str] = []
    at = 0
    expression = expression.strip()
    while at < len(expression):
        found = _TERM.match(expression, at)
        if found is None or found.end() == at:
            return ""
        at = found.end()
        if found[1] or found[2]:
            out.append(found[1] or found[2])
        elif found[3]:
            if found[3] == "or":
                out.append("or")
        else:
            value = next(part for part in (found[6], found[7], found[8], "") if part is not None)
            term = _comparison(found[4], found[5], _unescaped(value))
            if not term:
                return ""
            out.append(term)
    return " ".join(out).replace("( ", "(").replace(" )", ")")


def _comparison(name: str, sign: str, value: str) -> str:
    denied = sign.startswith("!")
    if name == "unread" and value in ("yes", "no"):
        return "unread" if (value == "yes") is not denied else "read"
    if name == "tags" and sign in ("#", "!#") and value:
        return f"{'-' if denied else ''}folder:{_quoted(value)}"
    if name == "flags" and sign in ("#", "!#") and value:
        return "-starred" if denied else "starred"
    if name in _FIELDS and sign in ("=~", "!~", "=", "==", "!=") and _PLAIN.fullmatch(value):
        field = _FIELDS[name]
        return f"{'-' if denied else ''}{field + ':' if field else ''}{_quoted(value)}"
    return ""


def _quoted(value: str) -> str:
    value = sanitize_line(value).replace('"', " ")
    return value if re.fullmatch(r"\w+", value) else f'"{value}"'


def _unescaped(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


def _lines(data: bytes) -> list[str]:
    return [line for line in (part.strip() for part in decode(data)[0].lstrip("\ufeff").splitlines()) if line]
