"""The records: sessions, answers to checklist items, diaries, and ratings on scales."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from coach.errors import CoachError
from coach.store import schema
from coach.store.database import Database

if TYPE_CHECKING:
    from coach.domain.checklist import Answer

Ending = Literal["finished", "stopped"]
Scale = Literal["ratings", "symptoms", "cravings"]
Row = tuple[Any, ...]
T = TypeVar("T")


class SessionRecord(NamedTuple):
    """A guided session, after its end."""

    script: str
    """Its id, or the path of its file."""
    kind: str
    began: datetime
    """When, in the UTC offset of the place where it happened."""
    planned_seconds: float
    done_seconds: float
    """How much of it was played, pauses left out; up to three decimals."""
    ending: Ending
    """`finished`: it reached its end by itself."""
    routine: str = ""
    """The id of the routine it was a step of."""
    pauses: int = 0
    id: int = 0
    """Given by the store."""


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


class ScaleRecord(NamedTuple):
    """A rating on a scale from 0 to 10: how a session left them, a symptom, a craving."""

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
        self.database = Database(folder, today)

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
        began, offset = utc(session.began)
        row = (
            *(began, offset, clean(session.script), clean(session.kind)),
            *(round(session.planned_seconds * 1000), round(session.done_seconds * 1000)),
            *(session.ending, clean(session.routine), session.pauses),
        )

        def write(connection: sqlite3.Connection) -> int:
            # If everything was erased meanwhile, another session may have that id.
            query = "SELECT id FROM sessions WHERE id = ? AND began = ?"
            [id] = connection.execute(query, (session.id, began)).fetchone() or [None]
            return connection.execute(insertion("sessions"), (id, *row)).lastrowid or 0

        return self.database.write(write)

    def sessions(self, first: datetime, last: datetime) -> list[SessionRecord]:
        """Return the sessions that began from `first` on and before `last`, in order."""

        def record(row: Row) -> SessionRecord:
            id, began, offset, script, kind, planned, done, ending, routine, pauses = row
            return SessionRecord(
                *(script, kind, from_utc(began, offset), planned / 1000, done / 1000, ending),
                *(routine, pauses, id),
            )

        return self._between(
            "sessions", "began >= ? AND began < ?", "began, id", first, last, record
        )

    def finished_count(self, kind: str) -> int:
        """Return how many sessions of a kind reached their end by themselves."""
        query = "SELECT count(*) FROM sessions WHERE kind = ? AND ending = 'finished'"
        [(count,)] = self.database.read(
            lambda c: c.execute(query, (clean(kind),)).fetchall(), [(0,)]
        )
        return int(count)

    def answer(self, day: date, item: str, answer: "Answer | None", moment: datetime) -> None:
        """Record the answer to an item on a day, replacing another; None removes it."""
        if answer is None:
            self._delete("answers", "day = ? AND item = ?", day.isoformat(), clean(item))
        else:
            self._add("answers", day.isoformat(), clean(item), clean(answer), *utc(moment))

    def answers(self, first: date, last: date) -> list[AnswerRecord]:
        """Return the answers of the days from `first` to `last`, both included, in order."""

        def record(row: Row) -> AnswerRecord:
            day, item, answer, moment, offset = row
            return AnswerRecord(date.fromisoformat(day), item, answer, from_utc(moment, offset))

        return self._between("answers", "day BETWEEN ? AND ?", "day, item", first, last, record)

    def save_diary(self, diary: DiaryRecord) -> None:
        """Record the diary of a night, replacing another one of that night."""
        row = diary._replace(zone=clean(diary.zone), note=clean(diary.note))._asdict()
        row["night"] = diary.night.isoformat()
        self._add("diaries", *(row[column] for column in schema.TABLES["diaries"]))

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

    def add_craving(self, craving: ScaleRecord) -> int:
        """Record a craving, and return its id. Raises `CoachError`."""
        return self._add_scale("cravings", craving)

    def cravings(self, first: datetime, last: datetime) -> list[ScaleRecord]:
        """Return the cravings from `first` on and before `last`, in order."""
        return self._scale("cravings", first, last)

    def _add_scale(self, table: Scale, rating: ScaleRecord) -> int:
        values = (None, *utc(rating.moment), clean(rating.name), rating.value, clean(rating.note))
        return self._add(table, *values)

    def _scale(self, table: Scale, first: datetime, last: datetime) -> list[ScaleRecord]:
        def record(row: Row) -> ScaleRecord:
            id, moment, offset, name, value, note = row
            return ScaleRecord(from_utc(moment, offset), name, value, note, id)

        return self._between(table, "moment >= ? AND moment < ?", "moment, id", first, last, record)

    def _add(self, table: str, *row: object) -> int:
        """Write one row, replacing one with its key; returns its id where it has one."""
        query = insertion(table)
        return self.database.write(lambda connection: connection.execute(query, row).lastrowid or 0)

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


def insertion(table: str, verb: str = "INSERT OR REPLACE") -> str:
    """Return the SQL that writes one row, by default replacing one with its key."""
    columns = schema.TABLES[table]
    return f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def utc(moment: datetime) -> tuple[str, int]:
    """Return a moment as it is stored: UTC to the millisecond, and its offset in minutes.

    A moment without an offset has that of this machine.
    """
    if moment.utcoffset() is None:
        moment = moment.astimezone()
    offset = moment.utcoffset() or timedelta()
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return f"{text}Z", round(offset / timedelta(minutes=1))


def from_utc(moment: str, offset_minutes: int) -> datetime:
    """Return a stored moment in its offset, as clocks showed it there and then."""
    offset = timezone(timedelta(minutes=offset_minutes))
    return datetime.fromisoformat(moment).astimezone(offset)


def clean(text: str) -> str:
    """Return text that can be stored: half of a character (a lone surrogate) becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
