"""What a terminal can show of a theme: all its colours, the nearest of 256, or none; our signs, or plain ones.

Sixteen colours count as none: their tints would melt into the ground, and nobody knows what they are. There
the terminal's own ink and ground are used, and the second cue of everything has to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color, Lab, rgb_to_lab
from textual.filter import LineFilter

from tui.reader.theme.contrast import READABLE, contrast, readable

Palette = Literal["all", "256", "none"]

_NONE = Style.from_color(RichColor.default(), RichColor.default())


def palette_of(color_system: str | None, environ: Mapping[str, str]) -> Palette:
    """What the terminal has, by Rich's name for it, and what the user wants of it (https://no-color.org)."""
    if environ.get("NO_COLOR") or color_system not in ("256", "truecolor"):
        return "none"
    return "256" if color_system == "256" else "all"


class NoColours(LineFilter):
    """Everything in the terminal's own ink and ground; bold, italic, underlined, dim and reversed stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(s.text, (s.style or Style.null()) + _NONE, s.control) for s in segments]


class Colours256(LineFilter):
    """Every colour becomes the nearest of 256 to the eye; what could be read before can be read after."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(s.text, s.style + _instead(s.style.color, s.style.bgcolor) if s.style else s.style, s.control)
            for s in segments
        ]


class PlainSigns(LineFilter):
    """Signs that are no ASCII become some that are, cell for cell; letters stay what they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [s if s.text.isascii() else Segment(plain(s.text), s.style, s.control) for s in segments]


def plain(text: str) -> str:
    """Text with plain signs, as many cells wide."""
    if text.isascii():
        return text
    for signs, instead in _PAIRS:
        text = text.replace(signs, instead)
    return text.translate(_SINGLE)


_PAIRS = ((" …", ".."), ("≤ ", "<="), ("≥ ", ">="))
_PLAIN = {
    "-": "–—−‐‑─·", '"': "“”„", "'": "‘’‚", "|": "│┃▏", ":": "┊", "#": "━", "+": "┌┐└┘", "<": "«⟨≤←", ">": "»⟩≥▸▌→",
    "*": "•●★☆", "~": "…⋯≈≠", "x": "×✓", "v": "▾↓", "^": "↑", " ": "\u00a0",
}  # fmt: skip
_SINGLE = str.maketrans({sign: instead for instead, signs in _PLAIN.items() for sign in signs})


@lru_cache(4096)
def _instead(ink: RichColor | None, ground: RichColor | None) -> Style:
    over = Color.from_rich_color(ink) if ink is not None and not ink.is_default else None
    under = Color.from_rich_color(ground) if ground is not None and not ground.is_default else None
    below = nearest(under) if under else None
    above = nearest(over) if over else None
    if over and under and below is not None and contrast(over, under) >= READABLE - 0.1:
        above = nearest(readable(over, shown(below), shown=lambda colour: shown(nearest(colour))))
    return Style.from_color(
        RichColor.from_ansi(above) if above is not None else None,
        RichColor.from_ansi(below) if below is not None else None,
    )


@lru_cache(4096)
def nearest(colour: Color) -> int:
    """The number (16 to 255: the others differ from terminal to terminal) of the colour nearest to the eye."""
    wanted = rgb_to_lab(colour)
    return min(_labs(), key=lambda one: sum((x - y) ** 2 for x, y in zip(one[1], wanted, strict=True)))[0]


@lru_cache(256)
def shown(number: int) -> Color:
    """What xterm shows of a number: a cube of 216 colours from 16 on, then 24 greys."""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return Color(grey, grey, grey)
    r, g, b = (55 + 40 * c if c else 0 for c in ((number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6))
    return Color(r, g, b)


@lru_cache(1)
def _labs() -> list[tuple[int, Lab]]:
    return [(number, rgb_to_lab(shown(number))) for number in range(16, 256)]
