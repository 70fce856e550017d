"""In which country a place lies, as the text tells it: "Paris, Texas", "the Spanish city of Cartagena", Georgia."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tui.facts.names.chunks import Candidate
from tui.facts.names.classify import PLACE, Group
from tui.facts.names.lexicon import PLACE_SORTS, Known, Lexicon

_BEHIND = 40  # code points behind a town in which its state may stand
_STATE_WORDS = 3  # words that a state's name has at most
_SIGNS = ",.;:)"
_UNLISTED = Known("city")
_FEDERAL = frozenset({"US", "CA", "AU"})  # countries whose states stand behind towns
_BRITISH = frozenset({"England", "Scotland", "Wales", "Northern Ireland"})
_BESIDE = 50  # code points beside a name in which others tell what it is
_OTHERS = 2  # places elsewhere that make a town of a common name doubtful


class Countries:
    """The countries of an article's places; made once for all of its groups."""

    def __init__(self, text: str, groups: Iterable[Group], lex: Lexicon) -> None:
        self.text, self.lex = text, lex
        self.seen: Counter[str] = Counter()
        told: dict[int, str] = {}
        states: set[str] = set()
        self.regions: Counter[str] = Counter()
        self.countries: list[str] = []  # names of countries other than those that may be states
        for group in groups:
            if group.kind != PLACE:
                continue
            known = group.members[0].known or _UNLISTED
            name = " ".join(group.words)
            if known.sort == "region":
                self.regions[known.country] += 1
            elif known.sort == "country" and known.country != "US" and name not in lex.state_like:
                self.countries.append(name)
            for c in group.members:
                code, state = self._told(c)
                if code:
                    told[id(group)] = code
                    states.add(state)
                    break
            self.seen[told.get(id(group), known.country)] += 1
        self.told = told
        self.states = states

    def of(self, group: Group) -> str:
        """The ISO 3166-1 code of the country a place lies in, "" where that is not known."""
        if id(group) in self.told:
            return self.told[id(group)]
        known = group.members[0].known
        if known is None or known.sort not in PLACE_SORTS:
            return ""
        name = " ".join(group.words)
        if name in self.lex.state_like and self._rather_state(group, name):
            return self.lex.state_like[name]
        if known.sort == "city" and name in self.lex.shared_town and not self._supported(known.country):
            return ""
        return known.country

    def _told(self, c: Candidate) -> tuple[str, str]:
        """(country, state) that the words beside a town give, ("", "") where they give none."""
        before = self.text[max(0, c.start - _BEHIND) : c.start].split()
        if len(before) > 2 and before[-1] == "of" and before[-2].lower() in self.lex.place_noun:
            people = self.lex.known.get(before[-3])
            if people is not None and people.sort == "demonym" and people.country:
                return people.country, ""
        rest = self.text[c.end : c.end + _BEHIND]
        town = c.known or _UNLISTED
        if not rest.startswith(", ") or town.sort == "area":
            return "", ""
        words = rest[2:].split(" ")
        for n in range(min(_STATE_WORDS, len(words)), 0, -1):
            name = " ".join(words[:n])
            closed = name[-1:] in _SIGNS or n == len(words) or "\n" in name
            state = self.lex.known.get(name) or self.lex.known.get(name.rstrip(_SIGNS + "”\n"))
            bare = name.rstrip(_SIGNS + "”\n")
            if state is None or not closed or not self._state(bare, state):
                continue
            code = self.lex.state_like.get(bare, state.country)
            if bare in self.lex.state_like and town.country == state.country:
                code = state.country  # "Tbilisi, Georgia"
            if code and (code != state.country or state.sort == "region" or town.sort != "country"):
                return code, bare
        return "", ""

    def _state(self, name: str, state: Known) -> bool:
        """Whether a listed name is a country or a state of one, such as stands behind a town."""
        if state.sort == "country":
            return True
        return state.sort == "region" and (state.country in _FEDERAL or name in _BRITISH)

    def _rather_state(self, group: Group, name: str) -> bool:
        """Whether Georgia is the American state here: others are named, and nothing of the country is.

        What is named right beside it counts most: another state, or another country.
        """
        if name in self.states:
            return True
        if any(word in self.text for word in self.lex.no_state):
            return False
        c = group.members[0]
        beside = self.text[max(0, c.start - _BESIDE) : c.start] + self.text[c.end : c.end + _BESIDE]
        code = self.lex.state_like[name]
        for other in self.countries:
            if other in beside:
                return False
        return self.regions[code] > 0 or any(word in beside for word in ("Gov.", "Governor", "Sen.", "Rep."))

    def _supported(self, country: str) -> bool:
        """Whether the article names another place of ``country``, or hardly any elsewhere."""
        others = sum(n for code, n in self.seen.items() if code and code != country)
        return self.seen[country] > 1 or others < _OTHERS
