"""The list of jumps, as in vim: back to where one came from, forward again.

Places are offsets in one article, or articles by their addresses.
"""

from __future__ import annotations

from typing import Generic, TypeVar

MOST = 100

Place = TypeVar("Place", int, str)


class Jumps(Generic[Place]):
    """Places left by jumping. :meth:`leave` notes one, :meth:`back` and :meth:`forward` walk them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    def clear(self) -> None:
        self._places.clear()
        self._at = 0

    def leave(self, place: Place) -> None:
        """A jump begins here; what lay forward is forgotten."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        del self._places[:-MOST]
        self._at = len(self._places)

    def back(self, here: Place) -> Place | None:
        """The place before, None if there is none; ``here`` is kept for the way forward."""
        if self._at == len(self._places):
            while self._places and self._places[-1] == here:
                self._places.pop()
            self._at = len(self._places)
            if not self._at:
                return None
            self._places.append(here)
        elif self._at == 0:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """The place after, None if there is none."""
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return self._places[self._at]
