"""A checklist of the evening: what is due when, what is open, and what has been answered."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple, get_args

from coach.domain.health import Question
from coach.domain.night import Day

Phase = Literal["morning", "day", "evening", "wind-down", "bed"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In the order of the day."""
Answer = Literal["done", "skipped", "not-applicable"]
"""Done, not tonight, does not apply. Without an answer an item is unknown, never missed."""

LEADS = {"evening": 180, "wind-down": 60, "bed": 0}
"""How many minutes before lights-out an item without times of its own is due, by its phase."""
MOST_ON = 7
"""With this many items switched on, no more are suggested."""
MOST_SUGGESTED = 2
"""No more than this are suggested at once."""
MINUTE = timedelta(minutes=1)


class Item(NamedTuple):
    """One small thing to do."""

    id: str
    text: str
    phase: Phase
    clock: time | None = None
    """When it is due by the clock."""
    lead_minutes: int | None = None
    """How long before lights-out it is due; the earlier of the two counts."""
    is_on: bool = False
    """Whether it is switched on by default."""
    why: str = ""
    run: str = ""
    """The id of the exercise that does it, e.g. `stretch/legs`."""
    done_by: tuple[str, ...] = ()
    """The kinds of exercises after which it is done, once it is due."""
    hidden_by: tuple[Question, ...] = ()
    """The questions about one's health after a yes to which it is left out."""


@dataclass(frozen=True)
class Checklist:
    """A script of a checklist."""

    id: str
    title: str
    summary: str
    items: tuple[Item, ...]
    cautions: tuple[str, ...] = ()


class Open(NamedTuple):
    """An item that has no answer yet."""

    item: Item
    due: datetime
    minutes: int
    """How long until it is due, in whole minutes, rounded up; 0: it is due."""


class Answered(NamedTuple):
    """An item with its answer."""

    item: Item
    answer: Answer


class Arranged(NamedTuple):
    """The items of one evening, each in exactly one place."""

    now: tuple[Open, ...]
    """What is due: the latest phase first, within it the earliest due first.

    Items of this part of the evening can still be done, so they come first, in their own order;
    those of an earlier part can only be answered.
    """
    later: tuple[Open, ...]
    """What is not due yet, in the order in which it will be due; the first one comes next."""
    answered: tuple[Answered, ...]
    """In the order of the phases."""


def due(item: Item, day: Day) -> datetime:
    """Return when an item is due: by its clock or before lights-out, whichever is earlier.

    A clock counts only between rising and lights-out. Without either, the phase of the item
    decides: in the morning it is due on rising, by day halfway between that and lights-out, later
    as long before lights-out as `LEADS` says. Nothing is due before the day begins.
    """
    at = day.at(item.clock) if item.clock else None
    moments = [at] if at else []
    if item.lead_minutes is not None:
        moments.append(day.lights_out - item.lead_minutes * MINUTE)
    return max(min(moments or [_due_by_phase(item.phase, day)]), day.begins)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Return how long until a moment, in whole minutes, rounded up; 0 once it has come."""
    return max(-((now - moment) // MINUTE), 0)


def _due_by_phase(phase: Phase, day: Day) -> datetime:
    if phase == "morning":
        return day.rise
    if phase == "day":
        return day.rise + (day.lights_out - day.rise) / 2
    return day.lights_out - LEADS[phase] * MINUTE


def arrange(
    items: Iterable[Item], answers: Mapping[str, Answer], now: datetime, day: Day
) -> Arranged:
    """Sort the items that are switched on into due, later and answered.

    `answers` are those of `day`, by the ids of the items; `now` is aware. Where nothing else
    decides, items keep the order in which they come.
    """
    in_order = sorted(items, key=_phase)
    moments = [(item, due(item, day)) for item in in_order if item.id not in answers]
    unanswered = [Open(item, at, minutes_until(at, now)) for item, at in moments]
    return Arranged(
        now=tuple(
            sorted(
                (each for each in unanswered if each.due <= now),
                key=lambda each: (-_phase(each.item), each.due),
            )
        ),
        later=tuple(
            sorted((each for each in unanswered if each.due > now), key=lambda each: each.due)
        ),
        answered=tuple(Answered(item, answers[item.id]) for item in in_order if item.id in answers),
    )


def _phase(item: Item) -> int:
    return PHASES.index(item.phase)


def completion(answers: Mapping[str, Answer]) -> float | None:
    """Return done / (done + not tonight), from 0 to 1, or None where there is neither."""
    values = list(answers.values())
    done, skipped = values.count("done"), values.count("skipped")
    return done / (done + skipped) if done + skipped else None


def until(minutes: int) -> str:
    """Return roughly in how long something is due: `now`, `in 40 minutes`, `in 2 hours`."""
    if minutes <= 0:
        return "now"
    if minutes < 8:
        return "in a few minutes"
    if minutes < 58:
        return f"in {(minutes + 2) // 5 * 5} minutes"
    if minutes < 65:
        return "in an hour"
    if minutes < 105:
        return f"in {min((minutes + 5) // 10 * 10, 90)} minutes"
    return f"in {(minutes + 30) // 60} hours"


def suggestions(checklist: Checklist, switched_on: Set[str]) -> list[Item]:
    """Return what may be offered as new: at most two, and never an eighth item.

    `switched_on` holds a person's own items too. An item that is on by default and off now was
    switched off on purpose, so it is not offered again. The best ones come first in the file.
    """
    room = min(MOST_SUGGESTED, MOST_ON - len(switched_on))
    new = [item for item in checklist.items if not item.is_on and item.id not in switched_on]
    return new[: max(room, 0)]
