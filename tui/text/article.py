"""The article: one canonical text, and everything known about its structure as spans into it.

Every offset in Factlight is a half-open span ``[start, end)`` counted in code points of
``Article.text`` (W3C Web Annotation Data Model, TextPositionSelector). The text is normalised once
(see ``tui.text.sanitize``) and never changed afterwards, so an offset survives resizing, re-extraction
and storage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, Self


class BlockKind(StrEnum):
    """What a block of text is. Credits and boilerplate stay in the text; the reader folds them."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    TABLE_ROW = "table row"
    CODE = "code"
    CAPTION = "caption"
    CREDIT = "credit"  # byline, dateline line, "Edited by:", syndication tail, copyright
    CORRECTION = "correction"  # a correction or editor's note: shown first, since it is a fact
    BOILERPLATE = "boilerplate"  # share and subscribe lines, teasers, advertisements


class Block(NamedTuple):
    """A run of ``Article.text`` without line breaks of its own (code and tables may have them)."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # heading level from 1, list nesting depth from 1, else 0
    marker: str = ""  # how a list item was marked in the source: "•", "1."; not part of the text
    confidence: float = 1.0  # 1.0 where the source's own markup says so
    reason: str = ""  # why it was taken for this kind, in words


class Link(NamedTuple):
    """Linked words and where they lead. ``url`` is as found, sanitised, not yet checked."""

    start: int
    end: int
    url: str


class Emphasis(NamedTuple):
    """Words the source set apart: ``style`` is "strong", "emphasis" or "code"."""

    start: int
    end: int
    style: str


class Inferred(NamedTuple):
    """A value the article gives about itself, and where it was read ("last line", "front matter")."""

    value: str
    origin: str


class Metadata(NamedTuple):
    """What the article says of itself. ``None`` means unknown: nothing is guessed silently.

    ``published`` and ``updated`` are ISO 8601 dates (``2025-11-03``) or date-times.
    ``language`` is a BCP 47 primary tag (``en``).
    """

    title: Inferred | None = None
    source: Inferred | None = None  # the publisher or site
    byline: tuple[Inferred, ...] = ()
    editor: Inferred | None = None
    published: Inferred | None = None
    updated: Inferred | None = None
    place: Inferred | None = None  # of the dateline
    language: Inferred | None = None
    url: Inferred | None = None


class Section(NamedTuple):
    """A heading and what stands below it, as block numbers; ``first > last`` when nothing does.

    ``kind`` is "heading", "question" (a heading that asks: the blocks are its answer) or
    "interview" (a question put to somebody; ``questioner`` and ``answerer`` where labelled).
    """

    kind: str
    heading: int  # index into Article.blocks
    first: int
    last: int
    confidence: float = 1.0
    reason: str = ""
    questioner: str = ""
    answerer: str = ""


@dataclass(frozen=True)
class Article:
    """One article, frozen. ``uri`` names it for good: ``file:///…``, ``https://…`` or ``stdin:<hash>``."""

    text: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    uri: str = ""
    from_html: bool = False  # the page's own markup was at hand: no words can have been lost
    notes: tuple[str, ...] = ()  # what the reader should be told: "read as windows-1252 (detected)"

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal: the version's fingerprint."""
        import hashlib  # 2 ms, and nothing on the first screen asks for it

        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def title(self) -> str:
        """The title to show: inferred, else the first words of the text, else the uri."""
        if self.metadata.title:
            return self.metadata.title.value
        words = " ".join(self.text[:400].split()[:14])
        return words or self.uri or "empty article"

    def block_text(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def block_at(self, offset: int) -> int:
        """Index of the block that holds ``offset``, or of the last one that starts before it; -1 if none."""
        lo, hi = 0, len(self.blocks)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.blocks[mid].start <= offset:
                lo = mid + 1
            else:
                hi = mid
        return lo - 1

    def questions(self) -> Iterator[Section]:
        return (s for s in self.sections if s.kind in ("question", "interview"))

    def with_metadata(self, **changes: Any) -> Self:
        """The same article with some metadata fields replaced (a date that the reader set, say)."""
        return replace(self, metadata=self.metadata._replace(**changes))
