"""Pages, saved pages and newsletters, of our own writing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources import SourceError
from tui.sources.documents import files
from tui.sources.documents.html import html_article
from tui.sources.documents.mail import mail_article, saved_page
from tui.sources.pages import extract as pages
from tui.text.article import Article, BlockKind

extract_page = partial(pages.extract_page, deadline=60.0)
"""By the clock, which runs on where many programs run; the work of a page is bounded by what it takes of the processor."""

CASES = Path(__file__).parent / "cases"
PAGES = sorted(CASES.glob("*.html"))


def lines(article: Article) -> list[str]:
    short = {BlockKind.HEADING: "#", BlockKind.LIST_ITEM: "-", BlockKind.QUOTE: ">", BlockKind.TABLE_ROW: "|"}
    return [f"{short.get(b.kind, ' ')} {article.block_text(b)}" for b in article.blocks]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_pages_keep_headings_links_and_nothing_else(page: Path) -> None:
    """Beside each page lies what must come out: blocks with their signs, then links, then metadata."""
    article = extract_page(page.read_bytes(), "https://news.example/2025/story")
    meta = article.metadata
    said = [
        *lines(article),
        "",
        *(f"{article.text[link.start : link.end]} -> {link.url}" for link in article.links),
        "",
        f"title: {meta.title.value if meta.title else ''}",
        f"source: {meta.source.value if meta.source else ''}",
        f"byline: {', '.join(b.value for b in meta.byline)}",
        f"published: {meta.published.value if meta.published else ''}",
        f"language: {meta.language.value if meta.language else ''}",
    ]
    assert "\n".join(said) + "\n" == page.with_suffix(".expected").read_text("utf-8")


def test_a_fragment_becomes_blocks() -> None:
    article = html_article(
        "<h2>Head</h2><p>One <a href='/a'>two <em>three</em></a>,\n four.</p><p><b>Bold line</b></p>five<br><br>six"
        "<ul><li>a<ol start=3><li>b</li></ol></li></ul><blockquote>q</blockquote><pre>x\n  y</pre>"
        "<table><tr><td>1</td><td>2</td></tr></table><script>no</script><p hidden>no</p>",
        url="https://example.org/x/y",
    )
    assert lines(article) == [
        "# Head", "  One two three, four.", "# Bold line", "  five", "  six", "- a", "- b", "> q", "  x\n  y", "| 1 | 2",
    ]  # fmt: skip
    (link,) = article.links
    assert (article.text[link.start : link.end], link.url) == ("two three", "https://example.org/a")
    assert [b.marker for b in article.blocks if b.marker] == ["•", "3."]
    assert article.from_html


def test_a_page_keeps_its_code() -> None:
    one, two, three = (
        f"This is the {n} paragraph about code and it has enough words to be taken for a part of an article, as any "
        f"reader of the {n} one would say who had to tell it from a menu, a teaser or the foot of the page."
        for n in ("first", "second", "third")
    )
    code = "def f(x):\n    return x + 1"
    page = (
        f"<html><head><title>Code</title></head><body><article><h1>Code</h1><p>{one}</p>"
        f"<pre><code>{code}</code></pre><p>{two}</p><blockquote><p>{three}</p></blockquote></article></body></html>"
    )
    article = extract_page(page.encode(), "https://news.example/code")
    assert [article.block_text(b) for b in article.blocks if b.kind is BlockKind.CODE] == [code]


PARTS = (
    "<p> </p> <b> </b> <li> <ul> </ul> <a_href='/x'> </a> <br> <td> <tr> <table> <pre> word , &#27; &nbsp; <!-- --> < >"
).split()


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PARTS).map(lambda part: part.replace("_", " ")), max_size=40))
def test_any_markup_gives_spans_that_fit(parts: list[str]) -> None:
    article = html_article(" ".join(parts), url="https://example.org/")
    for one, two in zip(article.blocks, article.blocks[1:], strict=False):
        assert one.end < two.start
    for block in article.blocks:
        words = article.block_text(block)
        assert words.strip() == words or block.kind is BlockKind.CODE
        assert words
    for link in article.links:
        assert 0 <= link.start < link.end <= len(article.text)
    assert "\x1b" not in article.text


PROSE = [
    f"The {name} told reporters on Monday that {n} people had worked at the harbour since the strike began in March."
    for n, name in enumerate(["minister", "union", "owner", "mayor", "judge", "captain", "pilot", "clerk"], 20)
]


def told(body: str, head: str = "<title>Port strike ends | News Example</title>") -> Article:
    page = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return extract_page(page.encode(), "https://www.newsexample.com/2025/story")


def paragraphs(some: list[str]) -> str:
    return "".join(f"<p>{words}</p>" for words in some)


def test_headings_stay_whatever_stands_between_them_and_their_text() -> None:
    article = told(
        f"<article><h1>Port strike ends</h1>{paragraphs(PROSE[:3])}<h2>Back to work</h2><p>Advertisement</p>"
        f"<figure><figcaption>The harbour</figcaption></figure>{paragraphs(PROSE[3:5])}"
        f"<p class='article__crosshead'>What comes next</p>{paragraphs(PROSE[5:])}<h2>Most read</h2></article>"
    )
    headings = [article.block_text(b) for b in article.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Back to work", "What comes next"]


def test_what_is_hidden_until_scripts_have_run_is_read_once() -> None:
    text = paragraphs(PROSE)
    hidden = told(f"<div hidden id='s1'><article>{text}</article></div>")
    twice = told(f"<article>{text}</article><div style='display:none'>{text}</div>")
    for article in (hidden, twice):
        assert [article.block_text(b) for b in article.blocks] == PROSE


def test_another_story_below_is_left_out_and_a_link_to_one_is_folded() -> None:
    article = told(
        f"<main><article><h1>Port strike ends</h1>{paragraphs(PROSE[:3])}"
        f"<p><a href='/other'>Read what the owners of the ships think about it</a></p>{paragraphs(PROSE[3:6])}</article>"
        f"<article><h2>Ferry sinks</h2>{paragraphs([w.replace('harbour', 'ferry') for w in PROSE])}</article></main>"
    )
    assert "ferry" not in article.text
    kinds = {article.block_text(b): b.kind for b in article.blocks}
    assert kinds.get("Read what the owners of the ships think about it") in (None, BlockKind.BOILERPLATE)
    assert all(kinds[words] is BlockKind.PARAGRAPH for words in PROSE[:6])


def test_headlines_behind_the_end_are_folded_and_a_list_that_ends_the_text_is_not() -> None:
    ended = "<h2>What is needed</h2><ul><li>Two ships</li><li>A crane</li><li>Coal</li></ul>"
    others = "".join(f"<h3>{w}</h3><p>From the section World</p>" for w in ("Ferry sinks", "Mine reopens", "Bridge"))
    for tail, kind in ((others, BlockKind.BOILERPLATE), (ended, BlockKind.HEADING)):
        article = told(f"<article>{paragraphs(PROSE)}<p>Read on for more of it.</p>{tail}</article>")
        assert {
            b.kind for b in article.blocks if article.block_text(b) in ("Ferry sinks", "Bridge", "What is needed")
        } <= {kind}
    assert [article.block_text(b) for b in article.blocks if b.kind is BlockKind.LIST_ITEM] == [
        "Two ships",
        "A crane",
        "Coal",
    ]


@pytest.mark.parametrize("tag", ["p", "h2", "div"])
def test_the_summary_over_the_text_is_a_paragraph_of_it(tag: str) -> None:
    summary = "Ships may leave again after three weeks, but nobody knows who will pay for it"
    head = f"<title>Port strike ends</title><meta name='description' content='{summary}.'>"
    article = told(
        f"<nav><p>All the news of the harbour and its ships every morning</p></nav><div><h1>Port strike ends</h1>"
        f"<{tag}>{summary}</{tag}></div><article>{paragraphs(PROSE)}</article>",
        head,
    )
    assert [article.block_text(b) for b in article.blocks] == [summary, *PROSE]
    assert {b.kind for b in article.blocks} == {BlockKind.PARAGRAPH}


def test_code_is_kept_line_by_line() -> None:
    code = "def ends(strike):\n    if strike.days > 20:\n        return True\n    return strike.settled_by('owners')"
    article = told(f"<article>{paragraphs(PROSE[:4])}<pre>{code}</pre>{paragraphs(PROSE[4:])}</article>")
    assert [article.block_text(b) for b in article.blocks if b.kind is BlockKind.CODE] == [code]


@pytest.mark.parametrize(
    ("data", "byline", "published"),
    [
        ('"author":{"@type":"Person","name":"By Ann Author"},"datePublished":"2025-11-03T09:30:00+01:00"',
         ["Ann Author"], "2025-11-03T09:30:00+01:00"),
        ('"author":[{"name":"Ann Author"},{"name":"News Example"},{"name":["Bob Bee"]}],"datePublished":"2025-11-03"',
         ["Ann Author", "Bob Bee"], "2025-11-03"),
        ('"author":[{"name":"News Example"},"https://x.example/ann"]', ["News Example"], ""),
        ('"author":[[[{"name":5}]]],"datePublished":"soon"', [], ""),
    ],
)  # fmt: skip
def test_authors_and_time_from_the_data_of_the_page(data: str, byline: list[str], published: str) -> None:
    head = (
        "<title>T</title><meta property='og:site_name' content='News Example'>"
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"T",{data}}}</script>'
    )
    meta = told(f"<article>{paragraphs(PROSE)}</article>", head).metadata
    assert [name.value for name in meta.byline] == byline
    assert (meta.published.value if meta.published else "") == published


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        ("<title>Port strike ends | News Example</title>", "", "Port strike ends"),
        ("<title>Port strike ends - newsexample.com</title>", "", "Port strike ends"),
        ("<title>Port strike ends - what we know</title>", "", "Port strike ends - what we know"),
        ("<title>Port strike ends – Sport – News Example</title>", "Port strike ends", "Port strike ends"),
        ("<title>x</title><meta property='og:title' content='Port strike ends'>", "News", "Port strike ends"),
        ("<title></title>", "Port strike ends", "Port strike ends"),
    ],
)
def test_the_title_is_without_the_name_of_the_site(head: str, shown: str, title: str) -> None:
    article = told(f"<article><h1>{shown}</h1>{paragraphs(PROSE)}</article>", head)
    assert article.title == title
    assert [article.block_text(b) for b in article.blocks] == PROSE


@pytest.mark.parametrize(
    "page",
    [
        b"<p " + b"a='x' " * 100_000 + b">hello</p>",
        b"<p b='>' " + b"a='x' " * 100_000 + b">hello</p>",
        b"<p " + b"a " * 100_000 + b">hello</p>",
        b"<p>word word word word word word</p>" * 40_000,
        b"<" * 3_000_000,
        b"<div>" * 50_000 + b"hello",
        b"<p><a href='/x'>short</a></p>" * 30_000,
        b"",
        b"\0\1\2\3",
    ],
    ids=["attributes", "quoted", "bare", "paragraphs", "signs", "depth", "links", "empty", "binary"],
)
def test_pages_that_mean_harm_end(page: bytes) -> None:
    problem = ""
    article = None
    try:
        article = extract_page(page, "https://example.org/", deadline=5)
    except SourceError as error:
        problem = str(error)
    assert problem.endswith((".", "o.")) or (article is not None and article.text)


def test_the_rule_of_a_feed_names_the_element() -> None:
    page = (
        b"<body><div class='a menu'><p>Menu words</p></div><div id='t' class='a story'><p>The story.</p></div></body>"
    )
    assert extract_page(page, "https://example.org/", rule="div.story").text == "The story."
    assert extract_page(page, "https://example.org/", rule="#t").text == "The story."


MAIL = b"""From: =?utf-8?q?The_Caf=C3=A9?= <news@example.org>
To: you@example.org
Subject: This week: three
 things
