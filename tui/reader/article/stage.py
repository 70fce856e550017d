"""What the parts of the text view may ask of the view, and the messages that they send through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message
from textual.timer import Timer

from tui.facts.kinds import Span

if TYPE_CHECKING:
    from tui.facts.model import Fact
    from tui.reading.page.shown import Shown


@dataclass
class Current:
    """What is current: a fact, which one has travelled to or which stands at the cursor, and the word moved to."""

    fact: Fact | None = None
    word: Span | None = None


class Stage(Protocol):
    """The text view, as its parts know it."""

    @property
    def shown(self) -> Shown | None:
        """The article and its page; None: no article is open."""

    @property
    def current(self) -> Current:
        """The current fact and word."""

    def moved(self, fact: Fact | None = None) -> None:
        """The cursor was moved, to ``fact`` or to whatever stands there now: draw what changed and tell of it."""

    def redraw(self) -> None:
        """Something over the text changed (a tint, a selection): draw the rows that it is on."""

    def repaint(self) -> None:
        """Something else than a tint changed: draw all rows."""

    def fit(self, *, anew: bool = False) -> None:
        """The column has another width, or (``anew``) other rows above it: lay it out."""

    def post(self, message: Message) -> None:
        """Send a message, where the view is on a screen."""

    def after(self, seconds: float, do: Callable[[], None]) -> Timer | None:
        """Call ``do`` once, after a while; None where the view is on no screen."""


@dataclass(eq=False, repr=False)
class CursorMoved(Message):
    """The reader is elsewhere. ``percent`` and ``minutes_left`` count from the last row on screen."""

    offset: int
    fact: Fact | None
    percent: float
    minutes_left: float


@dataclass(eq=False, repr=False)
class SelectionChanged(Message):
    """Other words are selected, or none."""

    span: Span | None


@dataclass(eq=False, repr=False)
class FactClicked(Message):
    """The mouse chose a fact."""

    fact: Fact


@dataclass(eq=False, repr=False)
class FindChanged(Message):
    """Other hits, or another one of them is the current (``index`` from 1, 0: none)."""

    index: int
    total: int
    problem: str


@dataclass(eq=False, repr=False)
class LinkHintsChanged(Message):
    """Links got numbers, or lost them."""

    shown: bool
