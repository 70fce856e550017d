"""The language of an article, by its stop words: deterministic, no model, a fraction of a millisecond."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

SAMPLE = 2_000
"""Code points looked at: a few paragraphs tell."""
_FOREIGN = re.compile(r"[\u0370-\u1fff\u2e80-\uffff]")
"""A letter outside the Latin script; curly quotes and dashes are none."""
_TOKEN = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u03b1-\u03c9]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("hi", re.compile(r"[\u0904-\u0939]")),
    ("th", re.compile(r"[\u0e01-\u0e2e]")),
)


@cache
def _index() -> dict[str, list[str]]:
    """Word → the languages in which it is one of the most frequent words."""
    index: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "stopwords.txt").read_text("utf-8").splitlines():
        tag, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            for word in words.split():
                index.setdefault(word, []).append(tag)
    return index


def guess_language(text: str) -> str:
    """BCP 47 primary tag of the language of ``text`` ("en"), or "" when too little speaks for any."""
    sample = text[:SAMPLE].lower()
    words = _TOKEN.findall(sample)
    scores: dict[str, int] = {}
    index = _index()
    for word, times in Counter(words).items():
        for tag in index.get(word, ()):
            scores[tag] = scores.get(tag, 0) + times
    if _FOREIGN.search(sample):
        letters = sum(map(len, words))
        for tag, script in _SCRIPTS:
            if len(script.findall(sample)) * 5 > letters:
                return tag
    if not scores:
        return ""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, hits = ranked[0]
    rest = ranked[1][1] if len(ranked) > 1 else 0
    if hits < 3 or hits * 20 < len(words) or hits == rest:
        return ""
    return best
