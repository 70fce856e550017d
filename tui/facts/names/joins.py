"""What small words join to one name, and what the head word of a name says of its kind.

"Bank of England" and "Johnson and Johnson Co" are one name each; "the Department of Energy and the Environmental
Protection Agency" are two, and so are "the Fish Policy Institute and Lund State University".
"""

from __future__ import annotations

from tui.facts.names.capitals import Run
from tui.facts.names.lexicon import Lexicon

_OPENING = ("“", '"', "‘")
_SHORT_TAILS = frozenset({"Co", "Sons", "Company"})


def links(run: Run, p: int, q: int, behind: int, lex: Lexicon) -> bool:
    """Whether the small words ``q`` to ``behind`` join the words from ``p`` and those after to one name."""
    small = run.words[q:behind]
    last = run.words[q - 1]
    if small[0] in _OPENING:
        return True
    if small == ["the"]:
        return run.words[behind] in lex.epithet and lex.is_given(run.words[p])
    if all(w in lex.particle for w in small):
        return not lex.common(run.words[p]) or lex.is_given(run.words[p])
    if "&" in small:
        return True
    if "and" in small:
        return small == ["and"] and _and(run, p, q, behind, lex)
    if "of" in small or "for" in small:
        if last.lower() in lex.of_title or last.lower() in lex.office:
            return False
        return last in lex.of_head
    return False


def _and(run: Run, p: int, q: int, behind: int, lex: Lexicon) -> bool:
    """Whether "and" at word ``q`` stands inside one name: "Ministry of Trade and Industry", "Smith and Sons Co"."""
    last = run.words[q - 1]
    if " ".join(run.words[p:q]) in lex.known and q - p > 1:
        return False  # "European Union and United Nations"
    tail = behind + 1
    while tail < len(run.words) and not run.small[tail] and run.words[tail] not in lex.function:
        tail += 1
    if last in lex.organisation_head and q - p > 1 and tail - behind > 1:
        return False  # a whole body stands on either side
    if any(run.small[p:q]) and any(w in ("of", "for") for w in run.words[p:q]):
        return lex.common(run.words[behind]) and lex.common(last) and not _whole(run, behind, tail, lex)
    return (
        run.words[tail - 1] in lex.organisation_head
        and lex.common(last)
        and (q - p <= 2 or all(lex.common(w) for w in run.words[p + 1 : q]))
        and (tail - behind > 1 or run.words[behind] in _SHORT_TAILS)
    )


def _whole(run: Run, behind: int, tail: int, lex: Lexicon) -> bool:
    """Whether a body with a head of its own begins behind "and": "the Ministry of Health and Ministry of Finance"."""
    if tail - behind > 2 and run.words[tail - 1] in lex.organisation_head:
        return True
    return tail < len(run.words) and run.words[tail] in ("of", "for") and run.words[tail - 1] in lex.of_head


def head_of(words: tuple[str, ...], lex: Lexicon) -> str:
    """What the head word of a plain name tells of its kind: "organisation", "place", "event", "law", "work" or ""."""
    if len(words) < 2:
        return ""
    first, last = words[0].rstrip("."), words[-1].rstrip(".")
    if "&" in words:
        return head_class(last, lex) or "organisation"
    if (first in lex.event_first or " ".join(words[:2]) in lex.event_first) and not (
        len(words) > 2 and head_class(last, lex) == "organisation"
    ):
        return "event"
    cut = next((i for i, w in enumerate(words) if w in ("of", "for", "on")), 0)
    if cut:
        return head_class(words[cut - 1], lex)
    if " ".join(words[-2:]) in lex.organisation_head or first in lex.organisation_first:
        return "organisation"
    found = head_class(last, lex)
    if not found and first in lex.place_first:
        return "place"
    return found


def head_class(word: str, lex: Lexicon) -> str:
    """The kind of a name that ends in ``word``, "" where the word says nothing."""
    word = word.rstrip(".")
    for kind, heads in lex.heads:
        if word in heads:
            return kind
    return ""
