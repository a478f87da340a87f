"""A session that was left: for a few seconds it can be resumed, wherever we went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coach.system.clock import Clock

if TYPE_CHECKING:
    from coach.person.choose import Choice

OFFER_SECONDS = 10.0
"""How long a session that was left can be resumed."""
GO_ON = "Space goes on from there, f from the start"


class Offer(NamedTuple):
    """A session that was left."""

    title: str
    """What it is called."""
    route: tuple[Any, ...]
    """The way back into it."""
    choice: Choice
    """What it was a session of: the way to begin it anew."""
    ends: float
    """Until when it is offered, on the monotonic clock."""


class Offers:
    """At most one offer at a time: the newest."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock; nothing is offered yet."""
        self._clock = clock
        self._offer: Offer | None = None

    def make(self, title: str, choice: Choice, *route: Any) -> None:
        """Remember a session that was left, for as long as it can be resumed."""
        self._offer = Offer(title, route, choice, self._clock.now().monotonic + OFFER_SECONDS)

    @property
    def seconds_left(self) -> float:
        """For how long resuming is still offered; 0 when it is not."""
        return max(self._offer.ends - self._clock.now().monotonic, 0.0) if self._offer else 0.0

    @property
    def title(self) -> str | None:
        """The title of what can be resumed; None: nothing is offered."""
        return self._offer.title if self._offer and self.seconds_left else None

    def take(self) -> Offer | None:
        """Return what is still offered, if anything; then nothing is offered any more."""
        offer = self._offer if self.seconds_left else None
        self._offer = None
        return offer

    def drop(self) -> None:
        """Offer nothing any more: something else was chosen."""
        self._offer = None
