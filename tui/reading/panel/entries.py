"""What a tab of the side panel is: items, and how to make an entry of one.

Each tab knows its items at once and makes an :class:`Entry` only when one is drawn, so that ten thousand
facts cost nothing until they are looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.facts.kinds import Span

if TYPE_CHECKING:
    from tui.facts.model import Fact

TABS = ("qa", "figures", "who", "when", "said", "marks")
Part = tuple[str, str, int]
"""(text, style, most lines or 0): one hanging paragraph of an entry."""

BLANK = "\n"
"""The text of a part that is a blank line."""


class Entry(NamedTuple):
    """One row of the panel: a lead in its own column, paragraphs beside it, and where it leads.

    ``places`` are offsets into the text: going there again goes on to the next one.
    """

    parts: tuple[Part, ...]
    lead: str = ""
    lead_style: str = "quiet"
    places: tuple[Span, ...] = ()
    heading: bool = False
    fact: Fact | None = None
    bookmark: str = ""
    space: bool = False  # a blank line before it
    right: str = ""  # at the right edge of the first line
    rail: str = ""  # in the leads' column of the lines that follow the first
    indent: int = 0  # cells before all of it
    keeps: Span | None = None  # what a key takes, where that is more than where it leads: an answer
    note: str = ""  # the note that goes with it: the question


class Target(NamedTuple):
    """What a key acts on. ``span`` is its words, None for none; ``note`` goes with a bookmark of it."""

    span: Span | None
    fact: Fact | None = None
    note: str = ""
    bookmark: str = ""


@dataclass(eq=False, repr=False)
class Tab:
    """One tab: its items, how to make an entry of each, and which item belongs to which fact."""

    name: str
    title: str
    letter: str
    count: int
    items: Sequence[Any]
    make: Callable[[Any], Entry]
    align_right: bool = False
    empty: str = ""
    spans: Callable[[Any], Sequence[tuple[int, int]]] = field(default=lambda item: ())

    def entry(self, index: int) -> Entry:
        return self.make(self.items[index])

    @cached_property
    def by_span(self) -> dict[tuple[int, int], int]:
        out: dict[tuple[int, int], int] = {}
        for i, item in enumerate(self.items):
            for span in self.spans(item):
                out.setdefault(span, i)
        return out

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted((span[0], i) for span, i in self.by_span.items())

    def item_at(self, offset: int, span: tuple[int, int] | None) -> int:
        """The item of the fact with this span, else the last one that the text has come by; -1: none yet."""
        if span is not None and span in self.by_span:
            return self.by_span[span]
        at = bisect_right(self._starts, offset, key=lambda start: start[0]) - 1
        return self._starts[at][1] if at >= 0 else -1
