"""Which facts are lit: a level, and single kinds switched off or on since it was chosen. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.facts.kinds import Kind

if TYPE_CHECKING:
    from tui.facts.model import Fact

LEVELS: dict[str, frozenset[Kind]] = {
    "key": frozenset({Kind.FIGURE, Kind.QUOTE, Kind.QUESTION, Kind.GAP}),
    "all": frozenset(Kind),
    "claims": frozenset({Kind.CLAIM, Kind.QUOTE}),
    "none": frozenset(),
}
"""The kinds that are lit at each level. At "key" only some facts of a kind are: see :func:`is_key`."""

PASSED_OVER = frozenset({Kind.CREDIT, Kind.OTHER})
"""Kinds that are painted at level "all", but never the next fact and never the one at the cursor."""


def is_key(fact: Fact) -> bool:
    """Whether a fact is worth its light at level "key": of figures the key ones, of quotations those with a speaker."""
    from tui.facts.model import Figure, Quotation

    detail = fact.detail
    if isinstance(detail, Figure):
        return detail.key > 0
    if isinstance(detail, Quotation):
        return not detail.scare and (detail.speaker is not None or detail.entity >= 0)
    return True


class Lit:
    """What is lit now. ``level`` is a name of :data:`LEVELS`; another name counts as "key"."""

    def __init__(self, level: str = "key") -> None:
        self._level = level if level in LEVELS else "key"
        self._kinds = LEVELS[self._level]
        self._before: tuple[str, frozenset[Kind]] | None = None
        """What was lit before everything was switched off."""

    @property
    def level(self) -> str:
        """The level that was chosen last."""
        return self._level

    @level.setter
    def level(self, name: str) -> None:
        if self._kinds and name == "none":
            self._before = (self._level, self._kinds)
        self._level = name if name in LEVELS else "key"
        self._kinds = LEVELS[self._level]

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that are lit."""
        return self._kinds

    def toggle(self, kind: Kind) -> bool:
        """Switch one kind off or on; whether it is lit now."""
        self._kinds = self._kinds ^ {kind}
        return kind in self._kinds

    def toggle_all(self) -> None:
        """Switch everything off; when everything is off, go back to what was lit before (level "key" at first)."""
        if self._kinds:
            self.level = "none"
        else:
            self._level, self._kinds = self._before or ("key", LEVELS["key"])

    def shows(self, fact: Fact) -> bool:
        """Whether this fact is lit now."""
        return fact.kind in self._kinds and (self._level != "key" or is_key(fact))

    def points_at(self, fact: Fact) -> bool:
        """Whether this fact can be the one at the cursor: one that is lit, or any where none is."""
        return fact.kind not in PASSED_OVER and (not self._kinds or self.shows(fact))

    def walks_to(self, fact: Fact) -> bool:
        """Whether the next-fact key stops at this fact: at those lit, or at the key facts where none is."""
        if not self._kinds:
            return fact.kind in LEVELS["key"] and is_key(fact)
        return self.points_at(fact)
