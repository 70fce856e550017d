"""When an article that no feed dates says that it appeared."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.text.article import Article


def stated(article: Article) -> int:
    """UTC milliseconds, 0 where it says nothing; a day alone begins at midnight where you are."""
    published = article.metadata.published
    try:
        return max(0, int(datetime.fromisoformat(published.value).timestamp() * 1000)) if published else 0
    except (ValueError, OverflowError, OSError):
        return 0
