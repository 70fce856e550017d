"""What a reader under test shows, keeps and gives away, as short words by name: the state in which keys are compared.

This is the only place that knows where the reader holds its state; the scripts in ``cases/actions`` speak of the names
here and never of attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.widgets import Static

from tests.reader.running import Running
from tui.reader.screens.bookmarks import MarksScreen
from tui.reader.screens.card import Card
from tui.reader.screens.picker import Picker

TOLD = 24
"""So many letters of a text are told."""


def short(words: str) -> str:
    """The first letters of a text on one line."""
    return " ".join(words.split())[:TOLD].strip()


class Outside:
    """What left the reader since the start: copies, addresses opened, commands run, files written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copied = ""
        self.browsed = ""
        self.ran = ""

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file in the folder of exports with its size class and first letters."""
        for path in sorted(self.folder.iterdir()):
            if path.is_file():
                yield path.name, short(path.read_text(encoding="utf-8", errors="replace"))


def state(running: Running, outside: Outside) -> dict[str, str]:
    """The reader's state by name: what is on top, where each pane stands, what the library holds, what went out."""
    app, screen, library = running.app, running.screen, running.library
    top = app.screen
    if app.leaving:
        return {"left": "yes"}
    found = {
        "screen": type(top).__name__,
        "status": " ".join(top.status[0].split()) if hasattr(top, "status") else "",
        "theme": app.theme,
    }
    found |= _panes(running) | _text(running)
    if isinstance(top, Card):
        found["card"] = short(" ".join(str(part.render()) for part in top.query(Static)))
    if isinstance(top, Picker):
        rows = top.list.rows
        found["picker"] = f"{top.list.cursor + 1} of {len(rows)}"
    if isinstance(top, MarksScreen):
        found["marks"] = _marks(top)
    prompt = getattr(top, "prompt", None)
    if prompt is not None and prompt.asked is not None:
        found["prompt"] = short(prompt.asked.label)
    uris = [row.uri for row in screen.reading.shelf.rows(0, 9)]
    states = library.states.of(uris)
    found["read"] = " ".join(row.uri[-1] for row in screen.reading.rows(0, 9) if row.read)
    found["starred"] = " ".join(uri[-1] for uri in uris if states[uri].starred)
    found["tags"] = " | ".join(
        " ".join([uri[-1], *library.articles.tags(uri)]) for uri in uris if library.articles.tags(uri)
    )
    found["kept"] = " | ".join(
        "+".join([short(mark.selector.exact), short(mark.note), *mark.tags]).rstrip("+")
        for mark in library.bookmarks.all()
    )
    found["corrections"] = " | ".join(
        f"{rule.action} {rule.kind} {short(rule.words)} {rule.new_kind}".strip()
        for rule in library.states.all_corrections()
    )
    found["published"] = " ".join(states[uri].published for uri in uris if states[uri].published)
    found["searches"] = " | ".join(f"{name}={query}" for name, query in library.search.saved())
    found["rules"] = " | ".join(f"{name}={query}" for name, query in library.search.saved(kill=True))
    found |= {"copied": short(outside.copied), "browsed": outside.browsed, "ran": short(outside.ran)}
    found["files"] = " | ".join(f"{name}: {words}" for name, words in outside.files())
    return found


def _panes(running: Running) -> dict[str, str]:
    screen = running.screen
    row = screen.list.row(screen.list.cursor)
    panel = screen.panel
    return {
        "pane": screen.pane,
        "row": short(row.title) if row else "",
        "rows": f"{screen.list.total} {screen.list.heading}",
        "zen": "on" if screen.panes.zen else "",
        "panel": "on" if screen.panes.panel_on else "",
        "tab": panel.tab,
        "entry": f"{panel.cursor}+{panel.skip}" if panel.skip else str(panel.cursor),
        "in full": " ".join(sorted(screen.opening.expanded)),
        "links": "numbered" if screen.hints else "",
        "typed": screen.dispatcher.pending,
    }


def _text(running: Running) -> dict[str, str]:
    screen = running.screen
    view, article = screen.view, screen.view.article
    if article is None:
        return {"open": ""}
    fact, selection = view.current_fact, view.selection
    query, index, total, _ = screen.finding
    return {
        "open": short(article.title),
        "at": short(article.text[view.cursor : view.cursor + 60]),
        "fact": f"{fact.kind.value} {short(article.text[fact.start : fact.end])}" if fact else "",
        "selected": article.text[selection.start : selection.end].replace("\n", " ") if selection else "",
        "lit": "".join(kind.value[0:2] for kind in sorted(view.settings.kinds, key=lambda kind: kind.value)),
        "width": str(view.settings.measure),
        "justified": "yes" if view.settings.justify else "",
        "folded": "facts" if view.settings.fold_facts else "",
        "found": f"{query} {index}/{total}" if query else "",
    }


def _marks(screen: MarksScreen) -> str:
    """Where the list of bookmarks stands, how it is filtered and sorted."""
    listed = screen.list
    now = listed.current
    filters = [
        screen.query_words,
        screen.tag,
        screen.state,
        "here" if screen.here else "",
        "review" if screen.review else "",
    ]
    at = f"{listed.cursor + 1}/{len(listed.marks)} {short(now.selector.exact) if now else ''}"
    return " ".join([at, screen.sort, *filter(None, filters), f"picked {len(listed.picked)}"])
