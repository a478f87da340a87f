"""What all parts share: settings that hold at once, and a disk that is never silent."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.domain.night import Schedule, Times
from coach.errors import CoachError
from coach.person.context import Context
from coach.store.records import Store
from coach.store.settings import Settings, SettingsFile
from coach.store.times import NAME, TimesFile
from coach.system.clock import HERE
from coach.system.folders import Places
from tests.conftest import Live
from tests.fake_clock import FakeClock
from tests.nobody import as_nobody

DAY = timedelta(days=1)
TODAY = date(2027, 1, 14)
"""A Thursday: the clock of `me` stands at half past ten in its evening."""


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
    reason, line = me.close()
    assert "coach.db: could not be" in reason
    assert line.startswith("Not everything could be saved. ")


# When somebody sleeps


@pytest.mark.parametrize("border", [time(5), time(6), time(12), time(22)])
@pytest.mark.parametrize("after", [-1e-6, 0, 0.999999])
def test_an_hour_begins_to_the_microsecond_wherever_somebody_is(
    me: Context, clock: FakeClock, live: Live, border: time, after: float
) -> None:
    live("UTC")
    clock.wall = datetime.combine(TODAY, border).timestamp() + after
    for zone in ("UTC", "HERE+5", "HERE-3", "Europe/Berlin"):  # at the same moment
        live(zone)
        hour = (me.is_morning, me.is_night, me.telling("breathing/box").night)
        of, night = me.schedule, me.schedule.night_of(me.now).toordinal()
        assert hour == (of.is_morning(me.now), of.is_night(me.now), night)


def on_the_wall(schedule: Schedule, day: date) -> tuple[str, str, str]:
    """Return when a checklist day begins, when its light goes out, and when its night begins."""
    moments = (schedule.day(day).begins, schedule.lights_out(day), schedule.night_begins(day))
    begins, out, night = (f"{moment:%H:%M}" for moment in moments)
    return begins, out, night


USUAL, EARLY = ("05:00", "23:00", "12:00"), ("02:00", "20:00", "09:00")
"""A day of someone who sleeps from 23:00 to 07:00, and from 20:00 to 04:00."""


def change_early(settings: Settings) -> Settings:
    return replace(settings, bedtime="20:00", rise="04:00")


def in_the_app(me: Context) -> Context:
    me.change_settings(change_early).result()
    return me


def by_an_editor_while_open(me: Context) -> Context:
    _ = me.schedule
    SettingsFile(me.settings_file.file).change(change_early)
    me.reload_settings()
    return me


def by_an_editor_between_two_starts(me: Context) -> Context:
    _ = me.schedule
    assert me.close() == []
    SettingsFile(me.settings_file.file).change(change_early)
    return Context(me.places, me.clock)


CHANGES = (in_the_app, by_an_editor_while_open, by_an_editor_between_two_starts)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("hour", "minute", "first"),
    [
        (22, 30, TODAY + DAY),
        (12, 0, TODAY + DAY),
        (6, 30, TODAY + DAY),
        (5, 0, TODAY + DAY),
        (4, 59, TODAY + DAY),  # by the early times today had begun already
        (1, 59, TODAY),
        (0, 15, TODAY),
    ],
)
def test_a_changed_time_holds_from_the_next_checklist_day_on(
    me: Context,
    clock: FakeClock,
    change: Callable[[Context], Context],
    hour: int,
    minute: int,
    first: date,
) -> None:
    clock.wall = datetime(2027, 1, 14, hour, minute).timestamp()
    me.places.data.mkdir()
    me = change(me)
    for n in range(-3, 4):
        day = TODAY + n * DAY
        assert on_the_wall(me.schedule, day) == (USUAL if day < first else EARLY), day
    assert me.close() == []
    again = Context(me.places, clock)
    assert again.schedule == me.schedule, "a start later nothing else is known"
    assert again.schedule.before == Times()
    clock.wall += (9 * DAY).total_seconds()
    later = Context(me.places, clock)
    assert later.schedule == me.schedule
    assert {on_the_wall(later.schedule, TODAY + n * DAY) for n in range(1, 9)} == {EARLY}


def test_what_has_begun_keeps_its_times_however_often_they_change(
    me: Context, clock: FakeClock
) -> None:
    me.places.data.mkdir()
    for bedtime in ("20:00", "01:30", "22:15"):
        me.change_settings(lambda settings, at=bedtime: replace(settings, bedtime=at)).result()  # type: ignore[misc]
        clock.advance(60)
        out = me.schedule.lights_out
        assert (f"{out(TODAY):%H:%M}", f"{out(TODAY + DAY):%H:%M}") == ("23:00", bedtime)
    clock.advance(DAY.total_seconds())
    me.change_settings(lambda settings: replace(settings, bedtime="23:00")).result()
    nights = [f"{me.schedule.bedtime(TODAY + n * DAY):%H:%M}" for n in (1, 2, 3)]
    assert nights == ["22:15", "23:00", "23:00"]


def test_a_time_that_is_changed_back_has_never_changed(me: Context) -> None:
    me.places.data.mkdir()
    before = me.schedule
    in_the_app(me)
    me.change_settings(lambda settings: replace(settings, bedtime="23:00", rise="07:00")).result()
    assert me.schedule.before is None
    assert me.schedule.times == before.times == Times()


def test_another_setting_changes_nothing_of_it(me: Context) -> None:
    me.places.data.mkdir()
    before = me.schedule
    me.change_settings(lambda settings: replace(settings, theme="night")).result()
    assert me.schedule == before
    me.close()
    assert TimesFile(me.places.data / NAME).load(HERE) == before


def test_whether_it_is_night_follows_the_times_that_hold(me: Context, clock: FakeClock) -> None:
    clock.wall = datetime(2027, 1, 14, 21, 15).timestamp()
    me.places.data.mkdir()
    assert not me.is_night
    in_the_app(me)
    assert not me.is_night, "the evening has begun"
    clock.advance(DAY.total_seconds())
    assert me.is_night


def test_a_new_person_has_the_times_of_their_settings_at_once(me: Context) -> None:
    SettingsFile(me.settings_file.file).change(change_early)
    assert on_the_wall(me.schedule, TODAY) == EARLY
    me.close()
    assert not me.places.data.exists(), "looking makes no folder"


def test_so_has_one_who_sets_them_before_anything_is_recorded(me: Context) -> None:
    assert on_the_wall(me.schedule, TODAY) == USUAL
    in_the_app(me)
    assert on_the_wall(me.schedule, TODAY) == EARLY


def test_so_has_one_whose_records_are_older_than_what_is_remembered(me: Context) -> None:
    me.places.data.mkdir()
    SettingsFile(me.settings_file.file).change(change_early)
    assert on_the_wall(me.schedule, TODAY) == EARLY
    me.close()
    assert TimesFile(me.places.data / NAME).load(HERE) == me.schedule


def test_times_are_remembered_as_soon_as_anything_is_recorded(me: Context) -> None:
    _ = me.schedule
    me.disk.submit(me.store.answer, TODAY, "lamps", "done", me.now).result()
    _ = me.schedule
    changed = by_an_editor_between_two_starts(me)
    assert on_the_wall(changed.schedule, TODAY) == USUAL
    assert on_the_wall(changed.schedule, TODAY + DAY) == EARLY


def test_where_times_cannot_be_remembered_they_hold_while_it_is_open(me: Context) -> None:
    (me.places.data / NAME).mkdir(parents=True)
    in_the_app(me)
    assert on_the_wall(me.schedule, TODAY) == USUAL
    assert on_the_wall(me.schedule, TODAY + DAY) == EARLY
    assert me.close() == [], "nobody is told of what loses nothing"


def test_in_a_folder_that_may_only_be_read_nothing_breaks(
    open_folder: Path, clock: FakeClock
) -> None:
    Store(open_folder).answer(TODAY, "lamps", "done", datetime(2027, 1, 14, 21).astimezone())
    (open_folder / "coach.db").chmod(0o644)
    open_folder.chmod(0o555)
    with as_nobody():
        me = Context(Places(open_folder / "config", open_folder), clock)
        assert on_the_wall(me.schedule, TODAY) == USUAL
        assert me.close() == []
    assert not (open_folder / NAME).exists()


def test_remembered_times_that_are_broken_are_mended(me: Context) -> None:
    me.places.data.mkdir()
    (me.places.data / NAME).write_text("times = 3")
    SettingsFile(me.settings_file.file).change(change_early)
    assert on_the_wall(me.schedule, TODAY) == EARLY
    me.close()
    assert TimesFile(me.places.data / NAME).load(HERE) == me.schedule


@pytest.mark.parametrize(
    ("day", "bedtime", "rise"),
    [
        (date(2026, 11, 19), time(22), time(6)),
        (date(2026, 11, 20), time(23, 30), time(6)),
        (date(2026, 11, 21), time(23, 30), time(8)),
        (date(2026, 11, 22), time(22), time(8)),
        (date(2026, 11, 23), time(22), time(6)),
    ],
)
def test_weekends_may_differ(me: Context, day: date, bedtime: time, rise: time) -> None:
    me.settings = Settings(
        bedtime="22:00", bedtime_weekend="23:30", rise="06:00", rise_weekend="08:00"
    )
    assert (me.schedule.bedtime(day), me.schedule.rise(day).time()) == (bedtime, rise)


@pytest.mark.parametrize("day", [date(2026, 11, 19) + n * DAY for n in range(7)])
def test_without_times_for_the_weekend_all_days_are_alike(me: Context, day: date) -> None:
    me.settings = Settings(bedtime="22:00", rise="06:00")
    assert (me.schedule.bedtime(day), me.schedule.rise(day).time()) == (time(22), time(6))
