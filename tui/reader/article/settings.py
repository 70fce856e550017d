"""How the open article is shown: width, edges, what is lit, what is folded. Each change shows at once."""

from __future__ import annotations

from tui.facts.kinds import Kind
from tui.reader.article.stage import Stage
from tui.reading.page.shown import PageSettings


class Settings:
    """Changes ``values`` and has ``stage`` show what follows."""

    def __init__(self, stage: Stage, values: PageSettings) -> None:
        self._stage = stage
        self._values = values

    @property
    def measure(self) -> int:
        """Widest column of text, in cells."""
        return self._values.measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._values.measure = max(20, min(400, cells))
        self._stage.fit()

    @property
    def justify(self) -> bool:
        """Both edges straight."""
        return self._values.justify

    @justify.setter
    def justify(self, on: bool) -> None:
        self._values.justify = on
        self._stage.repaint()

    @property
    def zen(self) -> bool:
        """Nothing but the text: of the rows above it the title stays."""
        return self._values.zen

    @zen.setter
    def zen(self, on: bool) -> None:
        self._values.zen = on
        self._stage.fit(anew=True)

    # -- what is lit

    @property
    def density(self) -> str:
        """How much is lit: "key", "all", "claims" or "none". Setting it forgets single kinds switched."""
        return self._values.lit.level

    @density.setter
    def density(self, name: str) -> None:
        self._values.lit.level = name
        self._relight()

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that are lit."""
        return self._values.lit.kinds

    def toggle_kind(self, kind: Kind) -> bool:
        """Switch one kind off or on; whether it is lit now."""
        lit = self._values.lit.toggle(kind)
        self._relight()
        return lit

    def toggle_all(self) -> str:
        """Switch every light off, or back to what was lit before; the level that holds now."""
        self._values.lit.toggle_all()
        self._relight()
        return self.density

    def _relight(self) -> None:
        shown = self._stage.shown
        if shown is not None:
            shown.relight()
            self._stage.current.fact = shown.fact_at(shown.page.cursor)
        self._stage.repaint()

    # -- what is folded

    @property
    def fold_facts(self) -> bool:
        """Only sentences with facts; each run of others is one dim line."""
        return self._values.fold_facts

    @fold_facts.setter
    def fold_facts(self, on: bool) -> None:
        if on == self._values.fold_facts:
            return
        self._values.fold_facts = on
        if self._stage.shown is not None:
            self._stage.shown.close_folds()
            self._stage.shown.fold_again()
        self._stage.repaint()

    def toggle_folds(self) -> bool:
        """Open or shut the fold at the cursor, else all folds of lines that are not the article. False: none here."""
        shown = self._stage.shown
        done = shown is not None and shown.toggle_folds()
        if done:
            self._stage.repaint()
        return done

    def open_fold(self) -> bool:
        """Open the fold whose line the cursor is on; False when it is on none."""
        shown = self._stage.shown
        if shown is None or not shown.on_fold():
            return False
        shown.unfold(shown.page.cursor)
        self._stage.repaint()
        return True
