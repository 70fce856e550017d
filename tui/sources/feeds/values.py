"""The values in feeds, made ours: clean lines, plain titles, whole web addresses."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from tui.text.sanitize import sanitize, sanitize_line

_WHOLE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[\w.~!$&'()*+,;=:@%/-]*)?", re.A)


def web(link: str, base: str) -> str:
    """``link`` made whole against ``base``; "" unless it is http(s)."""
    if not link or _WHOLE.fullmatch(link):
        return link
    try:
        whole = urljoin(base, link) if base else link
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return whole if not base and not parts.scheme else ""
    return whole


def line(value: Any) -> str:
    """Words in one line, without control characters; "" for anything that is no string or number."""
    return sanitize_line(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


_TAGS = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|small|span|strike|"
    r"strong|sub|sup|tt|u|ul|var|wbr)(?:[\s/][^<>]{0,500})?>",
    re.I,
)
"""Tags that people set in titles; any other stands for itself ("The <script> tag explained")."""


def plain(value: Any) -> str:
    """A title of RSS as plain words: markup gone, entities resolved once more (feeds escape twice).

    Where the markup was escaped once more, only tags that come in pairs are markup: "A guide to <em>" is words.
    """
    text = untagged(line(value))
    if "&" in text:
        text = sanitize_line(unescape(text))
        if "<" in text:
            text = _PAIR.sub(r"\2", text)
    return " ".join(text.split())


def untagged(text: str) -> str:
    """The words without the tags that people set in titles."""
    return " ".join(_TAGS.sub("", text).split()) if "<" in text else text


_PAIR = re.compile(
    r"<(b|strong|i|em|u|s|q|cite|small|span|sup|sub|a|p|font|mark|code)(?:\s[^<>]{0,500})?>([^<>]{0,2000})</\1>", re.I
)


def as_html(value: Any) -> str:
    """Plain text as markup, a paragraph a line; a single line stays without a tag."""
    if not isinstance(value, str):
        return ""
    lines = [escape(words.strip(), quote=False) for words in sanitize(value).split("\n") if words.strip()]
    return lines[0] if len(lines) == 1 else "".join(f"<p>{words}</p>" for words in lines)


_PERSON = re.compile(r"([^()<>]{0,200}?)\s{0,9}[(<]\s{0,9}([^()<>]{0,200}?)\s{0,9}[)>]")


def person(words: str) -> str:
    """The name in "mail@host (Name)", "Name (mail@host)" or "Name <mail@host>"; the words where there is no name."""
    if "@" not in words or (m := _PERSON.fullmatch(words)) is None:
        return words
    one, two = (part.strip().strip('"').strip() for part in m.groups())
    if "@" in two and "@" not in one:
        return one or two
    return two if "@" in one and two else words


def number(value: Any) -> int:
    """A length that a feed states, 0 when it is none."""
    try:
        return max(0, int(str(value)[:18]))
    except ValueError:
        return 0
