"""What a reader does, through the keys: open, travel, mark, find, date, correct, undo, leave."""

from __future__ import annotations

import asyncio
import json
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.reader.running import SEED, SEEDS, key_event, reader
from tui.bookmarks.making import make_bookmark
from tui.facts.model import Kind
from tui.library import Library
from tui.library.db.backups import existing
from tui.reader import background as keeping
from tui.reader.external import clipboard
from tui.reader.external import programs as outside
from tui.reader.screens.bookmarks import MarksScreen
from tui.reader.screens.card import Card
from tui.reader.screens.messages import Came
from tui.reader.screens.note_editor import NoteEditor
from tui.reader.screens.picker import Picker
from tui.reading import FileShelf
from tui.reading.jobs import Progress


async def test_the_text_is_there_before_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    import tui.facts.engine as engine

    extract = engine.extract

    def slow(*args: Any, **options: Any) -> Any:
        go.wait(20)
        return extract(*args, **options)

    monkeypatch.setattr("tui.facts.engine.extract", slow)
    monkeypatch.setattr("tui.facts.extract", slow, raising=False)
    async with reader(facts=False) as running:
        await running.pilot.pause()
        assert "Defense Secretary Pete Hegseth" in running.text()
        assert running.screen.session.facts is None
        await running.pilot.press("j", "j")  # no key waits for the facts
        assert running.screen.view.facts is None
        go.set()
        await running.settle()
        assert running.screen.view.facts is not None
        assert "F6" in running.text() or "figures" in running.text()


async def test_travel_by_fact_and_back_and_the_footer_tells() -> None:
    async with reader(published="2025-11-03") as running:
        await running.press("d")
        start = running.screen.view.cursor
        await running.press("right_square_bracket", "f")
        fact = running.screen.view.current_fact
        assert fact is not None
        assert fact.kind is Kind.FIGURE
        assert running.lines()[-1].split()[0]
        await running.press("full_stop", "full_stop")
        second = running.screen.view.current_fact
        assert second is not None
        assert second.start > fact.start
        await running.press("ctrl+o")  # travels from fact to fact are one jump
        assert running.screen.view.cursor == start
        await running.press("ctrl+o")
        assert "nowhere" in running.lines()[-1]
        await running.press("alt+right")
        assert running.screen.view.current_fact == second
        await running.press("ctrl+o", "ctrl+i")  # where the terminal tells it from Tab
        assert running.screen.view.current_fact == second


async def test_the_panel_follows_the_text_and_leads_there_and_back() -> None:
    async with reader() as running:
        screen = running.screen
        screen.panel.choose_tab("figures")
        await running.press("right_square_bracket", "f", "right_square_bracket", "f")
        assert screen.pane == "text"
        fact = screen.view.current_fact
        entry = screen.panel.entry(screen.panel.cursor)
        assert fact is not None
        await running.press("l", "G")
        assert screen.pane == "panel"
        before = screen.view.cursor
        await running.press("enter")
        place = screen.panel.entry(screen.panel.cursor).places[0]
        assert screen.view.cursor == place.start
        await running.press("ctrl+o")
        assert screen.view.cursor == before
        assert entry.fact is None or entry.fact.kind is Kind.FIGURE


async def test_a_mark_is_on_disk_when_the_screen_says_so() -> None:
    async with reader() as running:
        await running.press("right_square_bracket", "q", "m")
        assert "saved “" in running.lines()[-1]
        with Library.open(running.library.path, read_only=True) as other:
            kept = other.bookmarks.all()
        assert len(kept) == 1
        assert kept[0].selector.exact in SEED.read_text(encoding="utf-8")
        await running.press("u")
        assert "undone" in running.lines()[-1]
        assert running.library.bookmarks.count() == 0


async def test_a_note_and_tags_and_all_bookmarks() -> None:
    async with reader() as running:
        await running.press("M")
        editor = running.app.screen
        assert isinstance(editor, NoteEditor)
        await running.press(*"why", "tab", *"korea", "enter")
        assert "saved" in running.lines()[-1]
        mark = running.library.bookmarks.all()[0]
        assert (mark.note, mark.tags) == ("why", ("korea",))
        await running.press("J", "apostrophe")
        marks = running.app.screen
        assert isinstance(marks, MarksScreen)
        await running.press("slash", *"nowhere")
        assert marks.list.marks == []
        await running.press("escape")
        assert len(marks.list.marks) == 1
        await running.press("D")
        assert running.library.bookmarks.count() == 0
        await running.press("u")
        assert running.library.bookmarks.count() == 1
        await running.press("enter")
        assert running.app.screen is running.screen
        assert running.screen.view.cursor == mark.selector.start


