"""A feed read with what is known gives the rest of it, exactly as if all had been read."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.feeds.known_entries import without_known
from tui.sources.feeds.parse import parse_feed

WORDS = st.text("abc <>&'\"éß漢-]", min_size=1, max_size=12)


def rss(titles: list[str], bodies: list[str]) -> bytes:
    items = "".join(
        f"<item><guid>g{n}</guid><link>https://example.org/{n}</link><title>t{n} {escape(title)}</title>"
        f"<description><![CDATA[{body.replace(']]>', '')}]]></description></item>"
        for n, (title, body) in enumerate(zip(titles, bodies, strict=True))
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><items/>{items}</channel></rss>'.encode()


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), st.sets(st.integers(0, 5)))
def test_what_is_left_is_read_as_before(parts: list[tuple[str, str]], here: set[int]) -> None:
    data = rss([t for t, _ in parts], [b for _, b in parts])
    whole = parse_feed(data).items
    known = {item.fingerprint for n, item in enumerate(whole) if n in here} - {""}
    left = parse_feed(data, known=known).items
    assert left == tuple(item for item in whole if item.fingerprint not in known)
    if all(item.fingerprint for item in whole):
        assert len({item.fingerprint for item in whole}) == len(whole)


def test_one_changed_letter_is_seen() -> None:
    before = parse_feed(rss(["a", "b", "c"], ["x", "y", "z"]))
    known = {item.fingerprint for item in before.items}
    assert all(known)
    after = parse_feed(rss(["a", "b", "c"], ["x", "Y", "z"]), known=known)
    assert [(i.id, i.summary) for i in after.items] == [("g1", "Y")]
    assert parse_feed(rss(["a", "b", "c"], ["x", "y", "z"]), known=known).items == ()


def test_entries_of_atom() -> None:
    def atom(words: str) -> bytes:
        entries = "".join(
            f'<entry xml:lang="en"><id>urn:{n}</id><title>{w}</title><updated>2025-11-01T06:00:00Z</updated></entry>'
            for n, w in enumerate(words.split())
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>urn:f</id>{entries}</feed>'.encode()

    known = {item.fingerprint for item in parse_feed(atom("one two")).items}
    assert [i.title for i in parse_feed(atom("new one two"), known=known).items] == ["new", "one", "two"]  # other ids
    assert [i.title for i in parse_feed(atom("one two new"), known=known).items] == ["new"]


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>a</title><description><![CDATA[ </item> <item> ]]></description></item>",
        "<!-- <item><title>old</title></item> --><item><title>a</title></item>",
        "<item><title>a</title><item><title>b</title></item></item>",
        "<item><title>a</title>",
    ],
    ids=["words that look like tags", "commented out", "one in another", "no end"],
)
def test_where_entries_cannot_be_told_apart_the_feed_is_read_whole(items: str) -> None:
    assert without_known(f"<rss><channel>{items}</channel></rss>", frozenset()) is None
