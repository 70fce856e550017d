"""Titles in front of names, inside runs of capitals: "Mr", "Lt Col", "Foreign Minister", "Chief Economist"."""

from __future__ import annotations

from tui.facts.names.capitals import Run
from tui.facts.names.lexicon import Lexicon

_LONGEST = 4
_NONE = ""


class Titles:
    """Finds the title that begins at a word of a run. ``known`` tells where a listed name that begins there ends."""

    def __init__(self, lex: Lexicon) -> None:
        self.lex = lex

    def at(self, run: Run, p: int) -> tuple[int, str]:
        """(number of the word behind the title that begins at word ``p``, its kind), (p, "") if none does.

        The kind is "honorific" ("Mr"), "rank" ("Gen") or "office" ("Foreign Minister").
        """
        n = len(run.words)
        if run.words[p].lower().rstrip(".") in self.lex.title_first:
            for k in range(min(_LONGEST, n - p), 0, -1):
                kind = self._listed(run, p, k)
                if kind:
                    return p + k, kind
        q, kind = self._modified(run, p)
        return (q, kind) if kind else self._topical(run, p)

    def _listed(self, run: Run, p: int, k: int) -> str:
        """The kind of the listed title made of the ``k`` words from ``p``, "" if it is none or no title here."""
        lex = self.lex
        if any(run.small[p : p + k]) and not (k == 3 and " ".join(run.words[p : p + 3]).lower() in lex.office):
            return _NONE
        phrase = " ".join(run.words[p : p + k])
        bare = phrase.rstrip(".")
        if bare in lex.honorific:
            kind = "honorific"
        elif bare in lex.rank:
            kind = "rank"
        elif bare.lower() in lex.office:
            kind = "office"
        else:
            return _NONE
        return _NONE if self._rather_a_name(run, p, p + k, bare, kind) else kind

    def _rather_a_name(self, run: Run, p: int, q: int, bare: str, kind: str) -> bool:
        """Whether the title from ``p`` to ``q`` is part of a name here: "St Mary's Hospital", "National Guard"."""
        lex, n = self.lex, len(run.words)
        if q < n and run.words[q] in lex.organisation_head and (kind == "rank" or q + 1 >= n or run.small[q + 1]):
            return True
        alone = q >= n or run.small[q]
        if alone and kind != "office" and (p > 0 and not run.small[p - 1]):
            return True
        if alone and bare in lex.title_before_name:
            return True
        if bare in lex.saint and self._saintly(run, q):
            return True
        if bare in lex.before_letter and not alone and len(run.words[q]) == 1:
            return True  # "Gen Z"
        return bare in lex.no_title and not (p == 0 and run.initial and not alone)

    def _saintly(self, run: Run, q: int) -> bool:
        """Whether a saint's name from word ``q`` is that of a church, a hospital, a town: "St. Mary's Hospital"."""
        stop = q
        while stop < len(run.words) and not run.small[stop]:
            stop += 1
        last = run.words[stop - 1].rstrip(".") if stop > q else ""
        named = last in self.lex.organisation_head or last in self.lex.place_head or last in self.lex.work_head
        return (stop - q > 1 and named) or (q < len(run.words) and run.words[q].endswith(("'s", "’s", "s'", "s’")))

    def _modified(self, run: Run, p: int) -> tuple[int, str]:
        """ "Former President", "Acting Foreign Minister": an office behind a word that goes with offices."""
        if run.words[p].lower().rstrip(".-") in self.lex.modifier and p + 1 < len(run.words) and not run.small[p + 1]:
            q, kind = self.at(run, p + 1)
            if q > p + 1 and kind in ("office", "rank"):
                return q, kind
        return p, _NONE

    def _topical(self, run: Run, p: int) -> tuple[int, str]:
        """ "Climate Change Minister": one or two common words before an office that has a topic."""
        lex, n = self.lex, len(run.words)
        topical = any(w.lower() in lex.topic_title for w in run.words[p + 1 : p + 3])
        if not topical or not lex.common(run.words[p]) or run.words[p] in lex.known or run.words[p + 1] in lex.known:
            return p, _NONE
        for k in (1, 2):
            plain = p + k < n and not any(run.small[p : p + k + 1]) and all(map(lex.common, run.words[p : p + k]))
            if plain and run.words[p + k].lower() in lex.topic_title:
                return p + k + 1, "office"
        return p, _NONE