async def test_an_abandoned_note_comes_back() -> None:
    async with reader() as running:
        await running.press("M", *"draft", "escape", "M")
        editor = running.app.screen
        assert isinstance(editor, NoteEditor)
        assert editor.written.note == "draft"
        await running.press("escape")
        assert running.library.bookmarks.count() == 0
        NoteEditor.drafts.clear()


async def test_find_paints_and_n_goes_on() -> None:
    async with reader() as running:
        await running.press("slash", *"troops", "enter")
        assert "of" in running.lines()[-1]
        first = running.screen.view.cursor
        await running.press("n")
        assert running.screen.view.cursor > first
        await running.press("escape", "n")
        assert running.screen.finding[0] == ""
        await running.press("slash", *"(", "alt+r", "enter")
        assert running.app.is_running


async def test_what_only_the_library_can_says_so_among_files() -> None:
    async with reader() as running:
        await running.press("&")
        assert "in the library only" in running.lines()[-1]


async def test_travel_begins_in_the_list_too() -> None:
    async with reader([SEEDS]) as running:
        screen = running.screen
        screen.panes.activate("list")
        await running.press("2", "]", "q")
        assert screen.pane == "text"
        assert screen.view.current_fact is not None
        assert screen.view.current_fact.kind is Kind.QUOTE
        screen.panes.activate("list")
        await running.press("]", "Q")
        assert "]Q does nothing here" in running.lines()[-1]
        assert not running.app.leaving


