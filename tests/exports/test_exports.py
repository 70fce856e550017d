"""Exports: whole, well formed, alone in the world, and never markup of the article's own making."""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.bookmarks.making import make_bookmark
from tui.exports import html as page
from tui.exports import render
from tui.exports import svg as picture
from tui.exports.spans import GAP, Pieces, title_block
from tui.facts import extract
from tui.facts.model import Claim, Fact, Facts, Figure, Kind, Span
from tui.sources.documents.files import open_path
from tui.sources.documents.markdown import markdown_article
from tui.structure import plain_article
from tui.text.article import Article, Block, BlockKind, Emphasis, Link
from tui.text.sanitize import sanitize

HOSTILE = (
    'Evil </title><script>alert(1)</script> ]]> "title"\n\n'
    'Text with </style><img src=x onerror=alert(1)> and ]]> &amp; &lt;b&gt; and 28,500 troops, said Ann "<b>" Smith.\n\n'
    "1. no list | *no* _emphasis_ `no code` ~~gone~~ [no](javascript:alert(1)) # no heading\n\n"
    "+ no item\n\n- nor <!-- this --> one\n"
)


@pytest.fixture
def seed(seed_path: Path) -> tuple[Article, Facts]:
    article = open_path(seed_path)
    return article, extract(article)


