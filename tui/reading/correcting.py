"""The reader's corrections: each a readable rule, kept in the library, undoable, listed, written to a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.reading.finding_facts import STRUCTURE
from tui.reading.store import Store
from tui.text.article import Article, BlockKind

if TYPE_CHECKING:
    from tui.facts.model import Fact
    from tui.library.articles.states import Correction

FIELDS = ("uri", "kind", "words", "action", "new_kind")
"""Of a rule, in the order in which a file has them."""


class Correcting:
    """Makes rules and applies those about the structure. Whatever writes raises LibraryError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rules(self, uri: str) -> tuple[Correction, ...]:
        """The rules that hold for an article, oldest first."""
        library = self._store.library
        return tuple(library.states.corrections(uri)) if library is not None else ()

    def every(self) -> list[Correction]:
        """Every rule, oldest first."""
        return self._store.library.states.all_corrections() if self._store.library is not None else []

    def structured(self, article: Article) -> Article:
        """``article`` with its headings and questions as the rules say."""
        rules = [rule for rule in self.rules(article.uri) if rule.kind in STRUCTURE]
        if not rules:
            return article
        from tui.structure.corrected import corrected

        return corrected(
            article,
            [rule.words for rule in rules if rule.action == "not-heading"],
            [rule.words for rule in rules if rule.kind == "question" and rule.action == "reject"],
        )

    def reject(self, article: Article, fact: Fact) -> str:
        """The words of ``fact`` are no fact of its kind in this article; the words."""
        return self._add(article, fact, "reject", "")

    def retype(self, article: Article, fact: Fact, kind: str) -> str:
        """The words of ``fact`` are a fact of another kind in this article; the words."""
        return self._add(article, fact, "retype", kind)

    def _add(self, article: Article, fact: Fact, action: str, new_kind: str) -> str:
        from tui.facts.corrections import words_of

        words = words_of(fact, article.text)
        self._store.writable().states.add_correction(article.uri, str(fact.kind), words, action, new_kind)
        return words

    def toggle_heading(self, article: Article, offset: int) -> bool | None:
        """The heading at ``offset`` is none from now on, or is one again: which of both. None: there was no heading."""
        i = article.block_at(offset)
        if i < 0:
            return None
        words = article.block_text(article.blocks[i])
        states = self._store.writable().states
        for rule in self.rules(article.uri):
            if rule.action == "not-heading" and rule.words == words:
                states.remove_correction(rule.id)
                return True
        if article.blocks[i].kind is not BlockKind.HEADING:
            return None
        states.add_correction(article.uri, "heading", words, "not-heading")
        return False

    def take_back(self, rule: Correction) -> None:
        """Drop a rule. Undoable."""
        self._store.writable().states.remove_correction(rule.id)


def toml(rules: Iterable[Correction]) -> str:
    """Rules as TOML, oldest first: a table ``[[correction]]`` each, its fields those of the library."""
    out = ["# Corrections of highlights: in this article these words are no fact of this kind, or one of another."]
    for rule in rules:
        values = rule._asdict()
        out += ["", "[[correction]]"]
        # a JSON string is a TOML string but for DEL, which the door lets nobody bring in
        out += [f"{name} = {json.dumps(values[name], ensure_ascii=False)}" for name in FIELDS if values[name]]
    return "\n".join(out) + "\n"
