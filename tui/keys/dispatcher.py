"""From single keys to actions: counts, sequences, and what waits for another key. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.keys.actions import BY_ID
from tui.keys.keymap import Keymap
from tui.keys.names import Steps, show_keys


@dataclass(eq=False, repr=False)
class Typed:
    """What came of a key: actions to run in order with their counts (0: none given)."""

    fired: list[tuple[str, int]]
    unknown: str = ""  # the key or sequence, when it means nothing here


class Dispatcher:
    """Turns keys into actions, with counts and sequences. Holds only what was typed so far."""

    COUNT_LIMIT = 9999

    def __init__(self, keymap: Keymap, *, counts: bool = True) -> None:
        self.keymap = keymap
        self.counts = counts
        self.steps: Steps = ()
        self.digits = ""

    @property
    def pending(self) -> str:
        """What was typed and waits for more, "" when nothing does."""
        return self.digits + show_keys(self.steps) if self.steps else self.digits

    def waits(self, scopes: Sequence[str]) -> str:
        """Which wait would settle what is pending: "count", "sequence" or "" (only another key will)."""
        if self.steps:
            return "sequence" if self.keymap.lookup(scopes, self.steps)[0] else ""
        if len(self.digits) == 1 and self.keymap.lookup(scopes, (self.digits,))[0]:
            return "count"
        return ""

    def clear(self) -> None:
        self.steps, self.digits = (), ""

    def settle(self, scopes: Sequence[str]) -> Typed:
        """The wait is over: what is pending is all there is."""
        fired: list[tuple[str, int]] = []
        if self.steps:
            action = self.keymap.lookup(scopes, self.steps)[0]
            if action:
                fired.append((action, self._count()))
        elif len(self.digits) == 1:
            action = self.keymap.lookup(scopes, (self.digits,))[0]
            if action:
                fired.append((action, 0))
        self.clear()
        return Typed(fired)

    def feed(self, key: str, scopes: Sequence[str], far: Sequence[str] = ()) -> Typed:
        """One key, by its canonical name. Sequences that mean something in the ``far`` scopes are done, too, where
        nothing nearer has these keys: their last keys alone would do something else."""
        digit = self.counts and not self.steps and len(key) == 1 and key.isascii() and key.isdecimal()
        if digit and (self.digits or key != "0"):
            self.digits = str(min(int(self.digits + key), self.COUNT_LIMIT))
            return Typed([])
        if key == "escape" and (self.steps or self.digits):
            self.clear()
            return Typed([])
        steps = (*self.steps, key)
        action, longer = self.keymap.lookup(scopes, steps)
        if not action and not longer and far:
            action, longer = self.keymap.lookup(far, steps)
            if len(steps) == 1:
                action = None
        if longer:
            self.steps = steps
            return Typed([])
        if action:
            return self._fire(action, scopes)
        if self.steps:  # the sequence leads nowhere: what was typed before stands for itself, then the key
            before = self.settle(scopes)
            if not before.fired:  # what means nothing by itself takes the key with it: ]q mistyped must not quit
                return Typed([], show_keys(steps))
            after = self.feed(key, scopes, far)
            return Typed([*before.fired, *after.fired], after.unknown)
        before = self.settle(scopes)
        return Typed(before.fired, key)

    def _count(self) -> int:
        return int(self.digits) if self.digits else 0

    def _fire(self, action: str, scopes: Sequence[str]) -> Typed:
        count, digits = self._count(), self.digits
        self.clear()
        if not digits or BY_ID[action].counts:
            return Typed([(action, count)])
        # a digit before something that takes no count stands for itself
        own = self.keymap.lookup(scopes, (digits,))[0]
        return Typed(([(own, 0)] if own else []) + [(action, 0)])
