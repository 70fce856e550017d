"""Screens come and go while keys are under way: each key goes to the screen that is on top when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import events

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")


def on_top(screen: Screen[Result]) -> bool:
    """Whether a screen is the one that keys go to (``is_current`` is also true behind a modal one)."""
    stack = screen.app.screen_stack
    return bool(stack) and stack[-1] is screen


def is_for(screen: Screen[Result], event: events.Key) -> bool:
    """Whether a key is for this screen; one that is not is given to the app again, for the screen on top."""
    leaving = bool(getattr(screen.app, "leaving", False))
    if on_top(screen) and not leaving:
        return True
    event.stop()
    event.prevent_default()
    if screen.app.is_running and not leaving:
        screen.app.post_message(events.Key(event.key, event.character))
    return False


def leave(screen: Screen[Result], result: Result) -> None:
    """Close a screen with its result, once."""
    if on_top(screen):
        screen.dismiss(result)
        _let_go()


def _let_go() -> None:
    """Textual 8.2 remembers the last 1024 widgets drawn, with every line of theirs, long after they are gone."""
    from textual._styles_cache import StylesCache

    clear = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if clear is not None:
        clear()
