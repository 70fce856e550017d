"""A fact under the cursor: why it is lit, and putting it right once for all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.facts.model import Fact
    from tui.reader.screens.reader import ReaderScreen

NAMES = (("person", "a person"), ("organisation", "a body"), ("place", "a place"))


def why(screen: ReaderScreen, count: int, arg: str) -> None:
    """What recognised the fact at the cursor, its value, what is doubtful; on a fold: what is in it."""
    from tui.exports.explain import explain
    from tui.facts.model import Mention
    from tui.reader.screens.card import Card

    fact, facts, article = screen.target().fact, screen.session.facts, screen.session.article
    if fact is None and screen.view.settings.open_fold():
        return
    if fact is None or facts is None or article is None:
        screen.say("no fact here: n goes to the next one".replace("n ", f"{screen.keymap.key('next')} ", 1), "words")
        return
    keys = [
        (screen.keymap.key(action), words, action)
        for action, words in (("reject", "this is none"), ("retype", "another kind"), ("mark", "mark"))
        if screen.keymap.key(action) and screen.can(action) and (action != "retype" or isinstance(fact.detail, Mention))
    ]

    def done(action: str | None) -> None:
        if action:
            screen.act(action)

    rows = explain(fact, facts, article, screen.reading.date_of(article))
    screen.app.push_screen(Card("why is this lit?", rows, keys), done)


def reject(screen: ReaderScreen, count: int, arg: str) -> None:
    """The words at the cursor are no fact of this kind in this article; of a gap: nothing is missing there."""
    fact: Fact | None = screen.target().fact
    if fact is None:
        screen.say("no fact here", "words")
    else:
        _rule(screen, fact, "")


def retype(screen: ReaderScreen, count: int, arg: str) -> None:
    """The name at the cursor is of another kind."""
    from tui.facts.model import Mention
    from tui.reader.screens.picker import Choice, Picker

    fact: Fact | None = screen.target().fact
    if fact is None:
        screen.say("no fact here", "words")
        return
    if not isinstance(fact.detail, Mention):
        screen.say("only names have another kind; to take the light off: " + screen.keymap.key("reject"), "words")
        return
    choices = [Choice(kind, words) for kind, words in NAMES if kind != str(fact.kind)]

    def done(kind: str | None) -> None:
        if kind:
            _rule(screen, fact, kind)

    screen.app.push_screen(Picker("this is …", choices), done)


def _rule(screen: ReaderScreen, fact: Fact, new_kind: str) -> None:
    from tui.bookmarks.citation import in_marks

    article, corrections = screen.session.article, screen.reading.corrections
    assert article is not None
    words: list[str] = []
    if new_kind:
        done = screen.try_to(lambda: words.append(corrections.retype(article, fact, new_kind)))
    else:
        done = screen.try_to(lambda: words.append(corrections.reject(article, fact)))
    if done:
        screen.opening.knowledge_changed()
        what = f"is {dict(NAMES)[new_kind]}" if new_kind else f"is no {fact.kind} here"
        screen.say(f"{in_marks(words[0][:80])} {what}: {screen.keymap.key('undo')} undoes")


def not_heading(screen: ReaderScreen, count: int, arg: str) -> None:
    """The heading at the cursor is none (or is one again)."""
    article = screen.the_article()
    if article is None:
        return
    done: list[bool | None] = []
    if not screen.try_to(lambda: done.append(screen.reading.corrections.toggle_heading(article, screen.view.cursor))):
        return
    if done[0] is None:
        screen.say("this paragraph is no heading", "words")
        return
    screen.opening.reopen()
    screen.say("a heading again" if done[0] else f"no heading any more: {screen.keymap.key('undo')} undoes")


def set_date(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for the day the article was published, so that “Monday” gets a date."""
    from tui.reader.widgets.prompt import Asked

    article = screen.the_article()
    if article is None:
        return
    day, origin = screen.reading.date_of(article)

    def submit(text: str) -> None:
        iso, problem = read_day(text)
        if problem:
            screen.say(problem, "warning")
        elif screen.try_to(lambda: screen.reading.set_date(article.uri, iso)):
            screen.list.touch()
            screen.opening.extract_again()
            screen.say(f"published {iso}" if iso else "no date any more")

    hint = f"{origin}; empty forgets it" if origin else "such as 2025-11-03"
    screen.ask(Asked("published on", submit, value=day, hint=hint))


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(text: str) -> tuple[str, str]:
    """(ISO date, "") of a typed day: ``2025-11-03``, ``20251103``, ``3 Nov 2025``, ``3.11.2025``; "" is none.

    ("", a sentence) when it is no date. The order day, month holds for dotted dates only: ``3/11/2025``
    can be read in two ways and is refused.
    """
    words = text.strip()
    if not words:
        return "", ""
    try:
        return date.fromisoformat(words[:10] if "-" in words else words).isoformat(), ""
    except ValueError:
        pass
    parts = words.replace(",", " ").replace(".", " ").split()
    try:
        if len(parts) == 3:
            names = [p[:3].lower() for p in parts]
            month = next((i for i, p in enumerate(names) if p in MONTHS), -1)
            if month >= 0:
                rest = [p for i, p in enumerate(parts) if i != month]
                return date(int(rest[1]), MONTHS.index(names[month]) + 1, int(rest[0])).isoformat(), ""
            if "." in words:
                return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat(), ""
    except ValueError:
        pass
    return "", f"“{words[:30]}” is no date: write 2025-11-03"
