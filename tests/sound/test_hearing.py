"""What is heard: the settings, what was asked for this run, and the keys of a session."""

import threading
from pathlib import Path

import pytest

from coach.person.context import Context
from coach.sound import hearing as module
from coach.sound.hearing import Hearing
from coach.store.settings import LOUDEST, Settings
from coach.system.folders import Places
from tests.fake_clock import FakeClock
from tests.sound.captured import wait_for


def hearing_of(
    folder: Path,
    asked: tuple[bool | None, bool | None] = (None, None),
    wall: float | None = None,
    **chosen: str | int,
) -> tuple[Hearing, list[str]]:
    clock = FakeClock() if wall is None else FakeClock(wall=wall)
    me = Context(Places(folder / "config", folder / "data"), clock)
    me.settings_problems = []
    me.settings = Settings(**chosen)  # type: ignore[arg-type]
    me.asked_sound = asked
    said: list[str] = []
    return Hearing(me, said.append), said


@pytest.mark.parametrize(
    ("chosen", "voice", "sound", "has_voice", "tones"),
    [
        ({}, None, None, False, "off"),
        ({"voice": "on"}, None, None, True, "off"),
        ({"voice": "off", "tones": "sea"}, None, None, False, "sea"),
        ({}, True, None, True, "off"),
        ({"voice": "on"}, False, None, False, "off"),
        ({}, None, True, False, "tones"),
        ({"tones": "sea"}, None, True, False, "sea"),
        ({"voice": "on", "tones": "sea"}, None, False, False, "off"),
        ({}, True, True, True, "tones"),
    ],
)
def test_what_is_asked_for_comes_before_what_is_set(
    tmp_path: Path,
    chosen: dict[str, str],
    voice: bool | None,
    sound: bool | None,
    has_voice: bool,
    tones: str,
) -> None:
    hearing, _ = hearing_of(tmp_path, (voice, sound), None, **chosen)
    assert hearing.has_voice is has_voice
    assert hearing.wishes[:2] == (has_voice, tones)
    assert hearing.has_sound is (has_voice or tones != "off")


def test_a_key_holds_for_its_session_only(tmp_path: Path) -> None:
    hearing, _ = hearing_of(tmp_path)
    assert hearing.toggle_voice()
    assert hearing.has_voice
    assert not hearing.toggle_voice()
    hearing.toggle_voice()
    hearing.begin()
    assert not hearing.has_voice


def test_both_volumes_move_by_a_step_within_their_bounds(tmp_path: Path) -> None:
    hearing, _ = hearing_of(tmp_path, voice_volume=11, tones_volume=2)
    assert hearing.louder(1)
    assert hearing._volumes == (12, 3)
    while hearing.louder(1):
        pass
    assert hearing._volumes == (LOUDEST, LOUDEST)
    assert hearing.louder(-1)
    assert hearing._volumes == (LOUDEST, LOUDEST - 1)
    while hearing.louder(-1):
        pass
    assert hearing._volumes == (1, 1)
    hearing.begin()
    assert hearing._volumes == (11, 2)


def test_where_nothing_is_to_be_heard_no_process_begins(tmp_path: Path) -> None:
    hearing, _ = hearing_of(tmp_path)
    hearing.start()
    assert hearing.player() is None
    assert hearing._speaker is None
    hearing.rest()


@pytest.mark.parametrize("hour", ["day", "night"])
def test_no_sound_is_said_by_day_only_and_then_nothing_is_tried(
    tmp_path: Path, hour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEVICE", ("/nowhere/at/all",))
    wall = None if hour == "night" else FakeClock().wall - 6 * 3600
    hearing, said = hearing_of(tmp_path, (True, None), wall)
    assert hearing.player()
    hearing.start()
    wait_for(lambda: bool(hearing.trouble), "the trouble")
    assert said == ([] if hour == "night" else ["No sound: No such file or directory."])
    assert hearing.player() is None
    assert threading.active_count() < 20
    hearing.rest()
