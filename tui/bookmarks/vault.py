"""Bookmarks into notes that live in somebody's vault, where the reader writes between them.

Each passage of an Obsidian export ends with a block id (``^fl-…``). What a file has already is known
by these ids; only what is missing is put behind its last line. No other line is ever touched, so the
same export can be repeated as often as one likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tui.bookmarks.files import append, safe_name, write_atomically
from tui.bookmarks.formats import markdown
from tui.bookmarks.formats.grouping import Articles, Group, by_article
from tui.bookmarks.model import Bookmark

NOTES = 20_000
"""Notes of a vault that are looked into; in a larger one, what lies behind them is not recognised."""

NOTE_SIZE = 16 * 1024 * 1024
"""Bytes of the largest note that is looked into."""

_BLOCK_ID = re.compile(rb"(?:^|\s)\^(fl-[0-9A-Za-z-]+)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """What an export into notes did: bookmarks put in, files they went into, bookmarks that were there already."""

    added: int
    files: int
    kept: int


def export(target: Path, items: Sequence[Bookmark], articles: Articles = None) -> Written:
    """Put bookmarks into a note (``target`` is a file or not there yet), or into a folder of notes, one an article.

    In a folder an article's note is the one that has any of its passages, whatever it is called by
    now; a new one is named after the title. Raises OSError; what was written before stays.
    """
    groups = by_article(items, articles)
    return _into_folder(target, groups) if target.is_dir() else _into_file(target, groups)


def _into_file(path: Path, groups: list[Group]) -> Written:
    had = _ids(path) if path.exists() else None
    if had is None or not path.stat().st_size:
        write_atomically(path, markdown.note(groups))
        return Written(sum(len(g.bookmarks) for g in groups), 1, 0)
    parts: list[str] = []
    added = 0
    for group in groups:
        new = _missing(group, had)
        if new:
            whole = len(new) == len(group.bookmarks)
            parts.append(markdown.passages(Group(group.citation, new), heading=whole or len(groups) > 1))
            added += len(new)
    if parts:
        append(path, "\n".join(parts))
    return Written(added, int(bool(parts)), sum(len(g.bookmarks) for g in groups) - added)


def _into_folder(folder: Path, groups: list[Group]) -> Written:
    homes: dict[str, Path] = {}
    ids: set[str] = set()
    for path in _notes(folder):
        for found in _ids(path):
            homes.setdefault(found, path)
            ids.add(found)
    # a note with passages of another article of the same title is that article's note
    taken = {path.stem.casefold() for path in homes.values() if path.parent == folder}
    added = kept = files = 0
    for group in groups:
        new = _missing(group, ids)
        kept += len(group.bookmarks) - len(new)
        home = next((homes[i] for i in map(markdown.block_id, group.bookmarks) if i in homes), None)
        if not new:
            continue
        if home is not None:
            append(home, markdown.passages(Group(group.citation, new), heading=False))
        else:
            path = folder / free_name(group.citation.title, ".md", taken)
            if path.exists():
                append(path, markdown.passages(Group(group.citation, new), heading=True))
            else:
                write_atomically(path, markdown.note([group]))
        added += len(new)
        files += 1
    return Written(added, files, kept)


def free_name(title: str, suffix: str, taken: set[str]) -> str:
    """A file name from a title that is not in ``taken`` (folded names, to which it is added)."""
    name = safe_name(title, default="untitled")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(free.casefold())
    return free + suffix


def _missing(group: Group, ids: set[str]) -> tuple[Bookmark, ...]:
    return tuple(b for b in group.bookmarks if markdown.block_id(b) not in ids)


def _notes(folder: Path) -> Iterator[Path]:
    """The notes of a vault, in a steady order; folders with a dot (settings, trash) are none of them."""
    found = (p for p in sorted(folder.rglob("*.md")) if not any(n.startswith(".") for n in p.relative_to(folder).parts))
    yield from islice(found, NOTES)


def _ids(path: Path) -> set[str]:
    """The block ids of ours in a note; none when it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > NOTE_SIZE:
            return set()
        data = path.read_bytes()
    except OSError:
        return set()
    return {found.decode("ascii") for found in _BLOCK_ID.findall(data)}
