"""Whole sessions as files, measured: lengths, onsets, steps, loudness, and where the voice is."""

import tracemalloc
import wave
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from coach.content.library import Library
from coach.domain.bodyscan import BodyScan
from coach.domain.breathing import Pattern
from coach.domain.health import UNASKED
from coach.domain.relaxation import Relaxation
from coach.domain.routine import Routine
from coach.domain.timeline import Timeline, tile
from coach.errors import CoachError
from coach.person.choose import timeline
from coach.sound import samples as sound
from coach.sound.bank import Bank
from coach.sound.pack import Pack, name_of
from coach.sound.render import in_a_row, pieces, render, score_of_all
from coach.sound.samples import RATE
from coach.sound.score import Wishes, score
from coach.store.settings import Settings
from coach.system import folders
from tests.generated import BOX, pattern_of
from tests.sound import measure
from tests.sound.voices import Humming

LIBRARY = Library(folders.assets(), Path("/no/such/folder"))
NAMES = ("breathing/double-sigh", "bodyscan/three", "relaxation/pmr-4")
TONES, SEA, VOICE, BOTH = (
    Wishes(voice=False, holds="tick"),
    Wishes(voice=False, tones="sea"),
    Wishes(tones="off", words_stay=True),
    Wishes(),
)


@cache
def timeline_of(name: str) -> Timeline:
    """Return a shipped script, shortened to about two minutes, with the words of one night."""
    exercise, _ = LIBRARY.exercise(LIBRARY.find(*name.split("/")))
    match exercise:
        case Pattern():
            return exercise.timeline(8)
        case BodyScan():
            return exercise.timeline("sleep", 120_000)
    assert isinstance(exercise, Relaxation)
    cues = [cue for cue in exercise.timeline().cues if cue.start_ms < 150_000]
    return Timeline(exercise.id, exercise.title, "relaxation", tile(cues))


@cache
def rendered(name: str, wishes: Wishes) -> bytes:
    """Return all that is heard of it."""
    bank = Bank(Humming())
    return b"".join(piece.frames for piece in pieces([timeline_of(name)], wishes, bank))


each_script = pytest.mark.parametrize("name", NAMES)
of_tones = pytest.mark.parametrize("wishes", [TONES, SEA], ids=["tones", "sea"])


@each_script
def test_a_file_is_as_long_as_its_timeline_to_the_sample(name: str, tmp_path: Path) -> None:
    timeline = timeline_of(name)
    assert render([timeline], BOTH, Bank(Humming()), tmp_path / "x.wav") == []
    with wave.open(str(tmp_path / "x.wav")) as reader:
        form = reader.getparams()
        assert (form.nchannels, form.sampwidth, form.framerate) == (1, 2, RATE)
        assert form.nframes == sound.count(timeline.total_ms)
        assert reader.readframes(form.nframes) == rendered(name, BOTH)


def test_a_length_that_is_no_whole_second_is_exact_too(tmp_path: Path) -> None:
    odd = pattern_of(("in", 1234), ("out", 2345)).timeline(1)
    render([odd, odd], TONES, Bank(None), tmp_path / "x.wav")
    with wave.open(str(tmp_path / "x.wav")) as reader:
        assert reader.getnframes() == 2 * (1234 + 2345) * 24


@each_script
@of_tones
def test_every_tone_begins_with_its_cue_out_of_silence(name: str, wishes: Wishes) -> None:
    whole, sounds = rendered(name, wishes), score(timeline_of(name), wishes)
    for each in sounds:
        start = sound.count(each.start_ms)
        before = sound.part(whole, max(start - 24, 0), start)
        assert measure.peak(before) <= measure.QUIET, each
        assert measure.onset(sound.part(whole, start, start + RATE)) <= 10, each
    assert len(sounds) > 3


@each_script
def test_every_line_begins_with_its_cue_and_there_is_no_voice_anywhere_else(name: str) -> None:
    whole, at = rendered(name, VOICE), 0
    for each in score(timeline_of(name), VOICE):
        start = sound.count(each.start_ms)
        assert measure.peak(sound.part(whole, at, start)) == 0, each
        assert measure.onset(sound.part(whole, start, start + RATE)) <= 10, each
        at = start + sound.count(300 + 30 * len(each.text))
    assert measure.peak(sound.part(whole, at, len(whole))) == 0


