"""Text × width → lines, with exact maps between offsets (code points) and screen cells. No Textual.

``cells`` knows how wide things are, ``breaking`` where a line may end, ``drawn`` what stands in each cell of a
line, ``tables`` sets columns, ``layout`` lays an article out, block by block and only as far as it is looked at.
"""

from tui.layout.breaking import Line, wrap
from tui.layout.drawn import Drawn, draw
from tui.layout.layout import Fold, Folding, Layout, Row, RowKind

__all__ = ["Drawn", "Fold", "Folding", "Layout", "Line", "Row", "RowKind", "draw", "wrap"]
