"""What is exported is read with the parsers of each format: only the structure that was meant is there.

Articles and bookmarks of text that tries to be markup, in Markdown, Org, HTML, SVG, CSV, BibTeX.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.bookmarks import org_grammar
from tests.bookmarks.hostile import ATOMS, texts
from tui.bookmarks import formats
from tui.bookmarks.citation import Citation
from tui.bookmarks.model import Bookmark, Selector
from tui.exports import render
from tui.text import escaping
from tui.text.article import Article, Block, BlockKind, Link
from tui.text.sanitize import sanitize, sanitize_line

URI = "https://news.example/a"
ZERO_WIDTH = "\u200b"


def commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough").enable("table")


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def shown(tokens: list[Token]) -> str:
    """The words a reader of the Markdown sees, blanks made equal."""
    words = (c.content if c.type in ("text", "text_special", "code_inline") else " " for c in inline(tokens))
    return " ".join("".join(words).split())


def flat(text: str) -> str:
    return " ".join(text.split())


def bookmark(exact: str, title: str = "A title", note: str = "", tags: tuple[str, ...] = ()) -> Bookmark:
    return Bookmark(
        "6f7f3c0e-3c55-4c0c-9b0b-6d0d6a1f9d5e", URI, Selector(exact, "", "", 0, len(exact), "a" * 64, 1000),
        note=note, tags=tags, created=1_764_000_000_123, changed=1_764_000_000_123, title=title,
    )  # fmt: skip


def cited(title: str, author: str = "", source: str = "", url: str = URI) -> dict[str, Citation]:
    return {
        URI: Citation(
            URI, title=title, source=source, authors=(author,) if author else (), published="2025-11-03", url=url
        )
    }


# Markdown


@given(texts())
def test_markdown_words_are_words(text: str) -> None:
    tokens = commonmark().parse(escaping.markdown_line(text))
    assert {t.type for t in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {c.type for c in inline(tokens)} <= {"text", "text_special"}
    assert shown(tokens) == flat(text)


OBSIDIAN = re.compile(r"\[\[|==|%%|\$|(?<![^\s(])#\w|\^[\w-]+\s*$|!\[|~~")
"""What Obsidian reads beyond CommonMark: links, highlights, comments, formulas, tags, block ids."""


@given(texts())
def test_obsidian_finds_nothing_either(text: str) -> None:
    written = escaping.markdown_line(text)
    assert not OBSIDIAN.search(re.sub(r"\\.", "\\\\", written)), written


@given(texts(), texts(4), texts(4), texts(3))
def test_a_note_for_obsidian(quote: str, title: str, author: str, tag: str) -> None:
    title, author = sanitize_line(title), sanitize_line(author)
    mark = bookmark(quote, title, tags=(sanitize_line(tag),))
    text = formats.export([mark], "obsidian", articles=cited(title, author, title))
    head, front, body = text.split("---\n", 2)
    assert head == ""
    for line in front.splitlines():
        m = re.fullmatch(
            r"(?:(title|source|site|published): |  - )(\".*\")|(?:author|tags):|created: [\d-]+|  - factlight", line
        )
        assert m, line
        if m[2]:
            json.loads(m[2])
    tokens = commonmark().parse(body)
    assert [t.type for t in tokens if t.nesting == 1 and t.level == 0] == [
        "heading_open", "paragraph_open", "paragraph_open", "blockquote_open", "paragraph_open", "paragraph_open",
    ]  # fmt: skip
    assert {c.type for c in inline(tokens)} <= {"text", "text_special", "softbreak", "link_open", "link_close"}
    links = [str(c.attrs["href"]) for c in inline(tokens) if c.type == "link_open"]
    assert [link.split("#")[0] for link in links] == [URI, URI]
    quoted = [t for t in tokens if t.type == "inline" and t.level == 2]
    assert [shown([t]) for t in quoted] == [flat(line) for line in formats.grouping.quote_lines(mark)]


@given(texts())
def test_a_note_of_ones_own_loads_nothing_and_runs_nothing(note: str) -> None:
    mark = bookmark("Forty ships waited.", note=note)
    for name in ("obsidian", "logseq"):
        text = formats.export([mark], name, articles=cited("A title"))
        tokens = commonmark().parse(text.split("---\n", 2)[-1])
        found = {c.type for c in inline(tokens)} | {t.type for t in tokens}
        assert not found & {"image", "html_inline", "html_block"}, text


@given(texts(), texts(4))
def test_an_outline_for_logseq(quote: str, title: str) -> None:
    text = formats.export([bookmark(quote, title)], "logseq", articles=cited(sanitize_line(title)))
    tokens = commonmark().parse(text)
    assert {c.type for c in inline(tokens)} <= {"text", "text_special", "softbreak"}, text
    assert {t.type for t in tokens} <= {
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "paragraph_open", "paragraph_close",
        "inline", "blockquote_open", "blockquote_close",
    }  # fmt: skip
    keys = re.findall(r"^\s*([\w-]+):: ", text, re.MULTILINE)
    assert keys == [k for k in ("source", "published", "id", "saved", "passage") if k in keys]


def article(text: str, links: tuple[Link, ...] = ()) -> Article:
    paragraphs, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            paragraphs.append(Block(BlockKind.PARAGRAPH, at, at + len(part)))
        at += len(part) + 1
    return Article(text, tuple(paragraphs), links=links)


@given(texts(), st.sampled_from(["", "!", "![", "](", "wow! ", "["]))
def test_a_link_in_an_article_is_a_link_and_never_an_image(text: str, before: str) -> None:
    text = sanitize_line(text)
    whole = f"{before}{text} here"
    at = len(before)
    made = render("md", article(whole, (Link(at, at + len(text), "https://a.example/?x=<>&copy; \\y"),)), None)
    tokens = commonmark().parse(made)
    kinds = [c.type for c in inline(tokens)]
    assert set(kinds) <= {"text", "text_special", "link_open", "link_close"}, made
    assert kinds.count("link_open") == 1
    (link,) = [c for c in inline(tokens) if c.type == "link_open"]
    assert str(link.attrs["href"]).startswith("https://a.example/?x=%3C%3E&copy;")
    assert shown(tokens).replace(" ", "").endswith(flat(whole).replace(" ", ""))


@given(texts())
def test_an_article_in_markdown_has_the_blocks_it_has(text: str) -> None:
    made = article(sanitize(text))
    tokens = commonmark().parse(render("md", made, None))
    top = [t.type for t in tokens if t.nesting == 1]
    assert top == ["heading_open", *["paragraph_open"] * len(made.blocks)]
    assert {c.type for c in inline(tokens)} <= {"text", "text_special"}


# Org


@given(texts(), texts(4), texts(6), texts(3))
def test_org_has_headings_properties_and_quotations_only(quote: str, title: str, note: str, tag: str) -> None:
    title = sanitize_line(title)
    mark = bookmark(quote, title, note=sanitize(note), tags=(sanitize_line(tag),))
    text = formats.export([mark], "org", articles=cited(title, title, title))
    headings, other = org_grammar.parse(text.removesuffix("\n"))
    assert other == [], text
    assert [(h.level, h.keyword) for h in headings] == [(1, ""), (2, "")]
    assert headings[0].tags == ()
    assert headings[0].words.replace(ZERO_WIDTH, "").strip() == (title or "untitled").strip()
    assert set(headings[0].properties) <= {"URL", "AUTHOR", "SOURCE", "PUBLISHED"}
    assert set(headings[1].properties) == {"ID", "CREATED", "STATE", "PASSAGE"}
    assert [line.replace(ZERO_WIDTH, "") for line in headings[1].quote] == formats.grouping.quote_lines(mark)
    assert [line.replace(ZERO_WIDTH, "") for line in headings[1].body] == formats.grouping.note_lines(mark)


@pytest.mark.parametrize("atom", [a for a in ATOMS if org_grammar.parse(f"* x\n{a}")[1]])
def test_the_org_grammar_sees_what_is_not_escaped(atom: str) -> None:
    """The grammar finds these when they stand as they are, and no longer when they are written by us."""
    _, other = org_grammar.parse("* x\n" + "\n".join(escaping.org_line(line) for line in atom.split("\n")))
    assert other == []


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed (Debian: apt install pandoc)")
def test_pandoc_reads_the_org_file_as_it_was_meant() -> None:
    marks = [replace(bookmark(sanitize(atom).strip() or "x"), id=str(n)) for n, atom in enumerate(ATOMS)]
    text = formats.export(marks, "org", articles=cited("A title"))
    done = subprocess.run(
        ["pandoc", "-f", "org", "-t", "json"], input=text, capture_output=True, text=True, timeout=60, check=True
    )
    kinds = set(re.findall(r'"t":"(\w+)"', done.stdout))
    assert kinds <= {
        "Header",
        "BlockQuote",
        "Para",
        "Str",
        "Space",
        "SoftBreak",
        "Quoted",
        "DoubleQuote",
        "SingleQuote",
    }


# CSV and BibTeX


@given(st.lists(st.tuples(texts(6), texts(4), texts(6)), min_size=1, max_size=3))
def test_cells_are_no_formulas_and_rows_are_rows(made: list[tuple[str, str, str]]) -> None:
    marks = [
        replace(
            bookmark(quote, note=note, tags=(sanitize_line(tag),)),
            id=str(n),
            selector=Selector(quote, "", "", n, n + 1, "a", 9),
        )
        for n, (quote, tag, note) in enumerate(made)
    ]
    text = formats.export(marks, "readwise", articles=cited(sanitize_line(made[0][1])))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + len(marks)
    assert {len(row) for row in rows} == {8}
    for row in rows:
        for cell in row:
            assert not re.match(r"[\s]*[=+\-@\t\r]", cell), cell
    back = formats.read(text.encode()).bookmarks
    assert [flat(b.selector.exact) for b in back] == [flat(b.selector.exact) for b in marks]
    assert [flat(b.note) for b in back] == [flat(b.note.strip()) for b in marks]


@given(texts(), texts(4), texts(4))
def test_a_bibtex_entry_holds_its_fields(title: str, author: str, source: str) -> None:
    title, author, source = map(sanitize_line, (title, author, source))
    url = "https://a.example/{x}\\y?a=%20#b"
    text = formats.export([bookmark("q", title)], "bibtex", articles=cited(title, author, source, url))
    ((kind, key, fields),) = bibtex(text)
    assert kind == "online"
    assert re.fullmatch(r"[a-z0-9-]+", key)
    assert set(fields) <= {"title", "author", "organization", "date", "url", "urldate"}
    assert untex(fields["title"]) == (title or URI)
    assert untex(fields.get("author", "")) == author
    assert fields["url"] == "https://a.example/%7Bx%7D%5Cy?a=%20#b"
    assert not re.search(r"(?<!\\)[%&#$_~^\"]", re.sub(r"\\text\w+\{\}", "", fields["title"]))


def bibtex(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Entries as BibTeX reads them: braces are counted whatever stands before them."""
    found = []
    at = 0
    while m := re.compile(r"\s*@(\w+)\{([^,\s{}]+),").match(text, at):
        at = m.end()
        fields: dict[str, str] = {}
        while f := re.compile(r"\s*(\w+) = \{").match(text, at):
            start, depth = f.end(), 1
            at = start
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            assert f[1] not in fields
            fields[f[1]] = text[start : at - 1]
            assert text[at] == ","
            at += 1
        end = re.compile(r"\s*\}").match(text, at)
        assert end, text[at:]
        at = end.end()
        found.append((m[1], m[2], fields))
    assert text[at:].strip() == "", "something stands between the entries"
    return found


