"""The baseline of `start` and of idling: a Textual app with nothing in it but one key."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static


class BlankApp(App[None]):
    """A blank screen; `k` changes its one line."""

    BINDINGS = [Binding("k", "change", show=False)]
    count = 0

    def compose(self) -> ComposeResult:
        """Put up the line."""
        yield Static("blank")

    def action_change(self) -> None:
        """Change the line."""
        self.count += 1
        self.query_one(Static).update(f"{self.count}", layout=False)


BlankApp().run()
