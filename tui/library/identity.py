"""Which article an entry is, and whose words of it stand.

Within one feed another guid is another article, even under one link, unless it says the same words under the same
title. Across feeds the same address is one article, unless a feed of another site says other words: each feed keeps
its own words then. The longest text stands, and one that the reader saved from its page is not replaced by a summary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui.library.db.connection import Database, Row
from tui.sources.feeds.entry import Entry
from tui.text.urls import site_of, spellings

if TYPE_CHECKING:
    from tui.library.articles.intake import Incoming
    from tui.library.articles.store import Articles

KNOWN = (
    "a.id, a.uri, a.hash, a.title, a.source, a.author, a.url, a.published, a.dated, a.truncated, a.changes, a.deleted"
)
"""What has to be known of a stored article to decide."""

FEW = 12
"""Different words below which an entry's text says nothing of its own ("Comments", "Read more")."""
ALIKE = 0.5
"""Share of the shorter text's words that the longer one has, from which on both tell the same story."""
NEARLY = 0.8
"""The same for entries that have no name but their link and title."""
DAY = 86_400_000
_WORD = re.compile(r"\w{3,}")


class Identity:
    """Decides with the library's help; belongs to one transaction of its thread."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles
        self._of_feed: dict[int, dict[tuple[str, str, int], int]] = {}
        self._sites: dict[int, str] = {}

    def find(self, item: Incoming) -> tuple[Row | None, Incoming]:
        """The stored article that ``item`` is, None for a new one; and the item, under a uri of its own where the
        article of its address is another one."""
        by_guid = item.feed and self._by_guid(item)
        if by_guid:
            return (by_guid, item) if not self._reused(by_guid, item) else self._apart(item)
        by_uri = self._by_uri(item.uri)
        if by_uri is not None:
            if self._is_same(by_uri, item):
                return by_uri, item
            return self._apart(item)
        return self._renamed(item), item

    def stands(self, known: Row, item: Incoming) -> bool:
        """Whether the text that is stored stays, although the item brings another one."""
        page = not known["hash"].startswith(Entry.MARK)
        if page and item.hash.startswith(Entry.MARK):  # its page was saved, or fetched
            return len(item.words[1]) <= self._length(known)
        if not item.feed:
            return not page and len(item.words[1]) < self._length(known)
        if self.provides(known, item):
            shortened = item.truncated and not known["truncated"]
            return shortened and self._length(known) > 2 * len(item.words[1]) and self._alike(known, item)
        if bool(known["truncated"]) is not item.truncated:
            return item.truncated
        return len(item.words[1]) <= self._length(known)

    def provides(self, known: Row, item: Incoming) -> bool:
        """Whether what is stored came from where the item does: it may correct its title, link, author and date."""
        return bool(item.source and known["source"] == item.source) or not self._feeds(known["id"]) - {item.feed}

    def _by_guid(self, item: Incoming) -> Row | None:
        sql = f"SELECT {KNOWN} FROM entries AS e JOIN articles AS a ON a.id = e.article WHERE e.feed = ? AND e.guid = ?"
        for guid in spellings(item.guid)[:2]:
            if (row := self._db.row(sql, (item.feed, guid))) is not None:
                return row
        return None

    def _by_uri(self, uri: str) -> Row | None:
        names = spellings(uri)
        marks = ", ".join("?" * len(names))
        rows = self._db.rows(f"SELECT {KNOWN} FROM articles AS a WHERE a.uri IN ({marks})", names)
        return min(rows, key=lambda row: names.index(row["uri"]), default=None)

    def _apart(self, item: Incoming) -> tuple[Row | None, Incoming]:
        """The item under a uri that no other article has: its feed's address and its guid."""
        own = item.sibling or item.uri
        row = self._by_uri(own)
        if row is not None and self._reused(row, item):  # the guid's second story, and the third
            own = f"{own}#{item.hash[-12:]}"
            row = self._by_uri(own)
        return row, item._replace(uri=own)

    def _reused(self, known: Row, item: Incoming) -> bool:
        """Whether a feed gave the guid of an old story to another one: title, words and day are others."""
        if known["title"] == item.title or not item.feed:
            return False
        moved = known["url"] != item.url
        later = bool(known["dated"] and item.published and abs(known["published"] - item.published) >= DAY)
        if not (moved or later):
            return False
        return not self._alike(known, item, few=False)

    def _is_same(self, known: Row, item: Incoming) -> bool:
        """Whether an article of the same address is the item's."""
        if not item.feed:
            return True
        feeds = self._feeds(known["id"])
        if item.feed in feeds:  # another guid of the same feed
            if item.named:
                return bool(known["title"] == item.title) and self._alike(known, item, few=False)
            return self._alike(known, item, few=False, share=NEARLY)  # the title is its name, and was corrected
        own = self._site(item.feed)
        others = {self._site(feed) for feed in feeds} if feeds else {site_of(known["uri"])}
        return own in others or self._alike(known, item, few=True)

    def _alike(self, known: Row, item: Incoming, few: bool = True, share: float = ALIKE) -> bool:
        """Whether both texts tell the same; ``few``: one that has hardly a word agrees with every other."""
        here = self._articles.words_of(known["id"]) or ""
        one, two = (set(_WORD.findall(text.lower())) for text in (here, item.words[1]))
        if min(len(one), len(two)) < FEW:
            return few or (one == two and item.named)
        return len(one & two) >= share * min(len(one), len(two))

    def _renamed(self, item: Incoming) -> Row | None:
        """The article of the same feed, title, words and day whose guid and address were changed."""
        if not item.feed or len(item.words[1]) < 100 or not item.published:
            return None
        if item.feed not in self._of_feed:
            rows = self._db.rows(
                "SELECT a.id, a.hash, a.title, a.published FROM entries AS e JOIN articles AS a ON a.id = e.article"
                " WHERE e.feed = ?",
                (item.feed,),
            )
            self._of_feed[item.feed] = {(r["hash"], r["title"], r["published"]): r["id"] for r in rows}
        number = self._of_feed[item.feed].get((item.hash, item.title, item.published))
        return self._db.row(f"SELECT {KNOWN} FROM articles AS a WHERE a.id = ?", (number,)) if number else None

    def _feeds(self, number: int) -> set[int]:
        """The feeds that gave an article, less those that the reader removed."""
        rows = self._db.rows(
            "SELECT e.feed FROM entries AS e JOIN feeds AS f ON f.id = e.feed WHERE e.article = ? AND f.removed = 0",
            (number,),
        )
        return {row["feed"] for row in rows}

    def _site(self, feed: int) -> str:
        if feed not in self._sites:
            url: Any = self._db.value("SELECT url FROM feeds WHERE id = ?", (feed,))
            self._sites[feed] = site_of(str(url or ""))
        return self._sites[feed]

    def _length(self, known: Row) -> int:
        return len(self._articles.words_of(known["id"]) or "")
