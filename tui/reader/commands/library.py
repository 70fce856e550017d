"""The library in the reader: views, filters, search, adding sources, refreshing them."""

from __future__ import annotations

import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Any

from tui.reader.background import look, renew_list
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
            show_view(screen)

    now = next((str(i) for i, view in enumerate(found) if view.title == shelf.title), "")
    screen.app.push_screen(Picker("show", rows, at=now, tall=True), done)


def search(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for a query in the filter language; ``arg`` "best" puts the best first, else the newest."""
    _ask(screen, getattr(screen.reading.shelf, "query", ""), arg)


HINT = "words, feed:, tag:, after:, speaker: … Tab completes"


def _ask(screen: ReaderScreen, text: str, arg: str, problem: str = "", wrong: tuple[int, int] | None = None) -> None:
    from tui.library import LibraryError
    from tui.library.search.language import QueryError, complete
    from tui.reader.commands.find import remember
    from tui.reader.widgets.prompt import Asked

    shelf: Any = screen.reading.shelf
    library = screen.reading.library
    values = cache(shelf.values)

    def submit(text: str) -> None:
        try:
            shelf.search(text, order="best" if arg == "best" else "newest")
        except QueryError as error:  # what was typed stays, and the word that is wrong is shown
            _ask(screen, text, arg, str(error), (error.start, error.end))
            return
        except LibraryError as error:
            screen.say(str(error), "warning")
            return
        if text.strip():
            remember(screen, text.strip())
        show_view(screen)
        screen.set_pane("list")

    def change(text: str) -> None:
        offers = complete(text, values) if text[-1:].strip() else []
        words = " · ".join(offer.word for offer in offers[:4]) + (" …" if len(offers) > 4 else "")
        screen.tell_prompt(offers[0].word + f" {offers[0].help}" if len(offers) == 1 else words or HINT)

    screen.ask(
        Asked(
            "search" if arg == "best" else "only",
            submit,
            value=text,
            hint=problem or HINT,
            change=change,
            completions=lambda text: [offer.query for offer in complete(text, values)],
            history=library.states.recent_finds() if library else screen.finds,
            wrong=wrong,
        )
    )


def show_all(screen: ReaderScreen) -> bool:
    """Back to all articles, to the one that was at the cursor; False where all are shown."""
    from tui.library.articles.lists import View

    shelf: Any = screen.reading.shelf
    if not shelf.narrowed:
        return False
    row = screen.list.row(screen.list.cursor)
    shelf.show(View(title="All"))
    screen.list_changed(at=max(0, shelf.index(row.uri)) if row is not None else 0)
    return True


def show_view(screen: ReaderScreen) -> None:
    """The shelf shows another view: list it from its top, and say how much there is."""
    shelf: Any = screen.reading.shelf
    screen.list_changed()
    n = shelf.count()
    if not shelf.query:
        screen.say(f"{shelf.title}: {n:,} article{'' if n == 1 else 's'}")
        return
    words = f"the {shelf.order} {n}" if shelf.more else f"{n} article{'' if n == 1 else 's'}"
    waiting = shelf.unlooked()
    if waiting:
        words += f" · facts of {waiting:,} more are still looked for"
    screen.say(words)


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
        name = name.strip()
        if name and screen.try_to(lambda: library.search.save(name, query, kill=arg == "kill")):
            what = "what fits is marked read when it comes" if arg == "kill" else f"kept as {name}"
            screen.say(f"{what}: {screen.keymap.key('undo')} undoes")

    screen.ask(Asked("call the rule" if arg == "kill" else "keep as", submit, value=query[:60], hint=query))


def forget_search(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose a kept query or a rule, and forget it."""
    from tui.reader.screens.picker import Choice, Picker

    library = screen.reading.library
    assert library is not None
    kept = [(name, query, group) for kill, group in ((False, "kept searches"), (True, "rules: read when they come"))
            for name, query in library.search.saved(kill=kill)]  # fmt: skip
    if not kept:
        screen.say("no search is kept", "words")
        return

    def done(name: str | None) -> None:
        if name is not None and screen.try_to(lambda: library.search.forget(name)):
            screen.say(f"{name} forgotten: {screen.keymap.key('undo')} undoes")

    rows = [Choice(name, name, "", group, query) for name, query, group in kept]
    screen.app.push_screen(Picker("forget", rows), done)


def order(screen: ReaderScreen, count: int, arg: str) -> None:
    """Newest first, or oldest first; an answer also the best first."""
    from tui.reading.library_listing import ORDERS

    shelf: Any = screen.reading.shelf
    view = shelf.view
    if shelf.query:
        orders = ORDERS if shelf.painted else ORDERS[:2]
        now = orders[(orders.index(shelf.order) + 1) % len(orders)] if shelf.order in orders else orders[0]
        if not screen.try_to(lambda: shelf.search(shelf.query, view.title, order=now)):
            return
    else:
        now = "newest" if view.oldest_first else "oldest"
        shelf.show(view._replace(oldest_first=not view.oldest_first))
    screen.list_changed()
    screen.say(f"{now} first")


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
        self.uri = ""  # of the one article that was added


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
    from tui.ingest.add import add as add_source
    from tui.ingest.refresh import refresh as fetch
    from tui.library import Library

    with Library.open(job.path) as library:
        added = add_source(library, source, cancelled=job.stop.is_set)
        words, job.uri = added.words, added.uri
        if added.feeds:
            job.post(0, len(added.feeds), words, False)
            summary = fetch(library, added.feeds, progress=_progress(job), cancelled=job.stop.is_set)
            one = library.feeds.get(added.feeds[0].id) if len(added.feeds) == 1 else None
            n = f"{summary.new:,} article{'' if summary.new == 1 else 's'}"
            words = f"{n} from {one.name}" if one and summary.new else f"{words} · {n}"
            if summary.problems:
                words += f" · {summary.problems[0].problem}"
    job.post(1, 1, words, True)


def _refresh(job: Job) -> None:
    from tui.ingest.due import due_feeds
    from tui.ingest.refresh import refresh as fetch
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

    from tui.sources.documents.markdown import markdown_article

    text = (files("tui.reader") / "tour.md").read_text(encoding="utf-8")
    screen.show_article(markdown_article(text, uri="factlight:tour"))


TELL = 0.1
"""Seconds between two words about how far one is: every one is drawn."""
PROGRESS = 12
"""Cells of the bar that shows how far one is."""


def gathered(screen: ReaderScreen, message: ReaderScreen.Gathered) -> None:
    """How far adding or refreshing has come; at its end the list is read again."""
    if message.finished:
        added = screen.gathering.uri if screen.gathering is not None else ""
        _gathered_all(screen)
        at = screen.reading.shelf.index(added) if added and screen.pane == "list" else -1
        if at >= 0:
            screen.list_changed(at=at)
        screen.say(message.words)
    elif message.total:
        filled = PROGRESS * message.done // message.total
        sign, rest = ("#", "-") if screen.config.ascii else ("━", "─")
        bar = sign * filled + rest * (PROGRESS - filled)
        screen.say(f"{bar} {message.done}/{message.total} {message.words}", "words")


def _gathered_all(screen: ReaderScreen) -> None:
    screen.gathering = None
    renew_list(screen)
    look(screen)
