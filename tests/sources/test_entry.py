"""Entries of feeds kept as they came: their bare words, their article, and that the index gets the same words twice."""

from __future__ import annotations

import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library import Library
from tui.library.articles.codec import pack, unpack
from tui.library.articles.intake import Incoming
from tui.library.db.connection import now
from tui.sources.feeds.entry import Entry, plain_words
from tui.text.article import BlockKind, Inferred, Metadata

NAMED = Metadata(title=Inferred("A title", "feed"), source=Inferred("The Wire", "feed"))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ('<span class="drop">T</span>he <a href="x">harbour</a>, closed', "The harbour, closed"),
        ("a<br/>b", "a b"),
        ("x<script>var hidden = 1</script>y<!-- not this --><STYLE>p {}</Style> z", "xy z"),
        ("shown<script>never ends", "shown"),
        ("Q&amp;A &lt;b&gt; &#8220;said&#8221;", "Q&A <b> “said”"),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
        ("a‮b &#x202e;c", "a‮b c"),  # the door has cleaned what came; references are resolved here
        ("", ""),
    ],
)
def test_words_without_tags(html: str, words: str) -> None:
    assert " ".join(plain_words(html).split()) == words.replace("‮", "" if "&" in html else "‮")


@pytest.mark.parametrize("unit", ["<", "<script>", "<!--", "<a ", "&", "</", "<style", "?</"])
def test_words_take_linear_time(unit: str) -> None:
    def took(n: int) -> float:
        entry = Entry(unit * n, "u")
        start = time.process_time()
        _ = entry.text, entry.asked()
        return time.process_time() - start

    took(1000)
    assert took(80_000) < 20 * max(took(10_000), 0.002)


def test_the_article_has_what_the_markup_says() -> None:
    entry = Entry(
        "<p>It ended.</p><h2>Why now?</h2><p>See <a href='/x'>there</a>.</p>", "u", "https://n.example/a", NAMED
    )
    article = entry.article()
    assert [b.kind for b in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert [link.url for link in article.links] == ["https://n.example/x"]
    assert (article.title, article.uri, entry.asked()) == ("A title", "u", 1)


def test_without_words_it_is_its_title_and_harmful_markup_is_its_bare_words() -> None:
    assert Entry("<img src=x>", "u", metadata=NAMED).article().text == "A title"
    harmful = "<p>These are the words.</p><p " + "a=1 " * 30_000 + ">"
    article = Entry(harmful, "u", metadata=NAMED).article()
    assert article.text.startswith("These are the words.")
    assert article.title == "A title"


@given(st.text(max_size=60), st.text(max_size=20))
def test_it_comes_back_as_it_was(html: str, title: str) -> None:
    entry = Entry(html, "u", "https://n.example/", Metadata(title=Inferred(title, "feed")))
    assert unpack(pack(entry), "u") == entry


def found_by(library: Library, word: str) -> list[int]:
    return library.search.numbers(word, date(2026, 11, 24))


def test_what_goes_into_the_index_goes_out_again(tmp_path: Path) -> None:
    def put(library: Library, html: str) -> None:
        library.articles.put([Incoming.of(Entry(html, "u", metadata=NAMED), feed=1, guid="g", digest=html)])

    with Library.open(tmp_path / "library.db") as library:
        put(library, "<p>The harbour &amp; its cranes</p>")
        put(library, "<p>The ferry</p>")
        assert found_by(library, "harbour") == []
        assert len(found_by(library, "ferry")) == 1
        put(library, "<div><p>The <b>ferry</b></p></div>")  # other markup, the same words: no new version
        found = library.articles.by_uri("u")
        assert found is not None
        assert library.articles.load_id(found.id, back=2) is None
        library.articles.delete(["u"])
        assert library.articles.purge(now() + 1) == 1
        assert found_by(library, "ferry") == []
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'fulltext', 'row')")
        assert db.execute("SELECT count(*) FROM temp.terms").fetchone()[0] == 0, "no word stays behind"