@pytest.mark.parametrize("keys", [("n",), ("l",), ("z",), ("]", "f"), ("slash", *"number", "enter"), ("m", "l")])
async def test_in_a_narrow_list_the_row_is_meant(keys: tuple[str, ...], tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n\nIt has {ord(name)} words, a large number.\n")
    async with reader([tmp_path], size=(80, 24)) as running:
        await running.press("j", "j")
        await running.press(*keys)
        assert running.screen.pane == "text"
        assert running.screen.session.uri.endswith("c.txt")
        assert "Article c" in running.text()
        assert [mark.uri[-5:] for mark in running.library.bookmarks.all()] == ["c.txt"] * (keys[0] == "m")


async def test_one_comes_back_from_a_find() -> None:
    async with reader() as running:
        start = running.screen.view.cursor
        await running.press("slash", *"seoul", "enter")
        found = running.screen.view.cursor
        assert found > start
        await running.press("ctrl+o")
        assert running.screen.view.cursor == start
        await running.press("alt+right")
        assert running.screen.view.cursor == found


async def test_one_comes_back_to_the_article_before(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n\n" + f"It has {len(name)}0 words. " * 60)
    async with reader([tmp_path]) as running:
        screen = running.screen

        def here() -> tuple[str, int]:
            return screen.session.uri[-5:], screen.view.cursor

        await running.press("enter", ")", ")")
        first = here()
        assert first[0] == "a.txt"
        await running.press("h", "j", "j")  # b and c are only passed by
        screen.opening.open_row(1, active=False)
        await running.press("enter")
        assert here()[0] == "c.txt"
        await running.press("J", "G")
        last = here()
        assert last[0] == "d.txt"
        await running.press("ctrl+o")  # in the article first
        assert here()[0] == "d.txt"
        await running.press("ctrl+o")
        assert here()[0] == "c.txt"
        assert screen.list.cursor == 2
        await running.press("ctrl+o")
        assert here() == first
        await running.press("ctrl+o")
        assert "nowhere" in running.lines()[-1]
        await running.press("2", "alt+right")
        assert here()[0] == "d.txt"


async def test_the_word_at_the_cursor_is_found_further_on_and_changes_no_option() -> None:
    async with reader() as running:
        screen = running.screen
        start = screen.view.cursor
        word = screen.view.word_at_cursor()
        await running.press("asterisk")
        assert screen.view.cursor > start
        assert screen.finding[1:3] == (2, SEED.read_text(encoding="utf-8").lower().count(word.lower()))
        second = screen.view.cursor
        await running.press("asterisk")
        assert screen.view.cursor > second
        await running.press("ctrl+o")
        assert screen.view.cursor == second
        await running.press("slash", *"hegs")  # part of a word: no whole words are asked for
        assert screen.finding[2] == SEED.read_text(encoding="utf-8").lower().count("hegs")


async def test_the_line_of_find_says_what_is_on_and_counts() -> None:
    async with reader() as running:
        await running.press("slash", "alt+r")
        assert "Alt+R regex on" in running.lines()[-1]
        await running.press(*"troops?")
        assert running.lines()[-1].rstrip().endswith("· regex")
        assert "1 of" in running.lines()[-1]
        await running.press("ctrl+u")
        assert "Alt+W whole words" in running.lines()[-1]
        await running.press("ctrl+t", "ctrl+g", "alt+r")
        assert running.screen.find_options == {"whole_word": True, "regex": False, "case": True}
        await running.press("alt+w", "alt+c", "ctrl+r")
        assert running.screen.find_options == {"whole_word": False, "regex": True, "case": False}
        await running.press("(")
        assert "not a pattern yet" in running.lines()[-1]
        await running.press("ctrl+c", "slash", *"korea", "enter", "2", "n")
        assert running.screen.finding[1] == 3  # a count goes that many hits on


async def test_the_history_of_finds_is_walked_and_gives_back_what_was_typed() -> None:
    async with reader() as running:
        for word in ("korea", "troops"):
            await running.press("slash", *word, "enter", "escape")
        await running.press("slash", *"seo", "up")
        prompt = running.screen.prompt
        assert prompt is not None
        assert prompt.value == "troops"
        assert running.screen.finding[0] == "troops"  # found at once
        await running.press("up", "up", "up")
        assert prompt.value == "korea"
        await running.press("down", "down", "down")
        assert prompt.value == "seo"
        assert running.screen.finding[0] == "seo"


async def test_the_mouse_speaks_over_what_was_said_before() -> None:
    async with reader() as running:
        screen = running.screen
        screen.say("something said before")
        await running.pilot.click(screen.view, offset=(12, 7), times=2)
        await running.settle()
        assert "characters selected" in running.lines()[-1]
        await running.press("m")
        assert "saved" in running.lines()[-1]  # and that stays when the selection goes


async def test_keys_typed_before_the_input_is_ready_are_not_lost() -> None:
    async with reader() as running:
        await running.type("slash", *"tro")  # the first time the line is made, then it is there
        prompt = running.screen.prompt
        assert prompt is not None
        assert prompt.value == "tro"
        await running.press("escape")
        await running.type("slash", *"troopx", "backspace", "s", "enter", "n")
        assert prompt.asked is None
        assert running.screen.finding[:3] == ("troops", 2, running.screen.finding[2])
        await running.type("question_mark", *"next par", "enter")
        assert running.app.screen is running.screen


async def test_the_date_is_set_and_resolves_monday() -> None:
    async with reader() as running:
        await running.press("D", *"2025-11-03", "enter")
        await running.settle()
        facts = running.screen.session.facts
        assert facts is not None
        assert facts.published == "2025-11-03"
        assert any("· 2025-11-03" in line for line in running.lines()[:6])
        await running.press("D", "ctrl+u", *"3/11", "enter")
        assert running.library.states.get(running.screen.session.uri).published == "2025-11-03"
        await running.press("u")
        await running.settle()


async def test_a_highlight_is_put_right_once_and_undone() -> None:
    async with reader() as running:
        await running.press("d", "right_square_bracket", "f")
        fact = running.screen.view.current_fact
        assert fact is not None
        before = len(running.screen.session.facts.of(Kind.FIGURE))  # type: ignore[union-attr]
        await running.press("w")
        assert isinstance(running.app.screen, Card)
        await running.press("x")
        await running.settle()
        assert len(running.screen.session.facts.of(Kind.FIGURE)) < before  # type: ignore[union-attr]
        await running.press("u")
        await running.settle()
        assert len(running.screen.session.facts.of(Kind.FIGURE)) == before  # type: ignore[union-attr]


async def test_the_place_in_an_article_is_kept() -> None:
    async with reader() as running:
        await running.press("5", "right_square_bracket", "p")
        place = running.screen.view.cursor
        assert place > 0
        running.app.exit(0)
    async with reader() as running:
        assert running.screen.view.cursor == place


async def test_the_place_stays_on_screen_through_every_width_and_a_restart() -> None:
    async with reader() as running:
        await running.press("4", "right_square_bracket", "p", ")", ")")
        view = running.screen.view
        place = view.cursor
        words = view.word_at_cursor()
        assert place > 300
        for size in ((60, 15), (200, 50), (80, 24)):
            await running.pilot.resize_terminal(*size)
            await running.settle()
            assert view.cursor == place
            assert words in running.text()
        await running.press("<", "<", "=", "p", "z")
        assert view.cursor == place
        running.app.exit(0)
    async with reader(size=(70, 20)) as running:
        assert running.screen.view.cursor == place
        assert words in running.text()


@pytest.mark.parametrize("there", ["", "question_mark", "slash", "apostrophe", "w"])
async def test_ctrl_q_leaves_from_everywhere_and_the_place_is_kept(there: str) -> None:
    async with reader() as running:
        await running.press("m", "right_square_bracket", "q")
        place = running.screen.view.cursor
        assert place > 0
        if there:
            await running.press(there)
        running.app.post_message(key_event("ctrl+q"))
        await running.until(lambda: running.app.leaving)
        assert running.library.states.get(running.screen.session.uri).position == place


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (100, 30), (80, 24), (60, 15), (30, 8)])
async def test_every_pane_is_reached_at_every_size(size: tuple[int, int]) -> None:
    async with reader([SEEDS], size) as running:
        screen = running.screen
        await running.press("h")
        for pane in ("list", "text", "panel"):
            screen.panes.activate(pane)
            await running.settle()
            assert {"list": screen.list, "text": screen.view, "panel": screen.panel}[pane].display
        await running.press("question_mark")
        assert isinstance(running.app.screen, Picker)
        await running.press("escape")
        assert all(len(line) <= size[0] * 2 for line in running.lines())


