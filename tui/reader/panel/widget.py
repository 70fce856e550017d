"""The side panel: tabs over entries, drawn line by line. It never takes the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message

from tui.reader.panel.lines import lay_out, lead_width
from tui.reader.widgets.styled_lines import LinesWidget, Run, wrapped
from tui.reading.panel.entries import TABS, Entry, Tab, Target

HEAD = 2
"""Lines above the entries: the tabs, and a blank one or the sheet's rule."""
WHEEL = 3
"""Lines that the mouse wheel moves by."""

TINTED = 8
"""Most lines of an entry that are tinted while it is the current one: beyond it the bar alone says so, calmly."""

Line = tuple[list[Run], int]
"""Runs, and the entry they belong to (-1: none)."""


class Panel(LinesWidget):
    """Shows one of its tabs. The cursor is an entry; ``follow`` moves it with the text."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """An entry was chosen: go to this stretch of the text."""

        start: int
        end: int

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor came to another entry."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="panel")
        self.tabs: Mapping[str, Tab] = {}
        self.tab = "qa"
        self.cursor = 0
        self.top = 0
        self.skip = 0  # lines of the top entry that are above the screen
        self.active = False
        self.sheet = False  # a sheet at the bottom: a rule above instead of beside
        self._leads = 0  # cells of the column of leads; 0: not measured yet
        self._visited: tuple[int, int] = (-1, 0)
        self._lines: list[Line] | None = None
        self._made: dict[int, list[Line]] = {}
        self._drawn_for = Size(0, 0)
        self._tab_spots: list[tuple[int, int, str]] = []

    # -- what it shows

    @property
    def current(self) -> Tab | None:
        return self.tabs.get(self.tab)

    def show(self, tabs: Mapping[str, Tab], *, keep: bool = False) -> None:
        """Show these tabs; ``keep`` stays where the cursor is (facts came, a mark was added)."""
        self.tabs = tabs
        if not keep:
            self.cursor = self.top = self.skip = 0
        self._settle()

    def choose_tab(self, name: str) -> None:
        if name in self.tabs and name != self.tab:
            self.tab = name
            self.cursor = self.top = self.skip = 0
            self._settle()

    def next_tab(self, by: int) -> None:
        """The tab ``by`` places on, round the end."""
        self.choose_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def _settle(self) -> None:
        tab = self.current
        n = len(tab.items) if tab else 0
        self.cursor = max(0, min(self.cursor, n - 1))
        self.top = max(0, min(self.top, n - 1))
        self._made.clear()
        self._leads = 0
        self.skip = max(0, min(self.skip, len(self._top_lines()) - 1)) if n else 0
        self._visited = (-1, 0)
        if n and self.entry(self.cursor).heading:
            self._step(1)
        self._changed()

    def _changed(self) -> None:
        self._lines = None
        self.refresh()

    def entry(self, index: int) -> Entry:
        tab = self.current
        assert tab is not None
        return tab.entry(index)

    # -- moving

    def move(self, unit: str, count: int) -> None:
        """Move the cursor by entries ("line"), by screens ("page", "half-page"), or to "start" or "end"."""
        tab = self.current
        if not tab or not tab.items:
            return
        if unit in ("line", "page", "half-page") and self._read_on(1 if count > 0 else -1):
            return
        seen = max(1, len({i for _, i in self._drawn() if i >= 0}) - 1)
        old = self.cursor
        if unit == "start":
            self.cursor = self.top = self.skip = 0
            self._skip(1)
        elif unit == "end":
            self.cursor = len(tab.items) - 1
        else:
            size = {"page": seen, "half-page": max(1, seen // 2)}.get(unit, 1)
            for _ in range(min(abs(count) * size, len(tab.items))):
                self._step(1 if count > 0 else -1)
        if self.cursor != old or unit == "start":
            self._keep_visible()
            self._changed()
            self.post_message(self.Moved(self.cursor))

    def _read_on(self, by: int) -> bool:
        """Scroll to more of the current entry, when it is longer than the screen; whether there was more."""
        height = self._room
        if by < 0:
            if self.cursor != self.top or not self.skip:
                return False
            self.skip -= min(self.skip, max(1, height // 2))
        else:
            above = sum(len(self._entry_lines(i)) for i in range(self.top + 1, self.cursor))
            above += len(self._top_lines()) - self.skip if self.cursor > self.top else -self.skip
            lines = self._top_lines() if self.cursor == self.top else self._entry_lines(self.cursor)
            below = above + len(lines) - height
            if below <= 0:
                return False
            self._scroll(min(below, max(1, height // 2)))
        self._changed()
        return True

    def _scroll(self, by: int) -> None:
        """Move the screen down by lines, or up."""
        self.skip += by
        last = len(self.current.items) - 1 if self.current else 0
        while self.skip >= len(self._top_lines()) and self.top < last:
            self.skip -= len(self._top_lines())
            self.top += 1
        while self.skip < 0 and self.top > 0:
            self.top -= 1
            self.skip += len(self._top_lines())
        self.skip = max(0, self.skip)

    def _step(self, by: int) -> None:
        """To the next entry that leads somewhere, if there is one."""
        tab = self.current
        assert tab is not None
        at = self.cursor + by
        while 0 <= at < len(tab.items):
            if not self.entry(at).heading:
                self.cursor = at
                return
            at += by

    def _skip(self, by: int) -> None:
        if self.entry(self.cursor).heading:
            self._step(by)

    def _keep_visible(self) -> None:
        """Scroll by whole entries until the cursor's entry is on screen."""
        if self.cursor < self.top:
            self.top, self.skip = self.cursor, 0
            while self.top > 0 and self.entry(self.top - 1).heading:
                self.top -= 1
            return
        height = self._room
        used = 0
        at = self.cursor
        while at >= self.top:
            used += len(self._entry_lines(at))
            if used > height and at < self.cursor:
                break
            at -= 1
        if at >= self.top:
            self.top, self.skip = at + 1, 0

    def follow(self, offset: int, span: tuple[int, int] | None) -> None:
        """Bring the entry of a place in the text under the cursor. Posts nothing."""
        tab = self.current
        if not tab or not tab.items:
            return
        index = tab.item_at(offset, span)
        if 0 <= index < len(tab.items) and index != self.cursor:
            self.cursor = index
            self._keep_visible()
            self._changed()

    def place(self) -> tuple[int, int] | None:
        """Where the current entry leads; asked again for the same entry, its next place."""
        tab = self.current
        if not tab or not tab.items:
            return None
        places = self.entry(self.cursor).places
        if not places:
            return None
        index, seen = self._visited
        seen = (seen + 1) % len(places) if index == self.cursor else 0
        self._visited = (self.cursor, seen)
        return places[seen].start, places[seen].end

    def target(self) -> Target:
        """What a key acts on here: an answer as a whole; of several mentions the one that one went to last."""
        tab = self.current
        if not tab or not tab.items:
            return Target(None)
        entry = self.entry(self.cursor)
        if entry.heading:
            return Target(None)
        index, seen = self._visited
        place = entry.places[seen if index == self.cursor else 0] if entry.places else None
        return Target(entry.keeps or place, entry.fact, entry.note, entry.bookmark)

    def set_active(self, active: bool) -> None:
        """Whether keys go here."""
        if active != self.active:
            self.active = active
            self.refresh()

    def on_resize(self) -> None:
        painted, top = self._drawn_for == self.size, self.top  # the first frame comes before the news of its size
        self._fit_size()
        if self.current and self.current.items:
            self.skip = min(self.skip, len(self._top_lines()) - 1)
            self._keep_visible()
        if not painted or self.top != top:
            self._changed()

    def _fit_size(self) -> None:
        """Forget what was laid out for another size."""
        if self.size != self._drawn_for:
            self._drawn_for, self._lines, self._leads = self.size, None, 0
            self._made.clear()

    @property
    def cursor_line(self) -> int:
        """The line of the widget on which the cursor's entry begins."""
        drawn = self._drawn()
        return HEAD + next((y for y, (_, index) in enumerate(drawn) if index == self.cursor), 0)

    # -- drawing

    @property
    def _room(self) -> int:
        """Lines for entries."""
        return max(1, self.size.height - HEAD)

    def _top_lines(self) -> list[Line]:
        """The lines of the entry at the top, which has no blank one before it."""
        made = self._entry_lines(self.top)
        return made[1:] if len(made) > 1 and not made[0][0] else made

    def render_line(self, y: int):  # type: ignore[no-untyped-def]
        width = self.size.width
        if self.sheet:
            return self.strip(*self.runs(y), width)
        strip = self.strip(*self.runs(y), width - 1)
        rule = self.strip([("│", "rule")], "", 1)
        return type(strip).join([rule, strip])

    @property
    def _width(self) -> int:
        return self.size.width - (0 if self.sheet else 1)

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        if y == 0:
            return self._tab_line(), ""
        if y < HEAD:
            return (self._sheet_rule() if self.sheet else []), ""
        drawn = self._drawn()
        if y - HEAD >= len(drawn):
            return [], ""
        runs, index = drawn[y - HEAD]
        current = index == self.cursor and index >= 0 and not self.entry(index).heading
        bar = "▌" if current else " "
        tinted = current and len(self._entry_lines(index)) <= TINTED
        return [(bar, "bar"), *runs], (("current" if self.active else "idle") if tinted else "")

    def _sheet_rule(self) -> list[Run]:
        return [("─" * self._width, "rule")]

    def _tab_line(self) -> list[Run]:
        width = self._width - 1
        tabs = list(self.tabs.values())
        full = [f"{tab.title} {tab.count}" if tab.count else tab.title for tab in tabs]
        words = [tab.title for tab in tabs]
        mixed = [long if tab.name == self.tab else short for tab, long, short in zip(tabs, full, words, strict=True)]
        letters = [f"{tab.letter}{tab.count or ''}" for tab in tabs]
        fitting = (texts for texts in (full, mixed, words) if sum(len(text) + 2 for text in texts) - 2 <= width)
        names = [(tab.name, text) for tab, text in zip(tabs, next(fitting, letters), strict=True)]
        runs: list[Run] = [(" ", "tab")]
        at = 1 if self.sheet else 2
        self._tab_spots = []
        for name, text in names:
            self._tab_spots.append((at, at + len(text), name))
            runs += [(text, "tab-on" if name == self.tab else "tab"), ("  ", "tab")]
            at += len(text) + 2
        return runs

    def _drawn(self) -> list[Line]:
        self._fit_size()
        if self._lines is not None:
            return self._lines
        lines: list[Line] = []
        tab = self.current
        height = max(0, self.size.height - HEAD)
        if tab is None:
            self._lines = lines
            return lines
        if not tab.items:
            lines = [([(" " + text, "quiet")], -1) for text in wrapped(tab.empty, self._width - 4)]
        index = self.top
        while index < len(tab.items) and len(lines) < height:
            lines += self._top_lines()[self.skip :] if index == self.top else self._entry_lines(index)
            index += 1
        self._lines = lines[:height]
        return self._lines

    def _entry_lines(self, index: int) -> list[Line]:
        made = self._made.get(index)
        if made is None:
            if len(self._made) > 400:
                self._made.clear()
            tab = self.current
            assert tab is not None
            if not self._leads:
                self._leads = lead_width(tab, self._width)
            entry = tab.entry(index)
            made = self._made[index] = [(runs, index) for runs in lay_out(entry, tab, self._width - 2, self._leads)]
            if entry.space:
                made.insert(0, ([], -1))
        return made

    # -- mouse

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            for start, end, name in self._tab_spots:
                if start <= event.x < end:
                    self.choose_tab(name)
            return
        drawn = self._drawn()
        if not 0 <= event.y - HEAD < len(drawn):
            return
        index = drawn[event.y - HEAD][1]
        if index < 0 or self.entry(index).heading:
            return
        self.cursor = index
        self._changed()
        place = self.place()
        if place:
            self.post_message(self.Chosen(*place))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        if self.current and len(self._drawn()) >= self._room:
            self._scroll(WHEEL)
            self._changed()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        if self.top or self.skip:
            self._scroll(-WHEEL)
            self._changed()
