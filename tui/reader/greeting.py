"""What the reader says at the start, and in the text's place when there is nothing to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen
    from tui.reader.widgets.notice import Paragraph

OFFERS = (
    ("add", "add a feed, a page, a folder, a file or an OPML list"),
    ("refresh", "fetch what is new"),
    ("views", "choose another view"),
    ("filter", "another query; an empty one shows everything"),
    ("tour", "read the short tour"),
    ("help", "all keys"),
    ("back", "quit"),
)
"""What can be done without an article: action and words."""


def greet(screen: ReaderScreen) -> None:
    """Say what has to be said at the start: what is wrong, else what was left out."""
    notice = screen.reading.notice
    how = f"press {screen.keymap.key('commands') or 'Ctrl+P'} and type problems"
    if screen.problems:
        n = len(screen.problems)
        notice = (f"{n} problems ({how}): " if n > 1 else "") + screen.problems[0]
    if notice:
        screen.say(notice, "warning")
    elif screen.skipped:
        n = len(screen.skipped)
        screen.say(f"{n} file{'s' if n > 1 else ''} left out ({how})", "words")


def nothing_to_read(screen: ReaderScreen) -> list[Paragraph]:
    """There are no articles: why, and what can be done."""
    shelf, library = screen.reading.shelf, screen.reading.library
    why = "Factlight lights up the facts in what you read."
    if getattr(shelf, "query", ""):
        why = "nothing fits this query"
    elif hasattr(shelf, "view") and shelf.title != "All":
        why = f"nothing in “{shelf.title}”"
    rows: list[Paragraph] = [((why, "strong"),), ()]
    for action, words in OFFERS:
        key = screen.keymap.key(action) or ("Enter" if action == "tour" else "")
        if key and screen.can(action):
            rows.append(((f"{key:<8}", "key"), (words, "text")))
    if library is None or library.read_only:
        rows += [(), ((screen.reading.notice, "warning"),)]
    return rows
