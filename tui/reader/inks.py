"""The looks of our own lines (list, panel, footer, cards): names to terminal styles, one table a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color, ColorParseError

if TYPE_CHECKING:
    from textual.app import App

INKS: dict[str, tuple[str, str]] = {
    "text": ("foreground", ""),
    "plain": ("foreground", ""),
    "answer": ("foreground", ""),
    "words": ("quiet", ""),
    "quiet": ("quiet", ""),
    "sign": ("quiet", ""),
    "does": ("quiet", ""),
    "where": ("quiet", ""),
    "count": ("quiet", ""),
    "tag": ("quiet", "italic"),
    "note": ("strong", "italic"),
    "strong": ("strong", ""),
    "title": ("foreground", ""),
    "unread": ("strong", "bold"),
    "heading": ("quiet", ""),
    "problem": ("quiet", "italic"),
    "mark": ("accent", ""),
    "bar": ("accent", "bold"),
    "key": ("accent", ""),
    "value": ("strong", "bold"),
    "done": ("strong", ""),
    "warning": ("warning", ""),
    "rule": ("rule", ""),
    "tab": ("quiet", ""),
    "tab-on": ("strong", "bold underline"),
    "figure": ("figure", "bold"),
    "date": ("date", ""),
    "person": ("strong", "bold"),
    "organisation": ("organisation", "bold"),
    "place": ("place", "italic"),
    "quote": ("quote", "italic"),
    "claim": ("claim", ""),
    "question": ("strong", "bold"),
    "gap": ("gap", "reverse"),
    "underlined": ("", "underline"),
    "credit": ("quiet", ""),
    "other": ("foreground", ""),
}
"""Name: (colour, attributes). A colour is a variable of the theme; "" keeps the one below."""

INSTEAD: dict[str, tuple[str, str, float]] = {
    "strong": ("foreground", "foreground", 0.0),
    "quiet": ("foreground", "background", 0.38),
    "rule": ("foreground", "background", 0.78),
    "figure": ("warning", "foreground", 0.2),
    "date": ("success", "foreground", 0.2),
    "organisation": ("primary", "foreground", 0.4),
    "place": ("success", "foreground", 0.35),
    "quote": ("secondary", "foreground", 0.3),
    "claim": ("foreground", "background", 0.3),
    "gap": ("error", "foreground", 0.0),
    "current": ("background", "accent", 0.16),
    "idle": ("background", "foreground", 0.07),
    "person": ("strong", "strong", 0.0),
    "question": ("strong", "strong", 0.0),
    "selection": ("background", "primary", 0.3),
    "hit": ("background", "warning", 0.22),
    "hit-now": ("background", "warning", 0.4),
}
"""For themes that do not name a colour of ours: one of Textual's, blended with another."""


def complete(variables: dict[str, str]) -> dict[str, str]:
    """A theme's variables with those of ours that it does not name."""
    colours = Colours(variables)
    return {**{name: colours.get(name).hex for name in INSTEAD}, **variables}


def table(app: App[object]) -> dict[str, Style]:
    """Every ink in the app's present theme, without a ground; "current" and "idle" are grounds."""
    colours = Colours(app.theme_variables)
    out = {
        name: Style(color=colours.get(colour).rich_color if colour else None) + Style.parse(attributes)
        for name, (colour, attributes) in INKS.items()
    }
    for name in ("current", "idle"):
        out[name] = Style(bgcolor=colours.get(name).rich_color)
    return out


class Colours:
    """The colours of a theme by our names."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = variables

    def get(self, name: str) -> Color:
        """A colour; the theme's own where it names one."""
        written = self._variables.get(name, "")
        if written and not written.startswith("auto"):
            try:
                return Color.parse(written)
            except ColorParseError:
                pass
        if name not in INSTEAD:
            return Color(128, 128, 128)
        one, other, part = INSTEAD[name]
        return self.get(one).blend(self.get(other), part)
