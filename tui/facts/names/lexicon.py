"""What is known of words and names before an article is read: the lists of ``lexicons/names_*.txt``.

Read at first use, once. Lists made from CLDR, GeoNames, Faker, the US census and SCOWL are written by
``.ci/lexicons/make_names.py``; the others by hand. Each file says its origin and licence in its first line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.facts.word_list import WordList

FOLDER = Path(__file__).parent.parent / "lexicons"

PLACE_SORTS = ("country", "region", "area", "city")
ORGANISATION_SORTS = ("acronym", "body", "company", "team", "band")


class Known(NamedTuple):
    """A listed name: ``sort`` is "country", "city", "area", "region", "demonym" or one of the bodies' sorts."""

    sort: str
    country: str = ""


class Lexicon:
    """All lists, as sets and dictionaries of the forms that stand in a text."""

    def __init__(self) -> None:
        classes = _sections("names_classes.txt")
        self.function = frozenset(classes["function"])
        self.honorific = frozenset(classes["honorific"])
        self.rank = frozenset(classes["rank"])
        self.office = frozenset(classes["office"])
        self.modifier = frozenset(classes["modifier"])
        self.particle = frozenset(classes["particle"])
        self.suffix = frozenset(classes["suffix"])
        self.direction = frozenset(classes["direction"])
        self.thing = frozenset(classes["thing"])
        self.organisation_head = frozenset(classes["orghead"])
        self.place_head = frozenset(classes["placehead"])
        self.event_head = frozenset(classes["eventhead"])
        self.law_head = frozenset(classes["lawhead"])
        self.surname = frozenset(classes["surname"])
        self.of_title = frozenset(classes["oftitle"])
        self.of_head = frozenset(classes["ofhead"]) | self.organisation_head | self.place_head
        self.of_head |= self.event_head | self.law_head
        self.organisation_first = frozenset(classes["orgfirst"])
        self.sport = frozenset(classes["sport"])
        self.play = frozenset(classes["play"])
        self.verb = frozenset(classes["verb"])
        self.stop = frozenset(classes["stop"])
        self.nominal = frozenset(classes["nominal"])
        self.personal = tuple(classes["personal"])
        self.polite = frozenset(classes["polite"])
        self.credited = frozenset(classes["credited"])
        self.epithet = frozenset(classes["epithet"])
        self.prefix = frozenset(classes["prefix"])
        self.work_head = frozenset(classes["workhead"])
        self.place_first = frozenset(classes["placefirst"])
        self.no_title = frozenset(classes["notitle"])
        self.topic_title = frozenset(classes["topictitle"])
        self.generic_body = frozenset(classes["genericbody"])
        self.body_noun = frozenset(classes["bodynoun"])
        self.place_noun = frozenset(classes["placenoun"])
        self.title_before_name = frozenset(classes["titlebeforename"])
        self.saint = frozenset(classes["saint"])
        self.before_letter = frozenset(classes["beforeletter"])
        self.event_first = frozenset(classes["eventfirst"])
        self.name_word = frozenset(classes["nameword"])
        self.before_date = frozenset(classes["beforedate"])
        self.team_town = frozenset(classes["teamtown"])
        self.owned_noun = frozenset(classes["ownednoun"])
        self.body_verb = frozenset(classes["bodyverb"])
        self.person_verb = frozenset(classes["personverb"])
        self.time_noun = frozenset(classes["timenoun"])
        self.plural_topic = frozenset(classes["pluraltopic"])
        self.corporate = frozenset(classes["corporate"])
        self.female, self.male = frozenset(classes["female"]), frozenset(classes["male"])
        self.kin = frozenset(classes["kin"])
        self.shared_town = frozenset(classes["sharedtown"])
        self.no_state = tuple(classes["nostate"])
        self.state_like = dict(item.split("=") for item in classes["statelike"])
        self.pictured = frozenset(classes["pictured"])
        self.person_owned = frozenset(classes["personowned"])
        self.owner_name = frozenset(classes["ownername"])
        self.heads = (
            ("organisation", self.organisation_head),
            ("place", self.place_head),
            ("event", self.event_head),
            ("law", self.law_head),
            ("work", self.work_head),
        )
        self.dotted = frozenset(classes["dotted"])
        self.domain = frozenset(classes["domain"])
        self.given, self.given_word = _doubtful("names_given.txt", classes["given"])
        self.family, self.family_word = _doubtful("names_family.txt")
        self.words = WordList((FOLDER / "names_words.txt").read_bytes().partition(b"\n")[2])
        self.known: dict[str, Known] = {}
        cities: dict[str, Known] = {}  # one for each country
        for line in _lines("names_cities.txt"):
            name, _, country = line.partition("\t")
            self.known[name] = cities.get(country) or cities.setdefault(country, Known("city", country))
        for line in _lines("names_countries.txt"):
            name, _, country = line.partition("\t")
            self.known[name] = Known("country", country)
        places = _sections("names_places.txt")
        for section in ("region", "area", "country", "demonym"):
            for item in places[section]:
                name, _, country = item.partition("=")
                self.known[name] = Known(section, country)
        bodies = _sections("names_organisations.txt")
        for section in reversed(ORGANISATION_SORTS):
            for name in bodies[section]:
                self.known.setdefault(name, Known(section))
        for name, known in list(self.known.items()):
            if known.sort != "demonym" and len(name) > 3 and not name.isupper():
                self.known.setdefault(name.upper(), known)
        self.phrases = self._phrases()
        self.mixed = {
            first: tuple(
                n for n in names if any(w[0].islower() and w not in ("of", "and", "the", "for") for w in n.split())
            )
            for first, names in self.phrases.items()
        }
        self.mixed = {first: names for first, names in self.mixed.items() if names}
        self._common: dict[str, bool] = {}
        offices = (*self.office, *(t.lower() for t in (*self.rank, *self.honorific)))
        self.title_first = frozenset(t.partition(" ")[0] for t in offices)
        self.lower_first = frozenset(_first(n) for n in self.known if n[0].islower())

    def _phrases(self) -> dict[str, tuple[str, ...]]:
        """Listed names of several words by their first word, longest first."""
        by_first: dict[str, list[str]] = {}
        for name in self.known:
            first = _first(name)
            if first != name:
                by_first.setdefault(first, []).append(name)
        return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in by_first.items()}

    def common(self, word: str) -> bool:
        """Whether ``word``, in whatever case, is an ordinary English word or a regular form of one."""
        found = self._common.get(word)
        if found is None:
            low = word.lower()
            found = low in self.words or bool(_stem(low, self.words)) or self._twice(low)
            if len(self._common) < _REMEMBERED:
                self._common[word] = found
        return found

    def _twice(self, low: str) -> bool:
        """Two endings at once: "allegedly", "findings"."""
        return len(low) > 5 and any(
            low.endswith(end) and bool(_stem(low[: -len(end)], self.words)) for end in ("ly", "s")
        )

    def is_given(self, word: str) -> bool:
        return word in self.given or word in self.given_word

    def is_family(self, word: str) -> bool:
        return word in self.surname or word in self.family or word in self.family_word


