"""Finding: in the article as one types, the word at the cursor, the whole library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.reader.footer.text import found

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

LIMIT = 400
"""Characters of a query that are looked for."""


def find(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask what to find; hits are painted with every key."""
    from tui.reader.widgets.prompt import Asked

    if screen.the_article() is None:
        return
    history = screen.reading.searches.recent()
    options = screen.find_options
    origin = screen.view.cursor

    def change(text: str) -> None:
        _look(screen, text, origin, options)

    def submit(text: str) -> None:
        _look(screen, text, origin, options)
        if not text:
            stop(screen)
            return
        screen.view.finder.keep()
        screen.reading.searches.remember(text)
        screen.panes.enter_text()

    def cancel() -> None:
        stop(screen)
        screen.view.go_to(origin, remember=False, flash=False)

    def key(name: str) -> bool:
        which = SWITCHES.get(name)
        if which is None:
            return False
        options[which] = not options[which]
        if screen.prompt is not None:
            change(screen.prompt.value)
        return True

    hint = told(screen.find_options)
    screen.ask(Asked(LABEL, submit, hint=hint, change=change, cancel=cancel, key=key, history=history))


LABEL = "find"
OPTIONS = (("whole_word", "Alt+W", "whole words"), ("regex", "Alt+R", "regex"), ("case", "Alt+C", "case"))
"""Each option with its key in the line of input and its name."""
SWITCHES = {
    "alt+w": "whole_word",
    "alt+r": "regex",
    "alt+c": "case",
    "ctrl+t": "whole_word",  # where Alt writes other letters, as on a Mac
    "ctrl+r": "regex",
    "ctrl+g": "case",
}


def told(options: dict[str, bool], finding: tuple[str, int, int, str] = ("", 0, 0, "")) -> str:
    """What the line of input says: the hits of ``finding`` and the options that are on; the keys before one types."""
    if finding[0]:
        return " · ".join([found(*finding[1:]), *(words for name, _, words in OPTIONS if options[name])])
    return " · ".join(f"{key} {words}{' on' if options[name] else ''}" for name, key, words in OPTIONS)


def tell(screen: ReaderScreen) -> None:
    """Say in the line of input what was found, while it asks for that."""
    if screen.prompt is not None and screen.prompt.asked is not None and screen.prompt.asked.label == LABEL:
        screen.tell_prompt(told(screen.find_options, screen.finding))


def _look(screen: ReaderScreen, text: str, origin: int, options: dict[str, bool]) -> None:
    screen.finding = (text[:LIMIT], 0, 0, "")
    if not text:
        screen.view.finder.clear()
        tell(screen)
        return
    hits, problem = screen.view.finder.look(text[:LIMIT], origin=origin, **options)
    screen.finding = (text[:LIMIT], 0, len(hits), problem)  # which hit is the current one, the view tells


def words(screen: ReaderScreen, wanted: Sequence[str]) -> None:
    """Find what a search of the library looked for, from the article's start on; nothing is active where it is not."""
    from tui.library.search.fulltext import pattern

    if screen.view.finder.look(pattern(wanted), origin=0, folded=True).hits:
        screen.finding = (" ".join(word.rstrip("*") for word in wanted), 1, 0, "")
    else:
        stop(screen)


def stop(screen: ReaderScreen) -> None:
    """End the find: n and N go from fact to fact again."""
    screen.finding = ("", 0, 0, "")
    screen.view.finder.clear()


def find_word(screen: ReaderScreen, count: int, arg: str) -> None:
    """To the next or previous place where the word at the cursor stands, as a whole word in whatever capitals."""
    from tui.reading.page.find import caseless

    view = screen.view
    word, span = view.word_at_cursor(), view.word_span()
    if span is None:
        screen.say("no word here", "words")
        return
    _look(screen, caseless(word), span.start, {"whole_word": True, "regex": False, "case": False})
    view.finder.next(max(1, count) * (1 if arg == "+" else -1))
    screen.reading.searches.remember(word)
