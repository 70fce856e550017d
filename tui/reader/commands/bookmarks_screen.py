"""What keys do on the bookmarks screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.reader.screens.routing import leave

if TYPE_CHECKING:
    from tui.bookmarks.citation import Citation
    from tui.bookmarks.model import Bookmark
    from tui.reader.screens.bookmarks import MarksScreen
    from tui.reader.screens.note_editor import Written

STATES = ("", "changed", "lost", "moved")


def step(screen: MarksScreen, count: int, arg: str) -> None:
    """Move the cursor."""
    unit, sign = arg.split()
    screen.list.move(unit, max(1, count) * (1 if sign == "+" else -1))


def open(screen: MarksScreen, count: int, arg: str) -> None:  # noqa: A001 - the word for it
    """Go to the passage in its article."""
    mark = screen.list.current
    if mark is not None:
        leave(screen, (mark.uri, mark.span[0] if mark.span else -1))


def search(screen: MarksScreen, count: int, arg: str) -> None:
    """Search quotes, notes, tags and titles as one types."""
    from tui.reader.widgets.prompt import Asked

    before = screen.query_words

    def look(text: str) -> None:
        screen.query_words = text.strip()
        screen.reload()
        n = len(screen.list.marks)
        screen.tell_prompt(f"{n} found" if text.strip() else "")

    screen.ask(Asked("search", look, value=before, change=look, cancel=lambda: look(before)))


def sort(screen: MarksScreen, count: int, arg: str) -> None:
    """The next order."""
    from tui.library.bookmarks.query import SORTS

    names = list(SORTS)
    screen.sort = names[(names.index(screen.sort) + 1) % len(names)]
    screen.review = False
    screen.reload()


def filter_tag(screen: MarksScreen, count: int, arg: str) -> None:
    """Only one tag; again on the same: all."""
    from tui.reader.screens.picker import Choice, Picker

    tags = screen.reading.bookmarks.tags()
    if not tags:
        screen.say("no tags yet: e edits a note and its tags", "words")
        return
    choices = [Choice("", "every tag"), *(Choice(tag, f"#{tag}", str(n)) for tag, n in tags.items())]

    def done(tag: str | None) -> None:
        if tag is not None:
            screen.tag = tag
            screen.reload()

    screen.app.push_screen(Picker("only the tag …", choices, at=screen.tag), done)


def filter_state(screen: MarksScreen, count: int, arg: str) -> None:
    """Only changed, lost or moved ones, in turn; then all."""
    screen.state = STATES[(STATES.index(screen.state) + 1) % len(STATES)]
    screen.reload()
    screen.say(f"only {screen.state} ones" if screen.state else "all")


def filter_article(screen: MarksScreen, count: int, arg: str) -> None:
    """Only those of the article that is open; again: all."""
    if not screen.reader.session.uri:
        screen.say("no article is open", "words")
        return
    screen.here = not screen.here
    screen.reload()


def edit(screen: MarksScreen, count: int, arg: str) -> None:
    """Note and tags of the bookmark under the cursor."""
    from tui.reader.screens.note_editor import NoteEditor

    mark = screen.list.current
    if mark is None:
        return

    def done(written: Written | None) -> None:
        if written is not None and screen.try_to(
            lambda: screen.reading.bookmarks.change(mark, note=written.note, tags=written.tags)
        ):
            screen.reload()
            screen.say("note saved")

    quote = " ".join(mark.selector.exact[:2000].split())
    known = list(screen.reading.bookmarks.tags())
    screen.app.push_screen(NoteEditor(quote, mark.note, mark.tags, known, screen.config.editor), done)


def pick(screen: MarksScreen, count: int, arg: str) -> None:
    """Choose the bookmark under the cursor, or not; then the next."""
    mark = screen.list.current
    if mark is not None:
        screen.list.picked ^= {mark.id}
        screen.list.move("line", 1)
        screen.reload()


def pick_all(screen: MarksScreen, count: int, arg: str) -> None:
    """Choose all that are listed, or none."""
    every = {m.id for m in screen.list.marks}
    screen.list.picked = set() if screen.list.picked else every
    screen.reload()


def tag(screen: MarksScreen, count: int, arg: str) -> None:
    """Give the chosen ones tags; a minus in front takes one off."""
    from tui.reader.widgets.prompt import Asked

    ids = [m.id for m in screen.list.chosen]
    if not ids:
        return
    known = list(screen.reading.bookmarks.tags())

    def complete(text: str) -> list[str]:
        head, comma, word = text.rpartition(",")
        word = word.strip().casefold()
        return [f"{head}{comma}{' ' if comma else ''}{t}" for t in known if t.casefold().startswith(word)]

    def submit(text: str) -> None:
        changed: list[int] = []
        if text.strip() and screen.try_to(lambda: changed.append(screen.reading.bookmarks.retag(ids, text))):
            screen.reload()
            screen.say(f"{changed[0]} changed: {screen.keymap.key('marks-undo')} undoes")

    n = len(ids)
    label = f"tags for {n} bookmark{'s' if n != 1 else ''}"
    screen.ask(
        Asked(label, submit, hint="separated by commas · -tag takes one off · Tab completes", completions=complete)
    )


def delete(screen: MarksScreen, count: int, arg: str) -> None:
    """Delete the chosen ones, or the one under the cursor; undo brings them back."""
    ids = [m.id for m in screen.list.chosen]
    gone: list[int] = []
    if ids and screen.try_to(lambda: gone.append(screen.reading.bookmarks.delete(ids))):
        screen.reload()
        screen.say(f"{gone[0]} deleted: {screen.keymap.key('marks-undo')} undoes")


def review(screen: MarksScreen, count: int, arg: str) -> None:
    """One at a time, the oldest first; again: the list."""
    screen.review = not screen.review
    screen.list.cursor = 0
    screen.reload()


def copy(screen: MarksScreen, count: int, arg: str) -> None:
    """The chosen ones on the clipboard, with their sources."""
    from tui.bookmarks.citation import citation_for
    from tui.reader.commands.export import quoted
    from tui.reader.external import clipboard

    chosen = screen.list.chosen
    if chosen:
        articles = screen.reading.bookmarks.citations(chosen)
        text = "\n\n".join(quoted(citation_for(m, articles), m.selector.exact) for m in chosen)
        screen.say(clipboard.copy(screen.app, text, screen.config.clipboard))


def export(screen: MarksScreen, count: int, arg: str) -> None:
    """What is listed, or chosen, into a file."""
    from tui.bookmarks.formats import FORMATS
    from tui.reader.screens.picker import Choice, Picker

    if not screen.list.marks:
        screen.say("nothing to export", "words")
        return
    choices = [Choice(f.name, f.title, f.suffix) for f in FORMATS.values() if f.writes]

    def done(name: str | None) -> None:
        if name:
            _ask_file(screen, name, FORMATS[name].suffix)

    screen.app.push_screen(Picker("export as", choices), done)


def _ask_file(screen: MarksScreen, name: str, suffix: str) -> None:
    from tui.reader.widgets.prompt import Asked

    picked = [m for m in screen.list.marks if m.id in screen.list.picked] or list(screen.list.marks)

    def submit(typed: str) -> None:
        from tui.bookmarks.formats import export as write
        from tui.reader.commands.export import write_new

        if typed.strip():
            articles = screen.reading.bookmarks.citations(picked)
            path = Path(typed.strip()).expanduser()
            if name == "obsidian":
                screen.say(*_into_notes(path, picked, articles))
            else:
                screen.say(*write_new(path, write(picked, name, articles=articles)))

    default = str(Path(screen.config.export_folder or ".") / f"bookmarks{suffix}")
    screen.ask(Asked("write to", submit, value=default, hint=f"{len(picked)} bookmarks"))


def _into_notes(path: Path, picked: list[Bookmark], articles: dict[str, Citation]) -> tuple[str, str]:
    """Put what is missing into notes that may hold lines of the reader's own; what happened, and its style."""
    from tui.bookmarks import vault
    from tui.text.sanitize import sanitize_line

    shown = sanitize_line(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        done = vault.export(path, picked, articles)
    except OSError as error:
        return f"{shown} cannot be written ({error.strerror or error})", "warning"
    there = f", {done.kept} there already" if done.kept else ""
    return f"{done.added} written to {shown}{there}", "done"


def undo(screen: MarksScreen, count: int, arg: str) -> None:
    """Take back the last change."""
    done: list[str | None] = []
    if screen.try_to(lambda: done.append(screen.reading.undo())):
        screen.reload()
        screen.say(f"undone: {done[0]}" if done[0] else "nothing to undo")


def help_screen(screen: MarksScreen, count: int, arg: str) -> None:
    """The keys of this screen."""
    from tui.keys.actions import ACTIONS
    from tui.reader.commands.program import choices
    from tui.reader.screens.picker import Picker

    def done(action_id: str | None) -> None:
        if action_id:
            screen.act(action_id)
            screen.update_bar()

    rows = choices(screen.keymap, [a for a in ACTIONS if a.scope == "marks" and screen.available(a)])
    screen.app.push_screen(Picker("bookmarks: keys", rows, tall=True), done)


def close(screen: MarksScreen, count: int, arg: str) -> None:
    """Leave what is narrowed first, then the screen."""
    if screen.review:
        screen.review = False
    elif screen.list.picked:
        screen.list.picked = set()
    elif screen.query_words or screen.tag or screen.state or screen.here:
        screen.query_words = screen.tag = screen.state = ""
        screen.here = False
    else:
        leave(screen, None)
        return
    screen.reload()
