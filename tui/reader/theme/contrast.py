"""The colours of a theme by our names, and how well one is read on another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.color import Color, ColorParseError

READABLE = 4.5
"""Least contrast of text on its ground (WCAG 2.2, success criterion 1.4.3)."""

INSTEAD: dict[str, tuple[str, str, float]] = {
    "strong": ("foreground", "foreground", 0.0),
    "quiet": ("foreground", "background", 0.38),
    "rule": ("foreground", "background", 0.78),
    "link": ("foreground", "background", 0.2),
    "figure": ("warning", "foreground", 0.2),
    "date": ("success", "foreground", 0.2),
    "organisation": ("primary", "foreground", 0.4),
    "place": ("success", "primary", 0.35),
    "quote": ("secondary", "foreground", 0.3),
    "claim": ("foreground", "background", 0.3),
    "gap": ("error", "foreground", 0.0),
    "accent": ("warning", "foreground", 0.0),
    "current": ("background", "accent", 0.14),
    "idle": ("background", "foreground", 0.07),
    "person": ("strong", "strong", 0.0),
    "question": ("strong", "strong", 0.0),
    "selection": ("background", "primary", 0.3),
    "hit": ("background", "warning", 0.16),
    "hit-now": ("background", "warning", 0.32),
}
"""For themes that do not name a colour of ours: one of Textual's, blended with another."""


def luminance(colour: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [c / 255 for c in (colour.r, colour.g, colour.b)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(
    ink: Color, ground: Color, least: float = READABLE, shown: Callable[[Color], Color] | None = None
) -> Color:
    """``ink``, moved towards white or black as far as it takes to stand out from ``ground``.

    ``shown`` says what a terminal makes of a colour; ``ground`` is what is shown already.
    """
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    goal = white if contrast(white, ground) >= contrast(black, ground) else black
    for step in range(21):
        moved = ink.blend(goal, step / 20) if step else ink
        if contrast(shown(moved) if shown else moved, ground) >= least:
            return moved
    return goal


class Colours:
    """The colours of a theme, from the app's ``theme_variables``."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def get(self, name: str) -> Color:
        """A colour; the theme's own where it names one, opaque."""
        written = self._variables.get(name, "")
        if written and not written.startswith(("auto", "ansi")):
            try:
                found = Color.parse(written)
                return Color(found.r, found.g, found.b)
            except ColorParseError:
                pass
        if name not in INSTEAD or INSTEAD[name][0] == name:
            return Color(128, 128, 128)
        one, other, part = INSTEAD[name]
        return self.get(one).blend(self.get(other), part)
