"""Feeds, written from the formats' specifications, and those that mean harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources import SourceError
from tui.sources.feeds.model import MAX_ITEMS, MAX_PARTS, Feed
from tui.sources.feeds.parse import parse_feed

RSS2 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Caf\xe9 News</title><link>https://example.org/</link><description>All of it</description>
<language>en-gb</language><lastBuildDate>Mon, 03 Nov 2025 10:00:00 +0100</lastBuildDate><ttl>120</ttl>
<item><title>A &amp; B &lt;b&gt;win&lt;/b&gt;</title><link>/2025/a</link><guid isPermaLink="false">tag:1</guid>
<pubDate>Mon, 03 Nov 2025 09:30:00 GMT</pubDate><author>a@example.org (Ann Author)</author>
<category>World</category><category>World</category><category>Asia</category>
<description>Short.</description><content:encoded><![CDATA[<p>Long <a href="/x">link</a>.</p>]]></content:encoded>
<enclosure url="/a.mp3" length="123" type="audio/mpeg"/></item>
<item><title>Second</title><guid>https://example.org/2</guid><dc:creator>Bob</dc:creator><dc:date>2025-11-02</dc:date></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/blog/">
<title type="html">Nachrichten &amp;amp; mehr</title><subtitle>Unter</subtitle><updated>2025-11-03T10:00:00Z</updated>
<link href="https://example.org/blog/"/><link rel="self" href="https://example.org/blog/atom"/>
<entry><title>Eins</title><id>urn:1</id><link rel="alternate" href="https://example.org/blog/eins"/>
<published>2025-11-01T08:00:00+02:00</published><updated>2025-11-02T08:00:00+02:00</updated>
<author><name>Eva</name></author><author><name>Max</name></author><category term="politik" label="Politik"/>
<summary>Kurz</summary><content type="html">&lt;p&gt;Lang&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>Old</title>
<link>https://example.org/</link><description>One</description></channel>
<item rdf:about="https://example.org/1"><title>First</title><link>https://example.org/1</link>
<description>Words</description><dc:date>2003-12-13T18:30:02+00:00</dc:date><dc:creator>Carl</dc:creator></item></rdf:RDF>"""

RSS091 = """<rss version="0.91"><channel><title>Nine</title><link>http://example.org</link><description>d</description>
<language>fr</language><item><title>Un</title><link>http://example.org/un</link><description>Texte</description></item>
</channel></rss>"""


def test_rss_2() -> None:
    feed = parse_feed(RSS2.encode("latin-1"), "https://example.org/feed")
    assert (feed.title, feed.link, feed.description) == ("Café News", "https://example.org/", "All of it")
    assert (feed.language, feed.updated, feed.ttl) == ("en-gb", "2025-11-03T09:00:00+00:00", 120)
    one, two = feed.items
    assert (one.title, one.link, one.id) == ("A & B win", "https://example.org/2025/a", "tag:1")
    assert (one.published, one.author, one.tags) == ("2025-11-03T09:30:00+00:00", "Ann Author", ("World", "Asia"))
    assert (one.summary, one.content) == ("Short.", '<p>Long <a href="/x">link</a>.</p>')
    assert (one.enclosures[0].url, one.enclosures[0].length) == ("https://example.org/a.mp3", 123)
    assert (two.link, two.author, two.published) == ("https://example.org/2", "Bob", "2025-11-02T00:00:00+00:00")


def test_atom() -> None:
    feed = parse_feed(ATOM.encode())
    assert (feed.title, feed.description, feed.language) == ("Nachrichten & mehr", "Unter", "de")
    assert feed.updated == "2025-11-03T10:00:00+00:00"
    (one,) = feed.items
    assert (one.id, one.link, one.author) == ("urn:1", "https://example.org/blog/eins", "Eva, Max")
    assert (one.published, one.updated) == ("2025-11-01T06:00:00+00:00", "2025-11-02T06:00:00+00:00")
    assert (one.summary, one.content, one.tags) == ("Kurz", "<p>Lang</p>", ("Politik",))


