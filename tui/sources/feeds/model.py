"""A feed and its entries, as every format gives them."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_ITEMS = 5000
"""Entries of one feed that are read."""
MAX_PARTS = 100
"""Tags, authors and files of one entry that are read."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an item; never fetched unasked."""

    url: str
    type: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Dates are ISO 8601 in UTC, "" when unknown; ``content`` and ``summary`` are HTML as given."""

    title: str = ""
    link: str = ""
    id: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    content: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    named: bool = False  # the id is the feed's own, not made of the link
    fingerprint: str = ""  # of the entry's markup, "" where it could not be told apart


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. ``ttl`` is the feed's own wish, in minutes, 0 for none."""

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    updated: str = ""
    items: tuple[Item, ...] = field(default_factory=tuple)
    ttl: int = 0
