"""Making and reading selectors: the words of a passage, what stands around them, and where."""

from __future__ import annotations

from tui.bookmarks.model import CONTEXT, Selector
from tui.text.article import Article


def select(article: Article, start: int, end: int) -> Selector:
    """The selector of ``article.text[start:end]``, white space at both edges left out.

    Offsets are code points of ``article.text``. Raises ValueError when the span is outside the
    text or holds nothing but white space.
    """
    text = article.text
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"the span {start}-{end} lies outside the text of {len(text)} characters")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise ValueError("nothing but white space was selected")
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        version=article.hash,
        old_length=len(text),
    )
