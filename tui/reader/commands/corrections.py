"""The reader's own corrections: look at them, take one back, write them to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.library.articles.states import Correction
    from tui.reader.screens.reader import ReaderScreen

NAMES = {"person": "a person", "organisation": "a body", "place": "a place"}
FILE = "corrections.toml"


def show(screen: ReaderScreen, count: int, arg: str) -> None:
    """Every correction, those of this article first; Enter takes one back."""
    from tui.reader.screens.picker import Choice, Picker

    corrections = screen.reading.corrections
    rules = corrections.every()
    if not rules:
        screen.say("no corrections yet: x and X on a fact make one".replace("x and X", _keys(screen)), "words")
        return
    here = screen.session.uri
    ordered = sorted(reversed(rules), key=lambda rule: rule.uri != here)
    choices = [
        Choice(rule.id, in_words(rule), "", "here" if rule.uri == here else "elsewhere", "Enter takes it back")
        for rule in ordered
    ]

    def done(chosen: str | None) -> None:
        rule = next((rule for rule in rules if rule.id == chosen), None)
        if rule is None or not screen.try_to(lambda: corrections.take_back(rule)):
            return
        screen.opening.knowledge_changed()
        screen.say(f"taken back: {in_words(rule)}")

    screen.app.push_screen(Picker("your corrections", choices), done)


def _keys(screen: ReaderScreen) -> str:
    return " and ".join(key for key in (screen.keymap.key("reject"), screen.keymap.key("retype")) if key) or "commands"


def in_words(rule: Correction) -> str:
    """A rule as a sentence: “Korea” is a place, no person."""
    from tui.bookmarks.citation import in_marks

    words = " ".join(rule.words[:80].split())
    if rule.action == "retype":
        return f"{in_marks(words)} is {NAMES.get(rule.new_kind, rule.new_kind)}, no {rule.kind}"
    return f"{in_marks(words)} is no {rule.kind}"


def export(screen: ReaderScreen, count: int, arg: str) -> None:
    """Write every correction to a file."""
    from tui.reader.commands.export import write_new
    from tui.reader.widgets.prompt import Asked
    from tui.reading.correcting import toml

    corrections = screen.reading.corrections
    rules = corrections.every()
    if not rules:
        screen.say("no corrections yet", "words")
        return

    def submit(typed: str) -> None:
        if typed.strip():
            screen.say(*write_new(Path(typed.strip()).expanduser(), toml(rules)))

    folder = screen.config.export_folder or "."
    hint = f"{len(rules)} correction{'s' if len(rules) > 1 else ''}"
    screen.ask(Asked("write to", submit, value=str(Path(folder) / FILE), hint=hint))
