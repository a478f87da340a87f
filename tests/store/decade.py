"""Ten years of somebody's evenings, made from a seed: what the store must stay quick with.

`python -m tests.store.decade` tells how long everything takes with them.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from coach.store import schema
from coach.store.database import Database
from coach.store.export import as_csv, as_json, tables
from coach.store.importing import import_json
from coach.store.records import Store

FIRST_NIGHT = date(2016, 1, 1)
NIGHTS = 3650
ITEMS = tuple(f"bedtime/item-{n}" for n in range(21))
KINDS = ("breathing/box", "relaxation/pmr-7", "bodyscan/ten", "stretch/legs")


def fill(folder: Path, nights: int = NIGHTS, seed: int = 7) -> Database:
    """Record so many nights in one go and return the database."""
    database = Database(folder)
    import_json(database, "\n".join(as_json(decade(nights, seed))).encode(), "decade")
    return database


def decade(nights: int = NIGHTS, seed: int = 7) -> dict[str, list[dict[str, object]]]:
    """Return diaries, answers (75,000 in ten years), sessions (20,000) and all else as exported."""
    rng = random.Random(seed)
    records: dict[str, list[dict[str, object]]] = {table: [] for table in schema.TABLES}
    for number in range(nights):
        night = FIRST_NIGHT + timedelta(number)
        offset = rng.choice([60, 120])
        evening = datetime.combine(night, datetime.min.time(), timezone(timedelta(minutes=offset)))
        moment = evening + timedelta(hours=21, milliseconds=rng.randrange(10**7))
        at: dict[str, object] = {"moment": _utc(moment), "offset_minutes": offset}
        for item in sorted(rng.sample(ITEMS, 20 + number % 2)):
            answer = rng.choice(["done", "done", "done", "skipped", "not-applicable"])
            records["answers"].append(
                {"day": night.isoformat(), "item": item, "answer": answer} | at
            )
        for step in range(5 + number % 2):
            script, planned = rng.choice(KINDS), rng.randrange(60, 1200)
            records["sessions"].append(
                {
                    "id": len(records["sessions"]) + 1,
                    "began": _utc(moment + timedelta(minutes=20 * step)),
                    "offset_minutes": offset,
                    "night": night.isoformat(),
                    "script": script,
                    "kind": script.split("/")[0],
                    "planned_seconds": planned,
                    "done_seconds": rng.randrange(1000 * planned) / 1000,
                    "ending": rng.choice(["finished", "stopped"]),
                    "routine": rng.choice(["", "routines/tonight"]),
                    "pauses": rng.randrange(3),
                }
            )
        records["diaries"].append(
            {
                "night": night.isoformat(),
                "into_bed": f"22:{rng.randrange(60):02}",
                "tried": f"23:{rng.randrange(60):02}",
                "last_awake": f"06:{rng.randrange(60):02}",
                "out_of_bed": f"07:{rng.randrange(60):02}",
                "zone": "Europe/Berlin",
                "offset_minutes": offset,
                "fell_asleep_minutes": rng.randrange(120),
                "awake_minutes": rng.randrange(120),
                "times_awake": rng.randrange(6),
                "quality": rng.randrange(11),
                "legs": rng.choice([None, 3]),
                "craving": rng.choice([None, 5]),
                "anxiety": rng.randrange(11),
                "sweats": rng.choice([None, True, False]),
                "note": "Rain on the window, and then quiet. " * rng.randrange(4),
                "begins": _utc(evening + timedelta(hours=12)),
                "nap_minutes": None,
            }
        )
        for table in ("ratings", "symptoms"):
            row = {"id": number + 1} | at
            records[table].append(row | {"name": "restless-legs", "value": number % 11, "note": ""})
        _add_own(records, at, night.isoformat(), number)
    at = {"moment": _utc(datetime(2016, 1, 1, 12, tzinfo=UTC)), "offset_minutes": 60}
    records["dates"].append({"what": "stopped", "day": FIRST_NIGHT.isoformat()} | at)
    records["health"].append({"question": "holds", "said": "no"} | at)
    return records


def _add_own(
    records: dict[str, list[dict[str, object]]], at: dict[str, object], night: str, number: int
) -> None:
    """Add what was said of a night beyond its diary; every week a lapse and a step."""
    known = at | {"night": night}
    said = {"before": number % 11, "after": None, "set_off": "rain", "helped": ""}
    records["cravings"].append(known | said | {"exercise": "mind/urge"})
    records["notes"].append(known | {"text": "Call the doctor"})
    records["awakenings"].append({"night": night, "opened": 2, "got_up": number % 2 == 0})
    if number % 7 == 0:
        records["lapses"].append(known | {"words": ""})
        records["steps"].append(at | {"day": night, "text": "One less"})


def measure(folder: Path) -> None:
    """Print how long things take with ten years of data."""
    database = fill(folder)
    last = FIRST_NIGHT + timedelta(NIGHTS - 1)
    weeks = last - timedelta(55), last
    always = date.min, date.max
    print(f"{database.file.stat().st_size / 1e6:.1f} MB; median, 99th of 100, longest, in ms")
    _tell("first look of a day: checked, backed up", lambda: _anew(folder).open(), 10)
    _tell("a look later that day", lambda: Store(folder).open(), 100)
    _tell("first read of a store: answers of a day", lambda: Store(folder).answers(last, last), 100)
    _tell("first read after others changed the file", lambda: _touched(folder).answers(*weeks), 10)
    store = Store(folder)
    _tell("answers of a day", lambda: store.answers(last, last), 100)
    _tell("answers of 8 weeks", lambda: store.answers(*weeks), 100)
    _tell("diaries of 8 weeks", lambda: store.diaries(*weeks), 100)
    _tell("all diaries", lambda: store.diaries(*always), 20)
    _tell("finished", store.finished, 100)
    _tell("tables of an export", lambda: tables(database), 5)
    _tell("JSON", lambda: list(as_json(tables(database))), 5)
    _tell("CSV", lambda: list(as_csv(tables(database))), 5)
    command = [sys.executable, "-m", "coach", "--data-dir", str(folder), "data", "export"]
    _tell("the command coach data export", lambda: _run(command), 5)
    fresh = "from coach.store.records import Store; from pathlib import Path; from datetime import"
    fresh += f" date; Store(Path({str(folder)!r})).answers(date.today(), date.today())"
    _tell("a fresh Python", lambda: _run([sys.executable, "-c", "import pathlib, datetime"]), 20)
    _tell(
        "a fresh Python, the store, its first read", lambda: _run([sys.executable, "-c", fresh]), 20
    )
    now = datetime.now(UTC)
    _tell("an answer", lambda: store.answer(last, random.choice(ITEMS), "done", now), 1000)


def _tell(what: str, work: Callable[[], object], times: int) -> None:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    print(f"{took[times // 2]:9.2f} {took[times * 99 // 100]:9.2f} {took[-1]:9.2f}  {what}")


def _anew(folder: Path) -> Store:
    """Return a store on a day that has no backup yet."""
    for backup in (folder / "backups").glob("*"):
        backup.unlink()
    return Store(folder)


def _touched(folder: Path) -> Store:
    """Return a store that does not know the file."""
    os.utime(folder / "coach.db")
    return Store(folder)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place, "data"))
