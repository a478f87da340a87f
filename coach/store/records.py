"""The records: sessions, answers to checklist items, diaries, and ratings on scales."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from coach.errors import CoachError
from coach.store import schema
from coach.store.own import OwnRecords
from coach.store.unwritten import CompleteDatabase
from coach.store.values import answer_row, clean, from_utc, given_answer, insertion, utc
from coach.system.disk import saves

if TYPE_CHECKING:
    from coach.domain.checklist import Answer

Ending = Literal["finished", "stopped"]
Scale = Literal["ratings", "symptoms"]
Row = tuple[Any, ...]
T = TypeVar("T")


class SessionRecord(NamedTuple):
    """A guided session, after its end."""

    script: str
    """Its id, or the path of its file."""
    kind: str
    began: datetime
    """When, in the UTC offset of the place where it happened."""
    night: date
    """The night that it belongs to, by its date."""
    planned_seconds: float
    done_seconds: float
    """How much of it was played, pauses left out; up to three decimals."""
    ending: Ending
    """`finished`: it reached its end by itself; of a routine, its last step began: sleepers end
    nothing."""
    routine: str = ""
    """The id of the routine it was a step of."""
    pauses: int = 0
    id: int = 0
    """Given by the store."""

    @property
    def row(self) -> dict[str, Any]:
        """It by column as it is stored, without its id."""
        began, offset = utc(self.began)
        return {
            **{"began": began, "offset_minutes": offset, "night": self.night.isoformat()},
            **{"script": clean(self.script), "kind": clean(self.kind)},
            "planned_ms": round(self.planned_seconds * 1000),
            "done_ms": round(self.done_seconds * 1000),
            **{"ending": self.ending, "routine": clean(self.routine), "pauses": self.pauses},
        }


class AnswerRecord(NamedTuple):
    """What was answered to an item of a checklist on a day."""

    day: date
    item: str
    answer: "Answer"
    moment: datetime


class DiaryRecord(NamedTuple):
    """The diary of a night; None: not answered. Times are `HH:MM` as clocks there showed them."""

    night: date
    """The date of its evening."""
    zone: str
    """The name of the time zone, e.g. `Europe/Berlin`; empty when only the offset is known."""
    offset_minutes: int
    into_bed: str | None = None
    tried: str | None = None
    last_awake: str | None = None
    out_of_bed: str | None = None
    fell_asleep_minutes: int | None = None
    awake_minutes: int | None = None
    times_awake: int | None = None
    quality: int | None = None
    """0..10, as legs, craving and anxiety."""
    legs: int | None = None
    craving: int | None = None
    anxiety: int | None = None
    sweats: bool | None = None
    note: str = ""
    begins: datetime | None = None
    """When the night begins, in its own offset; None: at noon, as in schema 1."""
    nap_minutes: int | None = None
    """Slept by day before this night."""

    @property
    def row(self) -> dict[str, Any]:
        """It by column as it is stored."""
        row = self._replace(zone=clean(self.zone), note=clean(self.note))._asdict()
        begins = utc(self.begins)[0] if self.begins else None
        return row | {"night": self.night.isoformat(), "begins": begins}


class ScaleRecord(NamedTuple):
    """A rating on a scale from 0 to 10: how a session left them, a symptom."""

    moment: datetime
    name: str
    """What is rated, e.g. `restless-legs`."""
    value: int
    note: str = ""
    id: int = 0
    """Given by the store."""


class Store:
    """The records of a folder; every method may be called from any thread.

    When a method returns, its change is on disk. Every failure is a `CoachError`, and then nothing
    was changed.
    """

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        """Take the folder (DATA), which need not exist; nothing is made before the first write."""
        self.database = CompleteDatabase(folder, today)
        self.own = OwnRecords(self.database)
        """Cravings, lapses, notes, dates, what was said of health, awakenings."""

    def open(self) -> None:
        """Check the database and back it up, once a day; mend it if need be.

        Not before the first picture: with ten years of records this takes a third of a second.
        """
        self.database.look()

    def note(self) -> str:
        """Open it, and return one line about what happened to the database, or nothing."""
        try:
            self.open()
        except CoachError as error:
            return str(error)
        return self.database.note

    def add_session(self, session: SessionRecord) -> int:
        """Record a session and return its id; one that has an id already is replaced."""
        row = session.row

        def write(connection: sqlite3.Connection) -> int:
            # If everything was erased meanwhile, another session may have that id.
            query = "SELECT id FROM sessions WHERE id = ? AND began = ?"
            [id] = connection.execute(query, (session.id, row["began"])).fetchone() or [None]
            values = (id, *(row[column] for column in schema.TABLES["sessions"][1:]))
            return connection.execute(insertion("sessions"), values).lastrowid or 0

        return self.database.write(write)

    def sessions(self, first: date, last: date) -> list[SessionRecord]:
        """Return the sessions of the nights from `first` to `last`, both included, in order."""

        def record(row: Row) -> SessionRecord:
            id, began, offset, night, script, kind, planned, done, ending, routine, pauses = row
            return SessionRecord(
                *(script, kind, from_utc(began, offset), date.fromisoformat(night)),
                *(planned / 1000, done / 1000, ending, routine, pauses, id),
            )

        return self._between("sessions", "night BETWEEN ? AND ?", "began, id", first, last, record)

    def finished(self) -> dict[str, int]:
        """Return how often each script reached its end by itself."""
        query = "SELECT script, count(*) FROM sessions WHERE ending = 'finished' GROUP BY script"
        nothing: list[Row] = []
        return dict(self.database.read(lambda c: c.execute(query).fetchall(), nothing))

    def evenings(self) -> int:
        """Return on how many nights a routine came to its last step."""
        query = "SELECT DISTINCT night FROM sessions WHERE kind = ? AND ending = 'finished'"
        nothing: list[Row] = []
        return len(
            self.database.read(lambda c: c.execute(query, ("routines",)).fetchall(), nothing)
        )

    def nights(self) -> int:
        """Return how many nights have a diary."""
        query = "SELECT count(*) FROM diaries"
        return self.database.read(lambda c: int(c.execute(query).fetchone()[0]), 0)

    def last_day(self, before: date = date.max) -> date | None:
        """Return the last day or night of which anything is recorded, before one; None: nothing."""
        nights = ("diaries", "sessions", "cravings", "awakenings")
        columns = {"answers": "day", **dict.fromkeys(nights, "night")}
        query = " UNION ALL ".join(
            f"SELECT max({column}) FROM {table} WHERE {column} < :before"
            for table, column in columns.items()
        )
        key, nothing = {"before": before.isoformat()}, list[Row]()
        found = self.database.read(lambda c: c.execute(query, key).fetchall(), nothing)
        return max((date.fromisoformat(day) for (day,) in found if day), default=None)

    @saves(given_answer)
    def answer(self, day: date, item: str, answer: "Answer | None", moment: datetime) -> None:
        """Record the answer to an item on a day, replacing another; None removes it."""
        if answer is None:
            self._delete("answers", "day = ? AND item = ?", day.isoformat(), clean(item))
        else:
            self._add("answers", answer_row(day, item, answer, moment))

    def answers(self, first: date, last: date) -> list[AnswerRecord]:
        """Return the answers of the days from `first` to `last`, both included, in order."""

        def record(row: Row) -> AnswerRecord:
            day, item, answer, moment, offset = row
            return AnswerRecord(date.fromisoformat(day), item, answer, from_utc(moment, offset))

        return self._between("answers", "day BETWEEN ? AND ?", "day, item", first, last, record)

    def save_diary(self, diary: DiaryRecord) -> None:
        """Record the diary of a night, replacing another one of that night."""
        self._add("diaries", diary.row)

    def delete_diary(self, night: date) -> None:
        """Delete the diary of a night; there need not be one."""
        self._delete("diaries", "night = ?", night.isoformat())

    def diaries(self, first: date, last: date) -> list[DiaryRecord]:
        """Return the diaries of the nights from `first` to `last`, both included, in order."""
        columns = schema.TABLES["diaries"]

        def record(row: Row) -> DiaryRecord:
            values = dict(zip(columns, row, strict=True))
            values["night"] = date.fromisoformat(values["night"])
            values["sweats"] = None if values["sweats"] is None else bool(values["sweats"])
            if begins := values["begins"]:
                values["begins"] = from_utc(begins, values["offset_minutes"])
            return DiaryRecord(**values)

        return self._between("diaries", "night BETWEEN ? AND ?", "night", first, last, record)

    def add_rating(self, rating: ScaleRecord) -> int:
        """Record how something left them, and return its id. Raises `CoachError`."""
        return self._add_scale("ratings", rating)

    def ratings(self, first: datetime, last: datetime) -> list[ScaleRecord]:
        """Return the ratings from `first` on and before `last`, in order."""
        return self._scale("ratings", first, last)

    def add_symptom(self, symptom: ScaleRecord) -> int:
        """Record a symptom, and return its id. Raises `CoachError`."""
        return self._add_scale("symptoms", symptom)

    def symptoms(self, first: datetime, last: datetime) -> list[ScaleRecord]:
        """Return the symptoms from `first` on and before `last`, in order."""
        return self._scale("symptoms", first, last)

    def _add_scale(self, table: Scale, rating: ScaleRecord) -> int:
        moment, offset = utc(rating.moment)
        row = {"id": None, "moment": moment, "offset_minutes": offset, "value": rating.value}
        return self._add(table, row | {"name": clean(rating.name), "note": clean(rating.note)})

    def _scale(self, table: Scale, first: datetime, last: datetime) -> list[ScaleRecord]:
        def record(row: Row) -> ScaleRecord:
            id, moment, offset, name, value, note = row
            return ScaleRecord(from_utc(moment, offset), name, value, note, id)

        return self._between(table, "moment >= ? AND moment < ?", "moment, id", first, last, record)

    def _add(self, table: str, row: dict[str, Any]) -> int:
        """Write one row, replacing one with its key; returns its id where it has one."""
        values = [row[column] for column in schema.TABLES[table]]
        query = insertion(table)
        return self.database.write(
            lambda connection: connection.execute(query, values).lastrowid or 0
        )

    def _delete(self, table: str, where: str, *key: str) -> None:
        """Delete rows. Where nothing has been recorded, no file is made."""
        query = f"DELETE FROM {table} WHERE {where}"
        if self.database.read(lambda _: True, False):
            self.database.write(lambda connection: connection.execute(query, key).rowcount)

    def _between(
        self,
        table: str,
        where: str,
        order: str,
        first: date,
        last: date,
        record: Callable[[Row], T],
    ) -> list[T]:
        """Return the rows of a table between two days or two moments, each as a `record`."""
        columns = ", ".join(schema.TABLES[table])
        query = f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}"
        ends = [utc(e)[0] if isinstance(e, datetime) else e.isoformat() for e in (first, last)]
        return self.database.read(lambda c: [record(row) for row in c.execute(query, ends)], [])
