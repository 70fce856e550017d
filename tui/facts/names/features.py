"""What speaks for each kind of name: signs inside the name itself, as short words.

The signs are the same for the rules (a small table of weights written by hand) and for the learned weights, so that
both can be read and compared sign by sign. What stands beside a name is in :mod:`tui.facts.names.around`.
"""

from __future__ import annotations

from tui.facts.names.chunks import Candidate
from tui.facts.names.lexicon import PLACE_SORTS, Lexicon


def inner(c: Candidate, lex: Lexicon) -> list[str]:
    """Signs inside the name, in a fixed order."""
    words = c.words
    first, bare = words[0], words[-1].rstrip(".")
    out = ["bias", f"n={min(len(words), 4)}"]
    body = c.known is not None and c.known.sort not in PLACE_SORTS
    if not body:  # what a list of bodies says is not said again by letters
        out.append("first=" + first)
        if not c.head:
            out += ["last=" + bare, "end=" + bare[-3:].lower()]
    if c.known:
        out.append("known=" + c.known.sort)
        if c.known.sort in PLACE_SORTS:
            out.append("known place")
    if c.head:
        out.append("head=" + c.head)
    if len(words) == 1:
        out += _one(c, first, lex)
    elif c.known is None:
        out += _people(first, bare, words, lex)
        out += _common(words, lex)
        out += _joined(first, words, lex)
    if any(ch.isdigit() for ch in words[-1]):
        out.append("digit")
    if "-" in first:
        out.append("hyphen")
    if "." in first and len(first) > 3:
        out.append("dotted")
    return out


def _one(c: Candidate, word: str, lex: Lexicon) -> list[str]:
    """Signs of a name of one word."""
    out = [] if c.known and c.known.sort not in PLACE_SORTS else ["only=" + word]
    if len(word) > 1 and word.isupper():
        out.append("acronym" if len(word) < 6 else "capitals")
    elif any(ch.isupper() for ch in word[1:]):
        out.append("camel")
    if lex.common(word):
        out.append("word")
        if c.initial:
            out.append("word at start")
    elif c.initial:
        out.append("at start")
    if word in lex.thing or (word[-1] == "s" and word[:-1] in lex.thing):
        out.append("thing")
    if word in lex.given:
        out.append("one given")
    if word in lex.surname:
        out.append("one surname")
    elif word in lex.family:
        out.append("one family")
    return out


def _people(first: str, bare: str, words: tuple[str, ...], lex: Lexicon) -> list[str]:
    """Signs of a person's given and family name."""
    out = []
    if first in lex.given:
        out.append("given")
    elif first in lex.given_word:
        out.append("given or word")
    if bare in lex.surname:
        out.append("surname")
    elif bare in lex.family:
        out.append("family")
    elif bare in lex.family_word:
        out.append("family or word")
    if lex.is_given(first) and lex.is_family(bare):
        out.append("given+family")
    if first in lex.surname and ("-" in words[-1] or words[1] in lex.name_word):
        out.append("surname first")
    if bare in lex.suffix:
        out.append("suffix")
    if any(len(w) == 2 and w[1] == "." for w in words):
        out.append("initial")
    return out


def _common(words: tuple[str, ...], lex: Lexicon) -> list[str]:
    """Signs of ordinary words in the name."""
    out = []
    common = [lex.common(w) for w in words]
    if all(common) and not lex.is_given(words[0]):
        out.append("all words")
    elif not any(common):
        out.append("no words")
    if common[-1] and not common[0]:
        out.append("word last")
    return out


def _joined(first: str, words: tuple[str, ...], lex: Lexicon) -> list[str]:
    """Signs of the small words in the name and of how it begins."""
    out = []
    if "of" in words or "for" in words:
        out.append("of")
    if "and" in words or "&" in words:
        out.append("and")
    begun = lex.known.get(first)
    if begun is not None and begun.sort in PLACE_SORTS:
        out.append("place first")
    if begun is not None and begun.sort == "demonym":
        out.append("demonym first")
    if first in lex.direction:
        out.append("direction")
    if any(w in lex.particle for w in words[1:-1]):
        out.append("particle")
    if all(w.isupper() for w in words):
        out.append("capitals")
    out.append("mid=" + (words[1] if len(words) > 2 else "-"))
    return out
