"""The label that a server gives for a feed's bytes holds before what the bytes suggest (RFC 9110, WHATWG Encoding)."""

from __future__ import annotations

import pytest

from tui.sources.feeds.parse import parse_feed

TITLE = "Порт открыт снова"


@pytest.mark.parametrize(("charset", "codec"), [("koi8-r", "koi8-r"), ("windows-1251", "cp1251"), ("cp866", "cp866")])
def test_the_servers_label_decides(charset: str, codec: str) -> None:
    feed = f"<rss version='2.0'><channel><title>{TITLE}</title><item><title>{TITLE}</title></item></channel></rss>"
    parsed = parse_feed(feed.encode(codec), charset=charset)
    assert (parsed.title, parsed.items[0].title) == (TITLE, TITLE)
