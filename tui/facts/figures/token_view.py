"""The document's tokens as the figures read them."""

from __future__ import annotations

from tui.facts.document import Document


class Tokens:
    """Words with their places; every look beyond the ends gives "". Offsets are code points of the text."""

    __slots__ = ("ends", "language", "size", "starts", "text", "words")

    def __init__(self, doc: Document) -> None:
        self.words, self.starts, self.ends = doc.tokens
        self.text = doc.text
        self.size = len(self.words)
        self.language = doc.language

    def word(self, i: int) -> str:
        """Token ``i`` as written."""
        return self.words[i] if 0 <= i < self.size else ""

    def low(self, i: int) -> str:
        """Token ``i`` in lower case."""
        return self.words[i].lower() if 0 <= i < self.size else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between token ``i`` and the one before."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def near(self, i: int) -> bool:
        """Whether at most a blank or one line's end stands between token ``i`` and the one before."""
        return 0 < i < self.size and self.starts[i] - self.ends[i - 1] <= 1 and not self.breaks(i)

    def breaks(self, i: int) -> bool:
        """Whether a line ends between token ``i`` and the one before."""
        return 0 < i < self.size and "\n" in self.text[self.ends[i - 1] : self.starts[i]]

    def opens(self, i: int) -> bool:
        """Whether token ``i`` begins a sentence, as far as the signs before it tell."""
        return i <= 0 or self.word(i - 1) in '.!?“"‘:•—' or self.breaks(i)
