"""How each kind of fact looks: an ink and a second cue, so that no information stands in colour alone.

Facts change ink and weight; grounds are kept for what is current: the fact at the cursor, the selection, a
hit. :class:`Looks` makes terminal styles of names in a theme, ours or any of Textual's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.style import Style
from textual.color import Color

from tui.facts.kinds import TABLE, row
from tui.reader.theme.contrast import Colours, readable

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
    "link": ("link", "underline"),
    "mark": ("", "underline"),
    "mark-twice": ("", "underline2"),
    **{row.css: (row.colour, row.attributes) for row in TABLE},
    "gap-now": ("accent", "reverse bold underline"),  # the gap one has travelled to: it has no words to tint
}
"""Name: (ink, attributes). An ink is a variable of the theme; "" keeps the one below. Kinds stand by their class."""

PLAIN: dict[str, str] = {
    **{row.css: row.plain for row in TABLE if row.plain},
    "link": "dim underline",
    "quiet": "dim",
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

_SIGNS = {"ribbon": ("┃", "|"), "fact": ("▌", ">"), "here": ("▏", "."), "fold": ("⋯", "...")}
"""Our signs in the text, each with a plain one; those of kinds stand in the table of kinds."""


def sign(name: str, *, ascii_only: bool = False) -> str:
    """The sign "ribbon", "fact", "here" or "fold", or that of a kind of facts; "" for a kind that has none."""
    signs = _SIGNS.get(name) or (row(name).sign, row(name).ascii_sign)
    return signs[ascii_only]


class Looks:
    """Styles by names, in one theme. ``variables`` are the app's ``theme_variables``.

    ``plain``: no colour may be used. Themes of the terminal's own 16 colours are treated so too, since
    nobody knows what those colours are.
    """

    def __init__(self, variables: Mapping[str, str], *, plain: bool = False) -> None:
        self._colours = Colours(variables)
        self._made: dict[tuple[str, str], Style] = {}
        self.plain = plain or variables.get("background", "").startswith("ansi")

    def colour(self, name: str) -> Color:
        """A colour of the theme by our name."""
        return self._colours.get(name)

    def style(self, names: Iterable[str], ground: str = "") -> Style:
        """The style of names laid over each other, the last on top, on a ground of :data:`GROUNDS`."""
        key = (" ".join(names), ground)
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = self._plain(*key) if self.plain else self._coloured(*key)
        return style

    def _plain(self, names: str, ground: str) -> Style:
        words = [PLAIN.get(name, _ink(name)[1]) for name in names.split()]
        words.append(PLAIN_GROUNDS[ground])
        return Style.parse(" ".join(words)) if any(words) else Style.null()

    def _coloured(self, names: str, ground: str) -> Style:
        ink, words = "foreground", []
        for name in names.split():
            colour, attributes = _ink(name)
            ink = colour or ink
            words += attributes.split()
        if ground == "hit-now" and "reverse" not in words:
            ink = "strong"
        under, over = self.colour(GROUNDS[ground][0]), self.colour(ink)
        over = readable(over, under)
        return Style(color=over.rich_color, bgcolor=under.rich_color) + Style.parse(" ".join(words))


def _ink(name: str) -> tuple[str, str]:
    """(ink, attributes) of a look; what is not in the table, such as a new kind, is drawn as the text around it."""
    return INKS.get(name, ("", ""))
