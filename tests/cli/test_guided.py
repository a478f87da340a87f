"""`coach relax`, `scan`, `stretch` and `routine` as plain lines, and `coach scripts` for each kind.

Nobody sleeps: what is played is caught, or played by a clock that moves by itself.
"""

import itertools
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w

from coach.cli import play, scripts
from coach.content.library import EXERCISES, KINDS, Library, load_file
from coach.domain.body import height_of
from coach.domain.timeline import Timeline, tile
from coach.person.choose import Choice
from coach.playing import plain
from coach.playing.playback import Listener
from coach.store.records import Store
from tests.conftest import AtClock, Coach
from tests.fake_clock import FakeClock

BREATH = """title = "Own breath"
cycles = 2
[[lead_in]]
seconds = 2
text = "Slow."
[[phase]]
kind = "in"
seconds = 1
text = "In."
[[phase]]
kind = "hold"
seconds = 1
text = "Stay."
[[phase]]
kind = "out"
seconds = 2
text = "Out."
"""
RELAXATION = """title = "Own release"
summary = "Two feet and a belly."
release_only = "No squeeze."
[timing]
prepare_seconds = 4
tense_seconds = 2
release_seconds = 20
[[intro]]
seconds = 3
text = "Settle."
[[group]]
id = "foot-right"
title = "Right foot"
region = "right-foot"
pair = "first"
restless_legs = "release-only"
prepare = ["The right foot.", "Curl it soon."]
tense = ["Curl right."]
release = [{ at = 0, text = "Right goes." }, { at = 5, text = "Right is open." }]
[[group]]
id = "foot-left"
title = "Left foot"
region = "left-foot"
pair = "second"
restless_legs = "release-only"
prepare = ["The left foot."]
tense = ["Curl left."]
release = [{ at = 0, text = "Left goes." }]
[[group]]
id = "middle"
title = "Middle"
regions = ["lower-back", "belly"]
prepare = ["The middle."]
tense = ["Firm."]
release = [{ at = 0, text = "Soft." }]
[[closing]]
seconds = 14
text = "That was all."
"""
RIGHT = ["The right foot.", "Curl it soon.", "Curl right.", "Right goes.", "Right is open."]
LEFT = ["The left foot.", "Curl left.", "Left goes."]
MIDDLE = ["The middle.", "Firm.", "Soft."]
RELAXATION_MS = 3000 + 3 * 26_000 + 14_000
SCAN = """title = "Own scan"
seconds = 120
settle_seconds = 20
closing_seconds = 20
[[settle]]
share = 0.0
text = "Arrive."
[[region]]
region = "toes"
lines = ["Toes.", "Toes still.", "Toes last."]
[[region]]
regions = ["knees", "calves"]
lines = ["Legs."]
[[endings.sleep]]
share = 0.0
text = "Good night."
[[endings.wake]]
share = 0.5
text = "Good morning."
"""
STRETCH = """title = "Own stretch"
[[step]]
id = "stand"
title = "Standing"
kind = "settle"
seconds = 5
lines = [{ at = 1, text = "Stand." }]
[[step]]
id = "calf"
title = "Right calf"
kind = "stretch"
seconds = 30
regions = ["right-calf"]
lines = [{ at = 0, text = "Lean." }, { at = 20, text = "Still lean." }]
[[step]]
id = "turn"
title = "Turn"
kind = "change"
seconds = 5
[[step]]
id = "end"
title = "End"
kind = "closing"
seconds = 6
lines = [{ at = 0, text = "Sit down." }]
"""
MIND = """title = "Own calm"
words = ["acorn"]
[draw]
from = "words"
every = 10
count = 2
[[passage]]
seconds = 10
lines = [{ at = 1, text = "Lie down." }]
"""
ROUTINE = """title = "Own evening"
summary = "One of each."
[[step]]
run = "breathing/own"
cycles = 1
[[step]]
run = "stretch/own"
[[step]]
run = "bodyscan/own"
ending = "wake"
"""
OWN = {
    "breathing": BREATH,
    "relaxation": RELAXATION,
    "bodyscan": SCAN,
    "stretch": STRETCH,
    "mind": MIND,
    "routines": ROUTINE,
}
COMMANDS = {
    "relax": "relaxation",
    "scan": "bodyscan",
    "stretch": "stretch",
    "calm": "mind",
    "routine": "routines",
}
LINES = {
    "relax": ["Settle.", *RIGHT, *LEFT, *MIDDLE, "That was all."],
    "stretch": ["Stand.", "Lean.", "Still lean.", "Sit down."],
    "calm": ["Lie down.", "acorn", "acorn"],
    "routine": [
        *["Slow.", "In.", "Stay.", "Out."],
        *["Stand.", "Lean.", "Still lean.", "Sit down."],
        *["Arrive.", "Toes.", "Toes still.", "Toes last.", "Legs.", "Good morning."],
    ],
}


class Heard(NamedTuple):
    """A line of plain words, and when it came."""

    at: float
    text: str


def write(config: Path, kind: str, text: str, name: str = "own") -> Path:
    """Write an own script."""
    file = config / "scripts" / kind / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def wish(config: Path, **settings: Any) -> None:
    """Write what a person has chosen."""
    config.mkdir(exist_ok=True)
    (config / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")


@pytest.fixture
def own(config: Path) -> Path:
    """A script of every kind, each called `own`."""
    for kind, text in OWN.items():
        write(config, kind, text)
    return config


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Timeline]:
    """Catch the timelines that would be played; the steps of a routine as one."""
    timelines: list[Timeline] = []
    real = play._play_routine

    def joined(choice: Choice, *what: Any) -> None:
        start = len(timelines)
        real(choice, *what)
        cues = tile(cue for timeline in timelines[start:] for cue in timeline.cues)
        whole = Timeline(choice.exercise.id, choice.exercise.title, "routines", cues)
        timelines[start:] = [whole]

    monkeypatch.setattr(plain, "play", lambda timeline, *_, **__: timelines.append(timeline))
    monkeypatch.setattr(play, "_play_routine", joined)
    return timelines


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Heard]:
    """Play with a clock of our own, and note when each line comes; the end is the last one."""
    lines: list[Heard] = []
    clock = FakeClock(monotonic=0.0)
    real = plain.play

    class Ear:
        def __init__(self, out: Any) -> None:
            self.out = out

        def write(self, text: str) -> int:
            if text.strip():
                lines.append(Heard(round(clock.monotonic, 3), text.strip()))
            return int(self.out.write(text))

        def flush(self) -> None:
            self.out.flush()

    def hear(timeline: Timeline, _: object, out: Any, listeners: list[Listener]) -> None:
        real(timeline, clock, Ear(out), clock.advance, listeners)  # type: ignore[arg-type]
        lines.append(Heard(round(clock.monotonic, 3), ""))

    monkeypatch.setattr(plain, "play", hear)
    return lines


