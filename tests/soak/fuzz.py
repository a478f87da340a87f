"""Shipped files, mutated at random: is each then a script, or a list of problems?

`python -m tests.soak.fuzz --minutes 60 --state FILE`. Each round takes files that come with the
app, changes bytes, lines, values or words of them, and reads them as `coach scripts check` and the
player do. What can be read must also make a timeline that tiles; problems must name the file and
hold no control character. The first file that does otherwise is kept, and its seed is printed.
"""

import contextlib
import io
import random
import sys
import tempfile
import traceback
from pathlib import Path

from coach.cli import as_json, command
from coach.content.awake import AwakeFile
from coach.content.library import KINDS, ExerciseFile, Library, load_file
from coach.domain.routine import Routine
from coach.person import choose, evening
from coach.person.safer import limits_of
from coach.store.settings import Settings
from coach.system import folders
from coach.text import has_control
from coach.toml.problems import BadFile
from tests.generated import check_tiling, whole
from tests.soak.state import Soak

FILES = sorted(file for kind in KINDS for file in (folders.assets() / kind).iterdir())
VALUES = (
    "nan", "inf", "-inf", "1e308", "-1", "0", "0.0005", "1e400", "true", "false", "1979-05-27",
    "07:32:00", '""', '"\\u0007"', '"\\u202e"', "[]", "{}", "[[[[]]]]", "9" * 50, "0x" + "f" * 30,
    '"' + "w" * 2000 + '"', "'''\n'''", '"é🌙"', '"\\ud800"', "1_000", ".5", "+4.0", "[1, 'a']",
)  # fmt: skip
WORDS = (
    "title",
    "seconds",
    "cycles",
    "max_cycles",
    "phase",
    "kind",
    "text",
    "word",
    "lead_in",
    "x",
)
FEW_AT_ONCE = 40
"""So many files are checked by one command line."""


def main() -> int:
    """Mutate until the minutes are over."""
    soak = Soak("fuzz", __doc__ or "", 10)
    with tempfile.TemporaryDirectory() as folder:
        for rng in soak.rounds():
            for number in range(FEW_AT_ONCE):
                origin = rng.choice(FILES)
                file = Path(folder) / origin.parent.name / f"case{number}.toml"
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(mutated(origin.read_bytes(), rng))
                if problem := wrong(file):
                    return _report(soak, file, problem)
                soak.totals["files"] = soak.totals.get("files", 0) + 1
            if problem := wrong_command_line(Path(folder)):
                return _report(soak, Path(folder), problem)
    print(f"{soak.totals.get('files', 0)} files, nothing found")
    return 0


def _report(soak: Soak, file: Path, problem: str) -> int:
    folder = Path(tempfile.mkdtemp(prefix="coach-fuzz-"))
    file.rename(folder / file.name)
    print(
        f"{problem}\nfailed: --seed {soak.seed} --first {soak.next}; kept in {folder / file.name}"
    )
    return 1


def mutated(raw: bytes, rng: random.Random) -> bytes:
    """Return the bytes of a file after one to four accidents."""
    for _ in range(rng.choice([1, 1, 2, 4])):
        raw = rng.choice(ACCIDENTS)(raw, rng)
    return raw


def _bytes(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.randbytes(rng.randrange(4)) + raw[at + rng.randrange(3) :]


def _cut(raw: bytes, rng: random.Random) -> bytes:
    at, to = sorted(rng.randrange(len(raw) + 1) for _ in range(2))
    return raw[:at] + raw[to:] if rng.random() < 0.5 else raw[at:to]


def _lines(raw: bytes, rng: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = (rng.randrange(len(lines)) for _ in range(2))
    if rng.random() < 0.5:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines.insert(one, lines[other])
    return b"\n".join(lines)


def _value(raw: bytes, rng: random.Random) -> bytes:
    lines = raw.split(b"\n")
    settings = [at for at, text in enumerate(lines) if b" = " in text]
    if settings:
        at = rng.choice(settings)
        lines[at] = lines[at].split(b" = ")[0] + b" = " + rng.choice(VALUES).encode()
    return b"\n".join(lines)


def _key(raw: bytes, rng: random.Random) -> bytes:
    lines = raw.split(b"\n")
    line = f"{rng.choice(WORDS)} = {rng.choice(VALUES)}"
    lines.insert(rng.randrange(len(lines) + 1), line.encode())
    return b"\n".join(lines)


ACCIDENTS = (_bytes, _bytes, _cut, _lines, _value, _value, _value, _key)


def wrong(file: Path) -> str:
    """Return what is wrong with how a file is read; nothing when it is a script or has problems."""
    try:
        try:
            script = load_file(file, file.parent.name)
        except BadFile as error:
            texts = [str(problem) for problem in error.problems]
            if not texts:
                return "a bad file without a problem"
            if any(has_control(text) for text in texts):
                return f"a control character in {texts!a}"
            return "" if all(str(file) in text for text in texts) else f"no file name in {texts!a}"
        if isinstance(script, AwakeFile):
            as_json.of_tree(script.tree("awake/fuzz"))
        if isinstance(script, ExerciseFile):
            exercise = script.exercise(f"{file.parent.name}/{file.stem}")
            library, settings = Library(folders.assets(), file.parent), Settings()
            timeline = None
            if not isinstance(exercise, Routine):
                timeline = choose.timeline(
                    exercise, settings, limits_of(settings, {}), is_night=True
                )
            else:
                ready = evening.prepare(
                    library,
                    choose.Choice(exercise),
                    settings,
                    limits_of(settings, {}),
                    is_night=True,
                )
                if any(stop.timeline for stop in ready.stops):  # it may be of checklists only
                    timeline = whole(ready)
            if timeline:
                check_tiling(timeline.at_speed(100))
                as_json.of_timeline(timeline)
            choose.find(library, file.parent.name, str(file))
    except Exception:
        return traceback.format_exc()
    return ""


def wrong_command_line(folder: Path) -> str:
    """Check all files of a folder by command line; returns what is wrong with the answer."""
    out, err = io.StringIO(), io.StringIO()
    for kind in sorted(each.name for each in folder.iterdir()):
        files = [str(file) for file in sorted((folder / kind).iterdir())]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = command.run(["scripts", "check", *files])
            except BaseException:
                return traceback.format_exc()
        if code not in (0, 1):
            return f"exit code {code}"
    printed = out.getvalue() + err.getvalue()
    return "a traceback" if "Traceback" in printed else "a control character" * has_control(printed)


if __name__ == "__main__":
    sys.exit(main())