_REMEMBERED = 20_000  # words whose answer is kept
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)


def _stem(low: str, words: WordList) -> str:
    """The listed word that a regular ending was put to; "" if there is none."""
    for ending, put in _ENDINGS:
        if low.endswith(ending):
            base = low[: -len(ending)] + put
            if len(base) > 2 and base in words:
                return base
    return ""


def _first(name: str) -> str:
    """The first token of a name as the shared tokens part it: up to the first sign or blank."""
    for i, c in enumerate(name):
        if not c.isalpha() and not (c in "'’" and 0 < i < len(name) - 1 and name[i + 1].isalpha()):
            return name[:i]
    return name


@cache
def lexicon() -> Lexicon:
    """The lists, read at the first call."""
    return Lexicon()


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split("\n")[1:-1]


def _doubtful(name: str, more: Iterable[str] = ()) -> tuple[WordList, WordList]:
    """(names that are nothing else, ``more`` of them, names that are also common words)."""
    names, _, words = (FOLDER / name).read_bytes().partition(b"\n")[2].partition(b"\n= also words\n")
    return WordList(names, more), WordList(words)


def _sections(name: str) -> dict[str, list[str]]:
    """Items by section: ``[section]`` lines and items parted by commas."""
    out: dict[str, list[str]] = {}
    items: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            items = out.setdefault(line.strip("[]"), [])
        else:
            items.extend(item for item in (part.strip() for part in line.split(", ")) if item)
    return out
