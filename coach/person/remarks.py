"""The one line that Tonight says of its own accord: by day and in the evening, never at night.

In the morning it is what was answered to the diary; else what many people meet on such days.
"""

from datetime import date

from coach.content import course as course_file
from coach.domain import course
from coach.domain.night import DAY
from coach.domain.own import PlanStep, TurnDate
from coach.domain.remark import WEEK_DAYS, Remark
from coach.person import replies
from coach.person.context import Context
from coach.store import said as said_file

ANSWER, HIDDEN = "answer", "hidden"
"""By what it is remembered that the answer of a morning, or any other line, was hidden that day."""


def of_day(me: Context, day: date, is_morning: bool) -> Remark | None:
    """Return the line of a checklist day; None: there is none. Raises `CoachError`.

    It reads the disk: not for the thread that draws.
    """
    said = said_file.load(me.places.data)
    night = day - DAY
    if is_morning and (reply := replies.of_night(me, night)):
        return None if said.get(ANSWER) == day else Remark(ANSWER, reply.text(night))
    dates = me.store.own.all(TurnDate)
    if not dates or said.get(HIDDEN) == day:
        return None
    own = course.Own(dates, me.store.own.all(PlanStep))
    bad = replies.bad_nights(replies.last_seven(me.store, night))
    answered = said.get(f"{replies.PREFIX}{course.DOCTOR}")
    if answered and (day - answered).days < WEEK_DAYS:
        bad = 0  # a doctor was named in a morning of this week
    return course.remark(course_file.load(me.library), own, day, bad, said)


def shown(me: Context, remark: Remark | None, day: date) -> None:
    """Remember that a line was shown, where it must not come too often."""
    if remark and remark.is_new:
        me.disk.do(said_file.save, me.places.data, remark.id, day)


def hide(me: Context, remark: Remark, day: date) -> None:
    """Show a line no more: the answer for this day, that of a range until there is another date."""
    for id in {remark.id, ANSWER if remark.id == ANSWER else HIDDEN}:
        me.disk.do(said_file.save, me.places.data, id, day)
