"""What the first picture shows, read at a glance: from as little as can be, before all else loads.

Where anything is out of the ordinary there is no glance, and the first picture waits for what reads
it properly. Nothing is remembered from another start, so nothing can be stale.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from coach.domain.night import Schedule, Times
from coach.store import begun
from coach.store import times as times_file

THEME = "ember"
"""The theme where none is chosen; see `store.settings`."""
TIMES = {"bedtime": "23:00", "rise": "07:00", "bedtime_weekend": "", "rise_weekend": ""}
"""The settings of the times of sleep, and what they are where nothing is said."""
COLOURS = ("ember", "faint", "text", "cue")
_SHIPPED_COLOUR = re.compile(r'^(ember|faint|text|cue) = "(#[0-9a-f]{6})"', re.MULTILINE)
FIRST_START = ("texts", "first-start.toml")
_PLAIN_TEXT = re.compile(r'"([^"\\]*)"')
_STEP = "\n[[step]]\n"
_CLOCK = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)?")


class Glance(NamedTuple):
    """What Tonight, or Awake, can show before anything is known of the evening."""

    theme: str
    """The name of the theme."""
    colours: tuple[str, ...]
    """Its four colours, in the order of `COLOURS`."""
    is_morning: bool
    is_night: bool
    lies_awake: bool
    """Whoever comes now lies awake: what Space does is for that."""
    night: date
    """The night whose words are taken."""


class Beginning(NamedTuple):
    """How Awake begins: its first lines, and with how many keys below them."""

    lines: tuple[str, ...]
    keys: int


def is_first_start(config: str, data: str) -> bool:
    """Tell whether there are neither settings nor records in the folders of these names."""
    with suppress(OSError):  # it is not there
        if os.listdir(data):
            return False
    return not os.path.lexists(os.path.join(config, "settings.toml"))


def times_of(values: Mapping[str, str]) -> Times:
    """Return the times of sleep out of the settings; an empty text is none.

    Raises `ValueError` where one is no time.
    """
    return _times_of(*(values[name] for name in TIMES))


@lru_cache(maxsize=2)
def _times_of(*texts: str) -> Times:
    """Return the times of the texts in the order of `TIMES`; it is asked for at every question."""
    known = zip(TIMES, texts, strict=True)
    return Times(**{name: time.fromisoformat(text) for name, text in known if text})


def look(config: str, data: str, assets: str, now: datetime, zone: tzinfo) -> Glance | None:
    """Return what Tonight shows at a glance from the folders of these names; None: not enough.

    A routine that was interrupted is more than a glance shows.
    """
    if os.path.lexists(os.path.join(data, "running.toml")):
        return None
    return look_beside(config, data, assets, now, zone)


def look_beside(config: str, data: str, assets: str, now: datetime, zone: tzinfo) -> Glance | None:
    """Return what is known at a glance where it does not matter what was interrupted.

    `now` is aware. Times of sleep that have just changed are more than a glance shows.
    """
    tree = _tree(os.path.join(config, "settings.toml"))
    times, theme = _times(tree), _theme(tree)
    if times is None or not theme or (colours := _colours(theme, config, assets)) is None:
        return None
    schedule = _schedule(os.path.join(data, times_file.NAME), zone, times)
    if schedule is None:
        return None
    last_begun = begun.night_of(_tree(os.path.join(data, begun.NAME)))
    return Glance(
        theme,
        colours,
        schedule.is_morning(now),
        schedule.is_night(now),
        schedule.lies_awake(now, last_begun),
        schedule.night_of(now),
    )


def beginning(config: str, assets: str, night: date) -> Beginning | None:
    """Return how the shipped tree begins on a night, as `content` reads it; None: not known.

    Only its first step is read. One of a person's own in its place has to be checked.
    """
    name = os.path.join("awake", "night.toml")
    if os.path.lexists(os.path.join(config, "scripts", name)):
        return None
    try:
        with open(os.path.join(assets, name), encoding="utf-8") as file:
            head, _, rest = file.read().partition(_STEP)
    except (OSError, ValueError):
        return None
    tree = _parsed(head + _STEP + rest.partition(_STEP)[0], name) or {}
    step: dict[str, Any] = next(iter(tree.get("step", [])), {})
    if not step or step.get("id") != tree.get("start"):
        return None
    said = (each if isinstance(each, list) else [each] for each in step["lines"])
    lines = (texts[night.toordinal() % len(texts)] for texts in said)
    return Beginning(tuple(lines), len(step["choice"]) + 1)


def what_this_is(assets: str) -> tuple[str, tuple[str, ...]]:
    """Return the title and the lines of what is said at the first start, as `content` reads it."""
    try:
        with open(os.path.join(assets, *FIRST_START), encoding="utf-8") as file:
            what = file.read().partition("[what]")[2].partition("[[part]]")[0]
    except (OSError, ValueError):
        return "", ()
    title, *lines = _PLAIN_TEXT.findall(what) or [""]
    return title, tuple(lines)


def _theme(tree: dict[str, Any] | None) -> str:
    """Return the theme of the settings; nothing where its name is not plain."""
    theme = (tree or {}).get("theme", THEME)
    is_plain = isinstance(theme, str) and re.fullmatch(r"[\w-]+", theme, re.ASCII)
    return theme if is_plain else ""


def _times(tree: dict[str, Any] | None) -> Times | None:
    """Return the times of the settings; None where they cannot be read, or one is not plain."""
    if tree is None:
        return None
    values = TIMES | {name: tree[name] for name in TIMES if name in tree}
    is_plain = all(isinstance(each, str) and _CLOCK.fullmatch(each) for each in values.values())
    return times_of(values) if is_plain and values["bedtime"] and values["rise"] else None


def _schedule(file: str, zone: tzinfo, times: Times) -> Schedule | None:
    """Return the days and nights; None where the times are not those that were seen last."""
    if not os.path.lexists(file):
        return Schedule(zone, times)
    seen = times_file.schedule_of(_tree(file), zone)
    return seen if seen and seen.times == times else None


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
    """Return what a TOML file holds, nothing if there is none; None if it cannot be read."""
    if not os.path.lexists(file):
        return {}
    from pathlib import Path

    from coach.toml import read
    from coach.toml.problems import BadFile

    try:
        return _parsed(read.read_text(Path(file)), file)
    except BadFile:
        return None


def _parsed(text: str, name: str) -> dict[str, Any] | None:
    """Return what TOML text holds; None if it is none."""
    from coach.toml import read
    from coach.toml.problems import BadFile

    try:
        return read.parse(text, name)
    except BadFile:
        return None
