"""From runs to candidates: titles, demonyms and listed names set apart, the rest kept together.

Each candidate is a stretch that may be a name, with what stands right before it (a title, an honorific),
so that the next step only has to say of what kind it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tui.facts.names.capitals import Run
from tui.facts.names.joins import head_of, links
from tui.facts.names.lexicon import PLACE_SORTS, Known, Lexicon
from tui.facts.names.titles import Titles

_STATES = frozenset({"U.S.", "US", "UK", "U.K.", "EU", "UN", "U.N.", "United States", "United Kingdom"})


@dataclass(slots=True)
class Candidate:
    """A stretch of text that may be a name.

    ``words`` are its words without dots and signs changed; ``known`` the listed name it is, if any.
    ``title`` is the span of capitalised title words right before it, ``honorific`` tells "Mr" and "Dr"
    from offices.
    """

    start: int
    end: int
    words: tuple[str, ...]
    known: Known | None = None
    title: tuple[int, int] | None = None
    honorific: bool = False
    rank: bool = False
    initial: bool = False
    possessive: bool = False
    bracketed: bool = False  # stands alone in round brackets
    demonym: bool = False  # a nationality adjective or people, no name by itself
    head: str = ""  # "organisation", "place", "event", "law": told by its last or first word
    left: str = ""  # sort of the piece right before in the same run: "place", "demonym", "organisation", "title"
    right: str = ""  # sort of the piece right behind in the same run


class Pieces:
    """Parts the runs of one document."""

    def __init__(self, text: str, lex: Lexicon, inside: set[str]) -> None:
        self.text = text
        self.lex = lex
        self.titles = Titles(lex)
        self.inside = inside  # words that are capitalised within some sentence

    def split(self, run: Run, headline: bool) -> list[Candidate]:
        """The candidates of ``run`` in the order of the text."""
        self.run, self.headline = run, headline
        out: list[Candidate] = []
        n = len(run.words)
        p = 0
        title: tuple[int, int] | None = None
        honorific = rank = False
        left = ""
        while p < n:
            word = run.words[p]
            if run.small[p]:
                behind = self._topic(p) if title is not None else p
                if title is not None and behind > p:
                    title = (title[0], run.ends[behind - 1])
                else:
                    title, left, behind = None, "", p + 1
                p = behind
                continue
            q = self._known(p)
            if q and q > p:
                q, found = self._grown(p, q)
                if found is not None:
                    self._put(out, p, q, found, title, honorific, rank, left)
                    left = found.sort if found else ""
                    left = "place" if left in PLACE_SORTS else left
                    title, honorific, rank, p = None, False, False, q
                    continue
            q, kind = self._title(p)
            if q > p:
                begin = run.starts[p] if title is None or kind == "honorific" else title[0]
                title = (begin, run.ends[q - 1])
                honorific, rank = kind == "honorific", kind == "rank"
                left, p = "title", q
                continue
            if p == 0 and run.initial and self._idle(p):
                p += 1
                continue
            if word in self.lex.function and (q == 0 or q == p) and self._plain_function(p):
                p += 1
                title = None
                continue
            if headline and self._ordinary(p):
                p += 1
                title = None
                continue
            q = self._plain(p)
            self._put(out, p, q, None, title, honorific, rank, left)
            left = out[-1].head or "name" if out else "name"
            title, honorific, rank, p = None, False, False, q
        for one, other in pairwise(out):
            if other.start - one.end <= 1:
                one.right = other.known.sort if other.known else other.head or "name"
        if out and run.possessive and out[-1].end == run.ends[-1]:
            out[-1].possessive = True
        return out

    def _put(
        self,
        out: list[Candidate],
        p: int,
        q: int,
        known: Known | None,
        title: tuple[int, int] | None,
        honorific: bool,
        rank: bool,
        left: str,
    ) -> None:
        run = self.run
        words = tuple(run.words[p:q])
        if q == p + 1 and "-" in words[0] and words[0].partition("-")[0] in self.lex.prefix:
            return
        if q == p + 1 and words[0].lower() in self.lex.of_title and run.words[q : q + 1] == ["of"]:
            return  # "Head of Sales"
        if q > p + 1 and all(word in self.lex.thing for word in words):
            return  # "PM EDT"
        start, end = run.starts[p], run.ends[q - 1]
        if known is None:
            known = self.lex.known.get(self._clean(start, end))
        out.append(
            Candidate(
                start,
                end,
                words,
                known,
                title if title and title[1] <= start and start - title[1] <= 2 else None,
                honorific,
                rank,
                run.initial and p == 0,
                bracketed=self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")",
                demonym=known is not None and known.sort == "demonym",
                head="" if known else self._head(words),
                left=left,
            )
        )

    def _clean(self, start: int, end: int) -> str:
        return self.text[start:end].replace("’", "'").replace("\u00a0", " ")

    def _known(self, p: int) -> int:
        """Behind the longest listed name that begins at word ``p``; ``p`` if none does."""
        run, lex = self.run, self.lex
        start = run.starts[p]
        word = run.words[p]
        for phrase in lex.phrases.get(word if word.isalpha() else _letters(word), ()):
            end = start + len(phrase)
            if end <= run.ends[-1] and self._clean(start, end) == phrase:
                for q in range(p, len(run.words)):
                    if run.ends[q] == end:
                        return q + 1
                    if run.ends[q] > end:
                        break
        if word.replace("’", "'") in lex.known:
            return p + 1
        return p

    def _topic(self, p: int) -> int:
        """Behind what a title is of, when that is no name: "Minister of Health", "Secretary of State"."""
        run, lex = self.run, self.lex
        if run.words[p] not in ("of", "for") or p + 1 >= len(run.words):
            return p
        q = p + 1
        ministerial = run.words[p - 1].lower() in lex.topic_title
        while q < len(run.words) and self._known(q) == q and self._title(q)[0] == q:
            if run.small[q]:
                if not ministerial or run.words[q] != "and" or q + 1 >= len(run.words):
                    break
            elif lex.is_given(run.words[q]) or not (lex.common(run.words[q]) or ministerial):
                break
            q += 1
        return q if q > p + 1 else p

    def _grown(self, p: int, q: int) -> tuple[int, Known | None]:
        """A listed name ``p`` to ``q`` with what belongs to it: (behind it, what it is).

        "U.S." + "Senate" and "Samsung" + "Electronics Co" grow together; with None the listed name only
        begins a plain one. "Welshman" + "Jamie Donaldson" stay apart.
        """
        run, lex = self.run, self.lex
        text = self._clean(run.starts[p], run.ends[q - 1])
        known = lex.known[text] if text in lex.known else lex.known[run.words[p].replace("’", "'")]
        if q >= len(run.words) or run.small[q]:
            return (q, None) if q < len(run.words) and self._plain(p) > q and known.sort != "demonym" else (q, known)
        word = run.words[q]
        if (
            word in lex.function
            or (self.headline and self._ordinary(q))
            or (self._title(q)[0] > q and word not in lex.organisation_head)
        ):
            return q, known
        if q == p + 1 and text in lex.surname and known.sort in ("body", "company", "acronym") and self._short_given(q):
            return q, None  # "Sun Li"
        tail = run.words[q : self._plain(q)]
        if known.sort in PLACE_SORTS and self._office_of(p, tail):
            return q, known
        return self._joined(p, q, tail, text, known)

    def _joined(self, p: int, q: int, tail: list[str], text: str, known: Known) -> tuple[int, Known | None]:
        """As :meth:`_grown`, for a listed name with capitals right behind it: ``tail`` are those of one plain name."""
        lex, word = self.lex, tail[0]
        kind = self._head(("", *tail))
        further = self._known(q)
        if further > q:
            found = self._two_listed(p, q, further, tail, text, known, kind)
            if found is not None:
                return found
        if kind:
            generic = kind == "law" or (len(tail) < 3 and tail[-1] in lex.generic_body)
            return (q, known) if known.sort == "demonym" and generic else (q, None)
        if known.sort == "demonym":
            if q == p + 1 and lex.is_given(text) and not lex.common(word) and not lex.is_given(word):
                return q, None
            return (q, None) if all(lex.common(w) for w in tail) and not lex.is_given(word) else (q, known)
        whole = len(tail) > 1 and known.sort in ("city", "region") and lex.is_family(tail[-1])  # "Sofia Moreno Arce"
        if q == p + 1 and lex.is_given(text) and (whole or not lex.is_given(word)):
            return q, None
        person = lex.is_given(word) and (len(tail) > 1 or not lex.common(word))
        return (q, known) if person or self.headline else (q, None)

    def _two_listed(
        self, p: int, q: int, further: int, tail: list[str], text: str, known: Known, kind: str
    ) -> tuple[int, Known | None] | None:
        """As :meth:`_grown`, for two listed names side by side, the second up to ``further``; None: look on."""
        run, lex = self.run, self.lex
        other = lex.known.get(self._clean(run.starts[q], run.ends[further - 1]))
        if other is None:
            return None
        if other.sort == "body" and further == q + len(tail):
            party = known.sort == "demonym" and not known.country and tail[-1] == "Party"
            if text in _STATES or party:  # "U.S. Senate", "Liberal Democratic Party"
                return further, Known("body", "")
        if other.sort == "demonym" or (kind and q + len(tail) > further):
            return None
        both = q == p + 1 and lex.is_given(text) and lex.is_family(tail[0])
        return (q, None) if both and known.sort in PLACE_SORTS else (q, known)

    def _title(self, p: int) -> tuple[int, str]:
        return self.titles.at(self.run, p)

    def _idle(self, p: int) -> bool:
        """Whether a sentence's first word is capitalised only for its place."""
        run, lex = self.run, self.lex
        word = run.words[p]
        if word in lex.function:
            return self._plain_function(p)
        if word.lower() in lex.body_noun and p + 1 < len(run.words) and not run.small[p + 1]:
            tail = tuple(run.words[p + 1 : self._plain(p + 1)])
            if not self._head(("", *tail)) and not all(map(lex.common, tail)):
                return True  # "Chipmaker Aurelis"
        if not lex.common(word) or (word.isupper() and len(word) > 1) or word in lex.event_first:
            return False
        if p + 1 >= len(run.words):
            return word not in self.inside or word in lex.thing
        if run.small[p + 1]:
            return word not in lex.organisation_head or run.words[p + 1] == "and"
        if run.words[p + 1] in lex.given and not lex.is_given(word) and p + 2 < len(run.words):
            return True
        stop = self._plain(p)
        return (
            self._head(tuple(run.words[p:stop])) == ""
            and not all(lex.common(w) for w in run.words[p:stop])
            and not (lex.is_given(word) and stop > p + 1)
        )

    def _plain_function(self, p: int) -> bool:
        """Whether a function word is nothing else: not the "Will" of "Will Howard" or the "May" of "May Chen"."""
        run, lex = self.run, self.lex
        word = run.words[p]
        if p + 1 >= len(run.words) or run.small[p + 1] or not (lex.is_given(word) or word in lex.name_word):
            return True
        after = run.words[p + 1]
        if self._dated(p) and word in lex.name_word:
            return True
        if after in lex.function or not after[-1].isalpha() or after in lex.known or self._title(p + 1)[0] > p + 1:
            return True
        if not lex.common(after):
            return False
        # "June Cove", "Summer Hayes": a month or season without a preposition, before a word that may be a surname
        return not (word in lex.name_word and lex.is_given(word) and not run.initial_at(p))

    def _dated(self, p: int) -> bool:
        """Whether a preposition or a word of time stands before word ``p``: "in June", "last August"."""
        before = self.text[max(0, self.run.starts[p] - 12) : self.run.starts[p]].split()
        return bool(before) and before[-1].lower() in self.lex.before_date

    def _plain(self, p: int) -> int:
        """Behind the plain name that begins at word ``p``: capitals, joined by small words where names are."""
        run, lex = self.run, self.lex
        n = len(run.words)
        q = p + 1
        while q < n:
            if run.small[q]:
                behind = q
                while behind < n and run.small[behind]:
                    behind += 1
                if behind >= n or not links(run, p, q, behind, lex):
                    break
                q = behind + 1
                continue
            if run.words[q] in lex.function and len(run.words[q]) != 1 and not self._inside_name(p, q):
                break
            if self._breaks(p, q) or (self.headline and q > p and self._ordinary(q)):
                break
            if run.words[q - 1] in lex.organisation_head and self._person(q):
                break
            q += 1
        return q

    def _inside_name(self, p: int, q: int) -> bool:
        """Whether the function word at ``q`` is a part of an East Asian name: "Pham Thu Trang", "Wang Jun Wei"."""
        run, lex = self.run, self.lex
        if run.words[q] == "Ten" and q == p + 1 and q + 1 < len(run.words) and not run.small[q + 1]:
            return lex.is_given(run.words[p])  # "Erik Ten Hag"
        return run.words[q] in lex.name_word and len(run.words[q]) < 4 and run.words[p] in lex.surname and q - p < 4

    def _ordinary(self, p: int) -> bool:
        """In a headline: whether the word is a common one, and no part of a person's name or a body's head."""
        run, lex = self.run, self.lex
        word = run.words[p]
        if p > 1 and run.words[p - 1].lower() in lex.particle and lex.is_given(run.words[p - 2]):
            return False  # "Ada Van Fort"
        if p > 2 and all(w.lower() in lex.particle for w in run.words[p - 2 : p]):
            return False  # "Ada Van Der Fort"
        if not lex.common(word) or word.capitalize() in self.inside:
            return word in lex.function
        if word in lex.organisation_head and p > 0 and not run.small[p - 1] and not lex.common(run.words[p - 1]):
            return False
        named = p > 0 and lex.is_given(run.words[p - 1]) and lex.is_family(word)
        return not named and not (word in lex.given and p + 1 < len(run.words) and lex.is_family(run.words[p + 1]))

    def _person(self, q: int) -> bool:
        """Whether a person's full name begins at word ``q``: behind a body's head word it is another name."""
        run, lex = self.run, self.lex
        word = run.words[q]
        return (
            word in lex.given
            and not lex.common(word)
            and q + 1 < len(run.words)
            and not run.small[q + 1]
            and not lex.common(run.words[q + 1])
        )

    def _breaks(self, p: int, q: int) -> bool:
        """Whether a title at word ``q`` ends the name begun at ``p``: "Gilead Chief Executive Daniel O'Day"."""
        run, lex = self.run, self.lex
        behind, kind = self._title(q)
        if behind <= q or kind == "honorific":
            return False
        if lex.is_given(run.words[p]) and kind != "office":
            return False
        if run.words[q] in lex.organisation_head or run.words[behind - 1] in lex.organisation_head:
            return False
        if behind < len(run.words) and not run.small[behind]:
            return not self._goes_on(behind)
        return run.words[q - 1] in lex.organisation_head

    def _office_of(self, p: int, tail: list[str]) -> bool:
        """Whether the place at ``p`` is what an office is of, and a name follows: "mayor of London Sadiq Khan"."""
        before = self.text[max(0, self.run.starts[p] - 40) : self.run.starts[p]].split()
        if before[-1:] == ["the"]:
            before.pop()
        office = len(before) > 1 and before[-1] in ("of", "to") and before[-2].lower() in self.lex.office
        return (
            office
            and len(tail) > 1
            and not all(map(self.lex.common, tail))
            and self._head(("", *tail)) != "organisation"
        )

    def _short_given(self, q: int) -> bool:
        """Whether the last word of the run, at ``q``, may be the given name behind a Chinese surname."""
        word = self.run.words[q]
        last = q + 1 >= len(self.run.words) or self.run.small[q + 1]
        return last and len(word) < 6 and not word.isupper() and not self.lex.common(word)

    def _goes_on(self, q: int) -> bool:
        """Whether a body's name goes on at word ``q`` to its head: "Authority Investor Training Foundation"."""
        run, lex = self.run, self.lex
        while q + 1 < len(run.words) and not run.small[q + 1]:
            q += 1
        return run.words[q] in lex.organisation_head and all(lex.common(w) for w in run.words[q - 1 : q])

    def _head(self, words: tuple[str, ...]) -> str:
        return head_of(words, self.lex)


def _letters(word: str) -> str:
    for i, c in enumerate(word):
        if not c.isalpha() and not (c in "'’" and 0 < i < len(word) - 1 and word[i + 1].isalpha()):
            return word[:i]
    return word
