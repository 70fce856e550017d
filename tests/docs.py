"""Writes the pages that are made from tables: ``python -m tests.docs`` (keys, settings, search, the schema)."""

from __future__ import annotations

import json
from pathlib import Path

from tui.config import settings_markdown
from tui.facts.schema import schema
from tui.library.query import query_markdown
from tui.reader.actions import keys_markdown


def schema_json() -> str:
    return json.dumps(schema(), indent=2) + "\n"


SEARCH = """\
# Search

The same language filters the list (`&`), searches the library best first (`g/`), makes views (`gs` keeps a query) and
rules (`:` “mark what fits this query read from now on”), and is what `factlight search` takes.

    unread feed:dw after:2026-11-01 tag:korea "defence budget" has:questions figure:troops>20000 speaker:Ahn

All terms must hold. `or` between two asks for one of them, `-` or `not` before one for its absence, brackets group.
A word is found whole, whatever its case and accents; `harb*` finds its beginnings (three letters or more), `"two words"`
a phrase. Chinese, Japanese and Korean words are found inside a line. Whatever is typed is a query: an unknown field is a
word like any other; only a value that makes no sense is refused, and pointed at. `Tab` completes terms, and the names of
feeds, folders and tags. A value with blanks is quoted: `feed:"Port News"`, `figure:"US troops">20k`.

{tables}
Numbers take `k`, `m` and `b`: `figure:dollars>1.5m`. A figure is known by what it counts and by its unit, in the words
of the text: `figure:troops`, `figure:km>100`, `figure:%>50`. Days begin at midnight where you are.

Searching by figures, names and speakers needs the facts of an article. The reader finds them for every article, the
newest first, in a process that gives way to everything else; `factlight refresh --facts` does so without it. As long as
some are not known yet, an answer that depends on them says so.
"""


def search_markdown() -> str:
    return SEARCH.format(tables=query_markdown())


PAGES = {
    "keys.md": keys_markdown,
    "settings.md": settings_markdown,
    "search.md": search_markdown,
    "facts.schema.json": schema_json,
}
FOLDER = Path(__file__).parents[1] / "docs"


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
