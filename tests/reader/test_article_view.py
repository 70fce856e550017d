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
from tui.reader.article import mouse
from tui.reader.article.view import ArticleView
from tui.reader.theme.themes import THEMES
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

    @on(ArticleView.CursorMoved)
    @on(ArticleView.SelectionChanged)
    @on(ArticleView.FindChanged)
    @on(ArticleView.LinkHintsChanged)
    @on(ArticleView.FactClicked)
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
    add(Kind.FIGURE, "28,500 US troops", Figure(Decimal(28500), Decimal(28500)))
    add(Kind.PERSON, "Pete Hegseth", Mention())
    add(Kind.QUOTE, "“complex and unstable,”", Quotation())
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
        assert segment(view, "roughly 150 miles").style.bold  # type: ignore[union-attr]
        assert not segment(view, "Pete Hegseth").style.bold  # type: ignore[union-attr]  # "key" lights no names
        view.density = "all"
        assert segment(view, "Pete Hegseth").style.bold  # type: ignore[union-attr]
        assert any("» " in row for row in rows(view))
        assert view.toggle_kind(Kind.FIGURE) is False
        assert not segment(view, "150 miles").style.bold  # type: ignore[union-attr]
        assert segment(view, "⟨…⟩").style.reverse  # type: ignore[union-attr]
        view.density = "none"
        assert not segment(view, "⟨…⟩").style.reverse  # type: ignore[union-attr]  # quiet, but never hidden
        assert view.toggle_kind(Kind.FIGURE) is True
        await pilot.pause()


async def test_travelling_tells_and_draws_few_rows(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 60)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        assert view.travel((Kind.FIGURE,), 1)
        await pilot.pause()
        moved = app.last(ArticleView.CursorMoved)
        assert seed.text[moved.fact.start : moved.fact.end] == "roughly 150 miles"
        assert view.current_fact is moved.fact
        assert segment(view, "roughly 150").style.bgcolor != segment(view, "Defense").style.bgcolor  # type: ignore[union-attr]
        drawn: list[object] = []
        draw = view._draw
        view._draw = lambda key, width: (drawn.append(key), draw(key, width))[1]  # type: ignore[method-assign]
        assert view.travel(None, 1)
        await pilot.pause()
        assert 0 < len(drawn) <= 8
        assert not view.travel((Kind.PLACE,), 1)
        assert view.travel((Kind.PERSON,), -1)
        assert view.travel((Kind.GAP,), 1)
        row = next(y for y in range(60) if "⟨…⟩" in view.render_line(y).text)
        assert "▌" in view.render_line(row).text
        current = segment(view, "⟨…⟩").style
        assert view.travel((Kind.QUESTION,), 1)
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
        assert view.minutes_left == 0
        assert app.last(ArticleView.CursorMoved).percent == 100
        end = view.cursor
        view.go_to(700)
        assert view.jump_back()
        assert view.cursor == end
        assert view.jump_back()
        assert view.cursor == start
        assert not view.jump_back()
        assert view.jump_forward()
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
        view.measure = 30
        view.justify = True
        view.zen = True
        view.set_facts(seed_facts(seed))
        assert view.cursor == 1500
        assert view._page is not None
        assert view._page.row_of(1500) is not None
        assert max(len(row) for row in rows(view)) <= 30 + 3 + (60 - 30) // 2
        await pilot.pause()


async def test_finding(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 30)) as pilot:
        view = app.view
        view.show(seed)
        view.find("korea", origin=0)
        await pilot.pause()
        told = app.last(ArticleView.FindChanged)
        assert (told.index, told.total, told.problem) == (1, SEED.lower().count("korea"), "")
        first = view.cursor
        assert seed.text[first : first + 5] == "Korea"
        hit = next(s for y in range(30) for s in view.render_line(y) if s.text == "Korea")
        assert hit.style.bgcolor != segment(view, "Defense").style.bgcolor  # type: ignore[union-attr]
        view.find_next(-1)
        await pilot.pause()
        assert app.last(ArticleView.FindChanged).index == told.total  # round the end
        view.find("nowhere to be found", origin=first)
        await pilot.pause()
        assert app.last(ArticleView.FindChanged).total == 0
        assert view.cursor == first
        view.find("(", regex=True)
        await pilot.pause()
        assert app.last(ArticleView.FindChanged).problem
        view.clear_find()
        assert not view.find_next(1)
        view.go_to(seed.text.index("Yonhap"))
        assert view.word_at_cursor() == "Yonhap"


