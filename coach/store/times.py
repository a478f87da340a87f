"""The times of sleep as they were seen last, and those that still hold: `DATA/times.toml`.

The settings say when someone wants to sleep. What they said before has to be remembered, because a
changed time holds from the next checklist day on, whoever changed it and how.
"""

from __future__ import annotations

from datetime import date, time, tzinfo
from typing import TYPE_CHECKING, Any

from coach.domain.night import Schedule, Times

if TYPE_CHECKING:  # the first picture needs no paths
    from pathlib import Path

NAME = "times.toml"


class TimesFile:
    """That file. One that cannot be read counts as none."""

    def __init__(self, file: Path) -> None:
        """Take the path of the file, which need not exist."""
        self.file = file

    def load(self, zone: tzinfo) -> Schedule | None:
        """Return the schedule that was seen last, in a zone; None: there is none."""
        from coach.toml import read
        from coach.toml.problems import BadFile

        try:
            return schedule_of(read.parse(read.read_text(self.file), ""), zone)
        except BadFile:
            return None

    def save(self, schedule: Schedule) -> None:
        """Remember a schedule. Raises `CoachError`."""
        import tomli_w

        from coach.system import files

        tree: dict[str, Any] = {"made_by": "coach", "times": _tree(schedule.times)}
        if schedule.before:
            tree |= {"until": schedule.until, "before": _tree(schedule.before)}
        files.write(self.file, tomli_w.dumps(tree))


def schedule_of(tree: dict[str, Any] | None, zone: tzinfo) -> Schedule | None:
    """Return what such a file holds; None: it is not one of ours, or broken."""
    tree = tree or {}
    try:
        times, before = Times(**tree["times"]), tree.get("before")
        kept = None if before is None else Times(**before)
        schedule = Schedule(zone, times, kept, tree.get("until", date.min))
    except (KeyError, TypeError):
        return None
    values = (*schedule.times, *(schedule.before or ()))
    has_times = all(isinstance(each, time | None) for each in values)
    return schedule if has_times and type(schedule.until) is date else None


def _tree(times: Times) -> dict[str, time]:
    return {name: at for name, at in times._asdict().items() if at is not None}
