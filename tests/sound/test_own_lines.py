"""Lines of a person's own, through the process that plays, and what the app knows of them."""

import sys
import time
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.domain.timeline import Cue, Timeline, tile
from coach.sound import speaker as module
from coach.sound.desk import Due
from coach.sound.hearing import Hearing
from coach.sound.pack import name_of
from coach.sound.score import Sound
from coach.sound.speaker import Speaker
from coach.sound.spoken import Spoken
from coach.system import folders
from tests.sound import captured
from tests.sound.captured import wait_for
from tests.sound.computer import Computer, without_hibari
from tests.sound.test_hearing import hearing_of
from tests.sound.test_player import Told
from tests.sound.test_speaker import Heard, heard  # noqa: F401

ESPEAK = "espeak-ng"
SHIPPED = "Breathe in."
VOICE = folders.assets() / "voice"
EARLY_SECONDS = 0.1
"""A line is never said before its moment; how late one is while others have the machine is measured
by `tests.soak.in_step`.
"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READY_SECONDS", 20.0)  # others may have the machine


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "bin", monkeypatch)


def said(moment: float, text: str) -> Due:
    return Due(moment, Sound(0, "voice", 4000, text))


def speaker_of(heard: Heard, file: Path, who: str) -> Speaker:  # noqa: F811
    cache = heard.folder / "cache"
    return heard.speaker(*captured.command(file, VOICE, heard.folder, cache, who))


def test_own_lines_are_heard_at_their_moments_and_the_second_time_from_the_disk(
    heard: Heard,  # noqa: F811
    computer: Computer,
) -> None:
    for number in range(2):
        file = heard.folder / f"heard-{number}"
        speaker = speaker_of(heard, file, ESPEAK)
        first = time.monotonic() + 1.5
        speaker.play([said(first, "My words."), said(1e9, "Hm.")])
        wait_for(partial(over, file, first + 1.2), "the line")
        [onset] = captured.onsets(file)
        assert onset > first - EARLY_SECONDS
        speaker.rest()
        computer.program.unlink(missing_ok=True)
    assert computer.said[0] == "My words." and computer.said.count("My words.") == 1
    assert not heard.troubles


def test_lines_are_said_before_the_session_they_belong_to(
    heard: Heard,  # noqa: F811
    computer: Computer,
) -> None:
    speaker = speaker_of(heard, heard.folder / "heard", ESPEAK)
    speaker.say_later([SHIPPED, "One.", "Two."])
    spoken = Spoken(heard.folder / "cache", ESPEAK)
    wait_for(lambda: spoken.samples("Two.") is not None, "the last one")
    assert computer.said == ["One.", "Two."]


def over(file: Path, until: float) -> bool:
    """Tell whether what a device hears has come to a moment."""
    every = captured.chunks(file)
    return bool(every) and every[-1].moment > until


def test_what_will_not_be_heard_is_known_and_told_once(
    heard: Heard,  # noqa: F811
    computer: Computer,
) -> None:
    speaker = speaker_of(heard, heard.folder / "heard", ESPEAK)
    soon, texts = time.monotonic() + 15, ["It fails: fail.", "🌙", "Too long for its time."]
    short = said(soon, texts[-1])
    short = short._replace(sound=short.sound._replace(duration_ms=500))
    others = [said(soon, text) for text in (SHIPPED, "My words.", *texts[:2])]
    speaker.play([*others, short])
    wait_for(lambda: speaker.unsaid == set(map(name_of, texts)), "what is unsaid")
    assert heard.troubles == ["Some lines have no voice; they stay on the screen."]
    assert not speaker.trouble, "there is sound"
    assert "noise of a program" in (heard.folder / "sound.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_hibari_speaks_and_the_process_that_plays_stays_small(
    heard: Heard,  # noqa: F811
) -> None:
    pytest.importorskip("hibari")
    file = heard.folder / "heard"
    speaker = speaker_of(heard, file, "hibari")
    first = time.monotonic() + 4
    speaker.play([said(first, "These words are mine."), said(1e9, "They are said ahead.")])
    spoken = Spoken(heard.folder / "cache", "hibari")
    wait_for(lambda: spoken.samples("They are said ahead.") is not None, "the voice")
    wait_for(lambda: over(file, first + 0.5), "the line")
    assert captured.onsets(file)[0] > first - EARLY_SECONDS
    process = speaker._process
    assert process
    state = Path(f"/proc/{process.pid}/status").read_text()
    [most_kb] = [int(row.split()[1]) for row in state.splitlines() if row.startswith("VmHWM")]
    assert most_kb < 60_000


def timeline(*texts: str, seconds: int = 8) -> Timeline:
    cues = [Cue("region", seconds * 1000, 0, text, "") for text in texts]
    return Timeline("bodyscan/mine", "Mine", "bodyscan", tile(cues))


@pytest.mark.parametrize(
    ("setting", "text", "is_said"),
    [
        ("on", "My own words.", True),
        ("off", "My own words.", False),
        ("off", SHIPPED, True),
        ("on", "🌙🌙", False),
        ("on", "These are too many words for their time. " * 5, False),
    ],
)
def test_the_dark_may_be_black_where_every_line_can_be_said(
    tmp_path: Path,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    text: str,
    is_said: bool,
) -> None:
    without_hibari(monkeypatch)
    hearing, _ = hearing_of(tmp_path, (True, None), own_voice=setting)
    assert hearing.says_all(timeline(SHIPPED, text)) is is_said


def test_words_come_back_when_a_line_could_not_be_said(tmp_path: Path, computer: Computer) -> None:
    hearing, told = told_by(tmp_path, own_voice="on")
    mine, other = timeline("My own words."), timeline("Others.")
    assert hearing.says_all(mine)
    told.unsaid = {name_of("My own words.")}
    assert not hearing.says_all(mine) and hearing.says_all(other)


def told_by(folder: Path, own_voice: str) -> tuple[Hearing, Told]:
    """Return what a person hears, of which a speaker is only told."""
    hearing, told = hearing_of(folder, (True, None), own_voice=own_voice)[0], Told()
    hearing._speaker = told  # type: ignore[assignment]
    return hearing, told


def test_own_lines_are_asked_for_ahead_and_those_of_the_pack_never(
    tmp_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hibari(monkeypatch)
    hearing, told = told_by(tmp_path, own_voice="on")
    hearing.prepare([timeline(SHIPPED), timeline(SHIPPED)])
    assert told.later == []
    hearing.prepare([timeline(SHIPPED, "One."), timeline("Two.", "One.")])
    assert told.later == ["One.", "Two."]
    assert told.command[-1] == ESPEAK and told.command[-2].endswith("voice")
    quiet, told = told_by(tmp_path, own_voice="off")
    quiet.prepare([timeline("One.")])
    assert told.later == []


def test_another_choice_in_options_holds_from_the_next_session_on(
    tmp_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_hibari(monkeypatch)
    hearing, told = told_by(tmp_path, own_voice="off")
    hearing.start()
    hearing.start()
    assert (told.command[-1], told.rested) == ("", 1)
    hearing._me.settings = replace(hearing._me.settings, own_voice="on")
    hearing.start()
    assert (told.command[-1], told.rested) == (ESPEAK, 2)
