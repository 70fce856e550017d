"""Recognisers of others, added by name: entry points of the group ``factlight.recognisers``.

A recogniser is a function from :class:`tui.facts.document.Document` to facts. It runs after our own ones
and adds to them: what overlaps one of our facts of the same kind is dropped, so that switching a plug-in on
never takes a fact away. None is looked up unless it is named in the settings or on the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tui.facts.document import Document
from tui.facts.model import Fact, Kind

GROUP = "factlight.recognisers"

Recogniser = Callable[[Document], Iterable[Fact]]


class PluginError(Exception):
    """A recogniser that was asked for cannot be used; one plain sentence."""


def load(names: Sequence[str]) -> list[tuple[str, Recogniser]]:
    """The recognisers called ``names``. Raises PluginError for one that is missing or does not load."""
    if not names:
        return []
    from importlib.metadata import entry_points

    known = {point.name: point for point in entry_points(group=GROUP)}
    out: list[tuple[str, Recogniser]] = []
    for name in names:
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise PluginError(f"There is no recogniser called {name!r} (installed: {there}).")
        try:
            out.append((name, known[name].load()))
        except Exception as error:  # whatever a stranger's module does when it is imported
            raise PluginError(f"The recogniser {name!r} cannot be loaded ({type(error).__name__}: {error}).") from None
    return out


def added(doc: Document, found: Sequence[Fact], extra: Iterable[tuple[str, Recogniser]]) -> list[Fact]:
    """What the ``extra`` recognisers add to ``found``. One that fails adds nothing, nor do spans that do not fit."""
    out: list[Fact] = []
    for name, recognise in extra:
        try:
            facts = list(recognise(doc))
        except Exception:
            continue
        taken: dict[Kind, list[tuple[int, int]]] = {}
        for fact in found:
            taken.setdefault(fact.kind, []).append((fact.start, fact.end))
        for fact in sorted(facts, key=lambda f: (f.start, -f.end)):
            spans = taken.setdefault(fact.kind, [])
            fits = 0 <= fact.start < fact.end <= len(doc.text)
            if not fits or any(start < fact.end and fact.start < end for start, end in spans):
                continue
            spans.append((fact.start, fact.end))
            out.append(replace(fact, rule=f"{name}: {fact.rule}" if fact.rule else name))
    return out
