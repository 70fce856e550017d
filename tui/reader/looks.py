"""How each kind of fact looks: an ink and a second cue, so that no information stands in colour alone.

Facts change ink and weight; grounds are kept for what is current: the fact at the cursor, the selection, a
hit. :class:`Looks` makes terminal styles of names in a theme, ours or any of Textual's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color, ColorParseError

from tui.facts.kinds import Kind

DENSITIES: dict[str, frozenset[Kind]] = {
    "key": frozenset({Kind.FIGURE, Kind.QUOTE, Kind.QUESTION, Kind.GAP}),
    "all": frozenset(Kind),
    "claims": frozenset({Kind.CLAIM, Kind.QUOTE}),
    "none": frozenset(),
}
"""The kinds that are lit at each density."""

INKS: dict[str, tuple[str, str]] = {
    "text": ("foreground", ""),
    "quiet": ("quiet", ""),
    "fold": ("quiet", "italic"),
    "caption": ("quiet", "italic"),
    "title": ("strong", "bold"),
    "heading": ("strong", "bold"),
    "correction": ("strong", ""),
    "strong": ("strong", ""),
    "emphasis": ("", "italic"),
    "code": ("quiet", ""),
    "marker": ("quiet", ""),
    "hint": ("accent", "reverse bold"),
    "ribbon": ("accent", ""),
    "here": ("quiet", ""),
    "bar": ("accent", "bold"),
    "sign": ("claim", ""),
    # kinds, the later the stronger where they overlap
    "credit": ("quiet", ""),
    "other": ("", ""),
    "question": ("strong", "bold"),
    "quote": ("quote", "italic"),
    "cue": ("claim", ""),
    "place": ("place", "italic"),
    "organisation": ("organisation", "bold"),
    "person": ("strong", "bold"),
    "date": ("date", "underline"),
    "figure": ("figure", "bold"),
    "gap": ("gap", "reverse"),
    "gap-now": ("accent", "reverse bold underline"),  # the gap one has travelled to: it has no words to tint
}
"""Name: (ink, attributes). An ink is a variable of the theme; "" keeps the one below."""

PLAIN: dict[str, str] = {
    "figure": "bold",
    "date": "underline",
    "person": "bold underline",
    "organisation": "bold italic",
    "place": "italic underline",
    "quote": "italic",
    "cue": "dim",
    "quiet": "dim",
    "credit": "dim",
    "fold": "dim italic",
    "here": "dim",
    "marker": "dim",
}
"""Attributes where there is no colour: every kind its own combination."""

GROUNDS: dict[str, tuple[str, str]] = {
    "": ("background", ""),
    "current": ("current", ""),
    "selection": ("selection", ""),
    "hit": ("hit", ""),
    "hit-now": ("hit-now", ""),
    "flash": ("hit-now", ""),
}

PLAIN_GROUNDS: dict[str, str] = {
    "": "",
    "current": "reverse",
    "selection": "reverse",
    "hit": "reverse dim",
    "hit-now": "reverse bold",
    "flash": "reverse",
}
"""What a ground is where there is no colour."""

INSTEAD: dict[str, tuple[str, str, float]] = {
    "strong": ("foreground", "foreground", 0.0),
    "quiet": ("foreground", "background", 0.38),
    "rule": ("foreground", "background", 0.78),
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
    "selection": ("background", "primary", 0.3),
    "hit": ("background", "warning", 0.16),
    "hit-now": ("background", "warning", 0.32),
}
"""For themes that do not name a colour of ours: one of Textual's, blended with another."""

READABLE = 4.5
"""Least contrast of text on its ground (WCAG 2.2, success criterion 1.4.3)."""

SIGNS = {"ribbon": "┃", "fact": "▌", "here": "▏", "claim": "»", "question": "?", "gap": "⟨…⟩", "fold": "⋯"}
ASCII_SIGNS = {
    "ribbon": "|",
    "fact": ">",
    "here": ".",
    "claim": "~",
    "question": "?",
    "gap": "<...>",
    "fold": "...",
}


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


@lru_cache(4096)
def in_256(colour: Color) -> Color:
    """What is shown of a colour by a terminal with 256, through Rich."""
    return Color.from_rich_color(colour.rich_color.downgrade(ColorSystem.EIGHT_BIT))


@lru_cache(64)
def tint_in_256(colour: Color) -> Color:
    """A colour that is shown there as near to ``colour`` as can be: the hue of a dark tint would make it bright."""
    greys = (Color(v, v, v) for v in range(0, 256, 5))

    def distance(other: Color) -> int:
        seen = in_256(other)
        return (seen.r - colour.r) ** 2 + (seen.g - colour.g) ** 2 + (seen.b - colour.b) ** 2

    return min((colour, *greys), key=distance)


class Looks:
    """Styles by names, in one theme. ``variables`` are the app's ``theme_variables``.

    ``plain``: no colour may be used. Themes of the terminal's own 16 colours are treated so too, since
    nobody knows what those colours are. ``few``: the terminal has 256 colours.
    """

    def __init__(self, variables: Mapping[str, str], *, plain: bool = False, few: bool = False) -> None:
        self._variables = variables
        self._made: dict[tuple[str, str], Style] = {}
        self._few = few
        self.plain = plain or variables.get("background", "").startswith("ansi")

    def colour(self, name: str) -> Color:
        """A colour of the theme by our name."""
        written = self._variables.get(name, "")
        if written and not written.startswith(("auto", "ansi")):
            try:
                found = Color.parse(written)
                return Color(found.r, found.g, found.b)
            except ColorParseError:
                pass
        if name not in INSTEAD:
            return Color(128, 128, 128)
        one, other, part = INSTEAD[name]
        if name == one:
            return Color(128, 128, 128)
        return self.colour(one).blend(self.colour(other), part)

    def style(self, names: Iterable[str], ground: str = "") -> Style:
        """The style of names laid over each other, the last on top, on a ground of :data:`GROUNDS`."""
        key = (" ".join(names), ground)
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = self._plain(*key) if self.plain else self._coloured(*key)
        return style

    def _plain(self, names: str, ground: str) -> Style:
        words = [PLAIN.get(name, INKS[name][1]) for name in names.split()]
        words.append(PLAIN_GROUNDS[ground])
        return Style.parse(" ".join(words)) if any(words) else Style.null()

    def _coloured(self, names: str, ground: str) -> Style:
        ink, words = "foreground", []
        for name in names.split():
            colour, attributes = INKS[name]
            ink = colour or ink
            words += attributes.split()
        if ground == "hit-now" and "reverse" not in words:
            ink = "strong"
        under, over = self.colour(GROUNDS[ground][0]), self.colour(ink)
        if self._few:
            under = tint_in_256(under) if ground else under
            over = readable(over, in_256(under), shown=in_256)
        else:
            over = readable(over, under)
        return Style(color=over.rich_color, bgcolor=under.rich_color) + Style.parse(" ".join(words))
