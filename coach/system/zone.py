"""The time zone of this machine, by its name where it has one: nights with a change of clocks.

TZ says it, or /etc/localtime, which most systems make a link into their zoneinfo folder, or
/etc/timezone. A name is only taken when its clocks show the same time as those here do.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from coach.domain.night import NIGHT_BEGINS

ETC = Path("/etc")
QUARTER = timedelta(days=91)
"""Clocks are compared at four moments of a year so far apart: two of them are in summer time."""


def local_zone(moment: datetime) -> tzinfo:
    """Return the zone of this machine; without a name it is its offset at `moment`."""
    for name in _names():
        zone = named(name)
        if zone and name != "localtime" and _is_here(zone, moment):
            return zone
    return timezone(moment.astimezone().utcoffset() or timedelta())


def named(name: str) -> ZoneInfo | None:
    """Return the zone of that name, e.g. `Europe/Berlin`, if this system knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder of names
        return None


def _names() -> Iterator[str]:
    """Yield what this system says its zone is; TZ has the last word."""
    told = os.environ.get("TZ", "/etc/localtime").removeprefix(":")
    if told != "/etc/localtime":
        yield _after_zoneinfo(told)
        return
    for read in (os.readlink, os.path.realpath):
        try:
            yield _after_zoneinfo(read(ETC / "localtime"))
        except OSError:
            continue  # it is no link
    try:
        with open(ETC / "timezone", encoding="utf-8") as file:
            yield file.read(100).strip()
    except (OSError, ValueError):
        return


def _after_zoneinfo(path: str) -> str:
    """Return `Europe/Berlin` for `/usr/share/zoneinfo/Europe/Berlin`."""
    _, folder, name = path.rpartition("zoneinfo/")
    return name.removeprefix("posix/") if folder else path


def _is_here(zone: tzinfo, moment: datetime) -> bool:
    """Tell whether clocks of that zone show the same as those of this machine, all year."""
    noon = datetime.combine(moment.date(), NIGHT_BEGINS)
    there = (noon.astimezone() - QUARTER * n for n in range(4))
    return all(each.astimezone(zone).utcoffset() == each.astimezone().utcoffset() for each in there)
