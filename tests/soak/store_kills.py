"""The store is killed at random moments, one and two writers at a time: is anything lost?

`python -m tests.soak.store_kills --state FILE` makes 500 kills. In each round one or two processes
give answers, record sessions, save diaries and say things of themselves in one folder, and report
each that is on disk; at random moments they are killed with SIGKILL. Now and then the next ones
begin at once on what those left. Then a fresh store must open without a note and hold everything
that was reported, whole. Some rounds begin in an empty folder, some without the backup of the day,
some with a damaged file, where a writer is killed while it sets the file aside and puts the backup
in its place, and some with one of an earlier schema, where it is killed while it migrates that.
"""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

from coach.domain.own import Craving, Lapse, Note, PlanStep
from coach.errors import CoachError
from coach.store.own import Own
from coach.store.records import DiaryRecord, SessionRecord, Store
from tests.soak.state import Soak
from tests.store import older

DAY = date(2026, 11, 22)
KILLS = 500
TOLD = (0, 0, 1, 5, 20)
"""The least that a writer has reported when it is killed."""
LONGEST_SECONDS = 0.006
"""It is killed at the latest so long after that."""
WAYS = ("on", "on", "empty", "no backup", "damaged", "older")
NOTE = "x" * 20_000
LONG_NOTE = "x" * 400_000
"""It takes a while to write."""
LEFT = {"coach.db", ".coach.db.held", ".coach.db.left", "backups"}
"""The files that may be in the folder in the end."""


class Writer(NamedTuple):
    """A process that writes, and the pipe by which it reports what is on disk."""

    pid: int
    pipe: int


def main() -> int:
    """Kill so many times, and look."""
    soak = Soak("store_kills", __doc__ or "", 60)
    counted = Counter(soak.totals)
    for rng in soak.rounds():
        if problem := one_round(rng, counted):
            print(f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}")
            return 1
        soak.totals = dict(counted)
        if counted["kills"] >= KILLS:
            break
    print(summary(counted))
    return 0


def few(kills: int, seed: int) -> int:
    """Make so many kills, or some more, and say how it went."""
    counted: Counter[str] = Counter()
    numbers = count()
    while counted["kills"] < kills:
        if problem := one_round(random.Random(f"{seed} {next(numbers)}"), counted):
            print(problem)
            return 1
    print(summary(counted))
    return 0


def summary(counted: Counter[str]) -> str:
    """Return in words what was done, and that nothing was lost."""
    ways = ", ".join(f"{counted[way]} {way}" for way in dict.fromkeys(WAYS))
    return (
        f"{counted['rounds']} rounds ({ways}); {counted['together']} times two writers\n"
        f"{counted['kills']} kills, {counted['acknowledged']} acknowledged, 0 lost"
    )


def one_round(rng: random.Random, counted: Counter[str]) -> str:
    """Write, kill and look; returns what is wrong, or nothing."""
    folder = Path(tempfile.mkdtemp(prefix="coach-kills-"))
    data = folder / "data"
    way = rng.choice(WAYS)
    expected = prepared(way, data, rng)
    numbers = count()
    for _ in range(rng.choice((1, 1, 2))):
        writers = [start(data, next(numbers)) for _ in range(rng.choice((1, 2)))]
        acknowledged = killed(rng, writers)
        expected |= acknowledged
        counted.update(
            kills=len(writers), acknowledged=len(acknowledged), together=len(writers) - 1
        )
    counted.update({way: 1, "rounds": 1})
    if problem := wrong(data, expected, way) or (rng.random() < 0.04 and unlike(data, expected)):
        return f"{way}: {problem}; see {folder}"
    shutil.rmtree(folder)
    return ""


def prepared(way: str, data: Path, rng: random.Random) -> set[str]:
    """Make the folder as a round wants it; returns what must be in it at the end."""
    if way == "empty":
        return set()
    notes = [f"old-{number} {NOTE}" for number in range(rng.randrange(1, 20))]
    old = {note.split()[0] for note in notes}
    nights = [DAY - timedelta(number) for number in range(len(notes))]
    if way == "older":
        version = rng.randrange(older.NEWEST) + 1
        rows = [
            older.diary(str(night), note, version)
            for night, note in zip(nights, notes, strict=True)
        ]
        older.make(data, {"diaries": rows}, version)
        return old
    store = Store(data)
    for night, note in zip(nights, notes, strict=True):
        store.save_diary(DiaryRecord(night, "", 0, note=note))
    if way == "no backup":
        shutil.rmtree(data / "backups", ignore_errors=True)
    else:
        store.database.back_up()
    if way == "damaged":
        file = data / "coach.db"
        with open(file, "r+b") as stream:
            if rng.random() < 0.5:
                stream.truncate(rng.randrange(file.stat().st_size))
            else:
                stream.write(rng.randbytes(4096))
    return old


def start(data: Path, number: int) -> Writer:
    """Start a writer."""
    out, pipe = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(out)
            write_for_ever(Store(data), number, pipe)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(pipe)
    return Writer(pid, out)


