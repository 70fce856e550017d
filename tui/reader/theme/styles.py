"""The looks of our own lines (list, panel, footer, cards): names to terminal styles, one table a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tui.facts.kinds import TABLE
from tui.reader.theme.contrast import INSTEAD, Colours, readable

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
    **{row.kind: (row.colour or "foreground", row.attributes.replace("underline", "").strip()) for row in TABLE},
    "underlined": ("", "underline"),
}
"""Name: (colour, attributes). A colour is a variable of the theme; "" keeps the one below."""

PLAIN: dict[str, str] = {
    **dict.fromkeys(("words", "quiet", "sign", "does", "where", "count", "heading", "rule", "tab", "credit"), "dim"),
    **dict.fromkeys(("mark", "key", "warning"), "bold"),
    "tag": "dim italic",
    "problem": "dim italic",
    **{row.kind: row.plain for row in TABLE if row.plain},
}
"""Attributes where there is no colour, of those inks that would lose something."""

GROUNDS = ("current", "idle")


def complete(variables: dict[str, str]) -> dict[str, str]:
    """A theme's variables with those of ours that it does not name; "label" is the accent where it is written,
    "words" the foreground on cards.
    """
    colours = Colours(variables)
    ours = {name: colours.get(name) for name in INSTEAD}
    panel = colours.get("panel")
    ours["quiet"] = readable(readable(ours["quiet"], colours.get("background")), panel)
    ours["words"] = readable(colours.get("foreground"), panel)
    ours["label"] = readable(colours.get("accent"), colours.get("background"))
    return {**{name: colour.hex for name, colour in ours.items()}, **variables}


def table(app: App[object]) -> dict[str, Style]:
    """Every ink in the app's present theme, without a ground; "current" and "idle" are grounds."""
    if app.no_color or app.native_ansi_color:
        words = {name: PLAIN.get(name, attributes) for name, (_, attributes) in INKS.items()}
        return {**{name: Style.parse(w) if w else Style.null() for name, w in words.items()},
                **dict.fromkeys(GROUNDS, Style.null())}  # fmt: skip
    colours = Colours(app.theme_variables)
    out = {
        name: Style(color=colours.get(colour).rich_color if colour else None) + Style.parse(attributes)
        for name, (colour, attributes) in INKS.items()
    }
    for name in GROUNDS:
        out[name] = Style(bgcolor=colours.get(name).rich_color)
    return out


def legible(style: Style) -> Style:
    """A style whose ink stands out from its ground; what has no ground or no ink is left as it is."""
    if style.color is None or style.bgcolor is None or style.color.is_default or style.bgcolor.is_default:
        return style
    ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return style + Style(color=readable(ink, ground).rich_color)
