"""The picture of the list that the next start shows first: see ``tui.first_screen``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen


def picture(screen: ReaderScreen) -> bytes:
    """What a terminal is told to show the list as it looks at the start; empty where the next start begins otherwise.

    For a screen that is being left: its list goes to the beginning.
    """
    shelf = screen.reading.shelf
    size, listed = screen.size, screen.list
    if not listed.display or not shelf.begin():
        return b""
    start = screen.panes.arranged(*size, "list", panel=screen.learned.get("panel"), zen=False)
    if shelf.count() < 2 or start.list != listed.size.width:
        return b""  # a single article is opened at once
    listed.heading = shelf.title.lower()
    listed.cursor = listed.top = 0
    listed.active = listed.lasting = True
    listed.excerpt = None
    listed.reload()
    ground, console = screen.rich_style, screen.app.console
    lines = [*listed.render_lines(Region(0, 0, *listed.size))]
    lines += [Strip.blank(0)] * (size.height - len(lines))
    out = []
    for y, line in enumerate(lines[: size.height]):
        rest = Strip([Segment(" " * (size.width - line.cell_length), ground)])
        for line_filter in screen.get_line_filters():
            rest = rest.apply_filter(line_filter, screen.background_colors[1])
        out.append(f"\x1b[{y + 1};1H{Strip.join([line, rest]).render(console)}")
    return "".join(out).encode("utf-8", "replace")
