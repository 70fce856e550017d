"""Which name a source is: the head of its noun phrase, or the name set beside a job as an apposition.

“Okafor senior adviser Mara Lind” is Mara Lind, “Okafor allies” are nobody by name, “Prewitt's lawyer, Sam Ortega” is
Sam Ortega, “a memo seen by Reuters” is not Reuters, “Oslo and Bergen” are two.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from tui.facts.model import Fact, Kind, Mention
from tui.facts.speech.attribution_model import Attribution
from tui.facts.speech.grammar.tagged_sentence import Unit

_POSSESSIVE = ("'s", "’s", "s'", "s’")


class Head(NamedTuple):
    """The head of a source: tokens ``start`` to ``end`` (half-open), and the index of the name it ends with, -1: none.

    ``several`` says that it is two or more joined by “and”; ``apposition`` that the name stands beside a job.
    """

    start: int
    end: int
    name: int
    several: bool = False
    apposition: bool = False


class Names:
    """The names of an article by place: persons, organisations and places, in text order."""

    def __init__(self, names: list[Fact]) -> None:
        wanted = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
        self.facts = sorted(
            (f for f in names if f.kind in wanted and isinstance(f.detail, Mention)), key=lambda f: f.start
        )
        self.starts = [f.start for f in self.facts]

    def entity(self, index: int) -> int:
        """The entity of the name at ``index``."""
        detail = self.facts[index].detail
        return detail.entity if isinstance(detail, Mention) else -1

    def over(self, start: int, end: int) -> int:
        """Index of the name that covers offsets ``start`` to ``end``, -1 if none does; of several the longest."""
        i = bisect_left(self.starts, end) - 1
        best = -1
        for j in range(i, max(-1, i - 4), -1):
            if self.starts[j] <= start and self.facts[j].end >= end and (best < 0 or self._size(j) > self._size(best)):
                best = j
        return best

    def _size(self, j: int) -> int:
        return self.facts[j].end - self.facts[j].start


def head_of(a: Attribution, names: Names) -> Head:
    """The head of the source of ``a``, which must have one."""
    assert a.source is not None
    u = a.unit
    start, end = a.source
    core = _core_end(u, start, end)
    first = _behind_possessive(u, start, _comma(u, start, end), core)
    if first > start:
        core = _core_end(u, first, end)
    several = any(u.tags[j] == "J" and _parts_names(u, j, names) for j in range(first, core))
    last = core - 1
    while last > first and u.tags[last] in "'M":
        last -= 1
    name = _name_at(u, last, names)
    if several and (name >= 0 or u.tags[last] == "C" or _is_plural(u, last)):
        return Head(first, core, -1, several=True)
    if name < 0 or names.facts[name].kind is not Kind.PERSON:
        beside = _apposition(u, core, end, names)
        if beside >= 0 and not _is_plural(u, last):
            return Head(first, core, beside, apposition=True)
    return Head(first, core, name)


def _is_plural(u: Unit, token: int) -> bool:
    low = u.low[token]
    return u.tags[token] == "N" and low.endswith("s") and not low.endswith(("ss", "us", "is"))


def _core_end(u: Unit, start: int, end: int) -> int:
    """End of the noun phrase proper: before a preposition, comma, bracket, relative clause or participle."""
    for j in range(start + 1, end):
        tag = u.tags[j]
        if tag in "I,W-(S:":
            return j
        if tag in "EG" and u.tags[j - 1] in "NC" and j + 1 < end and u.tags[j + 1] in "ITDR":
            return j
    return end


def _comma(u: Unit, start: int, end: int) -> int:
    return next((j for j in range(start, end) if u.tags[j] in ",("), end)


def _behind_possessive(u: Unit, start: int, limit: int, core: int) -> int:
    """First token behind the last ’s before the comma: “Bank of Norland’s managing director” is a director."""
    for j in range(limit - 2, start - 1, -1):
        if u.low[j].endswith(_POSSESSIVE) and u.tags[j] in "CN" and (j < core or u.low[core : core + 1] == ["of"]):
            return j + 1
        if u.tags[j] == "'" and u.low[j - 1].endswith("s") and j > start:
            return j + 1
    return start


def _parts_names(u: Unit, j: int, names: Names) -> bool:
    """Whether “and” at ``j`` joins two, rather than standing inside one name."""
    return names.over(u.starts[j], u.ends[j]) < 0


def _name_at(u: Unit, token: int, names: Names) -> int:
    start, end = u.starts[token], u.ends[token]
    if u.low[token].endswith(("'s", "’s")):
        end -= 2
    return names.over(start, max(end - 1, start + 1))


def _apposition(u: Unit, core: int, end: int, names: Names) -> int:
    """The person named between commas behind a job: “…, Sam Ortega”; a capital must begin it."""
    comma = _comma(u, core, end)
    if comma + 1 >= end or u.tags[comma] != "," or u.tags[comma + 1] not in "CN":
        return -1
    if any(u.tags[j] in "WEG" for j in range(core, comma)):
        return -1
    stop = _core_end(u, comma + 1, end)
    name = _name_at(u, stop - 1, names)
    return name if name >= 0 and names.facts[name].kind is Kind.PERSON else -1