Date: Mon, 03 Nov 2025 07:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=xx

--xx
Content-Type: text/plain; charset=utf-8

Plain words.
--xx
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<h1>Hello</h1><p>Caf=E9 <a href=3D"https://example.org/a">news</a>.</p>
--xx--
"""


def test_a_newsletter() -> None:
    article = mail_article(MAIL, "file:///x.eml")
    meta = article.metadata
    assert lines(article) == ["# Hello", "  Café news."]
    assert meta.title is not None
    assert meta.source is not None
    assert meta.published is not None
    assert (meta.title.value, meta.source.value) == ("This week: three things", "The Café")
    assert meta.published.value == "2025-11-03T07:00:00+01:00"
    assert article.links[0].url == "https://example.org/a"


def test_a_saved_page(tmp_path: Path) -> None:
    page = (CASES / "plain.html").read_text("utf-8")
    saved = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example/2025/story\r\nSubject: x\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + "\r\n--b--\r\n"
    )
    assert saved_page(saved.encode())[1] == "https://news.example/2025/story"
    path = tmp_path / "story.mhtml"
    path.write_text(saved, encoding="utf-8")
    article = files.open_path(path)
    assert article.title == "Port strike ends"
    assert article.uri == files.file_uri(path)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_mail_or_refused(data: bytes) -> None:
    problem = ""
    try:
        mail_article(data, "file:///x.eml")
    except SourceError as error:
        problem = str(error)
    assert problem == "" or problem.endswith(".")
