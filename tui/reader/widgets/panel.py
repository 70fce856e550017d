"""The side panel: tabs over entries, drawn line by line. It never takes the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message

from tui.reader.panel_rows import TABS, Entry, Tab
from tui.reader.widgets.lines import LinesWidget, Run, fit, wrapped

LEAD = 16
"""Most cells of the column of leads."""

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

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(id="panel")
        self.tabs: Mapping[str, Tab] = {}
        self.tab = "qa"
        self.cursor = 0
        self.top = 0
        self.active = False
        self.ascii_only = ascii_only
        self.sheet = False  # a sheet at the bottom: a rule above instead of beside
        self._widest = 0  # of the leads, in cells; 0: not measured yet
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
            self.cursor = self.top = 0
        self._settle()

    def choose_tab(self, name: str) -> None:
        if name in self.tabs and name != self.tab:
            self.tab = name
            self.cursor = self.top = 0
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
        self._widest = 0
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
        seen = max(1, len({i for _, i in self._drawn() if i >= 0}) - 1)
        old = self.cursor
        if unit == "start":
            self.cursor = self.top = 0
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
            self.top = self.cursor
            while self.top > 0 and self.entry(self.top - 1).heading:
                self.top -= 1
            return
        height = max(1, self.size.height - self._head)
        used = 0
        at = self.cursor
        while at >= self.top:
            used += len(self._entry_lines(at))
            if used > height and at < self.cursor:
                break
            at -= 1
        if at >= self.top:
            self.top = at + 1

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

    def set_active(self, active: bool) -> None:
        """Whether keys go here."""
        if active != self.active:
            self.active = active
            self.refresh()

    def on_resize(self) -> None:
        painted, top = self._drawn_for == self.size, self.top  # the first frame comes before the news of its size
        self._fit_size()
        if self.current and self.current.items:
            self._keep_visible()
        if not painted or self.top != top:
            self._changed()

    def _fit_size(self) -> None:
        """Forget what was laid out for another size."""
        if self.size != self._drawn_for:
            self._drawn_for, self._lines = self.size, None
            self._made.clear()

    @property
    def cursor_line(self) -> int:
        """The line of the widget on which the cursor's entry begins."""
        drawn = self._drawn()
        return self._head + next((y for y, (_, index) in enumerate(drawn) if index == self.cursor), 0)

    # -- drawing

    @property
    def _head(self) -> int:
        return 2

    def render_line(self, y: int):  # type: ignore[no-untyped-def]
        width = self.size.width
        if self.sheet:
            return self.strip(*self.runs(y), width)
        strip = self.strip(*self.runs(y), width - 1)
        rule = self.strip([("|" if self.ascii_only else "│", "rule")], "", 1)
        return type(strip).join([rule, strip])

    @property
    def _width(self) -> int:
        return self.size.width - (0 if self.sheet else 1)

    def runs(self, y: int) -> tuple[Sequence[Run], str]:
        if y == 0:
            return self._tab_line(), ""
        if y < self._head:
            return (self._sheet_rule() if self.sheet else []), ""
        drawn = self._drawn()
        if y - self._head >= len(drawn):
            return [], ""
        runs, index = drawn[y - self._head]
        current = index == self.cursor and index >= 0 and not self.entry(index).heading
        bar = (">" if self.ascii_only else "▌") if current else " "
        return [(bar, "bar"), *runs], (("current" if self.active else "idle") if current else "")

    def _sheet_rule(self) -> list[Run]:
        return [(("-" if self.ascii_only else "─") * self._width, "rule")]

    def _tab_line(self) -> list[Run]:
        width = self._width - 1
        names = [
            (t.name, f"{t.title} {t.count}" if t.count else t.title, f"{t.letter}{t.count or ''}")
            for t in self.tabs.values()
        ]
        long = sum(len(text) + 2 for _, text, _ in names) - 2
        if long > width:  # the current one in full, the others by letter
            names = [(n, text if n == self.tab else short, short) for n, text, short in names]
            if sum(len(text) + 2 for _, text, _ in names) - 2 > width:
                names = [(n, short, short) for n, _, short in names]
        runs: list[Run] = [(" ", "tab")]
        at = 1 if self.sheet else 2
        self._tab_spots = []
        for name, text, _ in names:
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
        height = max(0, self.size.height - self._head)
        if tab is None:
            self._lines = lines
            return lines
        if not tab.items:
            lines = [([(" " + text, "quiet")], -1) for text in wrapped(tab.empty, self._width - 4)]
        index = self.top
        while index < len(tab.items) and len(lines) < height:
            made = self._entry_lines(index)
            lines += made[1:] if not lines and len(made) > 1 and not made[0][0] else made
            index += 1
        self._lines = lines[:height]
        return self._lines

    def _entry_lines(self, index: int) -> list[Line]:
        made = self._made.get(index)
        if made is None:
            if len(self._made) > 400:
                self._made.clear()
            made = self._made[index] = [(runs, index) for runs in self._lay_out(self.entry(index))]
            if self.entry(index).space:
                made.insert(0, ([], -1))
        return made

    def _lay_out(self, entry: Entry) -> list[list[Run]]:
        tab = self.current
        assert tab is not None
        room = self._width - 2
        indent = self._lead_width(tab) if entry.lead or not (entry.heading or tab.name == "when") else 1 - entry.heading
        if entry.heading and not entry.lead:
            return [[(fit(text, room), style)] for text, style, _ in entry.parts]
        lead = fit(entry.lead, indent)
        pad = indent - cell_len(lead)
        first: list[Run] = [(" " * pad, entry.lead_style), (lead, entry.lead_style)] if tab.align_right else [
            (lead + " " * pad, entry.lead_style)]  # fmt: skip
        space = 2 if tab.align_right else 1 if indent else 0
        width = max(8, room - indent - space)
        out: list[list[Run]] = []
        for text, style, limit in entry.parts:
            right = entry.right if not out else ""
            for line in wrapped(text, width - (cell_len(right) + 1 if right else 0), limit):
                head = first if not out else [(" " * indent, "text")]
                runs = [*head, (" " * space, "text"), (line, style)]
                if right and not out:
                    runs += [
                        (" " * max(1, width - cell_len(line) - cell_len(right)), "text"),
                        (right, "quiet"),
                    ]
                out.append(runs)
        return out or [first]

    def _lead_width(self, tab: Tab) -> int:
        if tab.name == "figures":
            if not self._widest:
                self._widest = max((cell_len(tab.entry(i).lead) for i in range(min(len(tab.items), 200))), default=4)
            return min(self._widest, LEAD, self._width // 3)
        return {"when": 12, "qa": 1, "said": 1, "marks": 2}.get(tab.name, 1)

    # -- mouse

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            for start, end, name in self._tab_spots:
                if start <= event.x < end:
                    self.choose_tab(name)
            return
        drawn = self._drawn()
        if not 0 <= event.y - self._head < len(drawn):
            return
        index = drawn[event.y - self._head][1]
        if index < 0 or self.entry(index).heading:
            return
        self.cursor = index
        self._changed()
        place = self.place()
        if place:
            self.post_message(self.Chosen(*place))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        tab = self.current
        if tab and self.top < len(tab.items) - 1 and len(self._drawn()) >= self.size.height - self._head:
            self.top += 1
            self._changed()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        if self.top:
            self.top -= 1
            self._changed()
