"""The one-line footer: what is here, and what the keys do now. A widget of its own, for its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.reader.widgets.styled_lines import LinesWidget, Run, fit


class KeyBar(LinesWidget):
    """Left: a sentence about what is under the cursor, or what was just done. Right: keys, and the place."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The words of a key were clicked."""

        action: str

    def __init__(self) -> None:
        super().__init__(id="keybar")
        self.left: tuple[Run, ...] = ()
        self.keys: tuple[tuple[str, str, str], ...] = ()
        self.place = ""
        self._spots: list[tuple[int, int, str]] = []

    def show(self, left: Sequence[Run], keys: Sequence[tuple[str, str, str]], place: str) -> None:
        """``left``: runs ("words", "value", "warning", "done"); ``keys``: (key, what it does, action id)."""
        new = (tuple(left), tuple(keys), place)
        if new != (self.left, self.keys, self.place):
            self.left, self.keys, self.place = new
            self.refresh()

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        width = self.size.width
        place = f"  {self.place} " if self.place else " "
        room = width - cell_len(place) - 1
        left = [(text, name) for text, name in self.left if text]
        need = sum(cell_len(text) for text, _ in left)
        keys = list(self.keys)
        # what is under the cursor comes first; then as many keys as fit, the first two in any case
        least = sum(cell_len(k) + cell_len(d) + 4 for k, d, _ in keys[:2])
        allowed = max(room - least - 2, room // 2) if left else 0
        if left and left[0][1] == "warning":
            allowed = room  # and a warning before any key
        if need > allowed:
            left, need = _cut(left, allowed), allowed
        rest = room - need - (3 if left else 0)
        shown: list[tuple[str, str, str]] = []
        used = 0
        for key, does, action in keys:
            size = cell_len(key) + 1 + cell_len(does) + (3 if shown else 0)
            if used + size > rest:
                break
            shown.append((key, does, action))
            used += size
        out: list[Run] = [(" ", "words"), *left]
        gap = max(0, room - need - used) if left else 0
        out.append((" " * gap, "words"))
        at = 1 + need + gap
        self._spots = []
        for i, (key, does, action) in enumerate(shown):
            if i:
                out.append((" · ", "does"))
                at += 3
            size = cell_len(key) + 1 + cell_len(does)
            self._spots.append((at, at + size, action))
            out += [(key, "key"), (" " + does, "does")]
            at += size
        out.append((" " * max(0, width - at - cell_len(place)), "words"))
        out.append((place, "where"))
        return out, ""

    def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spots:
            if start <= event.x < end:
                self.post_message(self.Chosen(action))


def _cut(runs: Sequence[Run], width: int) -> list[Run]:
    out: list[Run] = []
    for text, name in runs:
        size = cell_len(text)
        if size <= width:
            out.append((text, name))
            width -= size
        else:
            out.append((fit(text, width), name))
            break
    return out
