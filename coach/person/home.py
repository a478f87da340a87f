"""What Tonight knows of the evening so far, and what it leans to at this hour."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from coach.domain import checklist as domain
from coach.domain.checklist import Answer, Arranged, Checklist, Item
from coach.domain.night import Day
from coach.errors import CoachError
from coach.person import agenda, choose, evening, records, remarks, safer, suggestion
from coach.person.choose import Choice
from coach.person.context import Context
from coach.person.evening import Evening
from coach.person.records import Records
from coach.person.suggestion import Suggestion
from coach.store import today as today_file

WELCOME = "Good to see you again. Nothing has piled up."


class Tonight(NamedTuple):
    """What Space begins."""

    choice: Choice
    evening: Evening
    bad_files: int
    """How many of the person's own files cannot be used, a missing step included."""
    why: str = ""
    """Why it is this one, in a line; empty: it is the usual one, or was chosen."""
    other: Choice | None = None
    """The routine that is one key away: the usual one, or what is suggested."""
    is_chosen: bool = False
    """It was chosen for today."""

    @property
    def other_way(self) -> str:
        """What the key does, in words; empty: nothing."""
        return "" if self.other is None else "as suggested" if self.is_chosen else "as usual"


def read(me: Context) -> Records:
    """Read what has been recorded; from then on the context holds it."""
    me.records = look(*looked_for(me))
    return me.records


def looked_for(me: Context) -> tuple[Context, date, bool, bool]:
    """Return what `look` has to know of this hour."""
    return me, today(me).date, me.is_morning, me.is_night


def look(me: Context, day: date, is_morning: bool, is_night: bool) -> Records:
    """Read what has been recorded, and what there is to say of it; for any thread."""
    recorded = records.look(me.store, me.places.data, day)
    if not (recorded.note or is_night):
        with suppress(CoachError):
            recorded = recorded._replace(remark=remarks.of_day(me, day, is_morning))
    return recorded


def hide_remark(me: Context) -> None:
    """Say the line of Tonight no more."""
    if me.records and me.records.remark:
        remarks.hide(me, me.records.remark, today(me).date)
        me.records = me.records._replace(remark=None)


def wanted(me: Context) -> Suggestion:
    """Return which routine is to be begun today, whether it can be played or not."""
    return suggestion.of_today(me.records or records.NOTHING, me.settings)


def tonight(me: Context) -> Tonight:
    """Return what Space begins, as far as it is known what has been recorded."""
    recorded = me.records or records.NOTHING
    name, why = wanted(me)
    choice, prepared, has_problems = _playable(me, name, recorded)
    bad_files = len(me.library.bad_files()) + bool(me.settings_problems) + has_problems
    if choice.exercise.id != f"routines/{name}":
        why = ""
    why = why or _item_why(me, recorded)
    other, is_chosen = _other(me, recorded), bool(recorded.chosen)
    return Tonight(choice, prepared, bad_files, why, other, is_chosen)


def _item_why(me: Context, recorded: Records) -> str:
    """Return why the checklist asks for dry things by the bed, as long as they are not there."""
    arranged = due(me, recorded.answers)
    waiting = (*arranged.now, *arranged.later) if arranged else ()
    is_damp = records.SWEATS_ITEM in recorded.items_tonight
    is_open = any(each.item.id == records.SWEATS_ITEM for each in waiting)
    return suggestion.SWEATS if is_damp and is_open else ""


def _other(me: Context, recorded: Records) -> Choice | None:
    """Return the routine that is one key away, if there is one."""
    if name := suggestion.other(recorded, me.settings):
        with suppress(CoachError):
            return choose.find(me.library, "routines", name)
    return None


def choose_today(me: Context, name: str) -> None:
    """Choose the routine of that name for today; that of what is suggested undoes a choice."""
    recorded = me.records or records.NOTHING
    chosen = "" if name == suggestion.suggested(recorded, me.settings).routine else name
    me.records = recorded._replace(chosen=chosen)
    me.disk.do(today_file.save, me.places.data, today(me).date, chosen)


def _playable(me: Context, wanted: str, recorded: Records) -> tuple[Choice, Evening, bool]:
    """Return the routine that is wanted, or what takes its place, and whether there were problems.

    Something takes its place when nothing of it can be played, or when no holds are suggested and
    it has some.
    """
    avoids_holds = suggestion.is_without_holds(recorded) and not recorded.chosen
    ways = (
        *((choose.find, wanted), (choose.shipped, wanted)),
        *((choose.find, suggestion.usual(me.settings)), (choose.find, ""), (choose.shipped, "")),
    )
    has_problems = False
    for find, name in ways:
        with suppress(CoachError):
            choice = find(me.library, "routines", name)
            prepared = evening.tonight(me, choice)
            has_problems = has_problems or bool(prepared.problems)
            has_holds = any(safer.asked_of(stop.exercise) == "rests" for stop in prepared.stops)
            if prepared.stops and not (avoids_holds and has_holds):
                break
    return choice, prepared, has_problems


def offered(me: Context, kind: str) -> Choice:
    """Return what the page of a kind of exercise opens with. Raises `CoachError`.

    Breathing grows with the evenings, and has no holds after a night of fear.
    """
    if kind == "routines":
        return tonight(me).choice
    if kind == "breathing":
        recorded = me.records or records.NOTHING
        has_holds = not suggestion.is_without_holds(recorded)
        return choose.breath(me.library, me.settings, recorded.finished_breaths, has_holds)
    return choose.find(me.library, kind)


def due(me: Context, answers: dict[str, Answer]) -> Arranged | None:
    """Return the items of the evening in their order; None: the checklist cannot be used."""
    try:
        bedtime, _ = choose.checklist(me.library)
    except CoachError:
        return None
    return arranged(me, bedtime, answers)


def today(me: Context) -> Day:
    """Return the checklist day that is lived now."""
    schedule = me.schedule
    return schedule.day(schedule.checklist_day(me.now))


def items(me: Context, checklist: Checklist) -> list[Item]:
    """Return the items that are asked for today: last night's diary may ask for one more."""
    tonight = me.records.items_tonight if me.records else ()
    return agenda.items(checklist, me.settings, me.said, tonight)


def arranged(me: Context, checklist: Checklist, answers: Mapping[str, Answer]) -> Arranged:
    """Return the items of a checklist in their order now; the answers are those of today."""
    return domain.arrange(items(me, checklist), answers, me.now, today(me))


def done_by(me: Context, id: str) -> list[str]:
    """Return the ids of the items that are done once an exercise is finished: due, by its kind."""
    try:
        checklist, _ = choose.checklist(me.library)
    except CoachError:
        return []
    day, kind = today(me), id.split("/")[0]
    on = agenda.items(checklist, me.settings, me.said)
    items = [item for item in on if kind in item.done_by]
    return [item.id for item in items if domain.due(item, day) <= me.now]


def of_today(me: Context, checklist: Checklist) -> Arranged:
    """Return the items of a checklist as they stand today. Raises `CoachError`."""
    if me.records is None:
        read(me)
    day = today(me).date
    answers = {each.item: each.answer for each in me.store.answers(day, day)}
    return arranged(me, checklist, answers)
