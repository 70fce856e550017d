"""Bookmarks from the text: save at once, save with a note, travel along them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.facts.kinds import Span
from tui.library.db.undo import in_brief

if TYPE_CHECKING:
    from tui.bookmarks.model import Bookmark
    from tui.reader.screens.reader import ReaderScreen


def mark(screen: ReaderScreen, count: int, arg: str) -> None:
    """Save the selection or the sentence at the cursor; on disk before the screen says so."""
    target = screen.target()
    _save(screen, target.span, target.note, ())


def _save(screen: ReaderScreen, span: Span | None, note: str, tags: tuple[str, ...]) -> None:
    from tui.library import LibraryError

    article = screen.the_article()
    if article is None:
        return
    if span is None or span[0] >= span[1]:
        screen.say("nothing to bookmark here", "warning")
        return
    try:
        kept = screen.reading.bookmarks.save(article, span[0], span[1], note=note, tags=tags)
    except (LibraryError, ValueError) as error:
        screen.say(str(error), "warning")
        return
    screen.view.clear_selection()
    screen.opening.marks_changed()
    screen.say(f"saved {_short(kept)}")


def mark_with_note(screen: ReaderScreen, count: int, arg: str) -> None:
    """Write a note and tags, then save; on a bookmark: change them."""
    article = screen.the_article()
    if article is None:
        return
    from tui.reader.screens.note_editor import NoteEditor, Written

    target = screen.target()
    there = here(screen, target.span)
    span = screen.view.selection or (there.span if there else None) or target.span
    if span is None or span[0] >= span[1]:
        screen.say("nothing to bookmark here", "warning")
        return
    tags = list(screen.reading.bookmarks.tags())
    old = there if screen.view.selection is None else None

    def done(written: Written | None) -> None:
        if written is None:
            return
        if old is None:
            _save(screen, Span(*span), written.note, written.tags)
        else:
            change(screen, old, written.note, written.tags)

    quote = " ".join(article.text[span[0] : min(span[1], span[0] + 2000)].split())
    note, kept = (old.note, old.tags) if old else (target.note, ())
    screen.app.push_screen(NoteEditor(quote, note, kept, tags, screen.config.editor), done)


def change(screen: ReaderScreen, bookmark: Bookmark, note: str, tags: tuple[str, ...]) -> None:
    """Write a bookmark's note and tags anew."""
    if screen.try_to(lambda: screen.reading.bookmarks.change(bookmark, note=note, tags=tags)):
        screen.opening.marks_changed()
        screen.say("note saved")


def here(screen: ReaderScreen, span: Span | None) -> Bookmark | None:
    """The bookmark at the cursor, or in the panel that of the row; the shortest where several overlap."""
    if screen.pane == "panel":
        return next((b for b in screen.session.bookmarks if b.span and b.span == span), None)
    at = screen.view.cursor
    found = [b for b in screen.session.bookmarks if b.span and b.span[0] <= at < b.span[1]]
    return min(found, key=lambda b: b.span[1] - b.span[0] if b.span else 0, default=None)


def travel(screen: ReaderScreen, count: int, arg: str) -> None:
    """To the next or previous bookmark of this article."""
    at = screen.view.cursor
    starts = sorted({b.span[0] for b in screen.session.bookmarks if b.span})
    ahead = [s for s in starts if s > at] if arg == "+" else [s for s in reversed(starts) if s < at]
    if not ahead:
        screen.say(f"no bookmark {'after' if arg == '+' else 'before'} this place", "words")
        return
    screen.panes.go_to(ahead[min(max(1, count), len(ahead)) - 1])


def all_marks(screen: ReaderScreen, count: int, arg: str) -> None:
    """The screen of all bookmarks."""
    from tui.reader.screens.bookmarks import MarksScreen

    screen.opening.save_position()
    screen.app.push_screen(MarksScreen(screen), screen.opening.back_from_marks)


def _short(bookmark: Bookmark) -> str:
    return in_brief(" ".join(bookmark.selector.exact[:200].split()), 50)