def shown(coach: Coach, *arguments: str) -> dict[str, Any]:
    """Return what `scripts show --json` prints."""
    answer = coach("scripts", "show", "--json", *arguments)
    assert (answer.code, answer.err) == (0, "")
    tree = json.loads(answer.out)
    assert isinstance(tree, dict)
    return tree


def texts(timeline: Timeline) -> list[str]:
    """Return all texts of the cues."""
    return [cue.text for cue in timeline.cues if cue.text]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of what is recorded."""
    return tmp_path / "data"


# Plain lines


@pytest.mark.usefixtures("own", "heard")
@pytest.mark.parametrize("command", LINES)
def test_plain_prints_the_words_in_order_and_nothing_for_silence(
    coach: Coach, command: str
) -> None:
    answer = coach(command, "own", "--plain", "--speed", "100")
    assert answer == (0, "".join(f"{line}\n" for line in LINES[command]), "")


@pytest.mark.usefixtures("own")
def test_each_line_comes_when_it_is_due(coach: Coach, heard: list[Heard]) -> None:
    coach("stretch", "own", "--plain")
    assert heard == [(1, "Stand."), (5, "Lean."), (25, "Still lean."), (40, "Sit down."), (46, "")]
    heard.clear()
    coach("relax", "own", "--plain", "--speed", "10")
    start = heard[0].at
    came = [(round(each.at - start, 3), each.text) for each in heard]
    assert came[:4] == [
        (0, "Settle."),
        (0.3, "The right foot."),
        (0.5, "Curl it soon."),
        (0.7, "Curl right."),
    ]
    assert came[-1] == (RELAXATION_MS / 10_000, "")


@pytest.mark.usefixtures("own")
def test_between_two_steps_of_a_routine_it_is_quiet_for_four_seconds(
    coach: Coach, heard: list[Heard]
) -> None:
    coach("routine", "own", "--plain")
    at = {each.text: each.at for each in heard}
    first, second, third = 2 + 4, 46, 120
    assert at["Slow."] == 0
    assert at["Stand."] == first + 4 + 1
    assert at["Arrive."] == first + 4 + second + 4
    assert at[""] == first + 4 + second + 4 + third


def recorded(data: Path) -> dict[str, tuple[str, float]]:
    """Return how each session that is on disk ended, and how many seconds of it were played."""
    sessions = Store(data).sessions(date(2000, 1, 1), date(2199, 12, 31))
    return {each.script: (each.ending, each.done_seconds) for each in sessions}


@pytest.mark.usefixtures("own", "heard")
def test_what_is_played_as_plain_lines_is_recorded(coach: Coach, data: Path) -> None:
    assert coach("stretch", "own", "--plain").code == 0
    assert recorded(data) == {"stretch/own": ("finished", 46)}


@pytest.mark.usefixtures("own", "heard")
def test_each_step_of_a_routine_is_recorded_and_the_whole_of_it(coach: Coach, data: Path) -> None:
    assert coach("routine", "own", "--plain").code == 0
    assert recorded(data) == {
        "breathing/own": ("finished", 6),
        "stretch/own": ("finished", 46),
        "bodyscan/own": ("finished", 120),
        "routines/own": ("finished", 172),
    }
    assert not (data / "running.toml").exists()


@pytest.mark.usefixtures("own", "heard")
@pytest.mark.parametrize("command", COMMANDS)
def test_at_another_speed_nothing_is_recorded(coach: Coach, command: str, data: Path) -> None:
    assert coach(command, "own", "--plain", "--speed", "2").code == 0
    assert recorded(data) == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_exits_with_130(
    coach: Coach, command: str, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    read = [id for kind in (*OWN, "checklists") for id in all_ids(config, kind)]
    wish(config, rests="with", read=read)
    monkeypatch.setattr(plain, "play", interrupted)
    code, out, err = coach(command, "--plain")
    assert (code, err) == (130, "")
    assert out.startswith("Before the night\n") or command != "routine"


def all_ids(config: Path, kind: str) -> list[str]:
    """Return the ids of everything there is of a kind."""
    from coach.system import folders

    return [entry.id for entry in Library(folders.assets(), config).entries(kind).values()]


# What is meant


@pytest.mark.parametrize(
    ("command", "id"),
    [
        ("relax", "relaxation/pmr-7"),
        ("scan", "bodyscan/ten"),
        ("stretch", "stretch/legs"),
        ("calm", "mind/mindful-five"),
        ("routine", "routines/tonight"),
    ],
)
def test_without_a_name_it_is_the_default(
    coach: Coach, played: list[Timeline], command: str, id: str
) -> None:
    assert coach(command, "--plain").code == 0
    assert played[0].id == id
    assert coach(command, id.split("/")[1], "--plain").code == 0
    assert coach(command, id, "--plain").code == 0
    assert played == [played[0]] * 3


@pytest.mark.parametrize(
    ("seconds", "name"),
    [
        ("120", "three"),
        ("180", "three"),
        ("299.999", "three"),
        ("300", "five"),
        ("599", "five"),
        ("600", "ten"),
        ("1199", "ten"),
        ("1200", "twenty"),
        ("1799", "twenty"),
        ("1800", "thirty"),
        ("3600", "thirty"),
    ],
)
def test_a_length_takes_the_longest_shipped_scan_that_has_room(
    coach: Coach, played: list[Timeline], config: Path, seconds: str, name: str
) -> None:
    write(config, "bodyscan", SCAN.replace("seconds = 120", "seconds = 170"))
    assert coach("scan", "--plain", "--seconds", seconds).code == 0
    assert played[0].id == f"bodyscan/{name}"
    assert played[0].total_ms == round(float(seconds) * 1000)


@pytest.mark.usefixtures("own")
def test_a_named_scan_is_fitted_to_the_length(coach: Coach, played: list[Timeline]) -> None:
    coach("scan", "own", "--plain", "--seconds", "3600")
    assert (played[0].id, played[0].total_ms) == ("bodyscan/own", 3_600_000)
    # at another length settling takes at most a sixth; here it stays as long as it is
    assert played[0].cues[2].start_ms == 20_000


NIGHT_SHIFT = {"bedtime": "08:00", "rise": "16:00"}


@pytest.mark.parametrize(
    ("settings", "clock", "last"),
    [
        ({}, "21:59", "Good morning."),
        ({}, "22:00", "Good night."),
        ({}, "00:00", "Good night."),
        ({}, "05:59", "Good night."),
        ({}, "06:00", "Good morning."),
        (NIGHT_SHIFT, "22:30", "Good morning."),
        (NIGHT_SHIFT, "07:50", "Good night."),
        (NIGHT_SHIFT, "14:59", "Good night."),
        (NIGHT_SHIFT, "15:00", "Good morning."),
    ],
)
@pytest.mark.usefixtures("own")
def test_a_scan_drifts_off_at_night_unless_it_is_asked_for(
    coach: Coach,
    played: list[Timeline],
    config: Path,
    at_clock: AtClock,
    settings: dict[str, str],
    clock: str,
    last: str,
) -> None:
    wish(config, **settings)
    at_clock(f"2026-11-24T{clock}")
    coach("scan", "own", "--plain")
    coach("scan", "own", "--plain", "--ending", "sleep")
    coach("scan", "own", "--plain", "--ending", "wake")
    assert [texts(each)[-1] for each in played] == [last, "Good night.", "Good morning."]
    assert shown(coach, "bodyscan/own")["cues"][-1 if last == "Good morning." else -2]["text"] == (
        last
    )


@pytest.mark.usefixtures("own")
def test_a_routine_says_how_its_scan_ends_whatever_the_hour(
    coach: Coach, played: list[Timeline], at_clock: AtClock
) -> None:
    for clock in ("12:00", "23:00"):
        at_clock(f"2026-11-24T{clock}")
        coach("routine", "own", "--plain")
        assert texts(played.pop())[-1] == "Good morning."


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_by_path_is_what_the_command_plays(
    coach: Coach, played: list[Timeline], own: Path, tmp_path: Path, command: str
) -> None:
    kind = COMMANDS[command]
    file = tmp_path / "themes" / "mine.toml"  # whatever its folder is called
    file.parent.mkdir()
    file.write_text(OWN[kind], encoding="utf-8")
    answer = coach(command, str(file), "--plain")
    assert (answer.code, answer.err) == (0, "")
    assert (played[0].id, played[0].kind) == (f"{kind}/mine", kind)
    coach(command, "own", "--plain")
    assert played[0].cues == played[1].cues


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_of_another_kind_exits_with_2_and_says_where(
    coach: Coach, played: list[Timeline], own: Path, command: str
) -> None:
    for kind in OWN:
        if kind != COMMANDS[command]:
            file = own / "scripts" / kind / "own.toml"
            answer = coach(command, str(file), "--plain")
            assert (answer.code, answer.out, played) == (2, "", [])
            place = rf"{re.escape(str(file))}(:\d+)?: \S+: found "
            assert answer.err
            assert all(re.match(place, line) for line in answer.err.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_file_exits_with_2(coach: Coach, command: str, tmp_path: Path) -> None:
    answer = coach(command, str(tmp_path / "none.toml"), "--plain")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"{tmp_path / 'none.toml'}: found no such file, expected a TOML file\n"


@pytest.mark.parametrize(
    ("command", "name", "near"),
    [
        ("relax", "pmr-61", "pmr-16"),
        ("relax", "relaxation/pmr8", "pmr-7"),
        ("scan", "twenti", "twenty"),
        ("stretch", "lgs", "legs"),
        ("routine", "tonihgt", "tonight"),
        ("routine", "routines/short-nigth", "short-night"),
    ],
)
def test_an_unknown_name_exits_with_2_and_suggests(
    coach: Coach, command: str, name: str, near: str
) -> None:
    for arguments in ([command, name, "--plain"], [command, name]):
        answer = coach(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1
        assert f'did you mean "{near}"?' in answer.err


@pytest.mark.parametrize(
    ("name", "near"), [("pmr-61", "pmr-16"), ("tonihgt", "tonight"), ("twenti", "twenty")]
)
def test_show_suggests_from_every_kind(coach: Coach, name: str, near: str) -> None:
    answer = coach("scripts", "show", name)
    assert (answer.code, answer.out) == (2, "")
    assert near in answer.err


@pytest.mark.usefixtures("own")
def test_show_finds_a_bare_name_of_any_kind(coach: Coach) -> None:
    ids = [shown(coach, name)["id"] for name in ("pmr-16", "ten", "legs", "tonight", "own")]
    assert ids == [
        "relaxation/pmr-16",
        "bodyscan/ten",
        "stretch/legs",
        "routines/tonight",
        "breathing/own",
    ]
    for kind in OWN:
        assert shown(coach, "own", "--kind", kind)["id"] == f"{kind}/own"


# Options


@pytest.mark.parametrize(
    "value",
    ["119.999", "3600.001", "0", "-1", "nan", "inf", "-inf", "1e9", "1e400", "", "ten", "0x80"],
)
@pytest.mark.parametrize("name", [[], ["three"]])
def test_a_bad_length_of_a_scan_exits_with_2_and_one_line(
    coach: Coach, played: list[Timeline], value: str, name: list[str]
) -> None:
    answer = coach("scan", *name, "--plain", f"--seconds={value}")
    assert (answer.code, answer.out, played) == (2, "", [])
    assert answer.err.count("\n") == 1
    assert "--seconds" in answer.err
    answer = coach("scripts", "show", "ten", f"--seconds={value}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("value", ["119.999", "3601"])
def test_a_bad_length_of_a_scan_names_the_bounds(coach: Coach, value: str) -> None:
    answer = coach("scan", "--plain", "--seconds", value)
    assert answer.err.startswith("--seconds: found ")
    assert answer.err.endswith("expected a number from 120 to 3600\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "--ending", "nonsense"],
        ["scan", "--ending", ""],
        ["scan", "--cycles", "3"],
        ["relax", "--cycles", "3"],
        ["relax", "--seconds", "300"],
        ["relax", "--ending", "sleep"],
        ["stretch", "--seconds", "300"],
        ["stretch", "--cycles", "3"],
        ["routine", "--seconds", "600"],
        ["routine", "--cycles", "3"],
        ["routine", "--ending", "sleep"],
        ["breathe", "--ending", "sleep"],
        ["relax", "pmr-7", "pmr-16"],
        ["routine", "--kind", "routines"],
    ],
)
def test_an_option_that_a_command_does_not_have_is_one_line(
    coach: Coach, played: list[Timeline], arguments: list[str]
) -> None:
    answer = coach(*arguments, "--plain")
    assert (answer.code, answer.out, played) == (2, "", [])
    assert re.fullmatch(r"coach: .+; see coach( \w+)* --help\n", answer.err)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("speed", ["nan", "inf", "0", "0.0999", "100.1", "-1", "fast"])
def test_a_bad_speed_exits_with_2_and_one_line(coach: Coach, command: str, speed: str) -> None:
    answer = coach(command, "--plain", f"--speed={speed}")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert "--speed" in answer.err


@pytest.mark.usefixtures("own")
def test_speed_shortens_what_is_played(coach: Coach, played: list[Timeline]) -> None:
    coach("relax", "own", "--plain", "--speed", "0.1")
    coach("relax", "own", "--plain", "--speed", "100")
    assert [each.total_ms for each in played] == [RELAXATION_MS * 10, RELAXATION_MS // 100]


@pytest.mark.parametrize(
    ("id", "options", "word"),
    [
        ("relaxation/pmr-7", ["--cycles", "3"], "--cycles"),
        ("relaxation/pmr-7", ["--seconds", "300"], "--seconds"),
        ("stretch/legs", ["--ending", "sleep"], "--ending"),
        ("bodyscan/ten", ["--cycles", "3"], "--cycles"),
        ("breathing/box", ["--ending", "wake"], "--ending"),
        ("routines/tonight", ["--seconds", "300"], "--seconds"),
    ],
)
def test_show_takes_only_what_the_command_takes(
    coach: Coach, id: str, options: list[str], word: str
) -> None:
    for more in ([], ["--json"]):
        answer = coach("scripts", "show", id, *options, *more)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1
        assert answer.err.startswith(word)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_terminal_it_points_to_plain(coach: Coach, command: str) -> None:
    expected = f"coach: this needs a terminal; without one, try `coach {command} --plain`\n"
    assert coach(command) == (2, "", expected)
    assert coach(command, "--dark", "--speed", "2") == (2, "", expected)


# Settings


@pytest.mark.usefixtures("own")
def test_the_left_side_may_come_first(coach: Coach, played: list[Timeline], config: Path) -> None:
    wish(config, start_side="left")
    coach("relax", "own", "--plain")
    assert texts(played[0]) == ["Settle.", *LEFT, *RIGHT, *MIDDLE, "That was all."]
    assert played[0].total_ms == RELAXATION_MS


@pytest.mark.usefixtures("own")
def test_legs_may_be_released_only(coach: Coach, played: list[Timeline], config: Path) -> None:
    wish(config, legs="release")
    coach("relax", "own", "--plain")
    right = ["The right foot.", "No squeeze.", "Right goes.", "Right is open."]
    left = ["The left foot.", "No squeeze.", "Left goes."]
    assert texts(played[0]) == ["Settle.", *right, *left, *MIDDLE, "That was all."]
    assert played[0].total_ms == RELAXATION_MS, "the slot keeps its length"
    assert sum(cue.kind == "tense" for cue in played[0].cues) == 1


@pytest.mark.parametrize(
    ("command", "left_out", "gone"),
    [
        ("relax", ["foot-left"], LEFT),
        ("relax", ["foot-left", "middle"], [*LEFT, *MIDDLE]),
        ("relax", ["nosuch"], []),
        ("relax", ["foot-left", "foot-right", "middle"], [*RIGHT, *LEFT, *MIDDLE]),
        ("scan", ["region-1"], ["Toes.", "Toes still.", "Toes last."]),
        ("stretch", ["calf", "turn"], ["Lean.", "Still lean."]),
    ],
)
@pytest.mark.usefixtures("own")
def test_what_is_left_out_is_not_played(
    coach: Coach,
    played: list[Timeline],
    config: Path,
    command: str,
    left_out: list[str],
    gone: list[str],
) -> None:
    coach(command, "own", "--plain")
    wish(config, left_out={f"{COMMANDS[command]}/own": left_out, "relaxation/pmr-7": ["neck"]})
    coach(command, "own", "--plain")
    assert texts(played[1]) == [text for text in texts(played[0]) if text not in gone]
    assert gone or played[1] == played[0]


@pytest.mark.parametrize("command", ["stretch", "routine"])
@pytest.mark.usefixtures("own")
def test_where_everything_is_left_out_plain_lines_say_so(
    coach: Coach, played: list[Timeline], config: Path, command: str
) -> None:
    words = "Own stretch: everything is left out; on its page, u brings it back"
    assert words not in coach(command, "own", "--plain").err
    wish(config, left_out={"stretch/own": ["calf"]})
    assert words in coach(command, "own", "--plain").err
    assert not {"Lean.", "Still lean."} & set(texts(played[1]))


@pytest.mark.usefixtures("own")
def test_what_is_left_out_is_left_out_in_a_routine_too(
    coach: Coach, played: list[Timeline], config: Path
) -> None:
    wish(config, left_out={"stretch/own": ["calf"]})
    coach("routine", "own", "--plain")
    assert texts(played[0]) == [
        text for text in LINES["routine"] if text not in ("Lean.", "Still lean.")
    ]


def test_without_a_name_it_is_the_routine_of_the_settings(
    coach: Coach, played: list[Timeline], config: Path
) -> None:
    wish(config, routine="short-night")
    coach("routine", "--plain")
    coach("routine", "tonight", "--plain")
    assert [each.id for each in played] == ["routines/short-night", "routines/tonight"]


@pytest.mark.usefixtures("own")
def test_who_wants_no_rests_has_none_in_a_routine(
    coach: Coach, played: list[Timeline], config: Path
) -> None:
    wish(config, rests="without")
    assert coach("routine", "own", "--plain").code == 0
    kinds = [cue.kind for cue in played[0].cues]
    assert "hold" not in kinds
    assert {"in", "out"} <= set(kinds)
    assert texts(played[0])[-6:] == LINES["routine"][-6:]
    # one breath of 4 s is one breath of the long breath out
    assert sum(cue.kind == "in" for cue in played[0].cues) == 1


# Cautions


def with_cautions(kind: str, *cautions: str) -> str:
    """Return the own script of a kind with cautions."""
    return f"cautions = {json.dumps(cautions)}\n{OWN[kind]}"


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("command", ["relax", "scan", "stretch"])
def test_cautions_stand_beside_the_words_until_they_are_read(
    coach: Coach, own: Path, command: str
) -> None:
    kind = COMMANDS[command]
    quiet = coach(command, "own", "--plain")
    write(own, kind, with_cautions(kind, "Take care.", "And rest."))
    assert coach(command, "own", "--plain") == (0, quiet.out, "Take care.\nAnd rest.\n")
    wish(own, read=[f"{kind}/other"])
    assert coach(command, "own", "--plain").err == "Take care.\nAnd rest.\n"
    wish(own, read=[f"{kind}/own"])
    assert coach(command, "own", "--plain") == quiet
    assert quiet.err == ""


@pytest.mark.usefixtures("played")
def test_a_routine_prints_the_cautions_of_all_its_steps_each_once(coach: Coach, own: Path) -> None:
    write(own, "routines", with_cautions("routines", "Evening."))
    write(own, "stretch", with_cautions("stretch", "Both.", "Stretch."))
    write(own, "bodyscan", with_cautions("bodyscan", "Scan.", "Both."))
    write(own, "breathing", with_cautions("breathing", "Breath."))
    cautions = coach("routine", "own", "--plain").err.splitlines()
    assert sorted(cautions) == ["Both.", "Breath.", "Evening.", "Scan.", "Stretch."]
    wish(own, rests="with", read=["routines/own", "stretch/own", "breathing/own"])
    assert coach("routine", "own", "--plain").err == "Scan.\nBoth.\n"


# Broken files


@pytest.mark.parametrize(
    ("command", "name"),
    [("relax", "pmr-7"), ("scan", "ten"), ("stretch", "legs"), ("routine", "tonight")],
)
def test_a_bad_own_file_is_reported_and_the_shipped_one_is_played(
    coach: Coach, played: list[Timeline], config: Path, command: str, name: str
) -> None:
    coach(command, name, "--plain")
    file = write(config, COMMANDS[command], "title = 3\n", name)
    answer = coach(command, name, "--plain")
    assert answer.code == 0
    assert f"{file}:1: title: found the number 3" in answer.err
    assert played[1] == played[0]


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("stretch/nosuch", 'stretch: found no script "stretch/nosuch"'),
        ("relaxation/broken", "broken.toml:1: title: found the number 3"),
    ],
)
def test_a_step_that_cannot_be_played_is_left_out_and_reported(
    coach: Coach, played: list[Timeline], own: Path, run: str, found: str
) -> None:
    write(own, "relaxation", "title = 3\n", "broken")
    write(own, "routines", ROUTINE.replace("stretch/own", run))
    answer = coach("routine", "own", "--plain")
    assert answer.code == 0
    assert answer.err.count(found) == 1
    assert texts(played[0]) == [*LINES["routine"][:4], *LINES["routine"][8:]]
    assert played[0].total_ms == (6 + 4 + 120) * 1000


@pytest.mark.usefixtures("played")
def test_a_first_step_that_cannot_be_played_leaves_no_silence(
    coach: Coach, played: list[Timeline], own: Path
) -> None:
    write(own, "routines", ROUTINE.replace("breathing/own", "breathing/nosuch"))
    coach("routine", "own", "--plain")
    assert texts(played[0]) == LINES["routine"][4:]
    assert played[0].total_ms == (46 + 4 + 120) * 1000


def test_a_routine_without_a_step_that_can_be_played_exits_with_2(
    coach: Coach, played: list[Timeline], config: Path
) -> None:
    file = write(config, "routines", 'title = "None"\n[[step]]\nrun = "stretch/nosuch"\n')
    answer = coach("routine", "own", "--plain")
    assert (answer.code, answer.out, played) == (2, "", [])
    assert "found no step that can be played" in answer.err.splitlines()[-1]
    assert coach("routine", str(file), "--plain").code == 2


# Scripts: check


def test_check_names_file_line_and_key_of_a_step_that_does_not_exist(
    coach: Coach, own: Path
) -> None:
    file = write(own, "routines", ROUTINE.replace("stretch/own", "stretch/nosuch"))
    answer = coach("scripts", "check", str(file))
    assert (answer.code, answer.out) == (1, "")
    line = ROUTINE.splitlines().index('run = "stretch/own"') + 1
    assert answer.err.startswith(f'{file}:{line}: step[2].run: found the text "stretch/nosuch"')
    assert answer.err.count("\n") == 1
    assert coach("scripts", "check").code == 1


def test_check_reports_every_bad_step_in_one_pass(coach: Coach, own: Path) -> None:
    write(own, "relaxation", "title = 3\n", "broken")
    text = ROUTINE.replace("breathing/own", "relaxation/broken").replace("cycles = 1\n", "")
    file = write(own, "routines", text.replace("bodyscan/own", "bodyscan/nosuch"))
    answer = coach("scripts", "check", str(file))
    keys = re.findall(rf"^{re.escape(str(file))}:(\d+): (\S+):", answer.err, re.MULTILINE)
    assert keys == [("4", "step[1].run"), ("8", "step[3].run")]


@pytest.mark.parametrize(
    ("step", "key"),
    [
        ('run = "checklists/no-such"', "step[1].run"),
        ('run = "support/help"', "step[1].run"),
        ('run = "routines/tonight"', "step[1].run"),
        ('run = "box"', "step[1].run"),
        ('run = "relaxation/pmr-7"\ncycles = 3', "step[1].cycles"),
        ('run = "stretch/legs"\nseconds = 300', "step[1].seconds"),
        ('run = "breathing/box"\nending = "wake"', "step[1].ending"),
        ('run = "breathing/box"\nseconds = 60\ncycles = 3', "step[1].cycles"),
        ('run = "bodyscan/ten"\nseconds = 119', "step[1].seconds"),
        ('run = "bodyscan/ten"\nending = "dawn"', "step[1].ending"),
        ('run = "breathing/box"\ncycels = 3', "step[1].cycels"),
        ('run = "breathing/four-seven-eight"\ncycles = 9', "step[1]"),
    ],
)
def test_check_of_a_step_that_asks_for_what_cannot_be(
    coach: Coach, config: Path, step: str, key: str
) -> None:
    file = write(config, "routines", f'title = "T"\n[[step]]\n{step}\n')
    answer = coach("scripts", "check", str(file))
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    match = re.match(rf"{re.escape(str(file))}:(\d+): (\S+): found ", answer.err)
    assert match, answer.err
    exclusive = key == "step[1].cycles" and "seconds" in step
    assert match[2].startswith("step[1]" if exclusive else key)
    assert match[1] in ("3", "4", "5")


@pytest.mark.usefixtures("own")
def test_check_of_good_files_of_every_kind_exits_with_0(coach: Coach, config: Path) -> None:
    answer = coach("scripts", "check")
    assert answer.code == 0
    assert all(": hint: " in line for line in answer.err.splitlines())  # they are very short
    names = [str(config / "scripts" / kind / "own.toml") for kind in OWN]
    assert sorted(answer.out.splitlines()) == sorted(f"{name}: fine" for name in names)


def test_every_shipped_script_passes_check(coach: Coach, library: Library) -> None:
    files = [str(entry.file) for kind in EXERCISES for entry in library.entries(kind).values()]
    answer = coach("scripts", "check", *files)
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.out.splitlines()) == len(files) > 25


# Scripts: list, new, schema


@pytest.mark.usefixtures("own")
def test_list_has_one_row_for_each_script_of_each_kind(coach: Coach, config: Path) -> None:
    answer = coach("scripts", "list")
    assert (answer.code, answer.err) == (0, "")
    ids = [row.split()[0] for row in answer.out.splitlines() if row.strip()]
    assert ids == [id for kind in scripts.SHOWN for id in all_ids(config, kind)]
    assert len(answer.out.splitlines()) == len(ids), "a row each"
    rows = [re.split(r"  +", row.strip()) for row in answer.out.splitlines()]
    assert ["relaxation/own", "Own release", "1 min 35 s", "yours"] in rows
    assert ["bodyscan/own", "Own scan", "2 minutes", "yours"] in rows
    assert ["stretch/own", "Own stretch", "46 seconds", "yours"] in rows
    assert ["routines/own", "Own evening", "3 minutes", "yours"] in rows


def test_a_routine_with_a_broken_step_has_problems_in_the_list(coach: Coach, own: Path) -> None:
    write(own, "routines", ROUTINE.replace("stretch/own", "stretch/nosuch"))
    answer = coach("scripts", "list")
    assert re.search(r"routines/own +Own evening +2 min 10 s +has problems", answer.out)
    assert "`coach scripts check`" in answer.err


@pytest.mark.parametrize("kind", OWN)
def test_new_makes_a_script_that_passes_check_and_is_played(
    coach: Coach, played: list[Timeline], config: Path, kind: str
) -> None:
    answer = coach("scripts", "new", kind, "fresh")
    file = config / "scripts" / kind / "fresh.toml"
    assert answer == (0, f"{file}\n", "")
    assert "# " in file.read_text(encoding="utf-8")
    assert isinstance(load_file(file, kind), KINDS[kind])
    assert coach("scripts", "check") == (0, f"{file}: fine\n", "")
    command = next((word for word, each in COMMANDS.items() if each == kind), "breathe")
    assert coach(command, "fresh", "--plain").code == 0
    assert played[0].total_ms > 0


def test_a_new_tree_for_the_night_passes_check(coach: Coach, config: Path) -> None:
    file = config / "scripts" / "awake" / "fresh.toml"
    assert coach("scripts", "new", "awake", "fresh") == (0, f"{file}\n", "")
    assert coach("scripts", "check") == (0, f"{file}: fine\n", "")
    rows = [re.split(r"  +", row.strip()) for row in coach("scripts", "list").out.splitlines()]
    assert ["awake/fresh", "My night", "6 steps", "yours"] in rows
    assert ["awake/night", "Awake in the night", "49 steps", "shipped"] in rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_each_kind_names_its_keys(coach: Coach, kind: str) -> None:
    answer = coach("scripts", "schema", kind)
    assert (answer.code, answer.err) == (0, "")
    schema = json.loads(answer.out)
    table = schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    own = {
        "breathing": {"phase", "cycles", "seconds", "lead_in"},
        "relaxation": {"group", "passage", "timing", "intro", "closing", "passes"},
        "bodyscan": {"seconds", "settle", "region", "wandering", "endings"},
        "stretch": {"step"},
        "mind": {"passage", "words", "dull", "draw", "inward", "paradox"},
        "routines": {"step"},
        "awake": {"start", "step", "help_target", "help_label", "idle_fade_seconds", "morning"},
    }
    assert {"title", "summary", "cautions"} | own.get(kind, set()) <= set(table["properties"])
    assert table["additionalProperties"] is False


# Scripts: show


@pytest.mark.parametrize("kind", [kind for kind in EXERCISES if kind != "routines"])
def test_json_holds_cues_that_tile_of_every_shipped_script(
    coach: Coach, library: Library, kind: str
) -> None:
    wanted = {
        "breathing": {"intro", "in", "hold", "out", "rest", "closing"},
        "relaxation": {"intro", "prepare", "tense", "release", "closing", "silence"},
        "bodyscan": {"settle", "region", "closing", "silence"},
        "stretch": {"settle", "stretch", "change", "closing", "silence"},
        "mind": {"intro", "silence"},
    }
    stays = ("breathing", "mind")  # a breath's words, and what is waited for with a key
    for name in library.entries(kind):
        tree = shown(coach, f"{kind}/{name}")
        cycles = ["cycles"] if kind == "breathing" else []
        assert list(tree) == ["id", "title", "kind", "total_seconds", *cycles, "cues"]
        assert (tree["id"], tree["kind"]) == (f"{kind}/{name}", kind)
        place_ms = 0
        for cue in tree["cues"]:
            keys = [key for key in cue if key not in ("region", "regions")]
            assert keys == ["start", "seconds", "kind", "text"]
            assert cue["kind"] in wanted[kind]
            assert bool(cue["text"]) == (cue["kind"] != "silence") or kind == "breathing"
            assert round(cue["start"] * 1000) == place_ms
            assert cue["seconds"] > 0
            assert cue["seconds"] == round(cue["seconds"], 3)
            assert not cue["text"] or kind in stays or cue["seconds"] <= 12
            place_ms += round(cue["seconds"] * 1000)
            if "regions" in cue:
                assert len(cue["regions"]) > 1
                assert height_of(cue["region"]) == min(map(height_of, cue["regions"]))
                assert cue["region"] in cue["regions"]
        assert round(tree["total_seconds"] * 1000) == place_ms


@pytest.mark.parametrize("kind", ["relaxation", "bodyscan"])
def test_regions_of_shipped_scripts_never_fall(coach: Coach, library: Library, kind: str) -> None:
    for name in library.entries(kind):
        cues = shown(coach, f"{kind}/{name}")["cues"]
        heights = [height_of(cue["region"]) for cue in cues if "region" in cue]
        assert heights == sorted(heights), name


@pytest.mark.usefixtures("own")
def test_json_of_a_relaxation_cue_by_cue(coach: Coach) -> None:
    tree = shown(coach, "relaxation/own")
    foot = {"region": "right-foot"}
    middle = {"region": "belly", "regions": ["lower-back", "belly"]}
    assert tree["total_seconds"] == 95
    assert tree["cues"][:7] == [
        {"start": 0, "seconds": 3, "kind": "intro", "text": "Settle."},
        {"start": 3, "seconds": 2, "kind": "prepare", "text": "The right foot."} | foot,
        {"start": 5, "seconds": 2, "kind": "prepare", "text": "Curl it soon."} | foot,
        {"start": 7, "seconds": 2, "kind": "tense", "text": "Curl right."} | foot,
        {"start": 9, "seconds": 5, "kind": "release", "text": "Right goes."} | foot,
        {"start": 14, "seconds": 12, "kind": "release", "text": "Right is open."} | foot,
        {"start": 26, "seconds": 3, "kind": "silence", "text": ""} | foot,
    ]
    assert tree["cues"][-4:] == [
        {"start": 61, "seconds": 12, "kind": "release", "text": "Soft."} | middle,
        {"start": 73, "seconds": 8, "kind": "silence", "text": ""} | middle,
        {"start": 81, "seconds": 12, "kind": "closing", "text": "That was all."},
        {"start": 93, "seconds": 2, "kind": "silence", "text": ""},
    ]


@pytest.mark.usefixtures("own")
def test_json_of_a_scan_cue_by_cue(coach: Coach) -> None:
    toes, legs = {"region": "toes"}, {"region": "calves", "regions": ["knees", "calves"]}
    tree = shown(coach, "bodyscan/own", "--ending", "wake")
    assert tree["cues"] == [
        {"start": 0, "seconds": 12, "kind": "settle", "text": "Arrive."},
        {"start": 12, "seconds": 8, "kind": "silence", "text": ""},
        {"start": 20, "seconds": 8, "kind": "region", "text": "Toes."} | toes,
        {"start": 28, "seconds": 12, "kind": "region", "text": "Toes still."} | toes,
        {"start": 40, "seconds": 12, "kind": "region", "text": "Toes last."} | toes,
        {"start": 52, "seconds": 8, "kind": "silence", "text": ""} | toes,
        {"start": 60, "seconds": 12, "kind": "region", "text": "Legs."} | legs,
        {"start": 72, "seconds": 28, "kind": "silence", "text": ""} | legs,
        {"start": 100, "seconds": 10, "kind": "silence", "text": ""},
        {"start": 110, "seconds": 10, "kind": "closing", "text": "Good morning."},
    ]


@pytest.mark.usefixtures("own")
def test_json_of_a_stretch_cue_by_cue(coach: Coach) -> None:
    calf = {"region": "right-calf"}
    assert shown(coach, "stretch/own")["cues"] == [
        {"start": 0, "seconds": 1, "kind": "silence", "text": ""},
        {"start": 1, "seconds": 4, "kind": "settle", "text": "Stand."},
        {"start": 5, "seconds": 12, "kind": "stretch", "text": "Lean."} | calf,
        {"start": 17, "seconds": 8, "kind": "silence", "text": ""} | calf,
        {"start": 25, "seconds": 10, "kind": "stretch", "text": "Still lean."} | calf,
        {"start": 35, "seconds": 5, "kind": "change", "text": ""},
        {"start": 40, "seconds": 6, "kind": "closing", "text": "Sit down."},
    ]


@pytest.mark.usefixtures("own")
def test_json_of_a_routine_lists_its_steps(coach: Coach) -> None:
    tree = shown(coach, "routines/own")
    assert list(tree) == ["id", "title", "kind", "total_seconds", "steps"]
    assert (tree["id"], tree["kind"], tree["title"]) == ("routines/own", "routines", "Own evening")
    assert tree["total_seconds"] == 6 + 4 + 46 + 4 + 120
    assert [step["run"] for step in tree["steps"]] == [
        "breathing/own",
        "stretch/own",
        "bodyscan/own",
    ]
    assert [step["seconds"] for step in tree["steps"]] == [6, 46, 120]
    assert [step.get("cycles") for step in tree["steps"]] == [1, None, None]
    assert [step.get("ending") for step in tree["steps"]] == [None, None, "wake"]


def test_the_shipped_evening_is_as_it_was_agreed(coach: Coach) -> None:
    steps = shown(coach, "routines/tonight")["steps"]
    assert [(step["run"], step.get("cycles"), step.get("ending")) for step in steps] == [
        ("checklists/bedtime", None, None),
        ("breathing/box", 12, None),
        ("relaxation/pmr-7", None, None),
        ("bodyscan/ten", None, "sleep"),
    ]


def test_what_is_shown_is_what_is_played(
    coach: Coach, played: list[Timeline], library: Library
) -> None:
    for command, kind in COMMANDS.items():
        if kind == "routines":
            continue
        for name in library.entries(kind):
            coach(command, name, "--plain")
            tree = shown(coach, f"{kind}/{name}")
            cues = [(round(c["start"] * 1000), c["kind"], c["text"]) for c in tree["cues"]]
            assert cues == [(c.start_ms, c.kind, c.text) for c in played[-1].cues]


def test_what_a_routine_lists_is_what_is_played(
    coach: Coach, played: list[Timeline], library: Library, config: Path
) -> None:
    wish(config, rests="with", ramp="off")
    for name in library.entries("routines"):
        coach("routine", name, "--plain")
        tree = shown(coach, f"routines/{name}")
        steps = tree["steps"]
        lengths = [step["seconds"] for step in steps if not step["run"].startswith("checklists/")]
        total = sum(lengths) + 4 * (len(lengths) - 1)
        assert tree["total_seconds"] == total == played[-1].total_ms / 1000


def test_at_first_a_shipped_routine_has_a_small_box_and_a_preview_the_one_it_lists(
    coach: Coach, played: list[Timeline], config: Path
) -> None:
    wish(config, rests="with")
    listed = shown(coach, "routines/tonight")["total_seconds"]
    coach("routine", "tonight", "--plain")
    assert played[-1].total_ms / 1000 == listed - 72
    coach("routine", "tonight", "--plain", "--speed", "100")
    assert round(played[-1].total_ms / 10) == round(listed)


def test_a_longer_scan_is_shown_as_it_is_played(coach: Coach) -> None:
    tree = shown(coach, "bodyscan/ten", "--seconds", "777.7", "--ending", "sleep")
    assert tree["total_seconds"] == 777.7
    starts = [cue["start"] for cue in tree["cues"]]
    assert all(before < after for before, after in itertools.pairwise(starts))


def rows_of(sheet: str) -> list[str]:
    """Return the rows of a sheet that say something, however they are set."""
    return [" ".join(row.split()) for row in sheet.splitlines() if row.strip()]


@pytest.mark.usefixtures("own")
def test_the_sheet_of_a_relaxation(coach: Coach) -> None:
    answer = coach("scripts", "show", "relaxation/own")
    assert (answer.code, answer.err) == (0, "")
    assert rows_of(answer.out) == rows_of("""Own release