def untex(value: str) -> str:
    names = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
        "textquotedbl": '"',
    }  # fmt: skip
    value = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    return re.sub(r"\\(?:(text\w+)\{\}|([%&#$_]))", lambda m: names[m[1]] if m[1] else m[2], value)


# pages and pictures

TAGS = {
    "html", "head", "meta", "title", "style", "body", "article", "section", "h1", "h2", "p", "span", "table", "tbody", "tr", "td",
    "a", "br", "mark",
}  # fmt: skip
ATTRIBUTES = {"charset", "http-equiv", "content", "name", "href", "rel", "id", "class", "title", "lang"}


@given(texts(), texts(4), texts(4))
def test_a_page_read_as_a_browser_reads_it(text: str, quote: str, note: str) -> None:
    made = article(sanitize(text), (Link(0, 1, 'https://a.example/"><script>'),))
    page = render("html", made, None, [bookmark(quote, note=note)])
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert parser.errors == []
    assert {e.tag for e in tree.iter()} <= TAGS
    assert {name for e in tree.iter() for name in e.attrib} <= ATTRIBUTES
    assert {e.attrib["href"].split(":")[0] for e in tree.iter("a")} <= {"https"}
    paragraphs = ["".join(p.itertext()) for p in tree.iter("p") if "class" not in p.attrib]
    assert [flat(p) for p in paragraphs] == [flat(made.block_text(b)) for b in made.blocks]
    cells = ["".join(cell.itertext()) for cell in tree.iter("td")]
    assert [flat(c) for c in cells] == [flat(quote), flat(note)]


@given(texts())
def test_a_picture_read_as_xml(text: str) -> None:
    made = article(sanitize(text))
    root = ElementTree.fromstring(render("svg", made, None))
    assert {e.tag.partition("}")[2] for e in root.iter()} <= {"svg", "title", "style", "rect", "text"}
    words = "".join(e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "".join(words.split()).endswith("".join("".join(made.block_text(b) for b in made.blocks).split()))
