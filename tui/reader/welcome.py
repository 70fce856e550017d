"""What the reader says at the start, and in the text's place when there is nothing to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen
    from tui.reader.widgets.styled_lines import Paragraph

Offers = tuple[tuple[str, str], ...]

FIRST: Offers = (
    ("tour", "read the short tour: it teaches the keys"),
    ("add", "add a feed, a page, a folder, a file or an OPML list"),
    ("help", "all keys"),
    ("back", "quit"),
)
"""What can be done in an empty library: action and words."""
FED: Offers = (("refresh", "fetch what is new"), *FIRST)
"""The same where feeds are known, but none brought anything yet."""
ELSEWHERE: Offers = (
    ("filter", "another query"),
    ("views", "another view: unread, starred, a feed, a tag"),
    ("close", "back to all articles"),
    ("refresh", "fetch what is new"),
    ("help", "all keys"),
)
"""What can be done when a view or an answer is empty."""


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
    shelf = screen.reading.shelf
    if shelf.query:
        rows: list[Paragraph] = [(("no matches for this query", "strong"),), ((shelf.query, "quiet"),)]
        waiting = shelf.unlooked()
        if waiting:
            words = f"the facts of {waiting:,} articles are still looked for: ask again in a while"
            rows.append(((words, "words"),))
        offers: Offers = ELSEWHERE
    elif shelf.narrowed:
        rows, offers = [((f"nothing in “{shelf.title}”", "strong"),)], ELSEWHERE
    else:
        rows = [
            (("Factlight lights up the facts in what you read.", "strong"),),
            (("There is nothing to read yet. Everything stays on this machine.", "words"),),
        ]
        offers = FED if screen.reading.has_feeds() else FIRST
    rows.append(())
    for action, words in offers:
        key = screen.keymap.key(action) or ("Enter" if action == "tour" else "")
        if key and screen.can(action):
            rows.append(((f"{key:<8}", "key"), (words, "text")))
    if offers is FIRST:
        rows += [(), (("from the shell: factlight FILE, factlight add ADDRESS", "quiet"),)]
    if not screen.reading.keeps:
        rows += [(), ((screen.reading.notice, "warning"),)]
    return rows
