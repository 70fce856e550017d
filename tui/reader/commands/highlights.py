"""What is lit: kinds on and off, how much, folding, the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.actions import KINDS, TRAVEL
from tui.reading.page.lit import LEVELS

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

WORDS = {
    "key": "lit: key figures, quotations with a speaker, questions, missing words",
    "all": "lit: every kind",
    "claims": "lit: who says what",
    "none": "nothing is lit",
}


LEGEND = 21
"""Cells of the legend's columns of names and numbers."""


def toggle(screen: ReaderScreen, count: int, arg: str) -> None:
    """One kind off and on; without ``arg`` everything off, and back to what was lit before."""
    from tui.facts.model import Kind

    view = screen.view
    if not arg:
        level = view.settings.toggle_all()
        screen.say(WORDS[level] if view.settings.kinds == LEVELS[level] else "lit: what was lit before")
        return
    lit = view.settings.toggle_kind(Kind(arg))
    screen.say(f"{dict(KINDS)[arg]} {'on' if lit else 'off'}")


def density(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next of key facts, all facts, claims only, none."""
    now = screen.view.settings.density
    levels = list(LEVELS)
    _set_density(screen, levels[(levels.index(now) + 1) % len(levels)])


def _set_density(screen: ReaderScreen, new: str) -> None:
    screen.view.settings.density = new
    screen.learned.set("density", new)
    screen.say(WORDS[new])


def fold_facts(screen: ReaderScreen, count: int, arg: str) -> None:
    """Only the sentences that hold facts; again: all of them."""
    view = screen.view
    view.settings.fold_facts = not view.settings.fold_facts
    screen.say("only sentences with facts: again for all" if view.settings.fold_facts else "the whole text")


def folds(screen: ReaderScreen, count: int, arg: str) -> None:
    """The fold at the cursor shut or open."""
    if not screen.view.settings.toggle_folds():
        screen.say("nothing to fold here", "words")


def legend(screen: ReaderScreen, count: int, arg: str) -> None:
    """How each kind looks, how many there are, whether they are lit, and the keys for them."""
    from tui.facts.kinds import Kind, row
    from tui.reader.screens.card import Card
    from tui.reader.widgets.styled_lines import Paragraph

    facts = screen.session.facts
    keymap = screen.keymap
    rows: list[Paragraph] = []
    for kind, words in KINDS:
        n = len(facts.of(Kind(kind))) if facts else 0
        travel = next(key for key, name, _ in TRAVEL if name == kind)
        go = keymap.key(f"next-{kind}") or f"]{travel}"
        sign = row(kind).sign if kind != Kind.GAP else ""  # as in the gutter
        lit = "lit" if Kind(kind) in screen.view.settings.kinds else "off"
        keys = f"{keymap.key(f'toggle-{kind}')} switches · {go} next"
        ink = "date underlined" if kind == "date" else kind
        rows.append(
            (
                (f"{sign:<2}", "sign"),
                (words, ink),
                (f"{n:>{LEGEND - len(words)}}   ", "text"),
                (f"{lit}   ", "text" if lit == "lit" else "quiet"),
                (keys, "quiet"),
            )
        )
    rows.append(())
    more = f"{keymap.key('density')} {WORDS[screen.view.settings.density]} · {keymap.key('toggle-all')} all off and on"
    rows.append(((more, "quiet"),))
    screen.app.push_screen(Card("what is lit", rows))
