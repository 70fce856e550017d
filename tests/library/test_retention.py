"""What goes by itself, and what never does: articles read long ago, old versions of which bookmarks need a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.test_articles import article, uris
from tui.bookmarks.making import make_bookmark
from tui.bookmarks.model import AnchorState
from tui.library import Library
from tui.library.articles.lists import View
from tui.library.db.connection import now
from tui.library.db.doctor import check
from tui.library.retention import DAY, DELETED_DAYS, tidy
from tui.library.versions import AROUND
from tui.structure import plain_article
from tui.text.article import Article


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield library


def uri(n: int) -> str:
    return f"https://example.org/{n}"


def test_only_what_nobody_keeps_goes_and_no_feed_brings_it_again(library: Library) -> None:
    old = now() - 100 * DAY
    items = [article(n, at=old) for n in range(1, 7)] + [article(7, at=now())]
    library.articles.put(items)
    library.states.mark_read([uri(n) for n in (1, 2, 3, 4, 6, 7)])
    library.states.set(uri(2), starred=True)
    library.articles.set_tags(uri(3), ["keep"])
    marked = items[3].article()
    library.bookmarks.add(make_bookmark(marked, 0, 9), marked)
    before = library.next_undo()
    assert tidy(library).expired == 0, "for ever, unless it is set"
    assert tidy(library, read_days=90).expired == 2
    assert uris(library, View()) == ["7", "5", "4", "3", "2"]
    assert library.articles.load(uri(1)) is None
    assert library.next_undo() == before, "there is nothing to undo"
    assert library.articles.put(items).new == ()
    assert uris(library, View()) == ["7", "5", "4", "3", "2"]
    assert tidy(library, read_days=90).expired == 0


def test_deleting_can_be_undone_for_a_month(library: Library) -> None:
    library.articles.put([article(1), article(2)])
    library.articles.delete([uri(1)])
    assert tidy(library).purged == 0
    library.undo()
    library.articles.delete([uri(2)])
    with library.database.write():
        library.database.run("UPDATE articles SET deleted = ? WHERE deleted > 0", (now() - (DELETED_DAYS + 1) * DAY,))
    assert tidy(library).purged == 1
    assert library.articles.load(uri(1)) is not None
    assert library.articles.load(uri(2)) is None


PARAGRAPHS = [
    f"Paragraph {n} tells at length of quay number {n}, and of the {n * 7} crates on it. " * 3 for n in range(90)
]


def version(words: str, first: str = "") -> Article:
    text = "\n\n".join([first, *PARAGRAPHS] if first else PARAGRAPHS).replace("quay number 40", words)
    return plain_article(text, uri="https://news.example/quays")


def test_an_old_version_keeps_the_text_around_its_bookmarks(library: Library) -> None:
    first, second = version("quay number 40"), version("pier number 40", "A new beginning.")
    start = first.text.index("Paragraph 40 tells")
    end = first.text.index(" crates", start)
    kept = library.bookmarks.add(make_bookmark(first, start, end, note="n"), first)
    assert tidy(library).cut == 0, "the bookmark stands on it"
    (changed,) = library.bookmarks.reanchor(second)
    assert changed.state is AnchorState.CHANGED
    size = "SELECT length(text) FROM versions WHERE hash = ?"
    whole = library.database.value(size, (first.hash,))
    assert tidy(library).cut == 1
    assert tidy(library).cut == 0
    assert library.database.value(size, (first.hash,)) < whole / 5
    assert library.database.value(size, (second.hash,)) == len(second.text)
    left = library.bookmarks.version_text(first.hash)
    assert left is not None
    assert len(left) == len(first.text)
    piece = slice(start - AROUND, end + AROUND)
    assert left[piece] == first.text[piece]
    assert all(finding.good for finding in check(library.path))
    third = version("quay number 40", "Another beginning, and a longer one.")
    (back,) = library.bookmarks.reanchor(third)
    assert (back.id, back.state) == (kept.id, AnchorState.MOVED), "found again by what is left"
    assert back.span is not None
    assert third.text[slice(*back.span)] == kept.selector.exact


def test_the_doctor_says_what_takes_the_space(library: Library) -> None:
    library.articles.put(article(n, "word " * 2000) for n in range(30))
    (words,) = [finding.words for finding in check(library.path) if finding.words.startswith("space: ")]
    assert "articles 0." in words
    assert "search" in words
    assert "undo and changes" in words


def test_a_bookmark_costs_few_statements(library: Library) -> None:
    text = article(1).article()
    library.articles.put([article(1)])
    library.bookmarks.add(make_bookmark(text, 0, 9), text)
    statements: list[str] = []
    library.database._db.set_trace_callback(statements.append)
    made = library.bookmarks.add(make_bookmark(text, 11, 30, note="n", tags=["t"]), text)
    assert len(statements) <= 9, statements
    assert made == library.bookmarks.get(made.id)
    assert library.undo() is not None
    assert library.bookmarks.get(made.id) is None
    assert library.redo() is not None
    assert library.bookmarks.get(made.id) == made
