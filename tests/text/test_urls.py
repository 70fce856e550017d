"""Addresses that mean the same article, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.urls import address, compared, site_of, spellings, without_tracking

WAYS = [
    "utm_source=rss", "UTM_Campaign=x", "fbclid=1", "gclid=1", "msclkid=1", "twclid=1", "mc_cid=1", "igshid=1", "igsh=1",
    "at_medium=RSS", "at_campaign=KARANGA", "at_bbc_team=x", "ns_mchannel=rss", "maca=en-rss-en-all-1573-rdf", "smid=tw-share",
    "wt_mc=rss.red", "wt_zmc=x", "xtor=RSS-1", "cmpid=x", "CMP=share", "ocid=x", "ftag=x", "_ga=1", "_gl=1", "guccounter=1",
    "guce_referrer=x", "mtm_source=x", "pk_campaign=x", "hsa_acc=1", "_hsenc=x", "__hstc=x", "mkt_tok=x", "ref=rss", "source=rss",
    "from=feed", "src=newsletter", "via=twitter", "ref_src=x", "spm=1.2", "gbraid=1", "sc_channel=rss", "rss=1", "itm_source=x",
]  # fmt: skip
NAMES = ["id=7", "p=12", "story=x", "page=2", "article=9", "lang=en", "v=abc", "ref=4711", "source=reuters", "t=10", "date=2024",
         "year=2024", "nsfw=1", "attachment=3", "from=2024-01-01", "section=world", "code=1", "cat=5", "utmost=1", "nsfw_level=1", "cid=9"]  # fmt: skip


@pytest.mark.parametrize("field", WAYS)
def test_what_says_how_one_came_goes(field: str) -> None:
    assert address(f"https://news.example/a?{field}") == "https://news.example/a"
    assert address(f"https://news.example/a?id=7&{field}&b=1") == "https://news.example/a?id=7&b=1"
    assert compared(f"http://www.news.example/a/?{field}") == "https://news.example/a"


@pytest.mark.parametrize("field", NAMES)
def test_what_names_the_story_stays(field: str) -> None:
    assert address(f"https://news.example/a?{field}") == f"https://news.example/a?{field}"


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTPS://Example.org/A?utm_source=x&b=1#c", "https://example.org/A?b=1"),
        ("https://example.org/?a=%20b", "https://example.org/?a=%20b"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/#/story/7", "https://example.org/#/story/7"),
        ("https://example.org/#!story", "https://example.org/#!story"),
        ("https://example.org/#comments", "https://example.org/"),
        ("http://[", "http://["),
    ],
)
def test_addresses(url: str, plain: str) -> None:
    assert address(url) == plain


def test_other_spellings() -> None:
    assert set(spellings("http://a.example/x")) == {
        "http://a.example/x", "https://a.example/x", "http://a.example/x/", "https://a.example/x/",
    }  # fmt: skip
    assert "https://a.example/x" in spellings("http://a.example/x/")
    assert spellings("file:///x") == ("file:///x",)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://feeds.news.example/x", "news.example"),
        ("https://www.news.co.uk/x", "news.co.uk"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("https://news.de/", "news.de"),
        ("x", ""),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert site_of(url) == site


@given(st.text(max_size=60))
def test_any_words(words: str) -> None:
    assert address(address(words)) == address(words)
    assert compared(compared(words)) == compared(words)
    assert spellings(words)[0] == words
    assert "&&" not in without_tracking(words)
