"""Finding: in the article as one types, the word at the cursor, the whole library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.reader.footer import found

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

LIMIT = 400
"""Characters of a query that are looked for."""


def find(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask what to find; hits are painted with every key."""
    from tui.reader.widgets.prompt import Asked

    if screen.session.article is None:
        screen.say("no article is open", "words")
        return
    library = screen.reading.library
    history = library.states.recent_finds() if library else screen.finds
    options = screen.find_options
    origin = screen.view.cursor

    def change(text: str) -> None:
        _look(screen, text, origin)

    def submit(text: str) -> None:
        _look(screen, text, origin)
        if not text:
            stop(screen)
            return
        remember(screen, text)
        screen.enter_text()

    def cancel() -> None:
        stop(screen)
        screen.view.go_to(origin, remember=False, flash=False)

    def key(name: str) -> bool:
        which = {"alt+w": "whole_word", "alt+r": "regex", "alt+c": "case"}.get(name)
        if which is None:
            return False
        options[which] = not options[which]
        if screen.prompt is not None:
            _look(screen, screen.prompt.value, origin)
        return True

    screen.ask(Asked("find", submit, hint=HINT, change=change, cancel=cancel, key=key, history=history))


HINT = "Alt+W whole words · Alt+R regex · Alt+C case"


def _look(screen: ReaderScreen, text: str, origin: int) -> None:
    options = screen.find_options
    screen.finding = (text[:LIMIT], 0, 0, "")
    if not text:
        screen.view.clear_find()
        screen.tell_prompt(HINT)
        return
    screen.view.find(text[:LIMIT], origin=origin, **options)
    on = [words for name, words in (("whole_word", "whole"), ("regex", "regex"), ("case", "case")) if options[name]]
    screen.tell_prompt(" · ".join([found(*screen.finding[1:]), *on]))


def words(screen: ReaderScreen, wanted: Sequence[str]) -> None:
    """Find what a search of the library looked for, from the article's start on; nothing is active where it is not."""
    from tui.library.searching import pattern

    if screen.view.find(pattern(wanted), origin=0, regex=True).hits:
        screen.finding = (" ".join(word.rstrip("*") for word in wanted), 1, 0, "")
    else:
        stop(screen)


def stop(screen: ReaderScreen) -> None:
    """End the find: n and N go from fact to fact again."""
    screen.finding = ("", 0, 0, "")
    screen.view.clear_find()


def remember(screen: ReaderScreen, text: str) -> None:
    """Keep what was looked for."""
    from tui.library import LibraryError

    library = screen.reading.library
    screen.finds = [text, *(f for f in screen.finds if f != text)][:50]
    if library is not None and not library.read_only:
        try:
            library.states.add_find(text)
        except LibraryError:
            return  # a find that is not remembered is no loss


def find_word(screen: ReaderScreen, count: int, arg: str) -> None:
    """Find the word at the cursor as a whole word."""
    word = screen.view.word_at_cursor()
    if not word:
        screen.say("no word here", "words")
        return
    screen.find_options.update(whole_word=True, regex=False, case=False)
    _look(screen, word, screen.view.cursor)
    remember(screen, word)