@each_script
@of_tones
def test_no_step_is_large_and_nothing_is_loud(name: str, wishes: Wishes) -> None:
    whole = rendered(name, wishes)
    seconds = [sound.part(whole, at, at + RATE + 1) for at in range(0, len(whole) // 2, RATE)]
    assert max(_inner_step(second) for second in seconds if any(second)) < 0.02
    assert measure.peak(rendered(name, BOTH)) <= 0.35


def _inner_step(samples: bytes) -> float:
    return max(abs(b - a) for a, b in pairwise(measure.values(samples))) / sound.FULL


@each_script
@pytest.mark.parametrize("wishes", [TONES, SEA, VOICE, BOTH], ids=["tones", "sea", "voice", "all"])
def test_what_is_heard_gets_quieter_by_thirds(name: str, wishes: Wishes) -> None:
    """Silence does not count: a third with many pauses is not quieter by that."""
    whole = rendered(name, wishes)
    third = sound.length(whole) // 3
    first, second, last = (
        _loudness_of_what_sounds(sound.part(whole, n * third, (n + 1) * third)) for n in range(3)
    )
    assert first > second > last
    if wishes is not BOTH:  # words thin out after three breaths, and that is quieter, too
        assert last / second < second / first


def _loudness_of_what_sounds(samples: bytes) -> float:
    tenths = [sound.part(samples, at, at + 2400) for at in range(0, sound.length(samples), 2400)]
    loud = [sound.loudness(tenth) for tenth in tenths]
    heard = [level for level in loud if level > max(loud) / 30]
    return float((sum(level**2 for level in heard) / len(heard)) ** 0.5)


@pytest.mark.parametrize("kind", ["breathing", "relaxation", "bodyscan", "stretch", "mind"])
def test_every_line_of_a_score_is_in_the_pack_and_has_time(kind: str) -> None:
    pack = Pack(folders.assets() / "voice")
    for entry in LIBRARY.entries(kind).values():
        exercise, _ = LIBRARY.exercise(entry)
        assert not isinstance(exercise, Routine)
        for each in score(timeline(exercise, Settings(), UNASKED, is_night=True), VOICE):
            line = pack.index.lines[name_of(each.text)]
            assert line.length <= sound.count(each.duration_ms), (entry.id, each)


def test_a_routine_has_a_quiet_breath_before_each_step_but_the_first_and_sinks_as_one() -> None:
    step = pattern_of(*BOX).timeline(1)
    row = in_a_row([step, step, step])
    assert [each.total_ms for each in row] == [16_000, 20_000, 20_000]
    sounds = score_of_all(row, TONES)
    assert [each.start_ms for each in sounds if each.kind == "in"] == [0, 20_000, 40_000]
    assert all(before.level > after.level for before, after in pairwise(sounds))
    whole = b"".join(piece.frames for piece in pieces(row, SEA, Bank(None)))
    assert sound.length(whole) == sound.count(56_000)
    assert not any(sound.part(whole, sound.count(16_000), sound.count(20_000)))


def test_the_lines_that_nobody_can_say_are_returned(tmp_path: Path) -> None:
    timeline = pattern_of(*BOX).timeline(2)
    bank = Bank(Humming(unknown=("The out.",)))
    assert render([timeline], BOTH, bank, tmp_path / "x.wav") == ["The out."] * 2
    voice = render([timeline], BOTH, Bank(None), tmp_path / "y.wav")
    assert voice == ["The in.", "The hold.", "The out.", "The rest."] * 2


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    shares: list[float] = []
    timeline = pattern_of(("in", 4500), ("out", 5600)).timeline(1)
    render([timeline], TONES, Bank(None), tmp_path / "x.wav", shares.append)
    assert shares == pytest.approx([at / 10.1 for at in range(11)])


def test_what_breaks_off_leaves_no_file_behind(tmp_path: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render([timeline_of(NAMES[0])], TONES, Bank(None), tmp_path / "x.wav", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"x\.wav: could not be written \(no such file"):
        render([timeline_of(NAMES[0])], TONES, Bank(None), tmp_path / "no" / "x.wav")


def test_what_is_too_long_for_a_file_is_said(tmp_path: Path) -> None:
    day = pattern_of(("in", 60_000), ("out", 60_000), cycles=721).timeline()
    with pytest.raises(CoachError, match="24 hours are too long for a WAV file"):
        render([day], TONES, Bank(None), tmp_path / "x.wav")
    assert list(tmp_path.iterdir()) == []


def test_it_needs_no_more_memory_for_longer_sessions() -> None:
    bank = Bank(None)

    def most(cycles: int) -> int:
        tracemalloc.start()
        try:
            for _ in pieces([pattern_of(*BOX).timeline(cycles)], TONES, bank):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    for _ in pieces([pattern_of(*BOX).timeline(1)], TONES, bank):
        pass  # the tones are made by now
    assert most(60) < most(6) + 200_000  # sixteen minutes are 46 MB
