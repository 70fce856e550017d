"""The smallest Textual program: one label, one key. What ours is measured against."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Label


class Floor(App[None]):
    BINDINGS: ClassVar = [("j", "press", "press")]

    def compose(self) -> ComposeResult:
        yield Label("ready 0", id="label")

    def action_press(self) -> None:
        self.query_one(Label).update("pressed")


if __name__ == "__main__":
    Floor().run()