def write_for_ever(store: Store, writer: int, pipe: int) -> None:
    """Write one thing after the other and report each that is on disk."""
    os.write(pipe, b"begun\n")
    for number in count(1):
        now, item = datetime.now(UTC), f"{writer}-{number}"
        if number % 7 == 0:
            session = SessionRecord(item, "breathing", now, DAY, 300, 12.5, "stopped")
            id = store.add_session(session)
            store.add_session(session._replace(id=id, ending="finished"))
        elif number % 5 == 0:
            night = DAY + timedelta(1000 * writer + number)
            store.save_diary(DiaryRecord(night, "", 0, note=f"{item} {LONG_NOTE}"))
        elif number % 3 == 0:
            # Known by its moment, so no two writers may say it at the same one.
            store.own.save(said(item, number, now + timedelta(hours=writer)))
        else:
            store.answer(DAY + timedelta(number % 3), item, "done", now)
        os.write(pipe, f"{item}\n".encode())


def said(item: str, number: int, now: datetime) -> Own:
    """Return what is said of themselves: a craving, a lapse, a note, a step, in turn."""
    says: tuple[Own, ...] = (
        Craving(now, DAY, before=number % 11, set_off=item),
        Lapse(now, DAY, item),
        Note(now, DAY, item),
        PlanStep(now, DAY, item),
    )
    return says[number // 3 % len(says)]


def killed(rng: random.Random, writers: list[Writer]) -> set[str]:
    """Kill writers at random moments; returns what they have reported."""
    text = dict.fromkeys(writers, b"")
    lines: list[str] = []
    while not all(text.values()):
        listen(text, 10)
    for writer in writers:
        least = rng.choice(TOLD)
        while text[writer].count(b"\n") <= least:
            listen(text, 10)
        ends = time.monotonic() + rng.uniform(0, LONGEST_SECONDS)
        while (left := ends - time.monotonic()) > 0:
            listen(text, left)
        os.kill(writer.pid, signal.SIGKILL)
        os.waitpid(writer.pid, 0)
        while part := os.read(writer.pipe, 1 << 16):
            text[writer] += part
        os.close(writer.pipe)
        lines += text.pop(writer).decode().splitlines()
    return {line for line in lines if line != "begun"}


def listen(text: dict[Writer, bytes], seconds: float) -> None:
    """Read what writers report."""
    by_pipe = {writer.pipe: writer for writer in text}
    for pipe in select.select(list(by_pipe), [], [], seconds)[0]:
        part = os.read(pipe, 1 << 16)
        text[by_pipe[pipe]] += part
        if not part:
            raise SystemExit("a writer ended by itself")


def recorded(store: Store) -> list[str]:
    """Return what a store holds, as the writers report it; what is not whole differs."""
    notes = [each.note.split() for each in store.diaries(date.min, date.max)]
    return [
        *(each.item for each in store.answers(date.min, date.max)),
        *(each.script for each in store.sessions(date.min, date.max)),
        *(each.set_off for each in store.own.all(Craving)),
        *(each.words for each in store.own.all(Lapse)),
        *(each.text for each in store.own.all(Note)),
        *(each.text for each in store.own.all(PlanStep)),
        *(item if x in (NOTE, LONG_NOTE) else f"half of {item}" for item, x in notes),
    ]


def wrong(data: Path, expected: set[str], way: str) -> str:
    """Return what is wrong with a folder after a kill, or nothing."""
    store = Store(data)
    try:
        note, stored = store.note(), recorded(store)
        [(sound,)] = store.database.read(
            lambda c: c.execute("PRAGMA integrity_check(1)").fetchall(), [("ok",)]
        )
        for answer in ("done", None):
            store.answer(DAY, "look", answer, datetime.now(UTC))
    except CoachError as error:
        return str(error)
    if note and way != "damaged":
        return f"it says: {note}"
    if lost := expected - set(stored):
        return f"{len(lost)} lost: {sorted(lost)[:5]}"
    if halves := [each for each in stored if stored.count(each) > 1 or each.startswith("half")]:
        return f"twice or half: {halves[:5]}"
    left = {file.name for file in data.iterdir() if not file.name.startswith("coach.damaged-")}
    return f"left behind: {left - LEFT}" * bool(left - LEFT) or sound.removeprefix("ok")


def unlike(data: Path, expected: set[str]) -> str:
    """Return what is wrong with what the command exports, or nothing."""
    command = [sys.executable, "-m", "coach", "--data-dir", str(data), "data", "export"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode or ended.stderr:
        return ended.stderr
    content = json.loads(ended.stdout)
    exported = {each["item"] for each in content["answers"]}
    exported |= {each["script"] for each in content["sessions"] if each["ending"] == "finished"}
    exported |= {each["set_off"] for each in content["cravings"]}
    exported |= {each["words"] for each in content["lapses"]}
    exported |= {each["text"] for each in (*content["notes"], *content["steps"])}
    exported |= {each["note"].split()[0] for each in content["diaries"]}
    return f"not exported: {sorted(expected - exported)[:5]}" * bool(expected - exported)


if __name__ == "__main__":
    sys.exit(main())
