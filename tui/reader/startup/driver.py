"""Textual's driver for a terminal that shows the list already (see ``tui.first_screen``)."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from tui import first_screen


class TakingOver(LinuxDriver):
    """Goes on where the picture stands: the screen is not entered again, and left as it was before the picture."""

    def write(self, data: str) -> None:
        if first_screen.before and data.encode() == first_screen.ENTER:
            return
        super().write(data)

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if first_screen.before:
            self.attrs_before = list(first_screen.before)
            first_screen.before.clear()  # from now on the driver gives the terminal back
