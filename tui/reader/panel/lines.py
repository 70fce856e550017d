"""How an entry of the panel becomes lines: its lead in a column of its own, hanging paragraphs beside it."""

from __future__ import annotations

from rich.cells import cell_len

from tui.reader.widgets.styled_lines import Run, fit, wrapped
from tui.reading.panel.entries import BLANK, Entry, Tab

LEAD = 16
"""Most cells of the column of leads."""

COLUMNS = {"when": 12, "qa": 1, "said": 1, "marks": 2}
"""Cells of that column in tabs whose leads have one width."""

MEASURED = 200
"""Entries that are looked at for the widest lead."""


def lead_width(tab: Tab, width: int) -> int:
    """Cells of the column of a tab's leads in a panel of ``width`` cells."""
    if tab.name != "figures":
        return COLUMNS.get(tab.name, 1)
    sizes = [cell_len(tab.entry(i).lead) for i in range(min(len(tab.items), MEASURED))]
    most = min(LEAD, 2 * width // 5)
    return max((size for size in sizes if size <= most), default=4)


def lay_out(entry: Entry, tab: Tab, width: int, leads: int) -> list[list[Run]]:
    """The lines of an entry in ``width`` cells, of which ``leads`` are the column of leads."""
    if entry.heading and not entry.lead:
        return [line for text, style, limit in entry.parts for line in _heading(entry.right, text, style, limit, width)]
    indent = leads if entry.lead or not (entry.heading or tab.name == "when") else 1 - entry.heading
    space = 2 if tab.align_right else 1 if indent else 0
    room = max(8, width - entry.indent - indent - space)
    before: Run = (" " * entry.indent, "text")
    size = cell_len(entry.lead)
    lead, pad = (entry.lead, entry.lead_style), (" " * max(0, indent - size), entry.lead_style)
    first = [pad, lead] if tab.align_right else [lead, pad]
    out: list[list[Run]] = []
    if size > indent:  # a value is never cut: it has a line of its own
        out.append([before, (fit(entry.lead, width - entry.indent), entry.lead_style)])
        first = [(" " * indent, "text")]
    right = entry.right
    for text, style, limit in entry.parts:
        for words in [""] if text == BLANK else wrapped(text, room - (cell_len(right) + 1 if right else 0), limit):
            head = first if first else [(f"{entry.rail:<{indent}}", "rule")]
            runs = [before, *head, (" " * space, "text"), (words, style)]
            if right:
                runs += [(" " * max(1, room - cell_len(words) - cell_len(right)), "text"), (right, "quiet")]
            out.append(runs)
            first, right = [], ""
    return out or [[before, *first]]


def _heading(right: str, text: str, style: str, limit: int, width: int) -> list[list[Run]]:
    size = cell_len(right)
    out: list[list[Run]] = []
    for words in wrapped(text, width - size - 1, limit):
        line = [(words, style)]
        if right and not out:
            line += [(" " * (width - cell_len(words) - size), "text"), (right, "quiet")]
        out.append(line)
    return out
