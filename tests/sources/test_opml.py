"""OPML in and out, and the feeds a page names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources import SourceError
from tui.sources.feeds.discovery import find_feeds, looks_like_feed
from tui.sources.feeds.opml import Outline, parse_opml, write_opml
from tui.text.sanitize import sanitize_line

NESTED = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>x</title></head><body>
 <outline text="News"><outline title="Korea/Japan" text="k">
   <outline text="Seoul" xmlUrl="https://example.org/seoul" htmlUrl="https://example.org/"/>
   <outline text="Twice" xmlUrl="https://example.org/seoul"/></outline>
   <outline text="caf\xe9" XMLURL="http://example.org/c"/></outline>
 <outline text="run" xmlUrl="exec:rm -rf ~"/><outline text="read" xmlUrl="file:///etc/passwd"/>
 <outline text="Top" xmlUrl="https://example.org/top" category="/Old/Way,Other"/>
</body></opml>"""


def test_nested_folders_and_refused_entries() -> None:
    read = parse_opml(NESTED)
    assert read.feeds == (
        Outline("https://example.org/seoul", "Seoul", "News/Korea-Japan", "https://example.org/"),
        Outline("http://example.org/c", "café", "News"),
        Outline("https://example.org/top", "Top", "Old/Way"),
    )
    assert read.skipped == ("exec:rm -rf ~", "file:///etc/passwd")


def test_undefined_entities_and_bare_ampersands_are_survived() -> None:
    data = b'<opml><body><outline text="R&D caf&eacute; &nosuch;" xmlUrl="https://example.org/?a=1&b=2&amp;c=3"/></body></opml>'
    assert parse_opml(data).feeds == (Outline("https://example.org/?a=1&b=2&c=3", "R&D café &nosuch;"),)


@pytest.mark.parametrize("data", [b"", b"hello", b"<opml/>", b"<html><body/></html>", b"<opml><body>"])
def test_what_is_no_opml_is_said(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^That is no OPML file"):
        parse_opml(data)


def test_entities_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    )
    (feed,) = parse_opml(bomb + b"]><opml><body><outline text='&j;' xmlUrl='http://example.org/'/></body></opml>").feeds
    assert feed.title == "&j;"


def test_ten_thousand_levels_are_walked() -> None:
    deep = b"<opml><body>" + b"<outline text='a'>" * 10_000 + b"</outline>" * 10_000 + b"</body></opml>"
    assert parse_opml(deep).feeds == ()


names = st.text(max_size=12).map(lambda words: " ".join(sanitize_line(words).split()))
outlines = st.builds(
    Outline,
    st.integers(0, 10_000).map(lambda n: f"https://example.org/{n}?a=1&b=2"),
    names,
    st.lists(names.map(lambda n: " ".join(n.replace("/", "").split())).filter(bool), max_size=3).map("/".join),
)


@given(st.lists(outlines, unique_by=lambda o: o.url, max_size=8))
def test_what_is_written_is_read_again(feeds: list[Outline]) -> None:
    read = parse_opml(write_opml(feeds).encode())
    assert {(f.url, f.title or f.url, f.folder) for f in feeds} == {(f.url, f.title, f.folder) for f in read.feeds}


def test_feeds_named_by_a_page() -> None:
    page = b"""<head><base href="/a/">
    <link rel="alternate" type="application/rss+xml" title="All &amp; new"
    href="feed">
    <link rel="stylesheet alternate" type="application/atom+xml" href="https://example.org/atom">
    <link rel="alternate" hreflang="de" href="/de"><link rel=alternate type=application/json+oembed href=/o>
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""
    assert find_feeds(page, "https://example.org/x/y") == [
        ("https://example.org/a/feed", "All & new"),
        ("https://example.org/atom", ""),
    ]


@pytest.mark.parametrize(
    ("data", "is_feed"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'>", True),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', True),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b"<!doctype html><p>rss", False),
        (b"{}", False),
        (b"", False),
    ],
)
def test_feed_or_page(data: bytes, is_feed: bool) -> None:
    assert looks_like_feed(data) is is_feed


@given(st.binary(max_size=200))
def test_any_page_is_survived(data: bytes) -> None:
    assert isinstance(find_feeds(data, "https://example.org/"), list)


BROKEN = {
    "no quotation marks": "<opml><body><outline text=Alder xmlUrl=https://a.example/x/><outline xmlUrl=https://b.example/></body></opml>",
    "an attribute twice": '<opml><body><outline text="Alder" text="x" xmlUrl="https://a.example/x"/><outline xmlUrl="https://b.example"/></body></opml>',
    "a prefix that nobody declared": '<o:opml><o:body><o:outline z:y="1" text="Alder" xmlUrl="https://a.example/x"/><outline xmlUrl="https://b.example"/>',
    "no end": '<opml><body><outline text="Alder" xmlUrl="https://a.example/x"/><outline xmlUrl="https://b.example"/><outl',
    "stray characters": '\x01<opml>&<body>x < y & z<outline text="Alder" & xmlUrl="https://a.example/x"/> <outline xmlUrl="https://b.example"/></body>',
    "capitals": '<OPML><BODY><OUTLINE TEXT="Alder" XMLURL="https://a.example/x"/><OUTLINE XMLURL="https://b.example"/></BODY></OPML>',
    "a bare quotation mark": '<opml><body><outline text="Alder"" xmlUrl="https://a.example/x"/><outline xmlUrl="https://b.example"/></body></opml>',
    "a comment": '<opml><body><!-- <outline xmlUrl="https://c.example"/> --><outline text="Alder" xmlUrl="https://a.example/x"/>'
    '<outline xmlUrl="https://b.example"/></body></opml>',
    "feed:": '<opml><body><outline text="Alder" xmlUrl="feed:https://a.example/x"/><outline xmlUrl="feed://b.example"/></body></opml>',
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_broken_list_the_rest_is_read(name: str) -> None:
    feeds = parse_opml(BROKEN[name].encode()).feeds
    assert [(f.url.removeprefix("https://").removeprefix("http://").rstrip("/"), f.title) for f in feeds] == [
        ("a.example/x", "Alder"), ("b.example", ""),
    ]  # fmt: skip


def test_a_feed_in_several_folders_is_told() -> None:
    data = b'<opml><body><outline text="A"><outline xmlUrl="https://a.example"/></outline><outline text="B"><outline xmlUrl="https://a.example"/></outline></body></opml>'
    read = parse_opml(data)
    assert [f.folder for f in read.feeds] == ["A"]
    assert read.doubled == ("https://a.example/",)


def test_folders_without_end_take_no_memory() -> None:
    deep = b"<opml><body>" + b'<outline text="abcdefgh">' * 100_000 + b'<outline xmlUrl="https://a.example"/>'
    (feed,) = parse_opml(deep).feeds
    assert feed.folder.count("/") < 20


@pytest.mark.parametrize(
    ("data", "feed"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE rss [' + b'<!ENTITY a "b">' * 1000 + b"]><rss>", True),
        (b"<!-- <rss> --><html><head></head></html>", False),
        (b'<?xml version="1.0"?><!-- a > b --><feed xmlns="x">', True),
        (b"<!DOCTYPE html><html><body><rss></rss></body></html>", False),
        (b"<p>The &lt;rss> tag and <rss> itself</p>", False),
        (b"<atom:feed xmlns:atom='x'>", True),
        (b"  <rdf:RDF>", True),
    ],
)
def test_what_is_a_feed_shows_in_its_root(data: bytes, feed: bool) -> None:
    assert looks_like_feed(data) is feed
