"""What a list of articles is to the reader: rows on demand, an article by its name."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from tui.text.article import Article


class Row(NamedTuple):
    """One line of the article list. ``figures`` is -1 until the facts are known."""

    uri: str
    title: str
    source: str = ""
    published: str = ""  # ISO date, "" unknown
    at: int = 0  # when it was published, UTC milliseconds, 0 where only the day or nothing is known
    questions: int = 0
    figures: int = -1
    marks: int = 0
    read: bool = False
    starred: bool = False
    problem: str = ""  # why it cannot be opened, one sentence
    changes: str = ""  # what the newest version changed, until it is opened
    truncated: bool = False  # the feed gave less than the whole text


class Shelf(Protocol):
    """A list of articles to read, of any length; only what is asked for is looked at."""

    @property
    def title(self) -> str:
        """What the list is called."""

    def count(self) -> int:
        """How many articles there are."""

    def rows(self, first: int, n: int) -> list[Row]:
        """Rows ``first`` to ``first + n``, fewer at the end. Cheap enough for every paint."""

    def index(self, uri: str) -> int:
        """The row of an article, -1 if it is not here."""

    def load(self, uri: str) -> Article:
        """The article. Any thread. Raises SourceError."""


def article_row(article: Article) -> Row:
    """What the list shows of an article, before its facts are known."""
    meta = article.metadata
    return Row(
        article.uri,
        article.title,
        meta.source.value if meta.source else "",
        meta.published.value[:10] if meta.published else "",
        questions=sum(1 for _ in article.questions()),
    )
