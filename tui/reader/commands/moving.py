"""Moving: in the list, the text and the panel; from fact to fact; back and forth along the jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen


def step(screen: ReaderScreen, count: int, arg: str) -> None:
    """Move by ``arg`` ("line +", "page -", "end +") in whichever pane has the keys."""
    unit, sign = arg.split()
    by = max(1, count) * (1 if sign == "+" else -1)
    if screen.pane == "list" and unit == "end" and count:
        screen.list.go(count - 1)
    elif screen.pane == "list":
        screen.list.move(unit, by)
    elif screen.pane == "panel":
        screen.panel.move(unit, by)
    elif unit == "end" and count:
        go_to_percent(screen, count)
    else:
        screen.view.move(unit, by)


def go_to_percent(screen: ReaderScreen, percent: int) -> None:
    """``50G``: half way down the article."""
    article = screen.session.article
    if article is not None:
        screen.view.go_to(len(article.text) * min(percent, 100) // 100, remember=True, flash=False)


def jump_back(screen: ReaderScreen, count: int, arg: str) -> None:
    """Back to where the last jumps began; before the first one in this article, to the article before it."""
    _jump(screen, count, back=True)


def jump_forward(screen: ReaderScreen, count: int, arg: str) -> None:
    """Forward again."""
    _jump(screen, count, back=False)


def _jump(screen: ReaderScreen, count: int, *, back: bool) -> None:
    if screen.pane == "panel" and not screen.panes.fits_panel:
        screen.panes.activate("text")
    for done in range(max(1, count)):
        inside = screen.view.traveller.back() if back else screen.view.traveller.forward()
        if not inside and not _to_article(screen, back=back):
            if not done:
                screen.say("nowhere to go back to" if back else "nowhere to go forward to", "words")
            return


def _to_article(screen: ReaderScreen, *, back: bool) -> bool:
    """To the article that was read before, or after, this one, of those that the list holds; False: there is none."""
    here, trail = screen.session.uri, screen.opening.trail
    while (uri := trail.walk(here, screen.view.cursor, back=back)) is not None:
        index = screen.reading.shelf.index(uri)
        if index >= 0 and uri != here:
            screen.list.go(index, quiet=True)
            screen.opening.open_row(index, active=True)
            if screen.session.uri == uri and uri in trail.left_at:
                screen.view.go_to(trail.left_at[uri], remember=False, flash=True)
            return True
    return False


def repeat(screen: ReaderScreen, count: int, arg: str) -> None:
    """The last travel once more."""
    if screen.repeatable is None:
        screen.say("nothing to repeat yet", "words")
    else:
        screen.run_command(screen.repeatable, count)


def next_thing(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next hit while a find is active, else the next fact."""
    if screen.finding[0]:
        screen.view.finder.next(max(1, count) * (1 if arg == "+" else -1))
        screen.panes.enter_text()
    else:
        travel(screen, count, arg)


def travel(screen: ReaderScreen, count: int, arg: str) -> None:
    """To another fact: ``arg`` is a sign and a kind ("+figure"), or a sign alone for every lit kind."""
    from tui.facts.model import Kind

    screen.panes.enter_text()
    if screen.session.article is None:
        return
    kinds = (Kind(arg[1:]),) if arg[1:] else None
    by = max(1, count) * (1 if arg[0] == "+" else -1)
    if not screen.view.traveller.travel(kinds, by):
        what = arg[1:] or "fact"
        if screen.session.facts is None and screen.session.busy:
            screen.say("looking for facts …", "words")
        else:
            screen.say(f"no {what} {'after' if by > 0 else 'before'} this one", "words")
