"""Addresses: one spelling for comparing them, and links that lead to a passage.

Text fragments: WICG "Scroll to Text Fragment" (https://wicg.github.io/scroll-to-text-fragment/);
limits of quoted length as in the text-fragments-polyfill's generator.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from tui.text.urls import compared

EXACT_LIMIT = 300
"""Code points up to which a passage is quoted whole in a text fragment."""

SHORT = 20
"""A quote below this many code points gets context, since it may well occur twice."""

_WORD = re.compile(r"\w+")
_DIRECTIVE = ":~:"


def without_directive(url: str) -> str:
    """``url`` without its fragment directive (``:~:text=…``); an ordinary ``#id`` stays."""
    head, mark, _ = url.partition(_DIRECTIVE)
    return (head.removesuffix("#") if mark else url).strip()


def canonical(url: str) -> str:
    """One spelling of an address for comparing: no fragment, no tracking, lower-case host, no ``www.``.

    Anything that is not http(s) is returned without its fragment directive only. Never raises.
    """
    return compared(without_directive(url))


def is_web(url: str) -> bool:
    """Whether a browser can be sent there."""
    return url[:8].lower().startswith(("http://", "https://"))


def _term(text: str) -> str:
    """Percent-encoded words of one text-fragment term; ``-`` and the separators too."""
    return quote(" ".join(text.split()), safe="!'()").replace("-", "%2D").replace("~", "%7E").replace("_", "%5F")


def _first_words(text: str, count: int) -> str:
    found = [m.span() for _, m in zip(range(count), _WORD.finditer(text), strict=False)]
    return text[found[0][0] : found[-1][1]] if found else ""


def _last_words(text: str, count: int) -> str:
    found = [m.span() for m in _WORD.finditer(text)][-count:]
    return text[found[0][0] : found[-1][1]] if found else ""


def _on_word_edges(exact: str, prefix: str, suffix: str) -> tuple[str, str, str]:
    """Grow a quote that starts or ends inside a word to that word's edges: terms match whole words."""
    if exact[:1].isalnum() and prefix[-1:].isalnum():
        cut = re.search(r"(?<!\w)\w*$", prefix[-64:])
        part = cut[0] if cut else ""
        exact, prefix = part + exact, prefix[: len(prefix) - len(part)]
    if exact[-1:].isalnum() and suffix[:1].isalnum():
        tail = re.match(r"\w*", suffix[:64])
        part = tail[0] if tail else ""
        exact, suffix = exact + part, suffix[len(part) :]
    return exact, prefix, suffix


def text_fragment(exact: str, prefix: str = "", suffix: str = "", text: str = "") -> str:
    """The directive ``text=…`` for a passage (without ``#:~:``), "" for a passage without words.

    A long passage, or one over a paragraph's end, is given by its first and last words, as many as
    make each end unique in ``text`` (when given). A short or repeated one gets words of context.
    """
    exact, prefix, suffix = _on_word_edges(exact.strip(), prefix, suffix)
    words = len(_WORD.findall(exact[: EXACT_LIMIT * 8]))
    if not words:
        return ""
    folded = " ".join(text.split()).casefold()

    def once(words: str) -> bool:
        needle = " ".join(words.split()).casefold()
        return not folded or folded.count(needle) <= 1

    if len(exact) > EXACT_LIMIT or "\n" in exact:
        first_line, last_line = exact.split("\n", 1)[0], exact.rsplit("\n", 1)[-1]
        count = 3
        head, tail = _first_words(first_line, count), _last_words(last_line, count)
        while count < 12 and not (once(head) and once(tail)):
            count += 1
            head, tail = _first_words(first_line, count), _last_words(last_line, count)
        quoted, unique = f"{_term(head)},{_term(tail)}", once(head)
    else:
        quoted, unique = _term(exact), once(exact) and len(exact) >= SHORT
    if unique:
        return f"text={quoted}"
    before = _last_words(prefix.rsplit("\n", 1)[-1], 4)
    after = _first_words(suffix.split("\n", 1)[0], 4)
    lead = f"{_term(before)}-," if before else ""
    trail = f",-{_term(after)}" if after else ""
    return f"text={lead}{quoted}{trail}"


def passage_link(url: str, exact: str, prefix: str = "", suffix: str = "", text: str = "") -> str:
    """``url`` with a text fragment that leads to the passage; an existing ``#id`` is kept.

    Addresses that are not http(s) come back as they are, since nothing would read the fragment.
    """
    url = without_directive(url)
    fragment = text_fragment(exact, prefix, suffix, text) if is_web(url) else ""
    if not fragment:
        return url
    return f"{url}{'' if '#' in url else '#'}{_DIRECTIVE}{fragment}"


def readable(url: str) -> str:
    """An address as a person reads it: percent-encoding undone where that is safe."""
    plain = unquote(url)
    return plain if plain.isprintable() and " " not in plain else url
