"""The whole screen, whatever is on it: read in every theme, told apart without colour, drawn with plain signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.widgets import Input, TextArea

from tests.reader.running import Running, reader
from tui.reader.theme.contrast import contrast

PLACES: tuple[tuple[str, ...], ...] = (
    (),
    ("question_mark",),
    ("w",),
    ("apostrophe",),
    ("M",),
    ("slash", "s"),
    ("vertical_line",),
    ("L",),
    ("s",),
    ("v",),
    ("t",),
)
"""Keys that lead to the screens, cards, pickers and input lines."""
RULES = set("│─┃ ")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ships.md"
    path.write_text(
        "# Ships\n\n- one of 3,400 ships\n\n> A quoted line of 5 men.\n\n"
        '"We sail on Monday," said Ann Smith of Oslo. Sales rose 5 percent, between 3 and 5 million dollars.\n\n'
        "According to the Harbour Office, 30 ships were lost by touring 250 km (155 mi) of [coast](https://x.org/).\n\n"
        "## Why did they sail?\n\nBecause of the wind.\n\n" + "More of the 12 words.\n\n" * 30
    )
    return path


def segments(running: Running) -> list[tuple[str, Style]]:
    """What is in front: the card or picker, else the whole screen."""
    screen = running.app.screen
    front = next((w.region for name in ("#card", "#picker", "#note") for w in screen.query(name)), screen.region)
    strips = screen._compositor.render_strips()[front.y : front.bottom]
    return [(s.text, s.style or Style.null()) for strip in strips for s in strip.crop(front.x, front.right)]


async def leave(running: Running) -> None:
    for _ in range(3):
        if running.app.screen is not running.screen or (running.screen.prompt and running.screen.prompt.asked):
            await running.press("escape")


@pytest.mark.parametrize("theme", ["ink", "chalk", "atom-one-light", "solarized-dark"])
async def test_every_word_on_every_screen_stands_out(article: Path, theme: str) -> None:
    async with reader([article], settings=f'theme = "{theme}"\ndensity = "all"\nread_after = -1.0') as running:
        await running.press("m", "right_square_bracket", "f")
        for keys in PLACES:
            await running.press(*keys)
            for text, style in segments(running):
                if text.strip() and not set(text) <= RULES:
                    assert style.color is not None
                    assert style.bgcolor is not None
                    found = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                    # the letter under the cursor of an empty field is the cursor
                    assert found >= 4.45 or len(text) == 1, (keys, text, found)
            await leave(running)


@pytest.mark.parametrize("theme", ["paper", "ansi-light"])
async def test_without_colour_no_screen_has_any(article: Path, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1" if theme == "paper" else "")
    async with reader([article], settings=f'theme = "{theme}"\ndensity = "all"') as running:
        for keys in PLACES:
            await running.press(*keys)
            for _, style in segments(running):
                assert style.color is None or style.color.is_default, keys
                assert style.bgcolor is None or style.bgcolor.is_default, keys
            attributes = {(s.bold, s.italic, s.underline, s.reverse, s.dim) for t, s in segments(running) if t.strip()}
            assert len(attributes) > 1, keys
            await leave(running)


async def test_the_terminals_cursor_stands_where_the_reader_is(article: Path) -> None:
    """On the very words that are current, for braille and speech."""
    async with reader([article, article], size=(120, 40)) as running:

        def line() -> str:
            x, y = running.app.cursor_position
            return running.lines()[y][x:]

        assert line().startswith("Ships")
        await running.press("enter", "right_square_bracket", "f")
        assert line().startswith("3,400 ships")
        await running.press("m", "l", "j")
        assert running.screen.panel.region.contains_point(running.app.cursor_position)
        await running.press("question_mark")
        await running.press("f", "o", "down")
        assert line().startswith(running.app.screen.list.chosen.words)  # type: ignore[attr-defined]
        await running.press("escape", "w")
        assert line().split()
        await running.press("escape", "apostrophe")
        assert line().startswith("one of 3,400 ships")
        await running.press("escape", "M")
        assert running.app.screen.query_one(TextArea).region.contains_point(running.app.cursor_position)
        await running.press("escape", "slash", "w", "o", "r", "d")
        assert running.screen.query_one(Input).region.contains_point(running.app.cursor_position)
        await running.press("enter")
        assert line().startswith("words")


async def test_nothing_blinks(article: Path) -> None:
    seen = set()
    async with reader([article]) as running:
        for keys in PLACES:
            await running.press(*keys)
            for field in (*running.app.screen.query(Input), *running.app.screen.query(TextArea)):
                assert not field.cursor_blink, field.id
                seen.add(field.id)
            assert not any(style.blink or style.blink2 for _, style in segments(running))
            await leave(running)
    assert seen == {"prompt-input", "picker-query", "note-text", "note-tags"}


@pytest.mark.parametrize("size", [(120, 40), (70, 20)])
async def test_plain_signs_are_ascii_on_every_screen(article: Path, size: tuple[int, int]) -> None:
    async with reader([article, article], size, settings='ascii = true\ndensity = "all"') as running:
        await running.press("m", "l", "2")
        for keys in PLACES:
            await running.press(*keys)
            assert running.text().isascii(), (keys, sorted({c for c in running.text() if not c.isascii()}))
            await leave(running)
            assert running.text().isascii(), keys


async def test_the_articles_own_words_stay_as_they_are_with_plain_signs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A “title”\n\nThe café – it’s “new” … with 5 chairs.\n", encoding="utf-8")
    async with reader([path], settings="ascii = true") as running:
        assert "The café – it’s “new” … with 5 chairs." in running.text()


async def test_a_theme_that_is_none_is_told_with_the_nearest(article: Path) -> None:
    async with reader([article], settings='measure = 70\ntheme = "papper"') as running:
        assert running.app.theme == "ink"
        assert running.screen.problems == ["config.toml:2: there is no theme “papper”: did you mean paper?"]
