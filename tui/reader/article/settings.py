"""What is lit, how wide, how folded: the settings of the text view, each changed at once where it is set."""

from __future__ import annotations

from tui.facts.kinds import Kind
from tui.layout import RowKind
from tui.reader.article.drawing import Canvas
from tui.reader.theme import fact_styles as looks


class Settings(Canvas):
    """The settings of a :class:`Canvas` as properties."""

    _density = "key"

    @property
    def measure(self) -> int:
        """Widest column of text, in cells."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._measure = max(20, min(400, cells))
        self._resized()

    @property
    def justify(self) -> bool:
        """Both edges straight."""
        return self._justify

    @justify.setter
    def justify(self, on: bool) -> None:
        self._justify = on
        self._repaint()

    @property
    def zen(self) -> bool:
        """Nothing but the text: of the rows above it the title stays."""
        return self._zen

    @zen.setter
    def zen(self, on: bool) -> None:
        self._zen = on
        self._resized(anew=True)

    @property
    def ascii_only(self) -> bool:
        """Signs from plain ASCII only."""
        return self._ascii

    @ascii_only.setter
    def ascii_only(self, on: bool) -> None:
        self._ascii = on
        self._resized(anew=True)

    @property
    def density(self) -> str:
        """How much is lit: "key", "all", "claims" or "none". Setting it forgets single kinds switched."""
        return self._density

    @density.setter
    def density(self, name: str) -> None:
        self._density = name if name in looks.DENSITIES else "key"
        self._kinds = looks.DENSITIES[self._density]
        self._kinds_changed()

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that are lit."""
        return self._kinds

    def toggle_kind(self, kind: Kind) -> bool:
        """Switch one kind off or on; whether it is lit now."""
        self._kinds = self._kinds ^ {kind}
        self._kinds_changed()
        return kind in self._kinds

    def _kinds_changed(self) -> None:
        if self._fold_facts:
            self._fold_again()
        else:
            self._repaint()

    @property
    def fold_facts(self) -> bool:
        """Only sentences with facts; each run of others is one dim line."""
        return self._fold_facts

    @fold_facts.setter
    def fold_facts(self, on: bool) -> None:
        if on != self._fold_facts:
            self._fold_facts = on
            if self._folder:
                self._folder.opened.clear()
            self._fold_again()

    def toggle_folds(self) -> bool:
        """Open or shut the fold at the cursor, else all folds of lines that are not the article."""
        folder, page = self._folder, self._page
        if folder is None or page is None:
            return False
        start = folder.fold_start(page.cursor, page.unit_at(page.cursor))
        starts = [start] if start is not None else folder.starts()
        if not starts:
            return False
        if folder.opened.issuperset(starts):
            folder.opened.difference_update(starts)
        else:
            folder.opened.update(starts)
        self._resized(anew=True)
        return True

    def open_fold(self) -> bool:
        """Open the fold whose line the cursor is on; False when it is on none."""
        page = self._page
        if page is None or page.layout.row(page.layout.place(page.cursor)).kind is not RowKind.FOLD:
            return False
        self._unfold(page.cursor)
        self._repaint()
        return True

    def _unfold(self, offset: int) -> None:
        """Open the fold that hides ``offset``, if one does."""
        folder, page = self._folder, self._page
        if folder is None or page is None:
            return
        place = page.layout.place(offset)
        if not place[0] or page.layout.row(place).kind is RowKind.FOLD:
            start = folder.fold_start(offset, page.unit_at(offset))
            if start is not None and start not in folder.opened:
                folder.opened.add(start)
                page.relayout()
                self._forget()
