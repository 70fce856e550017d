"""What is lit: kinds on and off, how much, folding, the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.actions import KINDS, TRAVEL

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen

DENSITIES = ("key", "all", "claims", "none")
WORDS = {
    "key": "lit: figures, quotations, questions, missing words",
    "all": "lit: every kind",
    "claims": "lit: who says what",
    "none": "nothing is lit",
}


LEGEND = 21
"""Cells of the legend's columns of names and numbers."""


def toggle(screen: ReaderScreen, count: int, arg: str) -> None:
    """One kind off and on; every kind without ``arg``."""
    from tui.facts.model import Kind

    view = screen.view
    if not arg:
        new = "all" if view.density == "none" else "none"
        _set_density(screen, new)
        return
    lit = view.toggle_kind(Kind(arg))
    screen.say(f"{dict(KINDS)[arg]} {'on' if lit else 'off'}")


def density(screen: ReaderScreen, count: int, arg: str) -> None:
    """The next of key facts, all facts, claims only, none."""
    now = screen.view.density
    at = DENSITIES.index(now) + 1 if now in DENSITIES else 0
    _set_density(screen, DENSITIES[at % len(DENSITIES)])


def _set_density(screen: ReaderScreen, new: str) -> None:
    screen.view.density = new
    screen.learned.set("density", new)
    screen.say(WORDS[new])


def fold_facts(screen: ReaderScreen, count: int, arg: str) -> None:
    """Only the sentences that hold facts; again: all of them."""
    view = screen.view
    view.fold_facts = not view.fold_facts
    screen.say("only sentences with facts: again for all" if view.fold_facts else "the whole text")


def folds(screen: ReaderScreen, count: int, arg: str) -> None:
    """The fold at the cursor shut or open."""
    if not screen.view.toggle_folds():
        screen.say("nothing to fold here", "words")


def legend(screen: ReaderScreen, count: int, arg: str) -> None:
    """How each kind looks, how many there are, whether they are lit, and the keys for them."""
    from tui.facts.model import Kind
    from tui.reader.screens.card import Card
    from tui.reader.theme.fact_styles import ASCII_SIGNS, SIGNS
    from tui.reader.widgets.styled_lines import Paragraph

    facts = screen.session.facts
    keymap = screen.keymap
    signs = ASCII_SIGNS if screen.config.ascii else SIGNS
    rows: list[Paragraph] = []
    for kind, words in KINDS:
        n = len(facts.of(Kind(kind))) if facts else 0
        travel = next(key for key, name, _ in TRAVEL if name == kind)
        go = keymap.key(f"next-{kind}") or f"]{travel}"
        sign = signs[kind] if kind in ("claim", "question") else ""  # as in the gutter
        lit = "lit" if Kind(kind) in screen.view.kinds else "off"
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
    more = f"{keymap.key('density')} {WORDS[screen.view.density]} · {keymap.key('toggle-all')} all off and on"
    rows.append(((more, "quiet"),))
    screen.app.push_screen(Card("what is lit", rows))
