"""`coach scripts render`: a script or a routine as a file, and what it refuses."""

import json
import stat
import wave
from pathlib import Path

import pytest

from coach.cli.render import INSTALL, PATIENCE_SECONDS, Progress
from coach.sound import samples as sound
from coach.sound.samples import RATE
from tests.conftest import Answer, Coach
from tests.sound.computer import Computer, without_hibari


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where to render to: a folder of its own."""
    folder = tmp_path / "music"
    folder.mkdir()
    return folder / "tonight.wav"


@pytest.fixture(autouse=True)
def says_nothing_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing take so long, however busy the machine is, that progress is said."""
    monkeypatch.setattr(Progress.__init__, "__defaults__", (lambda: 0.0,))


def samples_of(file: Path) -> bytes:
    with wave.open(str(file)) as reader:
        frames: bytes = reader.readframes(reader.getnframes())
    return frames


def render(coach: Coach, file: Path, *arguments: str) -> Answer:
    return coach("scripts", "render", *arguments, "-o", str(file))


@pytest.mark.parametrize(
    "arguments",
    [
        ["box", "--cycles", "2"],
        ["breathing/box", "--seconds", "40"],
        ["three", "--ending", "wake"],
        ["bodyscan/three", "--seconds", "130.5"],
        ["pmr-4", "--night", "2026-12-01"],
        ["routines/short-night"],
    ],
)
def test_a_file_has_the_length_that_show_says(
    coach: Coach, file: Path, arguments: list[str]
) -> None:
    answer = render(coach, file, *arguments, "--tones", "sea")
    assert (answer.code, answer.out) == (0, f"{file}\n")
    tree = json.loads(coach("scripts", "show", "--json", *arguments).out)
    samples = samples_of(file)
    assert sound.length(samples) == tree["total_seconds"] * RATE
    assert any(samples)


def test_tones_and_sea_differ_and_the_same_night_is_the_same_file(coach: Coach, file: Path) -> None:
    others = [file.with_name(f"{n}.wav") for n in range(2)]
    render(coach, file, "box", "--cycles", "2", "--no-voice")
    render(coach, others[0], "box", "--cycles", "2", "--no-voice")
    render(coach, others[1], "box", "--cycles", "2", "--no-voice", "--tones", "sea")
    assert file.read_bytes() == others[0].read_bytes() != others[1].read_bytes()


