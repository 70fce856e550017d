"""The rows above the text: title, what the article says of itself, how long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.facts.kinds import Kind
from tui.layout import wrap
from tui.text.article import Article, BlockKind

if TYPE_CHECKING:
    from tui.facts.model import Facts

WORDS_A_MINUTE = 230
LETTERS_A_WORD = 6.1
LONG = 200_000
"""Code points from which words are not counted but reckoned: the rows are made at every change of the width."""

SOME_DAY = "0000-00-00"
"""Stands for the day until the rows are parted, so that their number is the same for every day and for none."""

HeadRow = tuple[str, str]
"""Text and the name of its look."""


def minutes(letters: int) -> float:
    """Reading time of so many code points, in minutes."""
    return letters / LETTERS_A_WORD / WORDS_A_MINUTE


def head(article: Article, facts: Facts | None, width: int) -> list[HeadRow]:
    """The rows above the text in ``width`` cells. Their number does not depend on ``facts``."""
    rows: list[HeadRow] = []
    meta = article.metadata
    titled = any(block.kind is BlockKind.TITLE for block in article.blocks[:3])
    if meta.title and not titled and not _opens_with(article, meta.title.value):
        rows += [(line, "title") for line in _lines(meta.title.value, width)]
    about = [meta.source.value] if meta.source else []
    about += [who.value for who in meta.byline]
    if meta.editor:
        about.append(f"{meta.editor.value} (editor)")
    if meta.place:
        about.append(meta.place.value)
    day = facts.published if facts is not None else ""  # what the reader set, or the command line
    day = day or (meta.published.value[:10] if meta.published else "no date")
    rows += [(line.replace(SOME_DAY, day), "quiet") for line in _lines(" · ".join([*about, SOME_DAY]), width)]
    rows.append((_counts(article, facts, width), "quiet"))
    inferred = _inferred(article)
    if inferred:
        rows += [(line, "quiet") for line in _lines(inferred, width)]
    for note in article.notes:
        rows += [(line, "quiet") for line in _lines(note, width)]
    return rows


def _lines(text: str, width: int) -> list[str]:
    text = " ".join(text.split())[:2000]
    return [text[line.start : line.stop] for line in wrap(text, 0, len(text), width)] if text else []


def _opens_with(article: Article, title: str) -> bool:
    return article.text[: len(title)].casefold() == title.casefold()


def _counts(article: Article, facts: Facts | None, width: int) -> str:
    """How long it is and what is in it, as much of it as one row takes."""
    text = article.text
    words = len(text.split()) if len(text) < LONG else text.count(" ") + text.count("\n")
    questions = sum(1 for _ in article.questions())
    parts = [_n(words, "word"), f"{max(1, round(minutes(len(article.text))))} min"]
    if questions:
        parts.append(_n(questions, "question"))
    if facts is not None:
        figures = len(facts.of(Kind.FIGURE))
        if figures:
            parts.append(_n(figures, "figure"))
    while len(parts) > 1 and len(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts)[:width]


def _n(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _inferred(article: Article) -> str:
    """Where title and source were read, when the source's own markup does not say them."""
    meta = article.metadata
    origins: dict[str, list[str]] = {}
    for what, value in (("title", meta.title), ("source", meta.source), ("date", meta.published)):
        if value and value.origin and value.origin not in ("front matter", "markup", "feed"):
            origins.setdefault(value.origin, []).append(what)
    return " · ".join(f"{_listed(whats)}: {origin}" for origin, whats in origins.items())


def _listed(words: list[str]) -> str:
    return ", ".join([*words[:-2], " and ".join(words[-2:])])
