"""The time zone of this machine, by its name where it has one: nights with a change of clocks.

`tzlocal` asks TZ and the files of the system (on Windows the registry) for the name. It is only
taken when its clocks show the same time as those here do.
"""

import logging
import os
import warnings
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from coach.domain.night import NIGHT_BEGINS

QUARTER = timedelta(days=91)
"""Clocks are compared at four moments of a year so far apart: two of them are in summer time."""


def local_zone(moment: datetime) -> tzinfo:
    """Return the zone of this machine; without a name it is its offset at `moment`."""
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
    """Return what this system says now that its zone is, or nothing when it does not say."""
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
    """Tell whether clocks of that zone show the same as those of this machine, all year."""
    noon = datetime.combine(moment.date(), NIGHT_BEGINS)
    there = (noon.astimezone() - QUARTER * n for n in range(4))
    return all(each.astimezone(zone).utcoffset() == each.astimezone().utcoffset() for each in there)
