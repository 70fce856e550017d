"""The feed of the article that is meant: renamed, moved to a folder, unsubscribed from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.library.db.undo import in_brief
from tui.reader.background import renew_list

if TYPE_CHECKING:
    from tui.library.feeds import StoredFeed
    from tui.reader.screens.reader import ReaderScreen


def _feed(screen: ReaderScreen) -> StoredFeed | None:
    """The feed of the list's row or of the open article; where there is none, the status line says so."""
    row = screen.list.row(screen.list.cursor) if screen.pane == "list" else None
    feed = screen.reading.feed_of(row.uri if row is not None else screen.session.uri)
    if feed is None:
        screen.say("this article comes from no feed", "words")
    return feed


def rename(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask what to call the feed."""
    feed = _feed(screen)
    if feed is None:
        return

    def submit(title: str) -> None:
        if screen.try_to(lambda: screen.reading.rename_feed(feed.id, title)):
            _changed(screen, f"called {in_brief(title.strip() or feed.title)}")

    _ask(screen, "rename feed", feed.name, "empty: the feed's own title", submit)


def move(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for the folder of the feed."""
    feed = _feed(screen)
    if feed is None:
        return

    def submit(folder: str) -> None:
        if screen.try_to(lambda: screen.reading.move_feed(feed.id, folder)):
            _changed(screen, f"{in_brief(feed.name)} moved to {folder.strip() or 'no folder'}")

    _ask(screen, "move feed to", feed.folder, "a folder such as World/Asia; empty: none", submit)


def _ask(screen: ReaderScreen, label: str, value: str, hint: str, submit: Callable[[str], None]) -> None:
    from tui.reader.widgets.prompt import Asked

    screen.ask(Asked(label, submit, value=value, hint=hint))


def unsubscribe(screen: ReaderScreen, count: int, arg: str) -> None:
    """Unsubscribe from the feed; its articles stay."""
    feed = _feed(screen)
    if feed is not None and screen.try_to(lambda: screen.reading.unsubscribe(feed.id)):
        _changed(screen, f"unsubscribed from {in_brief(feed.name)}; its articles stay")


def _changed(screen: ReaderScreen, words: str) -> None:
    renew_list(screen)
    screen.say(f"{words}: {screen.keymap.key('undo')} undoes")
