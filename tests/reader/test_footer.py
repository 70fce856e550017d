"""What the line at the bottom says, without a screen."""

from __future__ import annotations

from tui.facts import extract
from tui.facts.kinds import Kind
from tui.keys import keymap
from tui.reader.footer.text import Place, about, keys_of
from tui.structure import plain_article

TEXT = "Defense Secretary Pete Hegseth met 28,500 US troops. Hegseth left."


def said(kind: Kind, number: int = 0) -> str:
    article = plain_article(TEXT)
    facts = extract(article)
    return "".join(words for words, _ in about(facts.of(kind)[number], facts, TEXT))


def test_a_fact_says_its_words_once_and_then_what_is_known_of_it() -> None:
    assert said(Kind.PERSON) == "Pete Hegseth  Defense Secretary"
    assert said(Kind.PERSON, 1) == "Hegseth  Pete Hegseth · Defense Secretary"
    assert said(Kind.FIGURE) == "28,500 US troops  28,500 · US troops"


def keys(place: Place) -> list[str]:
    return [action for _, _, action in keys_of(place, keymap.build(), lambda action: True)]


def test_only_keys_that_do_something_here_are_named() -> None:
    assert "next" in keys(Place("text", rows=1, opened=True))
    assert keys(Place("text", rows=1, opened=True, hints=True)) == []
    assert "next" not in keys(Place("text", rows=1))
    assert "back" in keys(Place("text", rows=1))
