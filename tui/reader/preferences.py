"""What the reader learned from keys (theme, width, panel …): kept in the library, below config.toml in rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.config import Loaded
    from tui.reading import Reading


class Learned:
    """Values by the names of :class:`tui.config.Config`'s fields."""

    def __init__(self, reading: Reading, settings: Loaded) -> None:
        self._reading = reading
        self._settings = settings
        self._now: dict[str, Any] = {}
        self._unkept: set[str] = set()

    def get(self, name: str) -> Any:
        """The value in force: set in this session, by config.toml, learned earlier, or the default."""
        if name in self._now:
            return self._now[name]
        value = getattr(self._settings.config, name)
        if name not in self._settings.given:
            kept = self._reading.learned(name)
            if type(kept) is type(value):
                value = kept
        self._now[name] = value
        return value

    def set(self, name: str, value: Any) -> None:
        """Hold a value from now on; :meth:`keep` writes it down."""
        if self.get(name) != value:
            self._now[name] = value
            self._unkept.add(name)

    def keep(self) -> None:
        """Write down what changed, where the library can be written: together, not at every key."""
        from tui.library import LibraryError

        if not self._reading.keeps:
            return
        while self._unkept:
            name = self._unkept.pop()
            try:
                self._reading.learn(name, self._now[name])
            except LibraryError:
                return  # a width is not worth a complaint
