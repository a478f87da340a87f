"""The weeks that are looked back on: on which day they begin."""

from coach.domain.night import MONDAY, SATURDAY, SUNDAY
from coach.store.settings import Settings
from coach.system.week import first_weekday

BEGINS = {"monday": MONDAY, "saturday": SATURDAY, "sunday": SUNDAY}
"""The days that can be chosen, as `date.weekday` counts them."""


def week_begins(settings: Settings) -> int:
    """Return on which day of the week a week begins: as chosen, else as usual here."""
    return BEGINS[settings.week_begins] if settings.week_begins else first_weekday()