def test_a_hold_has_a_tick_in_its_middle_where_one_is_wished_for(coach: Coach, file: Path) -> None:
    other = file.with_name("tick.wav")
    render(coach, file, "box", "--cycles", "1", "--no-voice")
    render(coach, other, "box", "--cycles", "1", "--no-voice", "--holds", "tick")
    start = json.loads(coach("scripts", "show", "--json", "box", "--cycles", "1").out)["cues"]
    hold = next(cue for cue in start if cue["kind"] == "hold")
    silent, ticking = samples_of(file), samples_of(other)
    middle = 2 * int((hold["start"] + hold["seconds"] / 2) * RATE)
    beside = slice(middle - RATE // 5, middle + RATE // 5)  # a fifth of a second, of two bytes each
    assert not any(silent[beside]) and any(ticking[beside])
    first = slice(0, 2 * int(hold["start"] * RATE))
    assert silent[first] == ticking[first] and len(silent) == len(ticking)


def test_own_sounds_are_heard_and_what_is_wrong_with_them_is_said(
    coach: Coach, file: Path, config: Path
) -> None:
    (config / "sounds").mkdir(parents=True)
    (config / "sounds" / "in.wav").write_bytes(b"RIFF")
    answer = render(coach, file, "box", "--cycles", "1", "--no-voice")
    note = "sounds/in.wav: it cannot be read as sound; ours is used\n"
    assert (answer.code, answer.err) == (0, note)


def breath_of_ones_own(config: Path, name: str, text: str = "") -> None:
    """Write a breath of one's own, of two times ten seconds."""
    folder = config / "scripts" / "breathing"
    folder.mkdir(parents=True, exist_ok=True)
    breath = 'title = "Mine"\ncycles = 2\n' + "".join(
        f'[[phase]]\nkind = "{kind}"\nseconds = 5\n' for kind in ("in", "out")
    )
    (folder / f"{name}.toml").write_text(breath + (f'text = "{text}"\n' if text else ""))


def test_a_line_of_ones_own_without_a_voice_is_shown(
    coach: Coach, file: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hibari(monkeypatch)
    breath_of_ones_own(config, "none")
    breath_of_ones_own(config, "one", "My very own words.")
    answer = render(coach, file, "one")
    words = f"1 line has no voice and cannot be heard.\n{INSTALL}\n  My very own words.\n"
    assert (answer.code, answer.err) == (0, words)
    assert render(coach, file.with_name("2.wav"), "none").err == ""
    assert render(coach, file.with_name("3.wav"), "one", "--no-voice").err == ""


def test_lines_of_ones_own_are_said_by_the_computer_if_that_is_set(
    coach: Coach, file: Path, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hibari(monkeypatch)
    computer = Computer(tmp_path / "bin", monkeypatch)
    for name, text in {"one": "My words.", "two": "Please fail.", "three": "🌙🌙"}.items():
        breath_of_ones_own(config, name, text)
    (config / "settings.toml").write_text('own_voice = "on"\n')
    assert render(coach, file, "one", "--tones", "off") == (0, f"{file}\n", "")
    begun = sound.count(5000)
    samples = samples_of(file)
    assert sound.loudness(sound.part(samples, begun, begun + RATE)) > 0.005
    failed = render(coach, file.with_name("2.wav"), "two")
    first = "1 line has no voice and cannot be heard.\n"
    assert (failed.code, failed.err) == (0, f"{first}  Please fail. (the voice failed)\n")
    none = render(coach, file.with_name("3.wav"), "three")
    assert (none.code, none.err) == (0, f"{first}  🌙🌙 (it is too long, or no words)\n")
    assert computer.said == ["My words.", "Please fail."]


def test_a_file_that_is_there_stays_as_it_is(coach: Coach, file: Path) -> None:
    file.write_text("my own")
    answer = render(coach, file, "box")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == f"{file}: is there already; nothing was changed\n"
    assert file.read_text() == "my own"
    link = file.with_name("link.wav")
    link.symlink_to("nowhere")
    assert render(coach, link, "box").code == 1 and link.is_symlink()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["checklists/bedtime"], "found a checklist, which has nothing to hear"),
        (["bedtime"], "found a checklist, which has nothing to hear"),
        (["nosuch/box"], "found no such kind of script"),
        (["box", "--ending", "sleep"], "--ending: found it with breathing"),
        (["tonight", "--cycles", "2"], "--cycles: found it with routines"),
        (["four-seven-eight", "--cycles", "9"], "expected 1 to"),
        (["box", "--no-voice", "--tones", "off"], "nothing would be heard"),
        (["box", "--tones", "bells"], "invalid choice"),
    ],
)
def test_what_cannot_be_rendered_is_said_in_a_line(
    coach: Coach, file: Path, arguments: list[str], said: str
) -> None:
    answer = render(coach, file, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err and answer.err.count("\n") == 1
    assert list(file.parent.iterdir()) == []


def test_a_file_is_a_wav_by_its_name(coach: Coach, file: Path) -> None:
    answer = render(coach, file.with_suffix(".mp3"), "box")
    assert answer.code == 2 and "found no .wav at its end" in answer.err
    assert render(coach, file.with_suffix(".WAV"), "box", "--cycles", "1").code == 0
    assert coach("scripts", "render", "box").code == 2


def test_a_folder_that_is_not_there_is_said(coach: Coach, file: Path) -> None:
    answer = render(coach, file.parent / "no" / "x.wav", "box")
    assert answer.code == 1 and "could not be written (no such file or directory)" in answer.err


def test_a_file_is_the_persons_alone(coach: Coach, file: Path) -> None:
    render(coach, file, "box", "--cycles", "1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_routine_of_checklists_alone_has_nothing_to_hear(
    coach: Coach, file: Path, config: Path
) -> None:
    folder = config / "scripts" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\n[[step]]\nrun = "checklists/bedtime"\n')
    answer = render(coach, file, "routines/mine")
    assert answer.code == 2 and "found nothing to hear in it" in answer.err


def test_progress_is_said_only_where_it_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    now = 100.0
    progress = Progress(lambda: now)
    progress.heed(0.1)
    assert capsys.readouterr() == ("", "")
    now += PATIENCE_SECONDS
    progress.heed(0.5)
    progress.heed(0.6)
    assert capsys.readouterr() == ("", "Rendering: 50% so far.\n")
