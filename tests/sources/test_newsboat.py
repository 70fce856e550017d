"""Newsboat's files: feeds with tags and titles, query feeds, ignored articles; saved feeds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli.inputs import articles
from tui.ingest.add import add
from tui.library import Library
from tui.library.search.language import parse
from tui.sources.feeds.opml import Outline
from tui.sources.newsboat import is_config, is_urls, read_config, read_urls, translated

URLS = b"""# my feeds
https://harbour.example/rss "World news" ships "~Harbour \\"Daily\\""
http://fjord.example/feed.xml
"query:Unread ships:unread = \\"yes\\" and title =~ \\"ship\\"" tag
"query:Odd:age between 0:10"
exec:~/bin/scrape.sh
https://harbour.example/rss again
"""


def test_a_list_of_feeds() -> None:
    assert is_urls(URLS)
    found = read_urls(URLS)
    assert found.feeds == (
        Outline("https://harbour.example/rss", 'Harbour "Daily"', "World news"),
        Outline("http://fjord.example/feed.xml"),
    )
    assert found.searches == (("Unread ships", "unread title:ship"),)
    assert [line.split(":")[0].strip('"') for line in found.skipped] == ["query", "exec"]


@pytest.mark.parametrize(
    ("filter_", "query"),
    [
        ('unread = "yes"', "unread"),
        ('unread != "yes"', "read"),
        ('title =~ "ice" or author = "Ann Hall"', 'title:ice or author:"Ann Hall"'),
        ('(title !~ "ice") and content =~ "ferry"', "(-title:ice) ferry"),
        ('tags # "World news" and flags # "s"', 'folder:"World news" starred'),
        ('feedtitle =~ "Harbour"', "feed:Harbour"),
        ('title =~ "^ice.*"', ""),
        ("age between 0:10", ""),
        ('title =~ "ice" and', "title:ice"),
        ("", ""),
        ("rm -rf", ""),
    ],
)
def test_filters_that_have_an_equal(filter_: str, query: str) -> None:
    assert translated(filter_) == query
    if query:
        parse(query, date(2026, 1, 1))


@given(st.text(alphabet="\"'()#=!~ andortitle\\", max_size=60))
def test_any_filter_is_a_query_or_none(filter_: str) -> None:
    assert isinstance(translated(filter_), str)


CONFIG = b'reload-time 30\nbrowser lynx\nignore-article "*" "title =~ \\"football\\""\nignore-article "https://x.example" "age > 3"\n'


def test_settings() -> None:
    assert is_config(CONFIG)
    assert not is_urls(CONFIG)
    found = read_config(CONFIG)
    assert found.rules == (('ignored: title =~ "football"', "title:football"),)
    assert len(found.skipped) == 1


@pytest.mark.parametrize("data", [b"", b"# only words", b"A text about http://x.example\nand more", b"The harbour.\n"])
def test_texts_are_neither(data: bytes) -> None:
    assert not is_urls(data)
    assert not is_config(data)


def test_adding_both(tmp_path: Path) -> None:
    (tmp_path / "urls").write_bytes(URLS)
    (tmp_path / "config").write_bytes(CONFIG)
    with Library.open(tmp_path / "library.db") as library:
        added = add(library, str(tmp_path / "urls"))
        assert [(f.url, f.name, f.folder) for f in added.feeds] == [
            ("https://harbour.example/rss", 'Harbour "Daily"', "World news"),
            ("http://fjord.example/feed.xml", "http://fjord.example/feed.xml", ""),
        ]
        assert "2 without an equal here" in added.words
        add(library, str(tmp_path / "config"))
        assert library.search.saved() == [("Unread ships", "unread title:ship")]
        assert [query for _, query in library.search.saved(kill=True)] == ["title:football"]


SAVED = {
    "a.rss": "<rss><channel><title>T</title><item><title>One</title><link>https://x.example/1</link>"
    "<description>The ferry left.</description></item></channel></rss>",
    "a.atom": '<?xml version="1.0"?><!-- x --><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>One</title>'
    '<id>1</id><link href="https://x.example/1"/><summary>The ferry left.</summary></entry></feed>',
    "a.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "title": "One",'
    ' "url": "https://x.example/1", "content_text": "The ferry left."}]}',
    "a": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="x"><title>T</title></channel><item rdf:about="https://x.example/1"><title>One</title>'
    "<link>https://x.example/1</link><description>The ferry left.</description></item></rdf:RDF>",
}


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_feed_is_its_articles(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(SAVED[name], encoding="utf-8")
    (one,) = articles([str(path)])
    assert one is not None
    assert (one.title, one.text.strip()) == ("One", "The ferry left.")
    with Library.open(tmp_path / "library.db") as library:
        assert add(library, str(path)).words.startswith("1 articles of the saved feed “T” added")
        assert library.articles.by_uri("https://x.example/1") is not None
        assert add(library, str(path)).words.endswith("1 were there already")
        assert library.feeds.all() == []
