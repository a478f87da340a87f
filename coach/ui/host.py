"""What a screen knows of the app around it: the person, the colours, and the ways to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from coach.person.answers import Answers
    from coach.person.context import Change, Context
    from coach.picture.raster import Glyphs
    from coach.sound.hearing import Hearing
    from coach.system.awake_display import AwakeDisplay
    from coach.ui.offer import Offers
    from coach.ui.palette import Palette

T = TypeVar("T")
Route = tuple[Any, ...]
"""Where to go: the name of a screen (see `routes`), and what it is about."""


class Host(Protocol):
    """The app, as far as its screens may know it."""

    me: Context
    """The person: folders, scripts, settings, records, clocks."""
    offers: Offers
    """A session that was left and can be resumed."""
    palette: Palette
    """The colours in use."""
    theme_problem: str
    """Why the theme of the settings cannot be used, or nothing."""
    glyphs: Glyphs
    """What the terminal can draw."""
    awake_display: AwakeDisplay
    """Stays awake while it is looked at."""

    @property
    def answers(self) -> Answers:
        """The answers to the checklist of today."""

    @property
    def hearing(self) -> Hearing:
        """What is to be heard, and how loud."""

    @property
    def arrives_by_light(self) -> bool:
        """A screen arrives by light: by day, and when motion is welcome."""

    @property
    def starts_with_tonight(self) -> bool:
        """Tonight lies below everything else."""

    def go(self, name: str, *what: Any, then: Callable[[Any], None] | None = None) -> None:
        """Show a screen on top of this one; `then` is called with its result, None for none."""

    def instead(self, name: str, *what: Any) -> None:
        """Show a screen in the place of this one."""

    def back(self) -> None:
        """Go to the screen below, or out when there is none."""

    def leave(self) -> None:
        """Go to Tonight; out, when we are on it or did not start with it."""

    def ended(self) -> None:
        """What was played has ended by itself: black, until a key."""

    def reload_settings(self) -> None:
        """Take up what an editor or another coach has changed in the settings."""

    def on_disk(self, work: Callable[..., T], *arguments: object) -> Awaitable[T]:
        """Do disk work in order and off the event loop; what it returns can be waited for."""

    def change_settings(
        self, change: Change, then: Callable[[str], None] | None = None
    ) -> Awaitable[str]:
        """Change the settings: at once in memory, and on disk, for which no key waits.

        What went wrong, or an empty text, is the argument of `then` and the awaited result.
        """

    def fail(self, error: Exception) -> None:
        """End the app because of an exception outside of its messages: one line, no traceback."""
