"""Writes ``tui/facts/lexicons/names_gender.txt``: given names that only men or only women bear. Run by hand.

    pip install faker
    python .ci/lexicons/make_gender.py

From the name lists of Faker (MIT). A name is listed under "he" or "she" when at least two of Faker's countries, or an
English-speaking one, give it to that sex and, of all countries that give it, at most one in five to the other.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from pathlib import Path

import faker.providers.person

OUT = Path(__file__).parents[2] / "tui" / "facts" / "lexicons" / "names_gender.txt"


def _bearers(attribute: str) -> dict[str, set[str]]:
    """Countries by name."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        try:
            provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        except (ImportError, AttributeError):
            continue
        for name in getattr(provider, attribute, ()):
            if name.isalpha() and name[0].isupper() and all(ord(c) < 0x250 for c in name):
                found[name].add(module.name)
    return found


def main() -> None:
    men, women = _bearers("first_names_male"), _bearers("first_names_female")
    lines = ["# Given names by the pronoun that means them; Faker (MIT). Made by .ci/lexicons/make_gender.py."]
    for pronoun, mine, others in (("he", men, women), ("she", women, men)):
        known = {n for n, where in mine.items() if len(where) > 1 or any(w.startswith("en_") for w in where)}
        sure = (n for n in known if 4 * len(others.get(n, ())) <= len(mine[n]))
        lines.append(" ".join([pronoun, *sorted(sure)]))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