def test_rdf_and_the_old_ones() -> None:
    (one,) = parse_feed(RDF.encode()).items
    assert (one.title, one.link, one.author) == ("First", "https://example.org/1", "Carl")
    assert (one.published, one.summary) == ("2003-12-13T18:30:02+00:00", "Words")
    old = parse_feed(RSS091.encode())
    assert (old.language, old.items[0].title, old.items[0].summary) == ("fr", "Un", "Texte")


def rss(inner: str, before: str = "") -> Feed:
    names = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'"
    made = f"{before}<rss version='2.0' {names}><channel><title>t</title>{inner}</channel></rss>"
    return parse_feed(made.encode(), "https://example.org/feed")


@pytest.mark.parametrize(
    ("title", "before", "shown"),
    [
        ("Caf&eacute;&nbsp;&mdash; open", "", "Café — open"),
        ("AT&T & co", "", "AT&T & co"),
        ("a &unknown; b", "", "a &unknown; b"),
        ("a &co; b", "<!DOCTYPE rss [<!ENTITY co 'Company'>]>", "a Company b"),
        ("<![CDATA[a & b &lt;]]>", "", "a & b <"),
        ("<![CDATA[<!DOCTYPE ]]>x", "", "<!DOCTYPE x"),
        ("x", "<!-- <rss> --><?pi rss?>\n<!DOCTYPE rss SYSTEM 'rss.dtd'>", "x"),
        ("x", "<br/>Notice: undefined index in feed.php\n<?xml version='1.0'?>", "x"),
    ],
)
def test_no_word_is_lost_for_an_entity_or_an_ampersand(title: str, before: str, shown: str) -> None:
    (one,) = rss(f"<item><title>{title}</title><link>https://example.org/?a=1&b=2</link></item>", before).items
    assert one.title == shown
    assert one.link == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ("<author>ann@example.org (Ann Author)</author>", "Ann Author"),
        ("<author>Ann Author (ann@example.org)</author>", "Ann Author"),
        ("<author>Ann &lt;ann@example.org&gt;</author>", "Ann"),
        ("<author>Ann (Reuters)</author>", "Ann (Reuters)"),
        ("<author>a@example.org</author><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>", "Ann, Bob"),
        ("<author>a@example.org</author>", "a@example.org"),
    ],
)
def test_authors(markup: str, author: str) -> None:
    items = rss(f"<item><title>x</title>{markup}</item>").items
    assert [item.author for item in items] == [author]


