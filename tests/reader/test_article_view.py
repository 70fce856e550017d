"""The text view on a screen: what it draws, what it tells, keys' worth of calls, the mouse."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message

from tui.facts.model import Claim, Fact, Facts, Figure, Gap, Kind, Mention, Question, Quotation, Span
from tui.reader.article import mouse, stage
from tui.reader.article.view import ArticleView
from tui.reader.theme.themes import THEMES
from tui.reading.page.page import Page
from tui.structure import plain_article
from tui.text.article import Article, Block, BlockKind, Link

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8")


class Stage(App[None]):
    """One view and the messages it sent."""

    CSS = "ArticleView { width: 1fr; height: 1fr; }"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "ink"
        self.view = ArticleView(**options)
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.view

    @on(stage.CursorMoved)
    @on(stage.SelectionChanged)
    @on(stage.FindChanged)
    @on(stage.LinkHintsChanged)
    @on(stage.FactClicked)
    def _told(self, message: Message) -> None:
        self.told.append(message)

    def last(self, kind: type[Message]) -> Any:
        return next(message for message in reversed(self.told) if isinstance(message, kind))


def seed_facts(article: Article) -> Facts:
    """Some facts of the seed, by hand."""
    text = article.text
    found: list[Fact] = []

    def add(kind: Kind, words: str, detail: Any) -> None:
        start = text.index(words)
        found.append(Fact(kind, start, start + len(words), detail, "test"))

    add(Kind.FIGURE, "roughly 150 miles", Figure(Decimal(150), Decimal(150)))
    add(Kind.FIGURE, "28,500 US troops", Figure(Decimal(28500), Decimal(28500), key=1.0))
    add(Kind.PERSON, "Pete Hegseth", Mention())
    ministry = text.index("South Korea’s Defense Ministry")
    add(Kind.QUOTE, "“complex and unstable,”", Quotation(Span(ministry, ministry + 11)))
    add(Kind.QUESTION, "What is Seoul’s position on the matter?", Question())
    cue = text.index("said.", text.index("complex"))
    found.append(Fact(Kind.CLAIM, text.index("They agreed"), cue + 5, Claim("said", cue=Span(cue, cue + 4)), "test"))
    gap = text.index("by touring")
    found.append(Fact(Kind.GAP, gap, gap, Gap("a link's words were lost"), "test"))
    return Facts(article.hash, "1", tuple(sorted(found, key=lambda f: (f.start, -f.end))))


def rows(view: ArticleView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def segment(view: ArticleView, words: str) -> Segment:
    """The drawn segment that holds ``words``."""
    return next(s for y in range(view.size.height) for s in view.render_line(y) if words in s.text)


def simple(text: str, *, kind: BlockKind = BlockKind.PARAGRAPH, links: tuple[Link, ...] = ()) -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    return Article(text, tuple(blocks), links=links, uri="test:")


@pytest.fixture
def seed() -> Article:
    return plain_article(SEED)


def page_of(view: ArticleView) -> Page:
    assert view.shown is not None
    return view.shown.page


Steps = Callable[[ArticleView], None]


async def test_text_first_then_facts(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 40)) as pilot:
        view = app.view
        view.show(seed)
        drawn = rows(view)
        assert any("Defense Secretary Pete Hegseth on Monday" in row for row in drawn)
        assert "US’s Hegseth visits South Korea" in drawn[1]
        assert not any("⟨…⟩" in row for row in drawn)
        view.set_facts(seed_facts(seed))
        drawn = rows(view)
        assert any("his visit to ⟨…⟩ by" in row for row in drawn)
        assert any(row.strip().startswith("? What is Seoul") for row in drawn) or view.size.height < 60
        assert not segment(view, "roughly 150 miles").style.bold  # type: ignore[union-attr]  # no key figure
        assert not segment(view, "Pete Hegseth").style.bold  # type: ignore[union-attr]  # "key" lights no names
        view.settings.density = "all"
        assert segment(view, "Pete Hegseth").style.bold  # type: ignore[union-attr]
        assert segment(view, "roughly 150 miles").style.bold  # type: ignore[union-attr]
        assert any("» " in row for row in rows(view))
        assert view.settings.toggle_kind(Kind.FIGURE) is False
        assert not segment(view, "150 miles").style.bold  # type: ignore[union-attr]
        assert segment(view, "⟨…⟩").style.reverse  # type: ignore[union-attr]
        view.settings.density = "none"
        assert not segment(view, "⟨…⟩").style.reverse  # type: ignore[union-attr]  # quiet, but never hidden
        assert view.settings.toggle_kind(Kind.FIGURE) is True
        await pilot.pause()


async def test_travelling_tells_and_draws_few_rows(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 60)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        assert view.traveller.travel((Kind.FIGURE,), 1)
        await pilot.pause()
        moved = app.last(stage.CursorMoved)
        assert seed.text[moved.fact.start : moved.fact.end] == "roughly 150 miles"
        assert view.current_fact is moved.fact
        assert segment(view, "roughly 150").style.bgcolor != segment(view, "Defense").style.bgcolor  # type: ignore[union-attr]
        drawn: list[object] = []
        draw = view.painter.draw
        view.painter.draw = lambda *key: (drawn.append(key), draw(*key))[1]  # type: ignore[method-assign]
        assert view.traveller.travel(None, 1)
        await pilot.pause()
        assert 0 < len(drawn) <= 8
        assert not view.traveller.travel((Kind.PLACE,), 1)
        assert view.traveller.travel((Kind.PERSON,), -1)
        assert view.traveller.travel((Kind.GAP,), 1)
        row = next(y for y in range(60) if "⟨…⟩" in view.render_line(y).text)
        assert "▌" in view.render_line(row).text
        current = segment(view, "⟨…⟩").style
        assert view.traveller.travel((Kind.QUESTION,), 1)
        assert segment(view, "⟨…⟩").style != current
        assert view.passage_at_cursor() == Span(view.current_fact.start, view.current_fact.end)
        await pilot.pause()


async def test_moving_far_and_back(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 20)) as pilot:
        view = app.view
        view.show(seed)
        await pilot.pause()
        start = view.cursor
        view.move("end", 1)
        await pilot.pause()
        assert view.percent == 100
        assert app.last(stage.CursorMoved).minutes_left == 0
        assert app.last(stage.CursorMoved).percent == 100
        end = view.cursor
        view.go_to(700)
        assert view.traveller.back()
        assert view.cursor == end
        assert view.traveller.back()
        assert view.cursor == start
        assert not view.traveller.back()
        assert view.traveller.forward()
        assert view.cursor == end
        for unit in ("line", "page", "half-page", "paragraph", "heading", "sentence", "word", "start", "end"):
            for count in (1, -1, 30, -30):
                view.move(unit, count)
                assert len(rows(view)) == 20


async def test_the_place_is_kept_through_resize_width_and_facts(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 30)) as pilot:
        view = app.view
        view.show(seed, offset=1500)
        assert view.cursor == 1500
        await pilot.resize_terminal(60, 20)
        view.settings.measure = 30
        view.settings.justify = True
        view.settings.zen = True
        view.set_facts(seed_facts(seed))
        assert view.cursor == 1500
        assert page_of(view).row_of(1500) is not None
        assert max(len(row) for row in rows(view)) <= 30 + 3 + (60 - 30) // 2
        await pilot.pause()


async def test_finding(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 30)) as pilot:
        view = app.view
        view.show(seed)
        view.finder.look("korea", origin=0)
        await pilot.pause()
        told = app.last(stage.FindChanged)
        assert (told.index, told.total, told.problem) == (1, SEED.lower().count("korea"), "")
        first = view.cursor
        assert seed.text[first : first + 5] == "Korea"
        hit = next(s for y in range(30) for s in view.render_line(y) if s.text == "Korea")
        assert hit.style.bgcolor != segment(view, "Defense").style.bgcolor  # type: ignore[union-attr]
        view.finder.next(-1)
        await pilot.pause()
        assert app.last(stage.FindChanged).index == told.total  # round the end
        view.finder.look("nowhere to be found", origin=first)
        await pilot.pause()
        assert app.last(stage.FindChanged).total == 0
        assert view.cursor == first
        view.finder.look("(", regex=True)
        await pilot.pause()
        assert app.last(stage.FindChanged).problem
        view.finder.clear()
        assert not view.finder.next(1)
        view.go_to(seed.text.index("Yonhap"))
        assert view.word_at_cursor() == "Yonhap"


async def test_selecting_by_keys(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 30)) as pilot:
        view = app.view
        view.show(seed)
        view.selector.start("word")
        view.move("word", 2)
        await pilot.pause()
        span = app.last(stage.SelectionChanged).span
        assert span == view.selection
        assert seed.text[slice(*span)] == "Defense Secretary Pete"
        view.selector.swap()
        view.clear_selection()
        await pilot.pause()
        assert app.last(stage.SelectionChanged).span is None
        view.selector.select(8, 17)
        assert view.selection == Span(8, 17)
        sentence = view.passage_at_cursor()
        assert sentence is not None
        assert seed.text[slice(*sentence)].endswith("Ahn Gyu-back.")


async def test_the_mouse(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        view.settings.density = "all"
        y = next(y for y, row in enumerate(rows(view)) if "Defense Secretary Pete" in row)
        x = rows(view)[y].index("Pete")
        await pilot.click(view, offset=(x, y))
        assert seed.text[view.cursor :].startswith("Pete")
        assert app.last(stage.FactClicked).fact.kind is Kind.PERSON
        await pilot.click(view, offset=(x, y), times=2)
        assert view.selection == Span(view.cursor, view.cursor + 4)
        await pilot.click(view, offset=(x, y), times=3)
        assert view.selection == Span(seed.blocks[0].start, seed.blocks[0].end)
        await pilot.click(view, offset=(x, y))
        assert view.selection is None
        await pilot.mouse_down(view, offset=(x, y))
        await pilot.hover(view, offset=(x + 6, y))
        await pilot.mouse_up(view, offset=(x + 6, y))
        await pilot.pause()
        selected = view.selection
        assert selected is not None
        assert seed.text[slice(*selected)] == "Pete Hegseth"
        await pilot.mouse_down(view, offset=(x, y + 2))  # another drag selects anew
        await pilot.hover(view, offset=(x + 6, y + 2))
        await pilot.mouse_up(view, offset=(x + 6, y + 2))
        await pilot.pause()
        anew = view.selection
        assert anew is not None
        assert anew.start > selected.end
        view.clear_selection()
        before, cursor = rows(view), view.cursor
        view.mouse.wheel(3)
        assert rows(view)[0] == before[3]
        assert view.cursor == cursor  # the cursor stays at its words


async def test_a_drag_held_at_an_edge_goes_on(seed: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouse, "ROLL", 1e6)  # rows are counted here, not waited for
    app = Stage()
    async with app.run_test(size=(80, 12)) as pilot:
        view = app.view
        view.show(seed)
        view.move("paragraph", 6)
        top = rows(view)[0]
        await pilot.mouse_down(view, offset=(20, 6))
        await pilot.hover(view, offset=(20, 0))
        assert view.mouse.rolls
        for _ in range(3):
            view.mouse.roll()
        assert rows(view)[3] == top
        first = view.selection
        assert first is not None
        await pilot.hover(view, offset=(20, 5))
        assert not view.mouse.rolls
        assert view.selection is not None
        assert view.selection.start > first.start
        await pilot.hover(view, offset=(20, 0))
        await pilot.mouse_up(view, offset=(20, 0))
        assert not view.mouse.rolls
        assert view.selection is not None
        view.clear_selection()


async def test_bookmarks_have_a_ribbon_and_links_numbers() -> None:
    text = "See the report of the agency for more.\nNothing here."
    link = Link(text.index("report"), text.index("report") + 6, "https://example.org/r")
    app = Stage()
    async with app.run_test(size=(60, 12)) as pilot:
        view = app.view
        view.show(simple(text, links=(link,)))
        view.set_bookmarks([(Span(0, 10), ""), (Span(text.index("Nothing"), len(text)), "a")])
        assert any(row.lstrip().startswith("┃") and "See the" in row for row in rows(view))
        assert any(row.lstrip().startswith("a") and "Nothing" in row for row in rows(view))
        assert view.links.show()
        assert any("See the1report" in row for row in rows(view))
        assert view.links.url("1") == "https://example.org/r"
        assert view.links.url("2") is None
        view.links.hide()
        await pilot.pause()
        assert [m.shown for m in app.told if isinstance(m, stage.LinkHintsChanged)] == [True, False]
    app = Stage(ascii_only=True)
    async with app.run_test(size=(60, 12)):
        view = app.view
        view.show(simple(text, links=(link,)))
        view.set_bookmarks([(Span(0, 10), "")])
        assert any(row.lstrip().startswith("|") for row in rows(view))
        assert all(row.isascii() for row in rows(view) if "See" in row)


async def test_the_terminals_cursor_follows() -> None:
    app = Stage()
    async with app.run_test(size=(60, 12)) as pilot:
        view = app.view
        view.show(simple("漢字 and words"))
        view.move("word", 1)
        await pilot.pause()
        x, y = app.cursor_position
        assert rows(view)[y][: x - 2].endswith("漢字 ")  # two wide characters before it
        view.set_class(True, "-idle")
        await pilot.pause()
        app.cursor_position = type(app.cursor_position)(0, 0)
        view.set_class(False, "-idle")
        await pilot.pause()
        assert app.cursor_position == (x, y)


HOSTILE = (
    "[/markup] [red]x[/] \x1b]52;c;aGk=\x07 \x9b31m \u202eevil \x00 "
    + "a\u0301" * 30
    + " z"
    + "\u0335" * 50
    + " "
    + "w" * 3000
    + " 👩\u200d🚀 漢字 سلام"
)


async def test_hostile_text_is_only_text() -> None:
    app = Stage()
    async with app.run_test(size=(50, 30)) as pilot:
        view = app.view
        for kind in BlockKind:
            view.show(simple(HOSTILE + "\n" + HOSTILE, kind=kind))
            view.settings.density = "all"
            for _ in range(12):
                drawn = "".join(rows(view))
                assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or "\u202a" <= c <= "\u202e" for c in drawn)
                assert all(view.render_line(y).cell_length == 50 for y in range(30))
                view.move("page", 1)
            assert view.finder.look("[red]").hits
        await pilot.pause()


async def test_a_cell_that_wraps_has_its_signs_on_its_own_lines_only() -> None:
    text = "land | what its ministry says of the matter\nJapan | nothing was decided, as the report of Monday tells us"
    link = Link(text.index("report"), text.index("report") + 6, "https://example.org/r")
    app = Stage()
    async with app.run_test(size=(34, 20)) as pilot:
        view = app.view
        view.show(simple(text, kind=BlockKind.TABLE_ROW, links=(link,)))
        at = text.index("Monday")
        view.set_bookmarks([(Span(at, at + 6), "")])
        view.links.show()
        table = [row for row in rows(view) if "│" in row]
        assert [row.index("│") for row in table] == [table[0].index("│")] * len(table)
        assert len(table) > 4
        assert [row for row in table if row.startswith("┃")] == [row for row in table if "Monday" in row]
        assert sum("1report" in row for row in table) == 1
        view.links.hide()
        view.go_to(at)
        await pilot.pause()
        here = next(y for y, row in enumerate(rows(view)) if "Monday" in row)
        assert app.cursor_position.y == here
        assert rows(view)[here][app.cursor_position.x :].startswith("Monday")
        view.selector.select(at, at + 6)
        tinted = [s.text for y in range(20) for s in view.render_line(y) if s.style and s.style.bgcolor
                  and s.style.bgcolor != segment(view, "land").style.bgcolor]  # type: ignore[union-attr]  # fmt: skip
        assert tinted == ["Monday"]


async def test_links_in_a_fold_get_no_number() -> None:
    text = "It rained 3 days.\nSee one link here.\nAnd for 4 days see another link there."
    one, other = (text.index(words) for words in ("one link", "another link"))
    links = (Link(one, one + 8, "https://a.example/"), Link(other, other + 12, "https://b.example/"))
    app = Stage()
    async with app.run_test(size=(60, 12)):
        view = app.view
        article = simple(text, links=links)
        view.show(article)
        days = [text.index("3 days"), text.index("4 days")]
        found = [Fact(Kind.FIGURE, at, at + 6, Figure(Decimal(3), Decimal(3), key=1.0), "test") for at in days]
        view.set_facts(Facts(article.hash, "1", tuple(found)))
        view.settings.fold_facts = True
        assert view.links.show()
        assert view.links.url("1") == "https://b.example/"
        assert view.links.url("2") is None


async def test_folds_open_where_one_goes(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 40)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        whole = len([row for row in rows(view) if row])
        view.settings.fold_facts = True
        folded = [row for row in rows(view) if "⋯" in row]
        assert folded
        assert not any("South Korean news agency Yonhap" in row for row in rows(view))
        assert not view.settings.open_fold()
        while "⋯" not in rows(view)[page_of(view).row_of(view.cursor)]:  # type: ignore[index]
            view.move("line", 1)
        assert view.settings.open_fold()
        assert len([row for row in rows(view) if "⋯" in row]) == len(folded) - 1
        view.settings.fold_facts = False
        view.settings.fold_facts = True
        assert len([row for row in rows(view) if "⋯" in row]) == len(folded)
        view.finder.look("Yonhap")
        assert any("South Korean news agency Yonhap" in row for row in rows(view))
        view.settings.fold_facts = False
        view.move("start", 1)
        assert len([row for row in rows(view) if row]) == whole
        await pilot.pause()


async def test_a_flash_ends_and_reduced_motion_has_none(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.show(seed)
        view.go_to(300, flash=True)
        assert view.traveller.flashes
        view.traveller.end_flash()
        assert not view.traveller.flashes
        view.traveller.still = True
        view.go_to(0, flash=True)
        assert not view.traveller.flashes
        await pilot.pause()


async def test_without_colour_nothing_is_coloured(seed: Article) -> None:
    app = Stage(no_colour=True)
    async with app.run_test(size=(80, 40)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        view.settings.density = "all"
        figure, person = segment(view, "150 miles").style, segment(view, "Pete").style
        assert figure is not None
        assert person is not None
        assert figure.color == person.color
        assert (figure.bold, figure.underline) != (person.bold, person.underline)
        await pilot.pause()


async def test_every_theme_can_be_worn(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        grounds = set()
        for name in (*(theme.name for theme in THEMES), "nord", "textual-light"):
            app.theme = name
            await pilot.pause()
            grounds.add(str(view.render_line(5)._segments[-1].style.bgcolor))  # type: ignore[union-attr]
        assert len(grounds) == len(THEMES) + 2


async def test_a_long_article_costs_a_screen() -> None:
    """Guards without a clock: what is laid out and drawn does not grow with the article."""
    text = "\n".join("Some words of a paragraph, and 25 more of them. " * 8 for _ in range(1500))
    article = simple(text)
    facts = tuple(
        Fact(Kind.FIGURE, i, i + 2, Figure(Decimal(25), Decimal(25)), "test")
        for i in range(len(text))
        if text.startswith("25", i)
    )
    app = Stage()
    async with app.run_test(size=(80, 30)) as pilot:
        view = app.view
        view.show(article)
        view.set_facts(Facts(article.hash, "1", facts))
        assert len(facts) == 12_000
        view.traveller.travel(None, 6000)
        view.move("line", 3)
        view.settings.measure = 60
        assert rows(view)
        assert len(page_of(view).layout._rows) < 60
        view.move("end", 1)
        assert view.percent == 100
        assert len(page_of(view).layout._rows) < 120
        await pilot.pause()


async def test_nothing_to_show() -> None:
    app = Stage()
    async with app.run_test(size=(60, 10)) as pilot:
        view = app.view
        for article in (None, Article("")):
            view.show(article)
            view.set_facts(None)
            view.move("line", 3)
            view.move("end", 1)
            view.selector.start("word")
            view.go_to(5)
            view.finder.look("x")
            assert not view.traveller.travel(None, 1)
            assert not view.links.show()
            assert not view.settings.toggle_folds()
            assert view.passage_at_cursor() is None
            assert view.word_at_cursor() == ""
            assert view.percent == 0
            assert len(rows(view)) == 10
        await pilot.pause()
