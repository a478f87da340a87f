"""What is remembered of a first time: the choice about holds, and which cautions were read."""

from collections.abc import Iterable
from typing import Literal

from msgspec import structs

from coach.person.context import Change
from coach.store.settings import Settings


def rests_are(chosen: Literal["with", "without"]) -> Change:
    """Remember whether patterns with holds are played as they are."""
    return lambda settings: structs.replace(settings, rests=chosen)


def were_read(ids: Iterable[str]) -> Change:
    """Remember that the cautions of these scripts have been shown."""
    ids = list(ids)

    def read(settings: Settings) -> Settings:
        new = [id for id in ids if id not in settings.read]
        return structs.replace(settings, read=[*settings.read, *new])

    return read
