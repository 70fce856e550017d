"""The library in the reader: views, filters, search, adding sources, refreshing them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from tui.reader.background import renew_list
from tui.reading.jobs import Progress, Work, adding, connecting, refreshing, syncing

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen


def views(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose what the list shows: all, unread, starred, today, a kept search, a folder, a feed, a tag."""
    from tui.reader.screens.picker import Choice, Picker

    shelf = screen.reading.shelf
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
    _ask(screen, screen.reading.shelf.query, arg)


HINT = "words, feed:, tag:, after:, speaker: … Tab completes"


def _ask(screen: ReaderScreen, text: str, arg: str, problem: str = "", wrong: tuple[int, int] | None = None) -> None:
    from tui.library import LibraryError
    from tui.library.search.language import QueryError, complete
    from tui.reader.widgets.prompt import Asked

    shelf = screen.reading.shelf
    searches = screen.reading.searches
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
            searches.remember(text.strip())
        show_view(screen)
        screen.panes.activate("list")

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
            history=searches.recent(),
            wrong=wrong,
        )
    )


def show_all(screen: ReaderScreen) -> bool:
    """Back to all articles, to the one that was at the cursor; False where all are shown."""
    shelf = screen.reading.shelf
    if not shelf.narrowed:
        return False
    row = screen.list.row(screen.list.cursor)
    shelf.choose_all()
    screen.opening.list_changed(at=max(0, shelf.index(row.uri)) if row is not None else 0)
    return True


def show_view(screen: ReaderScreen) -> None:
    """The shelf shows another view: list it from its top, and say how much there is."""
    shelf = screen.reading.shelf
    screen.opening.list_changed()
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

    shelf = screen.reading.shelf
    query, searches = shelf.query, screen.reading.searches
    if not query:
        screen.say(f"search first ({screen.keymap.key('filter')}), then keep it", "words")
        return

    def submit(name: str) -> None:
        name = name.strip()
        if name and screen.try_to(lambda: searches.keep(name, query, kill=arg == "kill")):
            what = "what fits is marked read when it comes" if arg == "kill" else f"kept as {name}"
            screen.say(f"{what}: {screen.keymap.key('undo')} undoes")

    screen.ask(Asked("call the rule" if arg == "kill" else "keep as", submit, value=query[:60], hint=query))


def forget_search(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose a kept query or a rule, and forget it."""
    from tui.reader.screens.picker import Choice, Picker

    searches = screen.reading.searches
    kept = searches.kept()
    if not kept:
        screen.say("no search is kept", "words")
        return

    def done(name: str | None) -> None:
        if name is not None and screen.try_to(lambda: searches.forget(name)):
            screen.say(f"{name} forgotten: {screen.keymap.key('undo')} undoes")

    groups = {False: "kept searches", True: "rules: read when they come"}
    rows = [Choice(search.name, search.name, "", groups[search.kill], search.query) for search in kept]
    screen.app.push_screen(Picker("forget", rows), done)


def order(screen: ReaderScreen, count: int, arg: str) -> None:
    """Newest first, or oldest first; an answer also the best first."""
    if screen.try_to(screen.reading.shelf.turn):
        screen.opening.list_changed()
        screen.say(f"{screen.reading.shelf.order} first")


def add(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for a feed, a page, a folder, a file or an OPML list, and add it in a thread."""
    from tui.reader.widgets.prompt import Asked

    def submit(text: str) -> None:
        if text.strip():
            screen.say(f"adding {text.strip()[:60]} …", "words")
            start(screen, adding(text.strip()))

    hint = "an address, a folder, a file, an OPML list or a server"
    screen.ask(Asked("add", submit, hint=hint))


def refresh(screen: ReaderScreen, count: int, arg: str) -> None:
    """Fetch the feeds; again while it runs: stop."""
    if screen.reading.jobs.busy:
        screen.reading.jobs.stop()
        screen.say("stopping …", "words")
        return
    start(screen, refreshing)


def start(screen: ReaderScreen, work: Work) -> None:
    """Have a job done in a thread, one at a time; how far it has come reaches the footer and the list."""
    from tui.reader.screens.messages import Came

    jobs = screen.reading.jobs
    if jobs.busy:
        screen.say(f"still busy: {screen.keymap.key('refresh')} stops it", "words")
        return
    jobs.start(work, lambda progress: screen.post_message(Came(progress)))


def _ask_user(screen: ReaderScreen, base: str) -> None:
    """Ask for name and password at a server, then sign in and sync."""
    from tui.reader.widgets.prompt import Asked

    def submit(user: str) -> None:
        if user.strip():
            _ask_password(screen, "password", lambda password: start(screen, connecting(base, user.strip(), password)))

    screen.ask(Asked("your name there", submit, hint="as the server's API has it"))


def _ask_password(screen: ReaderScreen, label: str, then: Callable[[str], None]) -> None:
    from tui.reader.widgets.prompt import Asked

    screen.ask(Asked(label, lambda password: then(password) if password else None, secret=True))


def tour(screen: ReaderScreen, count: int, arg: str) -> None:
    """Open the short article that teaches the keys by being read."""
    from importlib.resources import files

    from tui.sources.documents.markdown import markdown_article

    text = (files("tui.reader") / "tour.md").read_text(encoding="utf-8")
    screen.opening.show_article(markdown_article(text, uri="factlight:tour"))


PROGRESS = 12
"""Cells of the bar that shows how far one is."""


def came(screen: ReaderScreen, progress: Progress) -> None:
    """How far a job has come; at its end the list is read again."""
    if progress.finished:
        screen.reading.jobs.over()
        renew_list(screen)
        screen.reading.upkeep.find_facts()
        at = screen.reading.shelf.index(progress.uri) if progress.uri and screen.pane == "list" else -1
        if at >= 0:
            screen.opening.list_changed(at=at)
        screen.say(progress.words)
        if progress.server:
            _ask_user(screen, progress.server)
        elif progress.password_for:
            name = progress.password_for
            _ask_password(screen, f"password for {name}", lambda password: start(screen, syncing(name, password)))
    elif progress.total:
        filled = PROGRESS * progress.done // progress.total
        bar = "━" * filled + "─" * (PROGRESS - filled)
        screen.say(f"{bar} {progress.done}/{progress.total} {progress.words}", "words")
