"""What has been recorded that an evening goes by, read in one go.

| who | uses |
|---|---|
| ui, cli | `look` reads it; `Context.records` holds it from then on |
| suggestion, home, agenda | the diary of last night, finished evenings, answers |
| evening, choose | `finished_breaths`: how far the ramp has come |
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coach.domain.checklist import Answer
from coach.domain.health import HealthAnswer, said_of
from coach.domain.night import DAY
from coach.domain.own import Lapse
from coach.domain.remark import Remark
from coach.errors import CoachError
from coach.store import today

if TYPE_CHECKING:
    from coach.store.records import DiaryRecord, Store

AWAY = 4 * DAY
"""After so long without a record somebody is welcomed back; nothing is asked of those days."""
SWEATS_ITEM, LEGS_ITEM = "kit", "legs"
"""The items of the shipped checklist that a night of sweats asks for, dry things by the bed; and
restless legs.
"""


class Records(NamedTuple):
    """What has been recorded, as far as this evening goes by it."""

    answers: dict[str, Answer]
    """Of this checklist day."""
    finished: dict[str, int]
    """How often each script reached its end."""
    has_diary: bool
    """The night that lies behind has its diary."""
    is_back: bool = False
    """Nothing has been recorded for some days: somebody is back."""
    note: str = ""
    """What happened to the database, in a line."""
    last_night: "DiaryRecord | None" = None
    """The diary of the night that lies behind; None: there is none, or it could not be read."""
    evenings: int = 0
    """On how many nights a routine came to its last step."""
    chosen: str = ""
    """The name of the routine that was chosen for today; empty: none was."""
    health: tuple[HealthAnswer, ...] | None = None
    """What was said of one's health; None: that could not be read."""
    has_lapse: bool = False
    """That something was used was saved on this checklist day."""
    remark: Remark | None = None
    """What Tonight says of its own accord, in a line."""

    @property
    def finished_breaths(self) -> int:
        """How many breathing sessions reached their end."""
        return sum(n for script, n in self.finished.items() if script.startswith("breathing/"))

    @property
    def items_tonight(self) -> tuple[str, ...]:
        """The ids of checklist items that last night asks for, whether they are usual or not."""
        sweats = bool(self.last_night and self.last_night.sweats)
        asks = {SWEATS_ITEM: sweats, LEGS_ITEM: self.has_restless_legs}
        return tuple(item for item, is_asked in asks.items() if is_asked)

    @property
    def has_restless_legs(self) -> bool:
        """Somebody has said that their legs are restless."""
        return said_of(self.health or ()).get("legs") == "yes"


NOTHING = Records({}, {}, has_diary=True)
"""What is gone by as long as nothing is known: nothing is asked, and the evening is a small one."""


def look(store: "Store", folder: Path, day: date) -> Records:
    """Read what has been recorded by a checklist day, and chosen for it; DATA is `folder`.

    If it cannot be read, the note says why.
    """
    night = day - DAY
    chosen = today.load(folder, day)
    try:
        answers = {each.item: each.answer for each in store.answers(day, day)}
        diaries = store.diaries(night, night)
        last = store.last_day()
        return Records(
            answers,
            store.finished(),
            has_diary=bool(diaries),
            is_back=last is not None and day - last >= AWAY,
            last_night=diaries[0] if diaries else None,
            evenings=store.evenings(),
            chosen=chosen,
            health=tuple(store.own.all(HealthAnswer)),
            has_lapse=any(
                day in (each.night, each.moment.date())
                for each in store.own.between(Lapse, night, day)
            ),
        )
    except CoachError as error:
        return Records({}, {}, has_diary=True, note=str(error), chosen=chosen)
