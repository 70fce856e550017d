"""Places that share a word: "North and South Korea" names both."""

from __future__ import annotations

from dataclasses import replace

from tui.facts.names.capitals import Run
from tui.facts.names.chunks import Candidate
from tui.facts.names.lexicon import Lexicon


def parted(candidates: list[Candidate], run: Run, lex: Lexicon) -> list[Candidate]:
    """``candidates`` of ``run``, with "North" of "North and South Korea" known as North Korea."""
    if "and" not in run.words:
        return candidates
    out = list(candidates)
    for i, c in enumerate(candidates[:-1]):
        other = candidates[i + 1]
        if len(c.words) != 1 or len(other.words) < 2 or c.words[0] not in lex.direction:
            continue
        known = lex.known.get(" ".join((c.words[0], *other.words[1:])))
        if known is not None and known.sort != "demonym":
            out[i] = replace(c, known=known, words=(c.words[0], *other.words[1:]))
    return out
