"""The program itself: help, commands, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.actions import ACTIONS, BY_ID, GROUPS, SCOPES, Action
from tui.reader.commands import find as finding

if TYPE_CHECKING:
    from tui.keys.keymap import Keymap
    from tui.reader.screens.picker import Choice
    from tui.reader.screens.reader import ReaderScreen

HERE = ("reader", "list", "text", "panel", "select")


def choices(keymap: Keymap, actions: list[Action]) -> list[Choice]:
    """Actions as rows of a picker, grouped, with the user's own keys."""
    from tui.reader.screens.picker import BETWEEN, Choice

    out = []
    for group in GROUPS:
        for action in actions:
            if action.group == group:
                where = "" if action.scope == "reader" else SCOPES[action.scope]
                out.append(
                    Choice(
                        action.id,
                        action.words,
                        BETWEEN.join(keymap.keys(action.id)),
                        group,
                        " · ".join(w for w in (action.help, where) if w),
                    )
                )
    return out


def help_screen(screen: ReaderScreen, count: int, arg: str) -> None:
    """Every action with the keys that hold, searchable; Enter does it."""
    _choose(screen, "help", choices(screen.keymap, [a for a in ACTIONS if screen.available(a)]))


def palette(screen: ReaderScreen, count: int, arg: str) -> None:
    """What can be done, found by its words, what holds here first; Enter does it, in the pane where it belongs."""
    able = [a for a in ACTIONS if a.scope in HERE and a.id != "commands" and screen.available(a)]
    here = [a for a in able if a.scope in (*screen.scopes, "reader")]
    there = choices(screen.keymap, [a for a in able if a not in here])
    rows = [*choices(screen.keymap, here), *(row._replace(group="in other places") for row in there)]
    _choose(screen, "commands", rows)


def _choose(screen: ReaderScreen, title: str, rows: list[Choice]) -> None:
    from tui.reader.screens.picker import Picker

    def done(action_id: str | None) -> None:
        if action_id:
            do_anywhere(screen, action_id)

    screen.app.push_screen(Picker(title, rows, tall=True), done)


def do_anywhere(screen: ReaderScreen, action_id: str) -> None:
    """Do an action chosen by name: where it belongs to another pane, go there first."""
    scope = BY_ID[action_id].scope
    if scope == "marks":
        screen.act("all-marks")
        return
    if scope in ("list", "text", "panel") and screen.pane != scope:
        if scope != "list" and screen.the_article() is None:
            return
        screen.panes.activate(scope)
    if scope == "select" and screen.view.selection is None:
        screen.act("select-words")
        return
    screen.act(action_id)
    screen.update_bar()


def problems(screen: ReaderScreen, count: int, arg: str) -> None:
    """What was wrong in config.toml, keys.toml and the files that were to be opened."""
    from tui.reader.screens.card import Card

    rows = [((line, "text"),) for line in (*screen.problems, *screen.skipped)]
    screen.app.push_screen(Card("problems", rows or [(("none", "text"),)]))


def close(screen: ReaderScreen, count: int, arg: str) -> None:
    """Esc leaves what is open, the innermost first: link numbers, selection, find, folds, zen, panel."""
    view = screen.view
    if screen.hints:
        screen.hide_hints()
    elif view.selection is not None:
        view.clear_selection()
    elif screen.finding[0]:
        finding.stop(screen)
    elif screen.panes.zen:
        screen.panes.zen = False
        screen.panes.relayout()
    elif screen.pane == "panel":
        screen.panes.activate("text")
    elif screen.pane == "list":
        leave_view(screen)


def leave_view(screen: ReaderScreen) -> bool:
    """From an answer, a feed, a tag back to the view with everything; False where that is shown."""
    from tui.reader.commands import library

    return screen.can("views") and library.show_all(screen)


def back(screen: ReaderScreen, count: int, arg: str) -> None:
    """One step out: what is open, then the list, then the program."""
    if (
        screen.hints
        or screen.panes.zen
        or screen.view.selection is not None
        or screen.finding[0]
        or screen.pane == "panel"
    ):
        close(screen, count, arg)
    elif screen.pane == "text" and (screen.list.total > 1 or screen.reading.shelf.narrowed):
        screen.panes.activate("list")
    elif screen.pane == "text" and not screen.list.total and screen.session.article is not None:
        screen.opening.list_changed()  # from the tour to where it was offered
    elif not (screen.pane == "list" and leave_view(screen)):
        quit_reader(screen, count, arg)


def quit_reader(screen: ReaderScreen, count: int, arg: str) -> None:
    """Leave; the place in the article is kept."""
    screen.app.exit(0)


def interrupt(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ctrl+C copies what is selected; with nothing selected it says how to leave."""
    if screen.view.selection is not None:
        screen.act("copy")
    else:
        screen.say(f"{screen.keymap.key('quit')} quits", "words")


def suspend(screen: ReaderScreen, count: int, arg: str) -> None:
    """Give the terminal back to the shell; fg brings the reader back."""
    from tui.reader.external import programs as outside

    screen.opening.save_position()
    if not outside.suspend(screen.app):
        screen.say("this terminal cannot put programs to sleep", "warning")
