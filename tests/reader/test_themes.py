"""Every theme, measured: text stands out from its ground, and kinds are told apart without red and green."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.facts.model import Kind
from tui.reader.theme import styles as inks
from tui.reader.theme import terminal as palettes
from tui.reader.theme.contrast import READABLE, Colours, contrast
from tui.reader.theme.fact_styles import GROUNDS, INKS, Looks
from tui.reader.theme.themes import DEFAULT, SHADES, THEMES

KINDS = ("figure", "date", "person", "organisation", "place", "quote", "cue")
"""Kinds that share a paragraph; questions and credits are blocks of their own, a gap is a sign."""

# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB
SIGHTS = {
    "trichromat": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
APART = 10.0
"""Least distance in CIE L*a*b* (delta E 1976) of kinds that share their second cue; about four just noticeable steps."""


def variables(theme: Theme) -> dict[str, str]:
    """As the app has them."""
    return inks.complete({**theme.to_color_system().generate(), **theme.variables})


def lab(colour: Color, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as an eye of that sight receives it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour.rgb)]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in SIGHTS[sight])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Color, other: Color, sight: str) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(other, sight), strict=True)) ** 0.5)


def ink(style: Style) -> Color:
    assert style.color is not None
    return Color.from_rich_color(style.color)


def in_256(style: Style) -> tuple[Color, Color]:
    """Ink and ground of a style as a terminal with 256 colours shows them."""
    (segment,) = palettes.Colours256().apply([Segment("x", style)], Color(0, 0, 0))
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    assert segment.style.color.number is not None
    assert segment.style.bgcolor.number is not None
    return palettes.shown(segment.style.color.number), palettes.shown(segment.style.bgcolor.number)


def cue(style: Style) -> tuple[bool, ...]:
    return tuple(bool(v) for v in (style.bold, style.italic, style.underline, style.dim, style.reverse))


ALL = [*THEMES, *(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)]


def test_the_tutorial_names_them() -> None:
    words = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
    dark, light = (part.split(";")[0] for part in words.partition("themes are ")[2].split("light ones"))
    for name, shade in SHADES.items():
        assert name in (dark if shade.dark else light).replace(",", "").split(), name


def test_there_are_light_and_dark_ones() -> None:
    assert THEMES[0].name == DEFAULT
    assert len(THEMES) >= 8
    assert sum(not theme.dark for theme in THEMES) >= 3
    assert not {theme.name for theme in THEMES} & set(BUILTIN_THEMES)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_text_stands_out_from_every_ground(theme: Theme) -> None:
    looks = Looks(variables(theme))
    for name, ground in itertools.product(INKS, GROUNDS):
        style = looks.style(("text", name), ground)
        assert style.bgcolor is not None
        assert contrast(ink(style), Color.from_rich_color(style.bgcolor)) >= READABLE - 0.05, (name, ground)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_text_stands_out_with_256_colours_too(theme: Theme) -> None:
    looks = Looks(variables(theme))
    for name, ground in itertools.product(INKS, GROUNDS):
        assert contrast(*in_256(looks.style(("text", name), ground))) >= READABLE - 0.05, (name, ground)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_list_panel_and_footer_stand_out_from_every_ground(theme: Theme) -> None:
    """As our own widgets draw them: on the screen, on a card, on the current row."""
    app: Any = SimpleNamespace(theme_variables=variables(theme), no_color=False, native_ansi_color=False)
    table, colours = inks.table(app), Colours(app.theme_variables)
    for base, over, name in itertools.product(("background", "panel"), ("", *inks.GROUNDS), inks.INKS):
        ground = Style(color=colours.get("foreground").rich_color, bgcolor=colours.get(base).rich_color)
        style = inks.legible(ground + (table[over] if over else Style.null()) + table[name])
        if name != "rule":  # no text
            assert style.bgcolor is not None
            assert contrast(ink(style), Color.from_rich_color(style.bgcolor)) >= READABLE - 0.05, (base, over, name)
            assert contrast(*in_256(style)) >= READABLE - 0.05, (base, over, name)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_words_of_the_style_sheets_stand_out(theme: Theme) -> None:
    colours = Colours(variables(theme))
    for name, ground in (("quiet", "background"), ("quiet", "panel"), ("label", "background")):
        assert contrast(colours.get(name), colours.get(ground)) >= READABLE - 0.05, (name, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_256_colours_what_is_current_is_seen(theme: Theme) -> None:
    looks = Looks(variables(theme))
    grounds = [in_256(looks.style(("text",), ground))[1] for ground in ("", "current", "selection", "hit-now")]
    assert grounds[0] not in grounds[1:]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_256_colours_kinds_are_told_apart(theme: Theme) -> None:
    looks = Looks(variables(theme))
    styles = {name: looks.style(("text", name)) for name in ("text", *KINDS)}
    for one, other in itertools.combinations(styles, 2):
        if cue(styles[one]) == cue(styles[other]) and {one, other} != {"text", "cue"}:
            assert in_256(styles[one])[0] != in_256(styles[other])[0], (one, other)


@given(st.builds(Color, *(st.integers(0, 255) for _ in range(3))))
def test_no_other_of_the_256_colours_is_nearer(colour: Color) -> None:
    wanted = lab(colour, "trichromat")
    near = {number: math.dist(wanted, lab(palettes.shown(number), "trichromat")) for number in range(16, 256)}
    assert near[palettes.nearest(colour)] <= min(near.values()) + 0.5  # Textual's numbers are rounded otherwise


@pytest.mark.parametrize(
    ("system", "environ", "palette"),
    [
        ("truecolor", {}, "all"),
        ("256", {}, "256"),
        ("standard", {}, "none"),
        (None, {}, "none"),
        ("truecolor", {"NO_COLOR": "1"}, "none"),
        ("truecolor", {"NO_COLOR": ""}, "all"),  # empty is not set, says no-color.org
    ],
)
def test_what_a_terminal_can_show(system: str | None, environ: dict[str, str], palette: str) -> None:
    assert palettes.palette_of(system, environ) == palette


def test_without_colours_the_terminals_own_are_used_and_the_rest_stays() -> None:
    style = Style.parse("bold underline #ff0000 on #00ff00")
    (segment,) = palettes.NoColours().apply([Segment("x", style)], Color(0, 0, 0))
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.color.is_default
    assert segment.style.bgcolor is not None
    assert segment.style.bgcolor.is_default
    assert cue(segment.style) == cue(style)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_our_colours_need_no_help_on_the_ground(theme: Theme) -> None:
    """What the theme says is what is shown: nothing had to be made readable."""
    looks = Looks(variables(theme))
    for name in INKS:
        if INKS[name][0]:
            assert ink(looks.style((name,))).hex == looks.colour(INKS[name][0]).hex, name


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_kinds_are_told_apart(theme: Theme, sight: str) -> None:
    looks = Looks(variables(theme))
    styles = {name: looks.style(("text", name)) for name in ("text", *KINDS)}
    close = {
        (one, other): round(distance(ink(styles[one]), ink(styles[other]), sight), 1)
        for one, other in itertools.combinations(styles, 2)
        if cue(styles[one]) == cue(styles[other])
        and {one, other} != {"text", "cue"}  # a claim has its sign in the gutter
        and distance(ink(styles[one]), ink(styles[other]), sight) < APART
    }
    assert not close


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_grounds_are_seen(theme: Theme) -> None:
    looks = Looks(variables(theme))
    ground = looks.colour("background")
    for name in ("current", "selection", "hit", "hit-now"):
        assert distance(looks.colour(name), ground, "trichromat") >= 6, name
    assert distance(looks.colour("hit"), looks.colour("hit-now"), "trichromat") >= 8
    assert distance(looks.colour("hit-now"), looks.colour("selection"), "deuteranopia") >= 8


def test_without_colour_every_kind_has_its_own_cue() -> None:
    looks = Looks({}, plain=True)
    cues = {name: cue(looks.style(("text", name))) for name in ("text", *KINDS, "gap")}
    assert len(set(cues.values())) == len(cues)
    assert looks.style(("figure",)).color is None
    for name, ground in itertools.product(("text", *KINDS), GROUNDS):
        if ground:  # what is current is seen on every kind
            assert cue(looks.style(("text", name), ground)) != cue(looks.style(("text", name))), (name, ground)


def test_themes_of_the_terminals_own_colours_use_no_colour_of_ours() -> None:
    ansi = next(theme for theme in BUILTIN_THEMES.values() if theme.ansi)
    assert Looks(variables(ansi)).style(("figure",)).color is None


def test_every_kind_has_a_look() -> None:
    assert {kind.value for kind in Kind} - {"claim"} <= set(INKS)
    assert len(SHADES) == len(THEMES)


@given(st.text())
def test_plain_signs_take_as_many_cells(text: str) -> None:
    made = palettes.plain(text)
    assert cell_len(made) == cell_len(text)
    assert all(a == b for a, b in zip(made, text, strict=True) if b.isalnum())


def test_every_sign_of_ours_has_a_plain_one() -> None:
    for sign in (*"│┃┊─━┌┐└┘▌▏●▸▾★✓⟨⟩⋯…·×≈≤≥–—“”‘’«»→←↑↓•", " …", "≤ 5"):
        assert palettes.plain(sign).isascii(), sign
