"""The shared view that all recognisers read: one article, split once into tokens and sentences."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from tui.text.article import Article, Block, BlockKind
from tui.text.sentences import split_sentences

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+|[^\w\s]")
"""A number with its separators, a word with inner apostrophes, or one sign. Linear: no nested repeats."""

READ = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.TABLE_ROW,
        BlockKind.CAPTION,
        BlockKind.CORRECTION,
    }
)
"""Kinds of blocks in which facts are looked for. Credits and boilerplate yield only credits."""


class Document:
    """An article as the recognisers see it. Read-only; every list is made at its first use.

    ``published`` is the day relative dates are resolved against, None when unknown.
    ``language`` is a primary tag ("en"); recognisers that depend on words look at it.
    """

    def __init__(self, article: Article, published: date | None = None, language: str = "en") -> None:
        self.article = article
        self.text = article.text
        self.published = published
        self.language = language

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks that are read for facts, in order."""
        return tuple(b for b in self.article.blocks if b.kind in READ)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of all sentences of the read blocks, in order, never crossing a block."""
        out: list[tuple[int, int]] = []
        for block in self.blocks:
            out.extend(split_sentences(self.text, block.start, block.end))
        return out

    @cached_property
    def tokens(self) -> tuple[list[str], list[int], list[int]]:
        """(words, starts, ends) of all tokens of the read blocks, as three lists of one length."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for block in self.blocks:
            for m in TOKEN.finditer(self.text, block.start, block.end):
                words.append(m[0])
                starts.append(m.start())
                ends.append(m.end())
        return words, starts, ends