def test_what_the_fast_parser_passes_over() -> None:
    data = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://b.example/x/"><title type="xhtml">
    <div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b> &lt; c</div></title><link href="/home"/>
    <entry><title>One</title><link href="e1"/><link rel="enclosure" href="f.mp3" type="audio/mpeg" length="5"/>
    <author><name/><email>a@b.example</email></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>Hi <a href="q">there</a> &amp; you</p></div></content></entry>
    <entry><title>Two</title><id>2</id><content type="text">1 &lt; 2\nnext</content></entry></feed>"""
    feed = parse_feed(data.encode(), "https://example.org/feed")
    one, two = feed.items
    assert (feed.title, feed.link) == ("A b < c", "http://b.example/home")
    assert (one.link, one.author) == ("http://b.example/x/e1", "a@b.example")
    assert (one.enclosures[0].url, one.enclosures[0].length) == ("http://b.example/x/f.mp3", 5)
    assert one.content == '<p>Hi <a href="q">there</a> &amp; you</p>'
    assert two.content == "<p>1 &lt; 2</p><p>next</p>"
    video = rss("<item><title>x</title><media:group><media:description>Said</media:description></media:group></item>")
    assert video.items[0].summary == "Said"
    naked = rss(
        "<item><title>The &lt;script&gt; tag, <![CDATA[<b>told</b>]]></title><description><p>A <b>b</b></p></description></item>"
    )
    assert (naked.items[0].title, naked.items[0].summary) == ("The <script> tag, told", "<p>A <b>b</b></p>")
    whole = rss(
        "<item><title>x</title><description>s</description><body xmlns='http://www.w3.org/1999/xhtml'><p>All</p></body></item>"
    )
    assert (whole.items[0].summary, whole.items[0].content) == ("s", "<p>All</p>")
    undeclared = rss("<item><title>x</title><content:encoded><![CDATA[<p>All</p>]]></content:encoded></item>")
    assert undeclared.items[0].content == "<p>All</p>"


def test_what_a_feed_says_of_itself_may_stand_behind_its_entries() -> None:
    feed = rss(
        "<item><title>x</title></item><description><![CDATA[<b>All</b> of it]]></description><language>fr</language>"
    )
    assert (feed.language, feed.description, len(feed.items)) == ("fr", "All of it", 1)


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-16-le", "utf-16", "utf-8-sig"])
def test_a_feed_without_entries_is_one_in_any_encoding(codec: str) -> None:
    assert parse_feed("<?xml version='1.0'?><rss><channel></channel></rss>".encode(codec)) == Feed()


def test_entries_without_a_feed_around_them() -> None:
    headless = b"<foo><item><title>One</title><author>" + b"a@b " * 9000 + b"</author></item></foo>"
    assert [item.title for item in parse_feed(headless).items] == ["One"]


def test_json_feed() -> None:
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "home_page_url": "https://example.org/",
        "language": "en",
        "items": [
            {
                "id": 7,
                "url": "https://example.org/7",
                "title": "Seven\x1b[31m",
                "content_text": "a < b\nnext",
                "date_published": "2025-11-03T10:00:00-05:00",
                "authors": [{"name": "Ann"}, {"name": "Bob"}],
                "tags": ["x", 3],
                "attachments": [
                    {"url": "https://example.org/f.pdf", "mime_type": "application/pdf", "size_in_bytes": 9}
                ],
            },
            "not an item",
        ],
    }
    (one,) = parse_feed(json.dumps(made).encode()).items
    assert (one.id, one.title, one.content) == ("7", "Seven", "<p>a &lt; b</p><p>next</p>")
    assert (one.published, one.author, one.tags) == ("2025-11-03T15:00:00+00:00", "Ann, Bob", ("x",))
    assert one.enclosures[0].length == 9


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        b"<html><body><p>no feed</p></body></html>",
        b"{}",
        b'{"items": 3}',
        b"[" * 100_000,
        b"{" * 100_000,
    ],
)
def test_what_is_no_feed_is_said(data: bytes) -> None:
    with pytest.raises(SourceError):
        parse_feed(data)


HOSTILE = {
    "quoted": b"<rss version='2.0'><channel><item b='>' " + b"a='x' " * 200_000 + b"/></channel></rss>",
    "bare": b"<rss version='2.0'><channel><item " + b"a " * 200_000 + b"/></channel></rss>",
    "never ends": b"<rss version='2.0'><channel>" + b"<a " * 1_000_000,
    "doctypes": b"<!DOCTYPE " * 500_000 + b"<rss/>",
    "subset": b"<!DOCTYPE r [" + b"]" * 500_000 + b"<rss/>",
    "declared": b"<!ENTITY a 'b'>" * 300_000 + b"<rss/>",
    "ampersands": b"<rss version='2.0'><channel><title>" + b"&" * 5_000_000 + b"</title></channel></rss>",
    "no root": b"<foo>" + b"<item><title>x</title></item>" * 200_000,
    "files": b"<rss version='2.0'><channel><item>" + b"<enclosure url='x'/>" * 100_000 + b"</item></channel></rss>",
    "attributes": b"<rss version='2.0'><channel><item "
    + b"a%d='x' ".replace(b"%d", b"1") * 200_000
    + b"/></channel></rss>",
    "depth": b"<rss version='2.0'><channel>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</channel></rss>",
    "items": b"<rss version='2.0'><channel><title>t</title>"
    + b"<item><title>x</title></item>" * 300_000
    + b"</channel></rss>",
    "entities": b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><rss version='2.0'><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>",
    "outside": b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>"
    b"<title>t</title><item><title>&x;</title></item></channel></rss>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_are_bounded_or_refused(name: str) -> None:
    refused = ""
    feed = Feed()
    try:
        feed = parse_feed(HOSTILE[name])
    except SourceError as error:
        refused = str(error)
    if refused:
        assert refused.endswith(".")
    else:
        assert len(feed.items) <= MAX_ITEMS
        assert "root:" not in repr(feed)
        assert all(len(item.enclosures) <= MAX_PARTS for item in feed.items)
        assert len(repr(feed)) < 5_000_000


def test_no_control_character_and_no_odd_address_passes() -> None:
    data = (
        "<rss version='2.0'><channel><title>a&#27;]0;x&#7;b&#155;c\u202ed</title><link>javascript:alert(1)</link>"
        "<item><title>t\x1b[2J&#x1b;u</title><link>file:///etc/passwd</link><guid>g&#8;h</guid>"
        "<description>w&#0;x</description></item></channel></rss>"
    ).encode()
    feed = parse_feed(data, "https://example.org/feed")
    whole = repr(feed)
    assert not any(f"\\x{n:02x}" in whole for n in (*range(9), *range(11, 32), *range(127, 160)))
    assert "\\u202e" not in whole
    assert feed.link == ""
    assert feed.items[0].link == ""


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: f"<rss><channel>{t}".encode())))
def test_any_bytes_are_a_feed_or_refused(data: bytes) -> None:
    try:
        found = parse_feed(data)
    except SourceError:
        found = Feed()
    assert isinstance(found, Feed)


ATOM_TITLES = [
    ("", "Types &lt;T&gt; and &lt;b&gt;", "Types <T> and <b>"),
    (' type="text"', "<![CDATA[<p> or <div>?]]>", "<p> or <div>?"),
    (' type="text"', "R&amp;amp;D", "R&amp;D"),
    (' type="html"', "&lt;b&gt;Vote&lt;/b&gt; at noon", "Vote at noon"),
    (' type="html"', "The &amp;lt;b&amp;gt; tag &amp;amp; more", "The <b> tag & more"),
    (' type="xhtml"', "<div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b> &lt;i&gt;</div>", "A b <i>"),
]


@pytest.mark.parametrize(("kind", "written", "shown"), ATOM_TITLES)
def test_titles_of_atom_are_what_they_say(kind: str, written: str, shown: str) -> None:
    data = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id><entry><title{kind}>{written}</title><id>1</id>'
        '<link href="https://example.org/1"/><content type="html">x</content></entry></feed>'
    )
    assert [item.title for item in parse_feed(data.encode()).items] == [shown]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<title>A guide to &amp;lt;em&amp;gt; and &amp;lt;b&amp;gt;</title>", "A guide to <em> and <b>"),
        ("<title>&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt; words</title>", "Bold words"),
        ("<title>&lt;em&gt;Ferry&lt;/em&gt; late</title>", "Ferry late"),
        ("<dc:title>Of the core</dc:title>", "Of the core"),
        ("<media:title>Caption</media:title><title>Story</title>", "Story"),
        ("<media:content url='https://example.org/p.jpg'><media:title>Caption</media:title></media:content><dc:title>Story</dc:title>", "Story"),
    ],
)  # fmt: skip
def test_titles_of_rss(inner: str, shown: str) -> None:
    assert [i.title for i in rss(f"<item>{inner}<link>https://example.org/1</link></item>").items] == [shown]


def test_a_description_alone_is_no_content() -> None:
    (one,) = rss("<item><title>x</title><description>A part of it.</description></item>").items
    assert (one.content, one.summary) == ("", "A part of it.")


def test_json_items_take_what_the_feed_says() -> None:
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "authors": [{"name": "Ann Hall"}],
        "items": [
            {"id": 1, "content_html": "", "content_text": "1 < 2"},
            {"id": 2, "content_html": "<p>x</p>", "authors": [{"name": "Bo"}]},
            {"id": 3, "authors": [], "content_html": None, "content_text": "y"},
        ],
    }
    items = parse_feed(json.dumps(made).encode()).items
    assert [(i.content, i.author) for i in items] == [("1 &lt; 2", "Ann Hall"), ("<p>x</p>", "Bo"), ("y", "Ann Hall")]
