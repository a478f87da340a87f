"""The time zone of this machine, by its name where it has one: a name knows when clocks change.

`tzlocal` reads the name from TZ and the files of the system (on Windows the registry). It is used
only if clocks in that zone show the same time as the clock of this machine.
"""

import logging
import os
import warnings
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from coach.domain.night import NOON

QUARTER = timedelta(days=91)
"""The time between the four moments of a year at which clocks are compared, summer time too."""


def local_zone(moment: datetime) -> tzinfo:
    """Return the zone of this machine; where it has no name, its offset at `moment`."""
    zone = named(_name())
    if zone and _is_here(zone, moment):
        return zone
    return timezone(moment.astimezone().utcoffset() or timedelta())


def named(name: str) -> ZoneInfo | None:
    """Return the zone of that name, e.g. `Europe/Berlin`, if this system knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder of names
        return None


def _name() -> str:
    """Return the name of the zone that this system is set to now, or "" when it has none."""
    import tzlocal  # takes 20 ms

    logging.getLogger("tzlocal").setLevel(logging.CRITICAL)  # or it prints on the terminal
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            name = tzlocal.reload_localzone().key.removeprefix("posix/")
            source = os.environ.get("TZ", tzlocal.get_localzone_name())
            return name if source and name != "localtime" else ""  # without a source it takes UTC
        except (LookupError, ValueError, OSError, AttributeError):  # it contradicts itself
            return ""


def _is_here(zone: tzinfo, moment: datetime) -> bool:
    """Return whether clocks of that zone show the same as those of this machine, all year."""
    noon = datetime.combine(moment.date(), NOON).astimezone()
    moments = (noon - QUARTER * n for n in range(4))
    return all(m.astimezone(zone).utcoffset() == m.astimezone().utcoffset() for m in moments)
