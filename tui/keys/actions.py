"""The one table of actions. Keys, palette, help screen, ``docs/keys.md`` and the keymap check come from it.

No Textual here: the command line shows the same table. What an action does is the function ``function`` of the module
``module`` in ``tui.reader.commands``, which gets the screen, the count and ``arg``.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.kinds import TABLE


class Action(NamedTuple):
    """Something the reader can do.

    ``id`` is what keys.toml names, for good. ``scope`` is where its keys hold: "reader" in every pane,
    "list", "text", "panel" in one, "select" while words are selected, "marks" on the bookmarks screen.
    ``needs`` names what must be there, or the action is not shown at all: "library" (something can be kept), "views"
    (the library is listed). ``about`` is "article" for what is done to the open article (from the list: to the row's),
    "list" for what is done to the list and its articles, "" for anything else.
    """

    id: str
    keys: tuple[str, ...]
    words: str
    group: str
    module: str
    function: str
    arg: str = ""
    scope: str = "reader"
    counts: bool = False
    repeats: bool = False  # "." does it again
    needs: str = ""
    help: str = ""
    about: str = ""


MOVE, FACTS, SEE, SELECT, MARKS, FIND, LISTS, OUT, PANES, PROGRAM = (
    "moving",
    "from fact to fact",
    "what is lit",
    "selecting",
    "bookmarks",
    "finding",
    "articles",
    "out",
    "panes and looks",
    "program",
)

GROUPS = (MOVE, FACTS, SEE, SELECT, MARKS, FIND, LISTS, OUT, PANES, PROGRAM)

SCOPES = {
    "reader": "everywhere in the reader",
    "list": "in the list of articles",
    "text": "in the text",
    "panel": "in the panel",
    "select": "while words are selected",
    "marks": "on the bookmarks screen",
}
"""Every scope with where it holds, in words."""

TRAVEL = tuple((row.travel, row.kind, row.noun) for row in TABLE if row.travel)
"""(key after ``]`` and ``[``, kind, its name) of each kind that one travels to."""

KINDS = tuple((row.kind, row.plural) for row in TABLE if row.digit)
"""Kinds in the order of their number keys."""


ARTICLE, LIST = "article", "list"
_ABOUT = {
    **dict.fromkeys(("facts", "find", "links", "bookmarks", "export", "panes", "highlights", "selecting"), ARTICLE),
    **dict.fromkeys(("articles", "library"), LIST),
}
"""What the functions of a module of commands are about, unless an action says otherwise."""


def _table() -> tuple[Action, ...]:
    def a(
        id: str,  # noqa: A002 - the field's own name
        keys: tuple[str, ...],
        words: str,
        group: str,
        run: str,
        arg: str = "",
        scope: str = "reader",
        counts: bool = False,
        repeats: bool = False,
        needs: str = "",
        help: str = "",  # noqa: A002
        about: str | None = None,
    ) -> Action:
        """An action; ``run`` names its module and function: "moving.step"."""
        module, function = run.split(".")
        about = _ABOUT.get(module, "") if about is None else about
        return Action(id, keys, words, group, module, function, arg, scope, counts, repeats, needs, help, about)

    rows = [
        # moving: the same keys move in whichever pane is active
        a("down", ("j", "down"), "down", MOVE, "moving.step", "line +", counts=True),
        a("up", ("k", "up"), "up", MOVE, "moving.step", "line -", counts=True),
        a(
            "page-down",
            ("space", "pagedown", "ctrl+f"),
            "page down",
            MOVE,
            "moving.step",
            "page +",
            counts=True,
        ),
        a("page-up", ("b", "pageup", "ctrl+b"), "page up", MOVE, "moving.step", "page -", counts=True),
        a("half-page-down", ("ctrl+d",), "half a page down", MOVE, "moving.step", "half-page +", counts=True),
        a("half-page-up", ("ctrl+u",), "half a page up", MOVE, "moving.step", "half-page -", counts=True),
        a("start", ("gg", "g", "home"), "start", MOVE, "moving.step", "start -"),
        a(
            "end",
            ("G", "end"),
            "end",
            MOVE,
            "moving.step",
            "end +",
            counts=True,
            help="50G: half way down; in the list: article 50",
        ),
        a("next-paragraph", ("}",), "next paragraph", MOVE, "moving.step", "paragraph +", "text", True, True),
        a(
            "previous-paragraph",
            ("{",),
            "previous paragraph",
            MOVE,
            "moving.step",
            "paragraph -",
            "text",
            True,
            True,
        ),
        a("next-word", ("W", "right"), "next word", MOVE, "moving.step", "word +", "text", True),
        a("previous-word", ("B", "left"), "previous word", MOVE, "moving.step", "word -", "text", True),
        a("next-sentence", (")",), "next sentence", MOVE, "moving.step", "sentence +", "text", True, True),
        a(
            "previous-sentence",
            ("(",),
            "previous sentence",
            MOVE,
            "moving.step",
            "sentence -",
            "text",
            True,
            True,
        ),
        a("next-heading", ("]h",), "next heading", MOVE, "moving.step", "heading +", "text", True, True),
        a(
            "previous-heading",
            ("[h",),
            "previous heading",
            MOVE,
            "moving.step",
            "heading -",
            "text",
            True,
            True,
        ),
        a(
            "jump-back",
            ("ctrl+o", "alt+left"),
            "back to where you were",
            MOVE,
            "moving.jump_back",
            counts=True,
            help="Before the first jump here: to the article that was read before.",
        ),
        a(
            "jump-forward",
            ("alt+right", "ctrl+i"),
            "forward again",
            MOVE,
            "moving.jump_forward",
            counts=True,
            help="Most terminals send Ctrl+I as Tab; Alt+Right works in all.",
        ),
        a("repeat", (".",), "repeat the last travel", MOVE, "moving.repeat", counts=True, about=ARTICLE),
        # facts
        a(
            "next",
            ("n",),
            "next fact, or next hit while finding",
            FACTS,
            "moving.next_thing",
            "+",
            counts=True,
            repeats=True,
            about=ARTICLE,
        ),
        a(
            "previous",
            ("N",),
            "previous fact, or previous hit while finding",
            FACTS,
            "moving.next_thing",
            "-",
            counts=True,
            repeats=True,
            about=ARTICLE,
        ),
        a(
            "next-fact",
            ("]]",),
            "next fact of any lit kind",
            FACTS,
            "moving.travel",
            "+",
            "text",
            True,
            True,
            about=ARTICLE,
        ),
        a("previous-fact", ("[[",), "previous fact", FACTS, "moving.travel", "-", "text", True, True, about=ARTICLE),
    ]
    for key, kind, words in TRAVEL:
        rows.append(
            a(
                f"next-{kind}",
                (f"]{key}",),
                f"next {words}",
                FACTS,
                "moving.travel",
                f"+{kind}",
                "text",
                True,
                True,
                about=ARTICLE,
            )
        )
        rows.append(
            a(
                f"previous-{kind}",
                (f"[{key}",),
                f"previous {words}",
                FACTS,
                "moving.travel",
                f"-{kind}",
                "text",
                True,
                True,
                about=ARTICLE,
            )
        )
    rows += [
        a("why", ("w", "enter"), "why is this lit?", FACTS, "facts.why", scope="text"),
        a(
            "reject",
            ("x",),
            "this is none: take the light off",
            FACTS,
            "facts.reject",
            scope="text",
            needs="library",
        ),
        a(
            "retype",
            ("X",),
            "this is a person, a body, a place …",
            FACTS,
            "facts.retype",
            scope="text",
            needs="library",
        ),
        a("not-heading", ("H",), "this is no heading", FACTS, "facts.not_heading", scope="text", needs="library"),
        a("corrections", (), "your corrections: look, take one back", FACTS, "corrections.show", needs="library"),
        a("export-corrections", (), "write your corrections to a file", FACTS, "corrections.export", needs="library"),
        a("set-date", ("D",), "set the day it was published", FACTS, "facts.set_date", needs="library"),
    ]
    for number, (kind, words) in enumerate(KINDS, 1):
        rows.append(a(f"toggle-{kind}", (str(number),), f"{words} on and off", SEE, "highlights.toggle", kind, "text"))
    rows += [
        a("toggle-all", ("0",), "all kinds on and off", SEE, "highlights.toggle", "", "text"),
        a("density", ("d",), "more or less lit: key, all, claims, none", SEE, "highlights.density", scope="text"),
        a("legend", ("L",), "legend", SEE, "highlights.legend"),
        a("fold-facts", ("F",), "only the sentences with facts", SEE, "highlights.fold_facts", scope="text"),
        a("fold-answers", ("-",), "fold and unfold the parts", SEE, "highlights.folds", scope="text"),
        # selecting
        a("select-words", ("v",), "select by words", SELECT, "selecting.start", "word", "text"),
        a("select-sentences", ("V",), "select by sentences", SELECT, "selecting.start", "sentence", "text"),
        a(
            "select-right",
            ("l", "w", "right"),
            "a word on",
            SELECT,
            "selecting.extend",
            "word +",
            "select",
            True,
        ),
        a(
            "select-left",
            ("h", "b", "left"),
            "a word back",
            SELECT,
            "selecting.extend",
            "word -",
            "select",
            True,
        ),
        a("select-down", ("j", "down"), "a line down", SELECT, "selecting.extend", "line +", "select", True),
        a("select-up", ("k", "up"), "a line up", SELECT, "selecting.extend", "line -", "select", True),
        a(
            "select-sentence",
            (")",),
            "a sentence on",
            SELECT,
            "selecting.extend",
            "sentence +",
            "select",
            True,
        ),
        a(
            "select-sentence-back",
            ("(",),
            "a sentence back",
            SELECT,
            "selecting.extend",
            "sentence -",
            "select",
            True,
        ),
        a(
            "select-paragraph",
            ("}",),
            "a paragraph on",
            SELECT,
            "selecting.extend",
            "paragraph +",
            "select",
            True,
        ),
        a(
            "select-paragraph-back",
            ("{",),
            "a paragraph back",
            SELECT,
            "selecting.extend",
            "paragraph -",
            "select",
            True,
        ),
        a("select-swap", ("o",), "move the other end", SELECT, "selecting.swap", scope="select"),
        # bookmarks
        a(
            "mark",
            ("m",),
            "bookmark the selection or sentence",
            MARKS,
            "bookmarks.mark",
            needs="library",
            help="Saved on disk at once. Without a selection: the sentence at the cursor.",
        ),
        a(
            "mark-with-note",
            ("M",),
            "bookmark with a note and tags",
            MARKS,
            "bookmarks.mark_with_note",
            needs="library",
        ),
        a("next-mark", ("]m",), "next bookmark here", MARKS, "bookmarks.travel", "+", "text", True, True),
        a(
            "previous-mark",
            ("[m",),
            "previous bookmark here",
            MARKS,
            "bookmarks.travel",
            "-",
            "text",
            True,
            True,
        ),
        a("all-marks", ("'",), "all bookmarks", MARKS, "bookmarks.all_marks", needs="library"),
        a("marks-open", ("enter", "l"), "go to the passage", MARKS, "bookmarks_screen.open", scope="marks"),
        a("marks-search", ("/",), "search quotes, notes and tags", MARKS, "bookmarks_screen.search", scope="marks"),
        a("marks-sort", ("o",), "another order", MARKS, "bookmarks_screen.sort", scope="marks"),
        a("marks-tag-filter", ("#",), "only one tag", MARKS, "bookmarks_screen.filter_tag", scope="marks"),
        a(
            "marks-state-filter",
            ("!",),
            "only changed or lost ones",
            MARKS,
            "bookmarks_screen.filter_state",
            scope="marks",
        ),
        a("marks-here", ("H",), "only those of this article", MARKS, "bookmarks_screen.filter_article", scope="marks"),
        a("marks-edit", ("e",), "edit note and tags", MARKS, "bookmarks_screen.edit", scope="marks"),
        a("marks-pick", ("x", "space"), "choose several", MARKS, "bookmarks_screen.pick", scope="marks"),
        a("marks-pick-all", ("X",), "choose all, or none", MARKS, "bookmarks_screen.pick_all", scope="marks"),
        a("marks-tag", ("t",), "tag the chosen", MARKS, "bookmarks_screen.tag", scope="marks"),
        a("marks-delete", ("D", "delete"), "delete the chosen", MARKS, "bookmarks_screen.delete", scope="marks"),
        a("marks-review", ("v",), "review the old ones, one by one", MARKS, "bookmarks_screen.review", scope="marks"),
        a("marks-copy", ("y",), "copy", MARKS, "bookmarks_screen.copy", scope="marks"),
        a("marks-export", ("s",), "export what is listed", MARKS, "bookmarks_screen.export", scope="marks"),
        a("marks-undo", ("u", "ctrl+z"), "undo", MARKS, "bookmarks_screen.undo", scope="marks"),
        a("marks-down", ("j", "down"), "down", MARKS, "bookmarks_screen.step", "line +", "marks", True),
        a("marks-up", ("k", "up"), "up", MARKS, "bookmarks_screen.step", "line -", "marks", True),
        a(
            "marks-page-down",
            ("pagedown", "ctrl+f", "ctrl+d"),
            "page down",
            MARKS,
            "bookmarks_screen.step",
            "page +",
            "marks",
            True,
        ),
        a(
            "marks-page-up",
            ("pageup", "ctrl+b", "ctrl+u"),
            "page up",
            MARKS,
            "bookmarks_screen.step",
            "page -",
            "marks",
            True,
        ),
        a("marks-start", ("gg", "g", "home"), "start", MARKS, "bookmarks_screen.step", "start -", "marks"),
        a("marks-end", ("G", "end"), "end", MARKS, "bookmarks_screen.step", "end +", "marks"),
        a("marks-help", ("?", ":", "f1", "ctrl+p"), "help", MARKS, "bookmarks_screen.help_screen", scope="marks"),
        a("marks-close", ("q", "escape", "'"), "back to the text", MARKS, "bookmarks_screen.close", scope="marks"),
        # finding
        a("find", ("/",), "find in this article", FIND, "find.find"),
        a("find-word", ("*",), "find the word at the cursor", FIND, "find.find_word", "+", "text", True),
        a("find-word-back", ("#",), "the same, backwards", FIND, "find.find_word", "-", "text", True),
        a("search", ("g/",), "search the whole library, best first", FIND, "library.search", "best", needs="views"),
        a("filter", ("&",), "list only what fits a query", FIND, "library.search", needs="views"),
        a("keep-search", ("gs",), "keep this query as a view", FIND, "library.keep_search", needs="views"),
        a(
            "kill-rule",
            (),
            "mark what fits this query read from now on",
            FIND,
            "library.keep_search",
            "kill",
            needs="views",
        ),
        a("forget-search", (), "forget a kept search or a rule", FIND, "library.forget_search", needs="views"),
        # articles
        a("open", ("enter",), "open", LISTS, "articles.open_row", scope="list"),
        a("next-article", ("J",), "next article", LISTS, "articles.neighbour", "+", counts=True),
        a("previous-article", ("K",), "previous article", LISTS, "articles.neighbour", "-", counts=True),
        a("next-unread", ("tab",), "next unread", LISTS, "articles.next_unread", "+"),
        a("previous-unread", ("shift+tab",), "previous unread", LISTS, "articles.next_unread", "-"),
        a("read", ("r",), "read or unread", LISTS, "articles.toggle_read", needs="library"),
        a("star", ("f",), "star", LISTS, "articles.star", needs="library"),
        a("tag", ("T",), "tags of the article", LISTS, "articles.tag", needs="library"),
        a("all-read", ("A",), "all read", LISTS, "articles.all_read", needs="library"),
        a("undo", ("u", "ctrl+z"), "undo", LISTS, "articles.undo", needs="library"),
        a("views", ("c",), "choose a view: unread, starred, a feed, a tag …", LISTS, "library.views", needs="views"),
        a("order", ("go",), "newest or oldest first", LISTS, "library.order", needs="views"),
        a("add", ("+",), "add a feed, page, folder or file", LISTS, "library.add", needs="library"),
        a("refresh", ("R",), "refresh the feeds; again: stop", LISTS, "library.refresh", needs="library"),
        a("tour", (), "a short tour", LISTS, "library.tour"),
        # out
        a("copy", ("y",), "copy the selection or fact with its source", OUT, "export.copy"),
        a("copy-markdown", ("Y",), "copy as Markdown", OUT, "export.copy", "markdown"),
        a("copy-words", ("gy",), "copy the words alone", OUT, "export.copy", "words"),
        a("copy-source", ("gY",), "copy where the article comes from", OUT, "export.copy_source"),
        a("browser", ("o",), "open in the browser", OUT, "links.browser"),
        a("links", (";",), "follow a link", OUT, "links.show"),
        a("export", ("s",), "export the article", OUT, "export.export"),
        a("pipe", ("|",), "pipe article, selection or facts to a command", OUT, "export.pipe"),
        a("edit", ("e",), "open in your editor or pager", OUT, "export.edit"),
        # panes and looks
        a("pane-left", ("h", "ctrl+left"), "pane to the left", PANES, "panes.move", "-"),
        a("pane-right", ("l", "ctrl+right"), "pane to the right", PANES, "panes.move", "+"),
        a("panel", ("p",), "panel on and off", PANES, "panes.toggle_panel"),
        a("panel-go", ("enter",), "go to the passage", PANES, "panes.go", scope="panel"),
        a("panel-why", ("w",), "why is this listed?", PANES, "facts.why", scope="panel"),
        a("panel-reject", ("x",), "not a fact: remove it", PANES, "facts.reject", scope="panel", needs="library"),
        a("panel-retype", ("X",), "change the kind", PANES, "facts.retype", scope="panel", needs="library"),
        a("panel-next-tab", ("right", "]"), "next tab", PANES, "panes.tab", "+", "panel", True),
        a("panel-previous-tab", ("left", "["), "previous tab", PANES, "panes.tab", "-", "panel", True),
        *(
            a(f"panel-{name}", (str(i),), words, PANES, "panes.tab", name, "panel")
            for i, (name, words) in enumerate(
                (
                    ("qa", "questions and answers"),
                    ("figures", "figures"),
                    ("who", "who"),
                    ("when", "when"),
                    ("said", "said"),
                    ("marks", "marks"),
                ),
                1,
            )
        ),
        a("panel-all", ("a",), "this tab in full, or in short", PANES, "panes.toggle_all", scope="panel"),
        a("zen", ("z",), "nothing but the text", PANES, "panes.zen"),
        a("narrower", ("<",), "narrower column", PANES, "panes.measure", "-", counts=True),
        a("wider", (">",), "wider column", PANES, "panes.measure", "+", counts=True),
        a("justify", ("=",), "both edges straight, or ragged", PANES, "panes.justify"),
        a("theme", ("t",), "theme", PANES, "panes.theme"),
        # program
        a("help", ("?", "f1"), "help", PROGRAM, "program.help_screen"),
        a("commands", (":", "ctrl+p"), "all commands", PROGRAM, "program.palette"),
        a("problems", (), "problems in your settings and files", PROGRAM, "program.problems"),
        a("suspend", (), "sleep: back to the shell, fg wakes", PROGRAM, "program.suspend"),
        a("close", ("escape",), "leave what is open: selection, find, panel", PROGRAM, "program.close"),
        a("back", ("q",), "back; from the start, quit", PROGRAM, "program.back"),
        a("quit", ("Q", "ctrl+q"), "quit", PROGRAM, "program.quit_reader"),
        a("interrupt", ("ctrl+c",), "copy what is selected", PROGRAM, "program.interrupt"),
    ]
    return tuple(rows)


ACTIONS: tuple[Action, ...] = _table()

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}