async def test_themes_are_shown_while_one_moves_and_kept() -> None:
    async with reader() as running:
        before = running.app.theme
        await running.press("t", "down")
        assert running.app.theme != before
        await running.press("escape")
        assert running.app.theme == before
        await running.press("t", *"paper", "enter")
        assert running.app.theme == "paper"
        running.app.exit(0)
    async with reader() as running:
        assert running.app.theme == "paper"


async def test_every_theme_can_draw_every_ink() -> None:
    async with reader() as running:
        for name in running.app.available_themes:
            running.app.theme = name
            await running.pilot.pause()
            assert running.screen.list.look("current title") is not None
            assert "Hegseth" in running.text()


async def test_what_is_wrong_in_the_settings_is_told_and_the_reader_starts(tmp_path: Path) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_text('[keys]\nzenn = "j"\n')
    async with reader(settings="mesure = 3\n", keys=keys) as running:
        last = running.lines()[-1]
        assert "config.toml:1" in last
        assert running.screen.problems[1].startswith("keys.toml:2")


async def test_copies_go_out_with_their_source(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda app, text, way="auto": copied.append(text) or "copied")
    async with reader() as running:
        await running.press("right_square_bracket", "q", "y", "Y")
    assert copied[0].startswith("“")
    assert "Deutsche Welle" in copied[0]
    assert copied[1].startswith("> ")


async def test_the_article_the_selection_or_the_facts_are_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(
        outside, "run_command", lambda command, text, done: given.append(text) or done("said", "") or ""
    )
    async with reader() as running:
        for keys in ((), ("alt+p",), ("alt+p", "alt+p"), ("alt+p",) * 3):
            await running.press("vertical_line", *keys, "c", "a", "t")
            assert "gets " in running.lines()[-1]
            await running.press("enter")
            assert "said" in running.text()
            await running.press("escape")
        await running.press("right_square_bracket", "f", "v")
        await running.press("vertical_line", "c", "a", "t", "enter")
    article, facts, as_json, again, selected = given
    assert article == again
    assert article.startswith("Defense Secretary")
    assert facts.splitlines()[0].startswith("person\tPete Hegseth\t")
    assert json.loads(as_json)["facts"]
    assert selected in article
    assert len(selected) < 40


async def test_an_article_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "b.txt").write_text("A good one.\n\nWith 12 cats.")
    shelf = FileShelf([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    async with reader(shelf=shelf) as running:
        assert "cannot be opened" in running.text()
        await running.press("j", "enter")
        assert "A good one." in running.text()


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30), (120, 40)])
async def test_nothing_to_read_is_an_invitation(size: tuple[int, int]) -> None:
    async with reader([], size=size) as running:
        assert "lights up the facts" in running.text()
        assert "Enter tour" in running.lines()[-1]
        await running.press("enter")
        await running.settle()
        assert "short tour" in running.text().lower()
        assert running.screen.session.facts is not None
        assert "next fact" in running.lines()[-1]
        await running.press("q")
        assert "lights up the facts" in running.text()
        await running.press("q")
        await running.until(lambda: running.app.leaving)