async def test_selecting_by_keys(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(90, 30)) as pilot:
        view = app.view
        view.show(seed)
        view.start_selection("word")
        view.move("word", 2)
        await pilot.pause()
        span = app.last(ArticleView.SelectionChanged).span
        assert span == view.selection
        assert seed.text[slice(*span)] == "Defense Secretary Pete"
        view.swap_selection()
        view.clear_selection()
        await pilot.pause()
        assert app.last(ArticleView.SelectionChanged).span is None
        view.select_span(8, 17)
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
        view.density = "all"
        y = next(y for y, row in enumerate(rows(view)) if "Defense Secretary Pete" in row)
        x = rows(view)[y].index("Pete")
        await pilot.click(view, offset=(x, y))
        assert seed.text[view.cursor :].startswith("Pete")
        assert app.last(ArticleView.FactClicked).fact.kind is Kind.PERSON
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
        view._wheel(3, pilot_event())
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
        assert view._roll is not None
        for _ in range(3):
            view._rolled()
        assert rows(view)[3] == top
        first = view.selection
        assert first is not None
        await pilot.hover(view, offset=(20, 5))
        assert view._roll is None
        assert view.selection is not None
        assert view.selection.start > first.start
        await pilot.hover(view, offset=(20, 0))
        await pilot.mouse_up(view, offset=(20, 0))
        assert view._roll is None
        assert view.selection is not None
        view.clear_selection()


def pilot_event() -> Any:
    from textual import events

    return events.MouseScrollDown(None, 0, 0, 0, 0, 0, False, False, False)


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
        assert view.show_link_hints()
        assert any("See the1report" in row for row in rows(view))
        assert view.link_for("1") == "https://example.org/r"
        assert view.link_for("2") is None
        view.hide_link_hints()
        await pilot.pause()
        assert [m.shown for m in app.told if isinstance(m, ArticleView.LinkHintsChanged)] == [True, False]
        view.ascii_only = True
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
            view.density = "all"
            for _ in range(12):
                drawn = "".join(rows(view))
                assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or "\u202a" <= c <= "\u202e" for c in drawn)
                assert all(view.render_line(y).cell_length == 50 for y in range(30))
                view.move("page", 1)
            assert view.find("[red]").hits
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
        view.show_link_hints()
        table = [row for row in rows(view) if "│" in row]
        assert [row.index("│") for row in table] == [table[0].index("│")] * len(table)
        assert len(table) > 4
        assert [row for row in table if row.startswith("┃")] == [row for row in table if "Monday" in row]
        assert sum("1report" in row for row in table) == 1
        view.hide_link_hints()
        view.go_to(at)
        await pilot.pause()
        here = next(y for y, row in enumerate(rows(view)) if "Monday" in row)
        assert app.cursor_position.y == here
        assert rows(view)[here][app.cursor_position.x :].startswith("Monday")
        view.select_span(at, at + 6)
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
        found = [Fact(Kind.FIGURE, at, at + 6, Figure(Decimal(3), Decimal(3)), "test") for at in days]
        view.set_facts(Facts(article.hash, "1", tuple(found)))
        view.fold_facts = True
        assert view.show_link_hints()
        assert view.link_for("1") == "https://b.example/"
        assert view.link_for("2") is None


async def test_folds_open_where_one_goes(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 40)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        whole = len([row for row in rows(view) if row])
        view.fold_facts = True
        folded = [row for row in rows(view) if "⋯" in row]
        assert folded
        assert not any("South Korean news agency Yonhap" in row for row in rows(view))
        assert not view.open_fold()
        while "⋯" not in rows(view)[view._page.row_of(view.cursor)]:  # type: ignore[union-attr, index]
            view.move("line", 1)
        assert view.open_fold()
        assert len([row for row in rows(view) if "⋯" in row]) == len(folded) - 1
        view.fold_facts = False
        view.fold_facts = True
        assert len([row for row in rows(view) if "⋯" in row]) == len(folded)
        view.find("Yonhap")
        assert any("South Korean news agency Yonhap" in row for row in rows(view))
        view.fold_facts = False
        view.move("start", 1)
        assert len([row for row in rows(view) if row]) == whole
        await pilot.pause()


async def test_a_flash_ends_and_reduced_motion_has_none(seed: Article) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.show(seed)
        view.go_to(300, flash=True)
        assert view._flash is not None
        view._flash_over()
        assert view._flash is None
        view.reduced_motion = True
        view.go_to(0, flash=True)
        assert view._flash is None
        await pilot.pause()


async def test_without_colour_nothing_is_coloured(seed: Article) -> None:
    app = Stage(no_colour=True)
    async with app.run_test(size=(80, 40)) as pilot:
        view = app.view
        view.show(seed)
        view.set_facts(seed_facts(seed))
        view.density = "all"
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
        assert view._page is not None
        view.travel(None, 6000)
        view.move("line", 3)
        view.measure = 60
        assert rows(view)
        assert len(view._page.layout._rows) < 60
        view.move("end", 1)
        assert view.percent == 100
        assert len(view._page.layout._rows) < 120
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
            view.start_selection("word")
            view.go_to(5)
            view.find("x")
            assert not view.travel(None, 1)
            assert not view.show_link_hints()
            assert not view.toggle_folds()
            assert view.passage_at_cursor() is None
            assert view.word_at_cursor() == ""
            assert view.percent == 0
            assert len(rows(view)) == 10
        await pilot.pause()
