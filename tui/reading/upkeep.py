"""What is done for the library unasked: finding the facts of new articles, the day's backup, seeing others' changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tui.reading.store import Store

if TYPE_CHECKING:
    from tui.ingest.fact_index import Looking


class Upkeep:
    """Work on the library of ``store`` that nobody waits for. Nothing is done where it cannot be written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looking: Looking | None = None

    def changed(self) -> bool:
        """Whether another window or command changed the library since this was last asked. Raises LibraryError."""
        library = self._store.library
        return library is not None and library.changed()

    def find_facts(self) -> None:
        """Have the facts of new articles found, in a process that gives way to everything else."""
        library = self._store.library
        if library is None or not self._store.writes or not library.articles.not_looked_at(1):
            return
        path = library.path

        def work() -> None:
            from tui.ingest.fact_index import Looking

            if self._looking is None:
                self._looking = Looking(path)
            self._looking.start()

        threading.Thread(target=work, name="factlight-look", daemon=True).start()

    def stop(self) -> None:
        """End that process."""
        if self._looking is not None:
            self._looking.stop()

    def back_up(self, failed: Callable[[str], object]) -> threading.Thread | None:
        """Make the day's backup in a thread, which is returned; ``failed`` gets the reason, in that thread."""
        library = self._store.library
        if library is None:
            return None
        path = library.path

        def work() -> None:
            from tui.library import LibraryError
            from tui.library.db.backups import back_up

            try:
                back_up(path, date.today())
            except LibraryError as error:
                failed(str(error))

        thread = threading.Thread(target=work, name="factlight-backup", daemon=True)
        thread.start()
        return thread
