"""What the first picture shows, read at a glance: from as little as can be, before all else loads.

Where anything is out of the ordinary there is no glance, and the first picture waits for what reads
it properly. Nothing is remembered from another start, so nothing can be stale.
"""

import os
import re
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from coach.domain import night

LAST_HOUR = timedelta(hours=1)
"""Before lights-out; then and at night only the beginning is shown, and that darker."""
THEME, BEDTIME, BEDTIME_WEEKEND = "ember", "23:00", ""
"""What the settings are where nothing is said; see `store.settings`."""
COLOURS = ("ember", "faint", "text", "cue")
_SHIPPED_COLOUR = re.compile(r'^(ember|faint|text|cue) = "(#[0-9a-f]{6})"', re.MULTILINE)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Glance(NamedTuple):
    """What Tonight can show before anything is known of the evening."""

    theme: str
    """The name of the theme."""
    colours: tuple[str, ...]
    """Its four colours, in the order of `COLOURS`."""
    is_morning: bool
    is_night: bool


def is_morning(now: datetime) -> bool:
    """Tell whether the night lies behind and can be looked back on: from 05:00 to noon."""
    return night.CHECKLIST_DAY_BEGINS <= now.time() < night.NIGHT_BEGINS


def shows_due(now: datetime, bedtime: time) -> bool:
    """Tell whether what is due is shown: until an hour before `bedtime`, that of this day."""
    dark = night.lights_out(night.checklist_day(now), bedtime)
    return now.replace(tzinfo=None) < dark - LAST_HOUR


def is_night(now: datetime, bedtime: time) -> bool:
    """Tell whether it is later than that, until the morning."""
    return not is_morning(now) and not shows_due(now, bedtime)


def bedtime(day: date, usual: str, weekend: str) -> time:
    """Return when the light goes out in the evening of `day`; Friday and Saturday may differ."""
    is_weekend = day.weekday() in (night.FRIDAY, night.SATURDAY)
    return time.fromisoformat((is_weekend and weekend) or usual)


def look(config: str, data: str, assets: str, now: datetime) -> Glance | None:
    """Return what is known at a glance from the folders of these names; None: not enough.

    `now` is aware. A routine that was interrupted is more than a glance shows.
    """
    if os.path.lexists(os.path.join(data, "running.toml")):
        return None
    settings = _settings(os.path.join(config, "settings.toml"))
    if settings is None:
        return None
    theme, usual, weekend = settings
    colours = _colours(theme, config, assets)
    if colours is None:
        return None
    bed = bedtime(night.checklist_day(now), usual, weekend)
    return Glance(theme, colours, is_morning(now), is_night(now, bed))


def _settings(file: str) -> tuple[str, str, str] | None:
    """Return the theme and the bedtimes of the settings; None where one of them is not plain."""
    tree = _tree(file) if os.path.lexists(file) else {}
    if tree is None:
        return None
    theme = tree.get("theme", THEME)
    usual, weekend = tree.get("bedtime", BEDTIME), tree.get("bedtime_weekend", BEDTIME_WEEKEND)
    if not all(isinstance(each, str) for each in (theme, usual, weekend)):
        return None
    is_plain = re.fullmatch(r"[\w-]+", theme, re.ASCII) and _CLOCK.fullmatch(usual)
    return (theme, usual, weekend) if is_plain and _CLOCK.fullmatch(weekend or usual) else None


def _colours(theme: str, config: str, assets: str) -> tuple[str, ...] | None:
    """Return the colours of a shipped theme; None of a person's own, which has to be checked."""
    try:
        if os.path.isdir(own := os.path.join(config, "themes")) and os.listdir(own):
            return None
        with open(os.path.join(assets, "themes", f"{theme}.toml"), encoding="utf-8") as file:
            colours = dict(_SHIPPED_COLOUR.findall(file.read()))
    except (OSError, ValueError):
        return None
    return tuple(colours[name] for name in COLOURS) if len(colours) == len(COLOURS) else None


def _tree(file: str) -> dict[str, Any] | None:
    """Return what a TOML file holds; None if it cannot be read."""
    from pathlib import Path

    from coach.toml import read
    from coach.toml.problems import BadFile

    try:
        return read.parse(read.read_text(Path(file)), file)
    except BadFile:
        return None
