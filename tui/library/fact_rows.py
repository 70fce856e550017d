"""What a search for facts answers with: each fact that fits, with its value, its sentence and its place."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tui.library.condition import Asked
from tui.library.spans import Measure, Named, Saying, Spans
from tui.text.article import Article
from tui.text.folding import fold
from tui.text.sentences import split_sentences

_WORD = re.compile(r"\w+")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip
LONGEST = 400
"""Characters of a sentence that are shown; of a longer one those around the fact."""


class FactRow(NamedTuple):
    """One fact of a found article. Offsets are code points of ``Article.text``.

    ``kind`` is figure, person, organisation, place, speaker or date; ``value`` the number or range, the name, the ISO
    day, or who speaks; ``words`` are the article's own at ``start`` to ``end``; ``sentence`` the one they stand in,
    which begins at ``sentence_start``.
    """

    kind: str
    value: str
    words: str
    start: int
    end: int
    sentence: str
    sentence_start: int


def rows(asked: Sequence[Asked], spans: Spans, article: Article) -> list[FactRow]:
    """The facts of an article that fit one of what was asked, in the order of its text."""
    found: dict[tuple[int, int, str], FactRow] = {}
    for one in asked:
        for kind, value, start, end in _fitting(one, spans):
            if 0 <= start < end <= len(article.text):
                row = FactRow(kind, value, article.text[start:end], start, end, *_sentence(article, start, end))
                found.setdefault((start, end, kind), row)
    return sorted(found.values(), key=lambda row: (row.start, row.end))


def _fitting(asked: Asked, spans: Spans) -> Iterator[tuple[str, str, int, int]]:
    """(kind, value, start, end) of what fits."""
    if asked.kind == "figure":
        for measure in spans.measures:
            if _measures(asked, measure):
                yield "figure", _amount(measure), measure.start, measure.stop
    elif asked.kind == "speaker":
        for saying in spans.sayings:
            if _named(asked.name, saying.speaker) and not _quoted_inside(saying, spans):
                yield "speaker", f"{saying.speaker} ({_manner(saying)})", saying.start, saying.stop
    else:
        for mention in spans.mentions:
            if mention.kind == asked.kind and _mentions(asked, mention):
                yield mention.kind, mention.name, mention.start, mention.stop


def _quoted_inside(saying: Saying, spans: Spans) -> bool:
    """Whether a report only frames a quotation of the same speaker, which has a row of its own."""
    return saying.kind != "quote" and any(
        quote.kind == "quote"
        and quote.speaker == saying.speaker
        and saying.content_start <= quote.start
        and quote.stop <= saying.content_stop
        and quote.stop - quote.start > (saying.content_stop - saying.content_start) // 2
        for quote in spans.sayings
    )


def _measures(asked: Asked, measure: Measure) -> bool:
    if asked.sign and not any(_SIGNS[asked.sign](value, asked.value) for value in (measure.low, measure.high)):
        return False
    if not asked.name:
        return True
    return _named(asked.name, measure.name) if _WORD.search(asked.name) else fold(asked.name) in measure.name


def _mentions(asked: Asked, mention: Named) -> bool:
    if asked.kind == "date":
        return mention.name.startswith(asked.name)
    return _named(asked.name, mention.name)


def _named(asked: str, name: str) -> bool:
    """Whether a name holds these words in this order, the last as a beginning where it ends with a star."""
    wanted, there = _WORD.findall(fold(asked)), _WORD.findall(fold(name))
    if not wanted:
        return False
    for at in range(len(there) - len(wanted) + 1):
        piece = there[at : at + len(wanted)]
        if piece == wanted or (asked.endswith("*") and piece[:-1] == wanted[:-1] and piece[-1].startswith(wanted[-1])):
            return True
    return asked.isascii() is False and "".join(wanted) in "".join(there)  # scripts without blanks


def _amount(measure: Measure) -> str:
    low, high = (f"{value:,.10g}" for value in (measure.low, measure.high))
    value = low if low == high else f"{low}–{high}"
    return f"{value} {measure.unit}".strip()


def _manner(saying: Saying) -> str:
    return "quoted" if saying.kind == "quote" else saying.kind


def _sentence(article: Article, start: int, end: int) -> tuple[str, int]:
    """The sentence around a fact, on one line, and where it begins."""
    block = next((b for b in article.blocks if b.start <= start < b.end), None)
    first, last = (
        (block.start, block.end) if block is not None else (max(0, start - 200), min(len(article.text), end + 200))
    )
    for begin, stop in split_sentences(article.text, first, last):
        if begin <= start < stop:
            first, last = begin, max(stop, end)
            break
    if last - first > LONGEST:
        first, last = max(first, start - LONGEST // 2), min(last, max(end, start + LONGEST // 2))
    return " ".join(article.text[first:last].split()), first