Two feet and a belly.

1 min 35 s

To begin
     3 s  Settle.

Right foot
     4 s  The right foot. Curl it soon.
     2 s  Curl right.
    20 s  Right goes. Right is open.

Left foot
     4 s  The left foot.
     2 s  Curl left.
    20 s  Left goes.

Middle
     4 s  The middle.
     2 s  Firm.
    20 s  Soft.

To close
    14 s  That was all.
""")


@pytest.mark.usefixtures("own")
def test_the_sheet_of_a_stretch_a_scan_and_a_routine(coach: Coach) -> None:
    sheet = coach("scripts", "show", "stretch/own").out
    assert "\nRight calf\n30 s Lean. Still lean.\n" in "\n".join(rows_of(sheet))
    sheet = coach("scripts", "show", "bodyscan/own", "--ending", "sleep").out
    rows = "\n".join(rows_of(sheet))
    assert "\n2 minutes\nTo begin\n20 s Arrive.\n" in rows
    assert "\nKnees, calves\n40 s Legs.\n" in rows
    assert rows.endswith("\nTo close\n20 s Good night.")
    sheet = coach("scripts", "show", "routines/own").out
    assert sheet.startswith("Own evening\nOne of each.\n\n3 minutes\n")
    runs = re.findall(r"^ +(.+?)  (.+)  \((\S+)\)$", sheet, re.MULTILINE)
    assert runs == [
        ("6 seconds", "Own breath", "breathing/own"),
        ("46 seconds", "Own stretch", "stretch/own"),
        ("2 minutes", "Own scan", "bodyscan/own"),
    ]


def test_the_sheet_of_a_routine_has_the_words_of_a_night_that_is_asked_for(coach: Coach) -> None:
    without = coach("scripts", "show", "routines/tonight").out
    nights = [f"2026-12-0{day}" for day in (1, 2)]
    first, second = (
        coach("scripts", "show", "routines/tonight", "--night", night).out for night in nights
    )
    assert without.splitlines()[:9] == first.splitlines()[:9] == second.splitlines()[:9]
    assert "And let go." not in without
    assert first != second
    for night, sheet in zip(nights, (first, second), strict=True):
        assert "  or  " not in sheet
        for step in ("breathing/box", "relaxation/pmr-7", "bodyscan/ten"):
            alone = coach("scripts", "show", step, "--night", night).out.splitlines()
            body = alone[4:]
            shared = [line for line in body if line in sheet.splitlines()]
            assert len(shared) >= 0.9 * len(body), step  # the last words differ: something follows


def test_every_sheet_holds_every_word_and_every_caution(coach: Coach, library: Library) -> None:
    for kind in EXERCISES:
        for name, entry in library.entries(kind).items():
            answer = coach("scripts", "show", f"{kind}/{name}")
            assert (answer.code, answer.err) == (0, ""), name
            exercise = library.exercise(entry)[0]
            assert answer.out.startswith(f"{exercise.title}\n")
            text = " ".join(rows_of(answer.out))
            for caution in exercise.cautions:
                assert caution in text
            if kind == "routines":
                continue
            for cue in shown(coach, f"{kind}/{name}")["cues"]:
                assert cue["text"] in text
            assert max(map(len, answer.out.splitlines())) <= 80


def test_a_sheet_has_the_words_that_are_dealt_on_its_night(coach: Coach) -> None:
    sheets = set()
    for night in ("2026-03-01", "2026-03-02"):
        answer = coach("scripts", "show", "mind/shuffle", "--night", night)
        _, after = answer.out.split("Then one every 9 seconds, other ones each night\n")
        words = " ".join(rows_of(after.split("\nCautions")[0])).split(" / ")
        cues = shown(coach, "mind/shuffle", "--night", night)["cues"]
        assert words == [cue["text"] for cue in cues[-88:]]
        assert len(answer.out.splitlines()) < 50
        assert coach("scripts", "show", "mind/shuffle", "--night", night) == answer
        sheets.add(answer.out)
    assert len(sheets) == 2


def test_show_reports_steps_that_are_left_out(coach: Coach, own: Path) -> None:
    write(own, "routines", ROUTINE.replace("stretch/own", "stretch/nosuch"))
    for more in ([], ["--json"]):
        answer = coach("scripts", "show", "routines/own", *more)
        assert answer.code == 0
        assert 'found no script "stretch/nosuch"' in answer.err
        assert "nosuch" not in answer.out