async def test_reading_makes_read_and_tab_goes_on(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n\nIt has {len(name)}0 words.")
    async with reader([tmp_path], settings="read_after = 0.0") as running:
        await running.press("enter")
        first = running.screen.session.uri
        await running.until(lambda: running.screen.reading.rows(0, 1)[0].read)
        assert not running.library.states.get(first).read  # a timer writes nothing
        await running.press("tab")
        assert running.library.states.get(first).read
        assert running.screen.list.cursor == 1
        await running.press("A")
        assert "marked read" in running.lines()[-1] or "read already" in running.lines()[-1]


async def test_the_monkey(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.tools import monkey

    for module, name in ((outside, "in_terminal"), (outside, "suspend"), (outside, "browse"), (clipboard, "copy"),
                         (outside, "run_command")):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))
    from tui.reader.commands import export as output
    from tui.reader.commands import library

    monkeypatch.setattr(output, "write_new", output.write_new)
    monkeypatch.setattr(library, "start", library.start)
    await asyncio.wait_for(monkey.run(1500, 11, [str(SEEDS), *monkey.hostile(tmp_path)], say=False), 300)


async def test_keys_after_the_last_one_are_let_go() -> None:
    async with reader() as running:
        for key in "Qjjnn/?":
            running.app.post_message(key_event(key))
        await running.until(lambda: running.app.leaving)
        for key in "jn":
            running.app.post_message(key_event(key))
    assert running.app.return_code == 0


async def test_patterns_with_warnings_say_nothing_on_the_terminal(recwarn: pytest.WarningsRecorder) -> None:
    async with reader() as running:
        await running.press("slash", "alt+r", *"[[a]")
        assert running.app.is_running
    assert not [w for w in recwarn if w.category is FutureWarning]


async def test_corrections_are_listed_written_and_taken_back(tmp_path: Path) -> None:
    async with reader() as running:
        screen = running.screen
        screen.act("corrections")
        assert "no corrections yet" in running.screen.status[0]
        await running.press("d", "right_square_bracket", "p", "x")
        rule = running.library.states.all_corrections()[0]
        screen.act("export-corrections")
        await running.settle()
        await running.press("ctrl+u", *str(tmp_path / "c.toml"), "enter")
        written = tomllib.loads((tmp_path / "c.toml").read_text(encoding="utf-8"))["correction"]
        assert [(w["words"], w["kind"], w["action"]) for w in written] == [(rule.words, "person", "reject")]
        screen.act("corrections")
        await running.settle()
        assert f"“{rule.words}” is no person" in running.text()
        await running.press("enter")
        assert running.library.states.all_corrections() == []
        await running.press("u")
        assert running.library.states.all_corrections() == [rule]


async def test_the_panel_shows_where_words_are_missing() -> None:
    async with reader(size=(80, 24)) as running:
        await running.press("l")
        assert "nuclear-armed ⟨…⟩" in " ".join(running.text().split())


async def test_gathering_shows_how_far_it_is() -> None:
    async with reader() as running:
        running.screen.post_message(Came(Progress(3, 6, "feeds", False)))
        await running.settle()
        assert "3/6 feeds" in running.lines()[-1]
        running.screen.post_message(Came(Progress(6, 6, "2 new articles", True)))
        await running.settle()
        assert "2 new articles" in running.lines()[-1]
        assert not running.screen.reading.jobs.busy


async def test_the_words_around_a_bookmark_keep_their_paragraphs() -> None:
    async with reader() as running:
        await running.press("right_square_bracket", "q", "m", "apostrophe")
        lines = [line[55:].strip() for line in running.lines()]
        at = lines.index("What topics are expected to be raised during Hegseth’s")
        assert lines[at - 1] == ""
        assert lines[at - 2] == "Defense Ministry said."


async def test_what_another_window_keeps_shows_here() -> None:
    async with reader() as running:
        article = running.screen.session.article
        assert article is not None
        assert not running.screen.session.bookmarks
        with Library.open(running.library.path) as other:
            kept = other.bookmarks.add(make_bookmark(article, 0, 20, note="from elsewhere"), article)
        keeping.watch(running.screen)  # what the timer does
        await running.settle()
        assert [mark.id for mark in running.screen.session.bookmarks] == [kept.id]
        assert running.screen.panel.tabs["marks"].count == 1


