"""The library in the reader: views, filters, search, adding sources, refreshing them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from tui.reader.keeping import renew_list
from tui.sources import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.reader.screens.reader import ReaderScreen


def views(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose what the list shows: all, unread, starred, today, a kept search, a folder, a feed, a tag."""
    from tui.reader.screens.picker import Choice, Picker

    shelf: Any = screen.reading.shelf
    found = shelf.choices()
    rows = []
    for i, view in enumerate(found):
        number = f"{view.unread}/{view.count}" if view.unread else str(view.count or "")
        rows.append(Choice(str(i), "  " * view.depth + view.title, number, "", view.problem))

    def done(chosen: str | None) -> None:
        if chosen is not None and screen.try_to(lambda: shelf.choose(found[int(chosen)])):
            screen.list_changed()

    now = next((str(i) for i, view in enumerate(found) if view.title == shelf.title), "")
    screen.app.push_screen(Picker("show", rows, at=now, tall=True), done)


def search(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for a query in the filter language; ``arg`` "best" puts the best first, else the newest."""
    from tui.reader.widgets.prompt import Asked

    shelf: Any = screen.reading.shelf

    def submit(text: str) -> None:
        if screen.try_to(lambda: shelf.search(text, best_first=arg == "best")):
            screen.list_changed()
            screen.set_pane("list")
            n = shelf.count()
            screen.say(f"{n} article{'s' if n != 1 else ''}" if text.strip() else "everything")

    label = "search" if arg == "best" else "only"
    screen.ask(
        Asked(label, submit, value=getattr(shelf, "query", ""), hint="words, feed:, tag:, after:, speaker: …",
              completions=completions)
    )  # fmt: skip


def completions(text: str) -> list[str]:
    """What may stand in the place of the last word of a query: flags, fields, has:…"""
    from tui.library.query import FIELDS, FLAGS, HAS

    head, _, word = text.rpartition(" ")
    known = [*FLAGS, *(f"{field}:" for field in FIELDS), *(f"has:{thing}" for thing in HAS)]
    return [f"{head} {name}".lstrip() for name in known if name.startswith(word.lower())]


def keep_search(screen: ReaderScreen, count: int, arg: str) -> None:
    """Keep the present query as a view; ``arg`` "kill": what it finds is read from now on."""
    from tui.reader.widgets.prompt import Asked

    shelf: Any = screen.reading.shelf
    library = screen.reading.library
    query = getattr(shelf, "query", "")
    if not query or library is None:
        screen.say(f"search first ({screen.keymap.key('filter')}), then keep it", "words")
        return

    def submit(name: str) -> None:
        if name.strip() and screen.try_to(lambda: library.search.save(name.strip(), query, kill=arg == "kill")):
            screen.say("what fits is marked read from now on" if arg == "kill" else f"kept as {name.strip()}")

    screen.ask(Asked("keep as", submit, value=query[:60], hint=query))


def order(screen: ReaderScreen, count: int, arg: str) -> None:
    """Newest first, or oldest first."""
    shelf: Any = screen.reading.shelf
    view = shelf.view
    if view.ids is not None:
        screen.say("an answer keeps its order", "words")
        return
    shelf.show(view._replace(oldest_first=not view.oldest_first))
    screen.list_changed()
    screen.say("newest first" if view.oldest_first else "oldest first")


def add(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for a feed, a page, a folder, a file or an OPML list, and add it in a thread."""
    from tui.reader.widgets.prompt import Asked

    library = screen.reading.library
    assert library is not None

    def submit(text: str) -> None:
        if text.strip():
            screen.say(f"adding {text.strip()[:60]} …", "words")
            start(screen, lambda job: _add(job, text.strip()))

    hint = "an address, a folder, a file or an OPML list"
    screen.ask(Asked("add", submit, hint=hint))


def refresh(screen: ReaderScreen, count: int, arg: str) -> None:
    """Fetch the feeds; again while it runs: stop."""
    if screen.gathering is not None:
        screen.gathering.stop.set()
        screen.say("stopping …", "words")
        return
    start(screen, _refresh)


class Job:
    """Work on the library in a thread of its own, with its own connection."""

    def __init__(self, path: Any, post: Callable[[int, int, str, bool], object]) -> None:
        self.path = path
        self.post = post
        self.stop = threading.Event()


def start(screen: ReaderScreen, work: Callable[[Job], None]) -> None:
    """Run ``work`` in a daemon thread, one at a time; what it posts reaches the footer and the list."""
    from tui.library import LibraryError

    library = screen.reading.library
    if library is None:
        return
    if screen.gathering is not None:
        screen.say(f"still busy: {screen.keymap.key('refresh')} stops it", "words")
        return

    def post(done: int, total: int, words: str, finished: bool) -> None:
        screen.post_message(screen.Gathered(done, total, words, finished))

    job = Job(library.path, post)

    def run() -> None:
        try:
            work(job)
        except (LibraryError, SourceError, OSError) as error:
            post(0, 0, str(error), True)
        except Exception as error:  # whatever a feed did, the reader goes on
            post(0, 0, f"that went wrong ({type(error).__name__}); nothing was lost", True)

    screen.gathering = job
    threading.Thread(target=run, name="factlight-gather", daemon=True).start()


def _add(job: Job, source: str) -> None:
    from tui.gathering.add import add as add_source
    from tui.gathering.refresh import refresh as fetch
    from tui.library import Library

    with Library.open(job.path) as library:
        added = add_source(library, source, cancelled=job.stop.is_set)
        words = added.words
        if added.feeds:
            job.post(0, len(added.feeds), words, False)
            summary = fetch(library, added.feeds, progress=_progress(job), cancelled=job.stop.is_set)
            words += f" · {summary.new} articles"
            if summary.problems:
                words += f" · {summary.problems[0].problem}"
    job.post(1, 1, words, True)


def _refresh(job: Job) -> None:
    from tui.gathering.due import due_feeds
    from tui.gathering.refresh import refresh as fetch
    from tui.library import Library

    with Library.open(job.path) as library:
        feeds = due_feeds(library, everything=True)
        if not feeds:
            job.post(0, 0, "there are no feeds yet: + adds one", True)
            return
        summary = fetch(library, feeds, progress=_progress(job), cancelled=job.stop.is_set)
    words = f"{summary.new} new" if summary.new else "nothing new"
    if summary.cancelled:
        words += ", stopped"
    n = len(summary.problems)
    if n:
        first = summary.problems[0]
        words += f" · {n} feed{'s' if n > 1 else ''} failed: {first.feed.name}: {first.problem}"
    job.post(1, 1, words, True)


def _progress(job: Job) -> Callable[[int, int, Any], None]:
    told = 0.0

    def progress(done: int, total: int, outcome: Any) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TELL or done == total:
            told = now
            job.post(done, total, outcome.feed.name, False)

    return progress


def tour(screen: ReaderScreen, count: int, arg: str) -> None:
    """Open the short article that teaches the keys by being read."""
    from importlib.resources import files

    from tui.sources.markdown import markdown_article

    text = (files("tui.reader") / "tour.md").read_text(encoding="utf-8")
    screen.show_article(markdown_article(text, uri="factlight:tour"))


TELL = 0.1
"""Seconds between two words about how far one is: every one is drawn."""
PROGRESS = 12
"""Cells of the bar that shows how far one is."""


def gathered(screen: ReaderScreen, message: ReaderScreen.Gathered) -> None:
    """How far adding or refreshing has come; at its end the list is read again."""
    if message.finished:
        _gathered_all(screen)
        screen.say(message.words)
    elif message.total:
        filled = PROGRESS * message.done // message.total
        sign, rest = ("#", "-") if screen.config.ascii else ("━", "─")
        bar = sign * filled + rest * (PROGRESS - filled)
        screen.say(f"{bar} {message.done}/{message.total} {message.words}", "words")


def _gathered_all(screen: ReaderScreen) -> None:
    screen.gathering = None
    renew_list(screen)
