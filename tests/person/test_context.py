"""What all parts share: settings that hold at once, and a disk that is never silent."""

from msgspec.structs import replace

from coach.errors import CoachError
from coach.person.context import Context
from coach.store.settings import Settings, SettingsFile


def on_disk(me: Context) -> Settings:
    return SettingsFile(me.settings_file.file).load()[0]


def test_a_change_holds_at_once_and_then_on_disk(me: Context) -> None:
    written = me.change_settings(lambda settings: replace(settings, rests="without"))
    assert me.settings.rests == "without"
    written.result()
    assert on_disk(me) == me.settings


def test_what_another_coach_changed_meanwhile_holds_too(me: Context) -> None:
    other = SettingsFile(me.settings_file.file)
    other.change(lambda settings: replace(settings, country="DE", own_items={"own-tea": "Tea"}))
    me.change_settings(
        lambda settings: replace(settings, own_items=settings.own_items | {"own-mint": "Mint"})
    ).result()
    assert me.settings.country == "DE"
    assert me.settings.own_items == {"own-tea": "Tea", "own-mint": "Mint"} == on_disk(me).own_items


def test_changes_that_wait_for_the_disk_stay_on_top_of_what_is_written(me: Context) -> None:
    first = me.change_settings(lambda settings: replace(settings, rests="without"))
    second = me.change_settings(lambda settings: replace(settings, legs="release"))
    first.result()
    assert (me.settings.rests, me.settings.legs) == ("without", "release")
    second.result()
    assert on_disk(me) == me.settings


def test_a_change_that_cannot_be_written_holds_and_is_written_with_the_next(me: Context) -> None:
    me.places.config.write_text("a file in the place of the folder")
    written = me.change_settings(lambda settings: replace(settings, rests="without"))
    assert "could not be" in written.result()
    assert me.settings.rests == "without"
    me.places.config.unlink()
    me.change_settings(lambda settings: replace(settings, legs="release")).result()
    assert (me.settings.rests, me.settings.legs) == ("without", "release")
    assert on_disk(me) == me.settings


def test_a_refused_choice_does_not_beat_a_later_one(me: Context) -> None:
    me.places.config.write_text("a file in the place of the folder")
    me.change_settings(lambda settings: replace(settings, theme="night")).result()
    me.places.config.unlink()
    me.change_settings(lambda settings: replace(settings, theme="clear")).result()
    assert me.settings.theme == on_disk(me).theme == "clear"
    me.change_settings(lambda settings: replace(settings, legs="release")).result()
    assert me.settings.theme == on_disk(me).theme == "clear"


def test_a_refused_change_that_nobody_hears_of_is_a_line_in_the_end(me: Context) -> None:
    me.places.config.write_text("a file in the place of the folder")
    me.change_settings(lambda settings: replace(settings, rests="without"))
    [line] = me.close()
    assert "settings.toml: could not be" in line


def test_what_an_editor_wrote_meanwhile_is_taken_up(me: Context) -> None:
    me.change_settings(lambda settings: replace(settings, rests="without")).result()
    text = me.settings_file.file.read_text().replace('"without"', '"with"') + "legs = 3\n"
    me.settings_file.file.write_text(text)
    me.reload_settings()
    assert me.settings.rests == "with"
    assert [problem.path for problem in me.settings_problems] == [("legs",)]
    me.change_settings(lambda settings: replace(settings, legs="release")).result()
    assert not me.settings_problems, "it is mended"


def test_a_refusal_that_nobody_waits_for_is_a_line_in_the_end_once(me: Context) -> None:
    def refuse() -> None:
        raise CoachError("coach.db: could not be written (no space left)")

    me.disk.do(refuse)
    me.disk.do(refuse)
    assert me.close() == ["coach.db: could not be written (no space left)"]
    assert not (me.places.data / "crash.txt").exists()


def test_a_fault_of_ours_that_nobody_waits_for_leaves_a_note_and_a_line(me: Context) -> None:
    me.disk.do(lambda: 1 // 0)
    [line] = me.close()
    assert line.startswith("Something could not be recorded. What happened is noted in ")
    assert "ZeroDivisionError" in (me.places.data / "crash.txt").read_text()


def test_a_session_that_cannot_be_recorded_is_reported(me: Context) -> None:
    from coach.playing.recording import Record

    me.places.data.write_text("a file in the place of the folder")
    Record(me, "breathing/box", 60_000, "", me.clock.now()).write(30_000, "stopped")
    [line] = me.close()
    assert "coach.db: could not be" in line
