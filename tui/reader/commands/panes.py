"""Panes and looks: which pane has the keys, the panel, the column, zen, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.panel.entries import TABS

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

ORDER = ("list", "text", "panel")


def move(screen: ReaderScreen, count: int, arg: str) -> None:
    """To the pane on the left or right; the panel opens when one goes there."""
    at = ORDER.index(screen.pane) + (1 if arg == "+" else -1)
    if not 0 <= at < len(ORDER):
        return
    if ORDER[at] != "list" and screen.the_article() is None:
        return
    screen.panes.zen = False
    screen.panes.activate(ORDER[at])


def toggle_panel(screen: ReaderScreen, count: int, arg: str) -> None:
    """The panel on or off, as far as this window can show it beside the text."""
    if screen.the_article() is None:
        return
    screen.panes.zen = False
    if screen.panes.now.panel:
        screen.panes.panel_on = False
        if screen.pane == "panel":
            screen.panes.active = "text"
    else:
        screen.panes.panel_on = True
        if not screen.panes.fits_panel:
            screen.panes.active = "panel"
        elif screen.pane == "list" and not screen.panes.shows_all:
            screen.panes.active = "text"
    screen.learned.set("panel", screen.panes.panel_on)
    screen.panes.relayout()


def go(screen: ReaderScreen, count: int, arg: str) -> None:
    """Go to the passage of the panel's row; again: to its next one."""
    place = screen.panel.place()
    if place is None:
        screen.say("this row leads nowhere", "words")
        return
    screen.panes.go_to(place[0])


def tab(screen: ReaderScreen, count: int, arg: str) -> None:
    """Another tab: by name, or the next ("+") or previous one."""
    if arg in TABS:
        screen.panel.choose_tab(arg)
    else:
        screen.panel.next_tab(max(1, count) * (1 if arg == "+" else -1))
    screen.panes.follow_text()


def toggle_all(screen: ReaderScreen, count: int, arg: str) -> None:
    """This tab in full, or in short again."""
    screen.opening.expand(screen.panel.tab)


def zen(screen: ReaderScreen, count: int, arg: str) -> None:
    """Nothing but the text; again: everything back."""
    if screen.the_article() is None:
        return
    screen.panes.zen = not screen.panes.zen
    screen.panes.active = "text"
    screen.panes.relayout()


def measure(screen: ReaderScreen, count: int, arg: str) -> None:
    """A narrower or wider column; what the pane has no room for is not counted."""
    view = screen.view
    now = min(view.settings.measure, view.widest)
    new = max(30, min(200, view.widest, now + 2 * max(1, count) * (1 if arg == "+" else -1)))
    if arg == "+" and new == now:
        screen.say(f"{now} cells: as wide as the pane" if now < 200 else f"{now} cells wide", "words")
        return
    view.settings.measure = new
    screen.learned.set("measure", new)
    screen.say(f"{new} cells wide")


def justify(screen: ReaderScreen, count: int, arg: str) -> None:
    """Both edges of the text straight, or the right one ragged."""
    screen.view.settings.justify = not screen.view.settings.justify
    screen.learned.set("justify", screen.view.settings.justify)
    screen.say("both edges straight" if screen.view.settings.justify else "ragged right")


def theme(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose a theme; each is shown while one moves."""
    from tui.reader.screens.picker import Choice, Picker

    app = screen.app
    before = app.theme
    names = sorted(app.available_themes, key=lambda name: (name not in screen.own_themes, name))
    choices = [Choice(name, name, group="" if name in screen.own_themes else "Textual’s own") for name in names]

    def show(name: str | None) -> None:
        app.theme = name or before

    def done(name: str | None) -> None:
        app.theme = name or before
        if name:
            screen.learned.set("theme", name)
            screen.say(f"theme: {name}")

    app.push_screen(Picker("theme", choices, preview=show, at=before), done)
