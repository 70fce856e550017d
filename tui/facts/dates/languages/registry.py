"""The languages whose dates are read, and where their rules are.

A language is two files: its words in ``lexicons/dates_CODE.txt``, whose first line names the module of its rules
(``#! german``), and that module here, with ``MACROS`` and ``RULES``. Nothing else has to know of it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from tui.facts.dates.languages import digits
from tui.facts.dates.rule import Macros, Rule

_WORDS = Path(__file__).parents[2] / "lexicons"


@cache
def languages() -> dict[str, str]:
    """The module of each language's rules by its code ("de": "german")."""
    out: dict[str, str] = {}
    for path in sorted(_WORDS.glob("dates_??.txt")):
        with path.open(encoding="utf-8") as lines:
            first = lines.readline()
        if first.startswith("#! "):
            out[path.stem.removeprefix("dates_")] = first[3:].strip()
    return out


def rules_of(language: str) -> tuple[Macros, tuple[Rule, ...]]:
    """(macros, rules) of a language, the preferred of equally long rules first; digits alone where it is not known."""
    name = languages().get(language)
    if name is None:
        return (), digits.RULES
    module = import_module(f"tui.facts.dates.languages.{name}")
    return module.MACROS, (*module.RULES, *digits.RULES)
