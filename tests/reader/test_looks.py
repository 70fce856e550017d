"""Looks: densities, resolved colours, signs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.color import Color

from tui.facts.model import Kind
from tui.reader.theme.contrast import READABLE, contrast, readable
from tui.reader.theme.fact_styles import Looks, sign
from tui.reading.page.lit import LEVELS

COLOURS = st.builds(Color, *(st.integers(0, 255) for _ in range(3)))


def test_densities() -> None:
    assert LEVELS["none"] < LEVELS["key"] < LEVELS["all"]
    assert LEVELS["all"] == frozenset(Kind)
    assert Kind.CLAIM in LEVELS["claims"]
    assert Kind.FIGURE not in LEVELS["claims"]


@settings(max_examples=200, deadline=None)
@given(COLOURS, COLOURS)
def test_every_ink_can_be_made_readable(ink: Color, ground: Color) -> None:
    made = readable(ink, ground)
    assert contrast(made, ground) >= READABLE - 0.05
    if contrast(ink, ground) >= READABLE:
        assert made == ink


def test_black_on_white_is_the_most_contrast_there_is() -> None:
    assert round(contrast(Color(0, 0, 0), Color(255, 255, 255)), 2) == 21
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1


def test_looks_are_laid_over_each_other() -> None:
    looks = Looks({"foreground": "#cccccc", "background": "#000000", "figure": "#ffcc00", "quote": "#ff99aa"})
    both = looks.style(("text", "quote", "figure"))
    assert both.bold
    assert both.italic
    assert both.color == looks.style(("text", "figure")).color
    assert looks.style(("text",), "selection").bgcolor != looks.style(("text",)).bgcolor


def test_a_theme_that_says_nothing_still_has_colours() -> None:
    assert Looks({}).style(("text", "figure")).color is not None


def test_signs_are_ascii_when_asked_and_never_emoji() -> None:
    for name in ("ribbon", "fact", "here", "fold", "claim", "question", "gap"):
        assert sign(name, ascii_only=True).isascii()
        assert sign(name)
        assert all(ord(c) < 0x2FFF for c in sign(name))
    assert sign("a kind that nobody knows") == ""
