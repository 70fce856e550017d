"""The page without a screen: the window, the cursor, moves, selections, folds and jumps."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.facts import extract
from tui.facts.model import Claim, Fact, Figure, Gap, Kind, Mention, Span
from tui.layout import Layout, RowKind
from tui.layout.layout import divide
from tui.reading.page.fact_index import FactIndex, flatten, insertion, paints, settle
from tui.reading.page.folding import Folder
from tui.reading.page.head import head
from tui.reading.page.jumps import Jumps
from tui.reading.page.lit import LEVELS
from tui.reading.page.page import Page
from tui.reading.page.selection import Selecting
from tui.structure import plain_article
from tui.text.article import Article, Block, BlockKind, Inferred

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8")


def page_of(article: Article, width: int = 60, height: int = 20, folder: Folder | None = None) -> Page:
    units = divide(article)
    page = Page(article, units, lambda w: Layout(article, w, head=3, units=units, folding=folder))
    page.resize(width, height)
    page.anchor = page.row_of(page.cursor) or 0
    return page


@pytest.fixture
def page() -> Page:
    return page_of(plain_article(SEED))


def test_lines_scroll_and_the_cursor_keeps_its_row(page: Page) -> None:
    row = page.anchor
    page.move_rows(5)
    assert page.layout.distance(page.layout.first(), page.top, 99) == 5
    assert page.anchor == row
    page.move_rows(10_000)
    assert page.window()[-1] == page.layout.last()
    assert page.row_of(page.cursor) == page.height - 1  # where the text ends the cursor goes on
    page.move_rows(-10_000)
    assert page.top == page.layout.first()
    assert page.cursor == page.units[0].start


def test_down_and_up_again_lead_back(page: Page) -> None:
    page.move_rows(20)
    before = page.top, page.cursor
    for by in (1, 7, 18):
        page.move_rows(by)
        page.move_rows(-by)
        assert (page.top, page.cursor) == before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SEED)), st.lists(st.tuples(st.integers(12, 120), st.integers(4, 60)), min_size=1, max_size=4))
def test_the_words_stay_through_every_size(offset: int, sizes: list[tuple[int, int]]) -> None:
    page = page_of(plain_article(SEED))
    page.reveal(min(offset, page.units[-1].end - 1))
    at = page.cursor
    for width, height in sizes:
        page.resize(width, height)
        assert page.cursor == at
        assert page.row_of(at) is not None
        assert len(page.window()) == page.height or page.window()[-1] == page.layout.last()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["rows", "wheel", "word", "sentence", "paragraph", "heading"]), st.integers(-40, 40)),
        max_size=12,
    )
)
def test_no_move_leaves_the_window_or_the_text(moves: list[tuple[str, int]]) -> None:
    page = page_of(plain_article(SEED), 40, 12)
    for unit, by in moves:
        if unit == "rows":
            page.move_rows(by)
        elif unit == "wheel":
            page.wheel(by)
        else:
            page.reveal(page.target(unit, by, page.cursor))
        assert 0 <= page.cursor < page.units[-1].end
        assert page.row_of(page.cursor) is not None
        assert page.layout.first() <= page.top <= page.layout.last()


def test_words_sentences_paragraphs_headings(page: Page) -> None:
    text = page.article.text

    def at(unit: str, by: int, origin: int) -> str:
        return text[page.target(unit, by, origin) :][:12]

    assert at("word", 2, 0).startswith("Pete")
    assert at("word", -1, text.index("Pete")).startswith("Secretary")
    assert at("word", -1, text.index("Pete") + 2).startswith("Pete")
    assert at("sentence", 1, text.index("250-")) == "The two coun"
    assert at("sentence", -1, text.index("The two countries")) == "The 250-kilo"
    assert at("paragraph", 1, 0) == "According to"
    assert at("paragraph", -1, text.index("news agency")) == "According to"
    assert at("heading", 1, 0) == "What topics "
    assert at("heading", 2, 0) == "What is Seou"
    assert page.target("word", -5, 0) == 0
    word = page.word(text.index("kilometer"))
    assert word is not None
    assert text[word.start : word.end] == "250-kilometer-long"


def test_cells_and_offsets_on_the_screen(page: Page) -> None:
    row = page.row_of(page.cursor)
    assert row is not None
    assert page.offset_at(row, 0) == page.cursor
    assert page.offset_at(row, 8) == page.cursor + 8
    assert page.offset_at(row, 500) == page.layout.row(page.window()[row]).line.stop - 1
    assert page.offset_at(row, -5) == page.cursor


# -- selections


def test_selecting_words(page: Page) -> None:
    text = page.article.text
    selecting = Selecting(page, text.index("Pete") + 1, "word")
    assert text[slice(*selecting.span)] == "Pete"
    selecting.move(page, "word", 2)
    assert text[slice(*selecting.span)] == "Pete Hegseth on"
    selecting.move(page, "word", -3)
    assert text[slice(*selecting.span)] == "Secretary Pete"
    selecting.swap()
    selecting.move(page, "word", 1)
    assert text[slice(*selecting.span)] == "Secretary Pete Hegseth"


def test_selecting_sentences_and_lines(page: Page) -> None:
    text = page.article.text
    selecting = Selecting(page, text.index("250-"), "sentence")
    assert text[slice(*selecting.span)].startswith("The 250-")
    assert text[slice(*selecting.span)].endswith("South Korea.")
    selecting.move(page, "sentence", 1)
    assert text[slice(*selecting.span)].endswith("peace treaty.")
    words = Selecting(page, 0, "word")
    words.move(page, "line", 1)
    assert words.span.start == 0
    assert page.layout.place(words.head)[1] == page.layout.place(0)[1] + 1
    words.move(page, "paragraph", 1)
    assert text[slice(*words.span)].endswith("Ahn Gyu-back.")


def test_a_stretch_is_selected_as_it_is(page: Page) -> None:
    selecting = Selecting.of(page, 3, 9)
    assert selecting.span == Span(3, 9)
    selecting.move(page, "word", 1)
    assert selecting.span.end > 9


# -- facts


def figure(start: int, end: int, kind: Kind = Kind.FIGURE) -> Fact:
    detail = Figure(Decimal(1), Decimal(1)) if kind is Kind.FIGURE else Mention()
    return Fact(kind, start, end, detail, "test")


def simple(*paragraphs: str) -> Article:
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(words)))
        text += words + "\n"
    return Article(text, tuple(blocks))


def test_travelling_by_kind_and_count() -> None:
    article = simple("one two three", "four five six")
    facts = [figure(0, 3), figure(0, 3, Kind.PERSON), figure(4, 7), figure(14, 18, Kind.PERSON), figure(19, 23)]
    index = FactIndex(facts, divide(article))
    everything = LEVELS["all"]

    def go(at: int, current: Fact | None, kinds: frozenset[Kind], count: int) -> Fact | None:
        return index.travel(at, current, kinds, count)

    assert go(0, None, everything, 1) is facts[0]
    assert go(0, facts[0], everything, 1) is facts[1]  # two facts at one place are both visited
    assert go(0, facts[1], everything, 2) is facts[3]
    assert go(0, None, frozenset({Kind.PERSON}), 2) is facts[3]
    assert go(19, facts[4], everything, 1) is None
    assert go(19, facts[4], everything, -9) is facts[0]
    assert go(23, None, frozenset({Kind.FIGURE}), -1) is facts[4]
    assert go(0, facts[0], frozenset({Kind.GAP}), 1) is None
    assert index.at(1, 0, lambda fact: fact.kind is Kind.PERSON) is facts[1]


def test_doubtful_facts_are_not_lit() -> None:
    doubtful = dataclasses.replace(figure(0, 3), confidence=0.2)
    assert FactIndex([doubtful], divide(simple("one"))).facts == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["figure", "quote", "person"])), max_size=8
    )
)
def test_overlapping_looks_are_laid_over_each_other(spans: list[tuple[int, int, str]]) -> None:
    flat = flatten(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(flat))
    for at in range(31):
        expected = {name for start, end, name in spans if start <= at < end}
        if "figure" in expected:  # a name within a figure has the figure's look
            expected.discard("person")
        found = {name for start, end, names in flat if start <= at < end for name in names.split()}
        assert found == expected


def test_a_claim_paints_who_and_how_but_not_what() -> None:
    article = simple("He said it rained.")
    claim = Fact(Kind.CLAIM, 0, 18, Claim("said", source=Span(0, 2), cue=Span(3, 7)), "test")
    unit = divide(article)[0]
    assert paints(article, unit, [claim]) == [(0, 2, "cue"), (3, 7, "cue")]


@pytest.mark.parametrize(
    ("text", "offset", "drawn"),
    [
        ("visit to by touring", 9, "visit to ⟨…⟩ by touring"),
        ("visit to by touring", 8, "visit to ⟨…⟩ by touring"),
        ("armed , as", 6, "armed ⟨…⟩, as"),
        ("armed, as", 5, "armed ⟨…⟩, as"),
        ("has grown .", 10, "has grown ⟨…⟩."),
        ("a in Asia", 2, "a ⟨…⟩ in Asia"),
        (" in Asia", 0, " ⟨…⟩ in Asia"),
        ("they said", 9, "they said ⟨…⟩"),
    ],
)
def test_lost_words_are_drawn_between_their_neighbours(text: str, offset: int, drawn: str) -> None:
    at = settle(text, offset, len(text))
    assert text[:at] + insertion(text, at, 0, len(text), "⟨…⟩") + text[at:] == drawn


def test_a_gap_is_visited_though_it_is_empty() -> None:
    article = simple("visit to by touring")
    gap = Fact(Kind.GAP, 9, 9, Gap("a link's words were lost"), "test")
    index = FactIndex([gap], divide(article))
    assert index.gaps == [9]
    assert index.travel(0, None, None, 1) is gap
    assert index.at(9, 0) is gap


# -- folds


def shown(page: Page) -> list[str]:
    out = []
    for place in page.window():
        row = page.layout.row(place)
        if row.kind is RowKind.FOLD:
            out.append(row.label)
        elif row.kind is RowKind.TEXT:
            out.append(page.article.text[row.line.start : row.line.stop])
    return out


def test_lines_that_are_not_the_article_fold_together() -> None:
    article = simple("Text.", "Share this.", "Subscribe.", "More text.")
    blocks = tuple(
        block._replace(kind=BlockKind.BOILERPLATE) if 0 < i < 3 else block for i, block in enumerate(article.blocks)
    )
    article = dataclasses.replace(article, blocks=blocks)
    folder = Folder(article, divide(article), "⋯")
    page = page_of(article, folder=folder)
    assert shown(page) == ["Text.", "⋯ 2 lines that are not the article", "More text."]
    start = folder.fold_start(article.text.index("Subscribe"), 2)
    assert start == article.text.index("Share")
    folder.opened.add(start)
    page.relayout()
    assert shown(page) == ["Text.", "Share this.", "Subscribe.", "More text."]


def test_sentences_without_facts_fold_and_unfold() -> None:
    article = simple(
        "It is cold. It rained 3 days. Nobody came. They slept.", "No fact here.", "None here.", "In 2 days."
    )
    units = divide(article)
    folder = Folder(article, units, "⋯")
    page = page_of(article, folder=folder)
    whole = shown(page)
    text = article.text
    facts = [
        figure(text.index("3 days"), text.index("3 days") + 6),
        figure(text.index("2 days"), text.index("2 days") + 6),
    ]
    index = FactIndex(facts, units)
    folder.facts_only(index)
    page.relayout()
    assert shown(page) == ["⋯ 1 sentence", "It rained 3 days.", "⋯ 2 sentences", "⋯ 2 paragraphs", "In 2 days."]
    folder.facts_only(None)
    page.relayout()
    assert shown(page) == whole


# -- jumps, head


def test_jumps_lead_back_and_forward() -> None:
    jumps = Jumps()
    assert jumps.back(5) is None
    jumps.leave(10)
    jumps.leave(20)
    assert jumps.back(30) == 20
    assert jumps.back(20) == 10
    assert jumps.back(10) is None
    assert [jumps.forward(), jumps.forward(), jumps.forward()] == [20, 30, None]
    assert jumps.back(30) == 20
    jumps.leave(25)  # a new jump forgets what lay forward
    assert jumps.forward() is None
    assert jumps.back(99) == 25


def test_the_head_says_what_is_inferred_and_from_where() -> None:
    article = plain_article(SEED)
    rows = head(article, None, 72)
    assert rows[0] == ("US’s Hegseth visits South Korea, tours border with North", "title")
    words = " ".join(text for text, _ in rows)
    assert "Deutsche Welle" in words
    assert "Rana Taha (editor)" in words
    assert "no date" in words
    assert f"{len(SEED.split())} words" in words
    assert "last line" in words
    assert all(len(text) <= 30 for text, _ in head(article, None, 30))


def test_what_one_place_told_is_listed() -> None:
    told = Inferred("2026-11-20", "the page’s own markup")
    made = plain_article(SEED).with_metadata(title=told, source=told, published=told)
    assert ("title, source and date: the page’s own markup", "quiet") in head(made, None, 72)


def test_the_head_says_the_day_that_was_given_in_as_many_rows() -> None:
    article = plain_article(SEED)
    facts = extract(article, date(2025, 11, 3))
    for width in range(20, 80):
        undated, dated = head(article, None, width), head(article, facts, width)
        assert len(undated) == len(dated)
        assert "2025-11-03" in " ".join(text for text, _ in dated)


def test_a_table_that_holds_a_fact_keeps_every_row_whole() -> None:
    text = "land | troops\nJapan | 54,000. That is many.\nNowhere | none\n\nNo fact here."
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    kinds = [BlockKind.TABLE_ROW] * 3 + [BlockKind.PARAGRAPH] * 2
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    article = Article(text, tuple(Block(*block) for block in zip(kinds, starts, ends, strict=True)))
    units = divide(article)
    folder = Folder(article, units, "⋯")
    at = text.index("54,000")
    folder.facts_only(FactIndex([figure(at, at + 6)], units))
    assert [folder(u) for u in range(3)] == [None] * 3
    folded = folder(3)
    assert folded is not None
    assert [fold.label for fold in folded.folds] == ["⋯ 1 paragraph"]
