"""Recognisers of others: added, never in the way; spaCy's with a pipeline built here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui.facts.document import Document
from tui.facts.model import Fact, Kind, Mention
from tui.facts.plugins import PluginError, added, load
from tui.structure import plain_article

TEXT = "Ann Smith met Bob in Exampleton.\n\nThe Exampleton Club paid.\n"


def fact(words: str, kind: Kind, rule: str = "r") -> Fact:
    start = TEXT.index(words)
    return Fact(kind, start, start + len(words), Mention(), rule)


def test_what_overlaps_our_own_is_dropped_and_nothing_of_ours_goes() -> None:
    def more(doc: Document) -> Iterator[Fact]:
        assert doc.text == TEXT
        yield fact("Smith", Kind.PERSON)
        yield fact("Bob", Kind.PERSON)
        yield fact("Exampleton", Kind.PLACE)
        yield Fact(Kind.PLACE, 5, 9_999, Mention(), "r")

    def broken(doc: Document) -> Iterator[Fact]:
        raise RuntimeError("no")

    ours = [fact("Ann Smith", Kind.PERSON)]
    found = added(Document(plain_article(TEXT)), ours, [("bad", broken), ("more", more)])
    assert [(TEXT[f.start : f.end], f.rule) for f in found] == [("Bob", "more: r"), ("Exampleton", "more: r")]


def test_an_unknown_recogniser_is_named() -> None:
    assert load([]) == []
    with pytest.raises(PluginError, match="no recogniser called 'nothing'"):
        load(["nothing"])


def test_spacy_names_are_mapped() -> None:
    spacy = pytest.importorskip("spacy", reason="the optional extra is not installed")
    from tui.facts.with_spacy import recognise_with

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Bob"},
            {"label": "GPE", "pattern": "Exampleton"},
            {"label": "DATE", "pattern": "met"},
        ]
    )
    found = list(recognise_with(nlp, Document(plain_article(TEXT))))
    assert [(f.kind, TEXT[f.start : f.end]) for f in found] == [
        (Kind.PERSON, "Bob"), (Kind.PLACE, "Exampleton"), (Kind.PLACE, "Exampleton"),
    ]  # fmt: skip
