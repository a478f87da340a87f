"""What is remembered of a first time: which way was chosen, and which cautions were read."""

from collections.abc import Sequence

from msgspec import structs

from coach.person.context import Change
from coach.person.safer import SAFER, FirstTime
from coach.store.settings import Settings


def safe(asked: FirstTime, is_read: bool) -> Change:
    """Remember the safe way; what it leaves out was read only if `is_read`, to the end."""
    instead = [SAFER[each].id for each in asked.settings]
    shown = [id for id in asked.ids if is_read or id not in asked.risky]
    return _answered(asked, "without", [*shown, *instead])


def as_it_is(asked: FirstTime) -> Change:
    """Remember that all was read to the end, and nothing is to be replaced."""
    return _answered(asked, "with", asked.ids)


def _answered(asked: FirstTime, how: str, ids: Sequence[str]) -> Change:
    def answered(settings: Settings) -> Settings:
        new = [id for id in dict.fromkeys(ids) if id not in settings.read]
        chosen = dict.fromkeys(asked.settings, how)
        return structs.replace(settings, read=[*settings.read, *new], **chosen)

    return answered