async def test_the_day_is_backed_up_in_the_background() -> None:
    async with reader() as running:
        await running.press("right_square_bracket", "q", "m")
        thread = keeping.back_up(running.screen)
        assert thread is not None
        await asyncio.to_thread(thread.join)
        with Library.open(existing(running.library.path)[0]) as copy:
            assert copy.bookmarks.count() == 1


async def test_text_is_drawn_whole_when_its_pane_gets_another_width() -> None:
    async with reader() as running:
        await running.press("enter", "p")
        shown = running.lines()
        running.screen.view.repaint()
        await running.settle()
        assert shown == running.lines()


async def test_a_link_says_its_host_before_it_opens(tmp_path: Path) -> None:
    words = " ".join(f"[link](https://host{n}.example/x)" for n in range(1, 13))
    (tmp_path / "links.md").write_text(f"# Links\n\n{words}\n")
    async with reader([tmp_path / "links.md"], (80, 24)) as running:
        await running.press("semicolon", "1")
        assert "link 1 leads to host1.example: Enter, or another digit" in running.lines()[-1]
        await running.press("2")
        assert "host12.example" in running.text()
        await running.press("escape")
        assert not running.screen.hints


async def test_an_answer_that_is_longer_than_the_panel_can_be_read_to_its_end() -> None:
    async with reader(size=(80, 24)) as running:
        panel = running.screen.panel
        await running.press("l", "a")
        shown = running.lines()
        assert panel.sheet
        for _ in range(4):
            if any("China’s growing military reach." in line for line in shown):
                break
            await running.press("j")
            shown = running.lines()
        assert panel.cursor == 0
        assert any("China’s growing military reach." in line for line in shown)
        await running.press("j")
        assert panel.cursor == 1
        await running.press("k", "k")
        assert any("What topics are expected" in line for line in running.lines()[-12:])


async def test_a_gap_that_is_none_goes_for_good_and_comes_back_with_undo() -> None:
    async with reader() as running:
        await running.press("right_square_bracket", "g", "x")
        assert "“to by” is no gap here" in running.lines()[-1]
        assert not any("visit to ⟨…⟩" in line for line in running.lines())
        running.screen.opening.reopen()
        await running.settle()
        assert not any("visit to ⟨…⟩" in line for line in running.lines())
        await running.press("u")
        assert any("visit to ⟨…⟩" in line for line in running.lines())


async def test_a_retyped_name_moves_in_the_panel_too() -> None:
    async with reader() as running:
        await running.press("d", "right_square_bracket", "p", "X", "enter")
        rule = running.library.states.all_corrections()[0]
        who = running.screen.panel.tabs["who"]
        entries = [who.entry(i) for i in range(len(who.items))]
        bodies = next(i for i, entry in enumerate(entries) if entry.parts[0][0].startswith("bodies"))
        places = next(i for i, entry in enumerate(entries) if entry.parts[0][0].startswith("places"))
        assert (rule.kind, rule.new_kind) == ("person", "organisation")
        assert any(entry.parts[0][0].startswith(rule.words) for entry in entries[bodies:places])
        assert not any(entry.parts[0][0] == rule.words for entry in entries[:bodies])


async def test_the_column_grows_no_wider_than_its_pane_and_shrinks_at_once() -> None:
    async with reader(size=(80, 24)) as running:
        view = running.screen.view
        await running.press(">", ">", ">", ">", ">")
        assert view.column == view.settings.measure == 76
        assert "76 cells: as wide as the pane" in running.lines()[-1]
        await running.press("<")
        assert view.column == 74


async def test_a_column_kept_from_a_wider_window_shrinks_at_once() -> None:
    async with reader(size=(80, 24)) as running:
        running.screen.view.settings.measure = 120
        await running.press("<")
        assert running.screen.view.column == running.screen.learned.get("measure") == 74


async def test_each_tab_has_its_own_column_of_leads() -> None:
    async with reader(published="2025-11-03") as running:
        await running.press("l", "right", "right", "right")
        rail = [line for line in running.lines() if "●" in line]
        assert len(rail) > 3
        assert len({line.index("●") for line in rail}) == 1
        assert all(line[line.index("●") + 1 :].strip() for line in rail)
