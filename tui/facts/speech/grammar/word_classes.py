"""The word classes that the rules of attribution read, and the tagger that gives every word one of them."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from tui.facts.speech.lexicon import word_classes, word_set


class WordClass(StrEnum):
    """One letter a token: a sentence's classes are a list of these letters, and the rules ask for sets of them.

    So ``tags[k] in "CN"`` reads "a name or a noun". Which word has which class stands in ``cues_words.txt``; what is
    in no list is classed by its form (:class:`Tagger`).
    """

    DETERMINER = "D"
    """the, a, this, his, some"""
    NAME = "C"
    """a word with a capital that no list knows"""
    NOUN = "N"
    """whatever nothing else claims: nouns, and verbs of no list"""
    ADJECTIVE = "A"
    NUMBER = "#"
    """digits and signs of currencies"""
    MONTH_OR_DAY = "M"
    SUBJECT_PRONOUN = "P"
    """he, they, everyone; with a verb in it: he’s, they’ll"""
    OBJECT_PRONOUN = "O"
    REFLEXIVE = "L"
    """himself"""
    RELATIVE = "W"
    """who, which, whose"""
    AUXILIARY = "X"
    """is, has, did, will"""
    VERB = "V"
    """an everyday verb, finite or a participle"""
    PAST_OR_PARTICIPLE = "E"
    """a word in -ed"""
    GERUND = "G"
    """a word in -ing"""
    ADVERB = "R"
    PREPOSITION = "I"
    TO = "T"
    COORDINATOR = "J"
    """and, or, but"""
    SUBORDINATOR = "S"
    """that, whether, because, when"""
    QUOTATION = "Q"
    """a whole quotation, folded into one token"""
    QUOTATION_MARK = '"'
    """a mark that belongs to no quotation"""
    COMMA = ","
    SEMICOLON = ";"
    COLON = ":"
    STOP = "."
    ELLIPSIS = "…"
    DASH = "-"
    OPENING_BRACKET = "("
    CLOSING_BRACKET = ")"
    APOSTROPHE = "'"


_SIGNS = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".", "?": ".", "!": ".", "…": "…",
    "-": "-", "–": "-", "—": "-", "―": "-", "‒": "-", "/": "N", "&": "J", "$": "#", "€": "#", "£": "#", "%": "N",
    "#": "#", "@": "C", "'": "'", "’": "'",
}  # fmt: skip


class Tagger(dict[str, str]):
    """Word to coarse class, computed at the first meeting."""

    def __init__(self) -> None:
        super().__init__(_SIGNS)
        self._classes = word_classes()
        self._days = word_set("days")

    def __missing__(self, word: str) -> str:
        tag = self._tag(word)
        self[word] = tag
        return tag

    def _tag(self, word: str) -> str:
        first = word[0]
        if first.isdigit():
            return "#"
        if not first.isalpha():
            return '"' if first in '"“”„«»‹›‘‚`' else "N"
        low = word.lower()
        if first.isupper():
            if word in self._days:
                return "M"
            known = self._classes.get(low, "")
            if known and known not in "AVNM" and not (word.isupper() and len(word) > 1 and word not in ("THE", "OF")):
                return known
            return "C"
        known = self._classes.get(low, "")
        if known:
            return known
        if low.endswith("ly") and len(low) > 4:
            return "R"
        if low.endswith("ing") and len(low) > 4:
            return "G"
        if low.endswith("ed") and len(low) > 3:
            return "E"
        return "N"


_MOST = 30_000  # words kept from article to article


@cache
def _shared_tagger() -> Tagger:
    return Tagger()


def shared_tagger() -> Tagger:
    """The classes of the words met so far; started anew before they grow without bound."""
    tagger = _shared_tagger()
    if len(tagger) > _MOST:
        _shared_tagger.cache_clear()
        tagger = _shared_tagger()
    return tagger