class Page(HTMLParser):
    """The elements of a page, and the words of its article."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.words.setdefault(tag, []).append(data)


def flat(text: str) -> str:
    return re.sub(r"[\s»]+", "", text)


ALLOWED = {"html", "meta", "title", "style", "body", "article", "section", "h1", "h2", "h3", "p", "span", "table", "tr",
           "td", "a", "ul", "ol", "li", "blockquote", "pre", "br", "mark", "strong", "em", "code"}  # fmt: skip


@given(st.text(max_size=400) | st.sampled_from([HOSTILE]))
def test_a_page_holds_the_words_and_nothing_of_theirs_is_markup(text: str) -> None:
    article = plain_article(sanitize(text))
    facts = extract(article)
    made = Page(render("html", article, facts))
    assert made.open == []
    assert {tag for tag, _ in made.tags} <= ALLOWED
    assert not [name for _, attrs in made.tags for name in attrs if name.startswith("on")]
    words = flat("".join(made.words.get("article", ()))).replace(flat(GAP), "")
    blocks = flat("".join(article.block_text(b) for b in article.blocks))
    assert words.endswith(blocks) or blocks in words


@given(st.text(max_size=400) | st.sampled_from([HOSTILE]))
def test_a_picture_is_xml_and_holds_the_words(text: str) -> None:
    article = plain_article(sanitize(text))
    facts = extract(article)
    root = ElementTree.fromstring(render("svg", article, facts))
    words = flat("".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text"))).replace(flat(GAP), "")
    if title_block(article) is None:
        words = words.removeprefix(flat(article.title))
    blocks = [flat(article.block_text(b)) for b in article.blocks]
    for block in blocks:  # in order, behind their markers and signs
        assert block in words, block
        words = words[words.index(block) + len(block) :]
    assert words == ""
    assert {element.tag.partition("}")[2] for element in root.iter()} <= {"svg", "title", "style", "rect", "text"}


@given(st.text(max_size=400) | st.sampled_from([HOSTILE]))
def test_markdown_is_read_back_as_text(text: str) -> None:
    article = plain_article(sanitize(text))
    made = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").enable("table")
    tokens = made.parse(render("md", article, None))
    inner = [child.type for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "link_open", "image", "code_inline", "s_open"} & {
        *inner,
        *(token.type for token in tokens),
    }


@pytest.mark.parametrize("kind", ["html", "svg"])
def test_nothing_is_loaded_from_elsewhere(kind: str, seed: tuple[Article, Facts]) -> None:
    made = render(kind, *seed).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|@import|<script|src=", made)
    assert "prefers-color-scheme:dark" in made


def test_facts_are_marked_explained_and_led_to(seed: tuple[Article, Facts]) -> None:
    article, facts = seed
    text = render("html", article, facts)
    assert '<span id="f' in text
    assert re.search(r'class="figure" title="figure: 28,500 · [^"]*">28,500 US troops</span>', text)
    assert re.search(r'class="quote" title="quote: [^"]+">“complex and unstable,”</span>', text)
    assert re.search(r'<span class="sign" title="claim: expected · [^"]+">»</span>', text)
    made = Page(text)
    names = {attrs["id"] for _, attrs in made.tags if "id" in attrs}
    led = {str(attrs["href"])[1:] for tag, attrs in made.tags if tag == "a" and str(attrs["href"]).startswith("#")}
    assert led
    assert led <= names
    assert "visit to <span" in text
    assert text.count(GAP) == len(facts.of(Kind.GAP))
    assert "Key figures" in made.words["h2"]


def test_structure_links_and_emphasis_are_kept() -> None:
    article = markdown_article(
        "# Title\n\nA *soft* and **hard** [good](https://example.org/?a=1&b=x>y) and [bad](javascript:alert(1)) link.\n\n"
        "1. one\n2. two\n   - inner\n\n> first\n>\n> second\n\n| a | b |\n|---|---|\n| c<d | e |\n\n### Deep\n\n```\nx  = 1\n```\n"
    )
    text = render("html", article, None)
    assert "<em>soft</em>" in text
    assert "<strong>hard</strong>" in text
    assert ' rel="noreferrer">good</a>' in text
    assert '<ol><li value="1">one</li><li value="2">two<ul><li>inner</li></ul></li></ol>' in text
    assert "<blockquote>\n<p>first</p>\n<p>second</p>\n</blockquote>" in text
    assert "<td>c&lt;d</td>" in text
    assert "<h3>Deep</h3>" in text
    assert "<pre>x  = 1</pre>" in text
    Page(text)
    md = render("md", article, None)
    assert "A *soft* and **hard** [good](<https://example.org/?a=1&b=x" in md
    assert "\\[bad\\](javascript" in md
    assert "1. one\n2. two\n    - inner" in md
    assert "> first\n>\n> second" in md
    assert "| a | b |\n| --- | --- |\n| c\\<d | e |" in md
    again = markdown_article(md)
    assert [b.kind for b in again.blocks] == [b.kind for b in article.blocks]


def test_bookmarked_words_are_shown(seed: tuple[Article, Facts]) -> None:
    article, facts = seed
    at = article.text.index("armistice")
    bookmark = make_bookmark(article, at, at + 9, note="check <b>")
    text = render("html", article, facts, [bookmark])
    assert "<mark>armistice</mark>" in text
    assert "check &lt;b&gt;" in text
    assert "## Bookmarks\n\n> armistice\n\ncheck \\<b\\>\n" in render("md", article, facts, [bookmark])


def test_facts_as_lines_and_json(seed: tuple[Article, Facts]) -> None:
    rows = [line.split("\t") for line in render("facts", *seed).splitlines()]
    assert {len(row) for row in rows} == {4}
    assert ["figure", "28,500 US troops", "28,500 · US troops stationed in South Korea", ""] in rows
    assert json.loads(render("json", *seed))["facts"]
    assert render("txt", *seed).strip() == seed[0].text.strip()


def test_pieces_tile_the_text_whatever_overlaps() -> None:
    text = "abcdefghij"
    article = Article(
        text,
        (Block(BlockKind.PARAGRAPH, 0, 10),),
        links=(Link(2, 8, "https://x.org"), Link(3, 4, "javascript:x")),
        emphases=(Emphasis(0, 5, "strong"), Emphasis(4, 10, "emphasis")),
    )
    cut = Pieces(article, Facts(article.hash, "", ())).cut(1, 9)
    assert [p.text for p in cut] == ["b", "cd", "e", "fgh", "i"]
    assert [p.url for p in cut] == ["", *["https://x.org"] * 3, ""]
    assert [p.styles for p in cut] == [("strong",)] * 2 + [("strong", "emphasis")] + [("emphasis",)] * 2


def test_the_colours_are_the_themes() -> None:
    from tui.reader.theme.themes import SHADES

    for style in (page.STYLE, picture.STYLE):
        light, dark = style.split("@media (prefers-color-scheme:dark)")
        for part, shade in ((light, SHADES["paper"]), (dark, SHADES["ink"])):
            for name in (
                "ground",
                "text",
                "strong",
                "quiet",
                "figure",
                "date",
                "organisation",
                "place",
                "quote",
                "claim",
            ):
                assert getattr(shade, name) in part, name


def crowded(count: int) -> tuple[Article, Facts]:
    """One paragraph with ``count`` links, as many figures, and a claim and a link that cover all of them."""
    text = "".join(f"{n:06d} " for n in range(count))
    spans = [(7 * n, 7 * n + 6) for n in range(count)]
    claim = Claim("said", cue=Span(0, 6))
    found = [fact(Kind.FIGURE, start, end, Figure(Decimal(1), Decimal(1))) for start, end in spans]
    links = (Link(0, len(text), "https://all.example"), *(Link(a, b, f"https://x.example/{a}") for a, b in spans))
    article = Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), links=links)
    return article, Facts(article.hash, "", (fact(Kind.CLAIM, 0, len(text), claim), *found))


def fact(kind: Kind, start: int, end: int, detail: Any) -> Fact:
    return Fact(kind, start, end, detail, "test", "test", 1.0)


def operations(kind: str, count: int) -> int:
    """How many operations of the interpreter an export takes; loops inside of comprehensions count too."""
    article, facts = crowded(count)
    made = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal made
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        made += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert render(kind, article, facts)
    finally:
        sys.settrace(before)
    return made


@pytest.mark.parametrize("kind", ["html", "md", "svg"])
def test_the_work_grows_as_the_facts_of_a_paragraph(kind: str) -> None:
    """An export that looked at all facts of a paragraph for each of them would take sixteen times as many operations."""
    operations(kind, 5)
    assert operations(kind, 240) < 5 * operations(kind, 60)
