"""The morning on the screen: a diary of one minute, saved, changed, taken away, and never lost."""

import tempfile
import time as system
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from coach.domain.diary import Diary
from coach.domain.own import Awakening, Lapse
from coach.domain.sleep import figures
from coach.person.context import Context
from coach.person.form import NIGHT
from coach.person.nights import diary_of, record_of
from coach.person.questions import Question
from coach.store import said
from coach.store.records import DiaryRecord, Store
from coach.system.folders import Places
from coach.system.zone import local_zone
from coach.ui.app import CoachApp
from coach.ui.screens.craving import CravingScreen
from coach.ui.screens.lessons import LessonScreen
from coach.ui.screens.morning import MorningScreen
from coach.ui.screens.options import OptionsScreen
from coach.ui.screens.support import SupportScreen
from coach.ui.screens.tonight import TonightScreen
from tests.fake_clock import FakeClock
from tests.nobody import as_nobody
from tests.ui.seen import Seen, coach_on, seen_app
from tests.ui.test_light import THEMES, check_contrast, check_light

LAST = date(2026, 11, 23)
"""The night before the Tuesday on which these tests are lived."""
LONG_NOTE = "[b]Woke[/b] at three 🌙, the legs were loud, نشيد, 長い夜. " * 12


def at(seen: Seen, hour: int, minute: int = 0, day: date = LAST + timedelta(days=1)) -> None:
    seen.clock.wall = datetime(day.year, day.month, day.day, hour, minute).timestamp()


async def opened(seen: Seen, hour: int = 8, minute: int = 0, **day: date) -> MorningScreen:
    """Open the morning from Tonight at this hour."""
    at(seen, hour, minute, **day)
    await seen.press("m")
    await rested(seen)
    return seen.on(MorningScreen)


async def rested(seen: Seen) -> None:
    """Wait until the disk has done what was asked of it."""
    await seen.app.workers.wait_for_complete()
    await seen.rest()


async def press(seen: Seen, *keys: str) -> None:
    """Press keys, and wait for the disk."""
    await seen.press(*keys)
    await rested(seen)


async def answer(seen: Seen, field: str, *keys: str) -> None:
    """Go to a question, as a click on it does, and press keys."""
    screen = seen.on(MorningScreen)
    fields = [question.field for question in screen.form.questions]
    await screen.action_pick(fields.index(field) + 1)
    await press(seen, *keys)


async def each_question(screen: MorningScreen) -> AsyncIterator[Question]:
    """Go from one question to the next."""
    for number, question in enumerate(screen.form.questions, start=1):
        await screen.action_pick(number)
        yield question


def on_disk(folder: Path, night: date = LAST) -> DiaryRecord | None:
    records = Store(folder / "data").diaries(night, night)
    return records[0] if records else None


def save(folder: Path, night: date = LAST, **answers: Any) -> Diary:
    """Put a diary on disk, as if it had been filled in here."""
    diary = Diary(night, local_zone(datetime(2026, 11, 23, 12).astimezone()), **answers)
    Store(folder / "data").save_diary(record_of(diary))
    return diary


def words(seen: Seen) -> str:
    return " ".join(seen.text.split())


@asynccontextmanager
async def alone(folder: Path) -> AsyncIterator[Seen]:
    """Run `coach morning`: nothing lies below it."""
    clock = FakeClock(wall=datetime(2026, 11, 24, 8).timestamp())
    app = CoachApp(Context(Places(folder / "config", folder / "data"), clock), "morning")
    async with seen_app(app, clock) as seen:
        yield seen


# One minute.


async def test_a_whole_night_in_one_go(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        assert "Last night" in seen.text
        assert "23 to 24 November" in seen.text
        await seen.press(*"2245", "enter", *"23.15", "enter", *"50", "enter", *"3", "enter")
        await seen.press(*"1 h 10", "enter", *"610", "enter", *"6:50 am", "enter")
        await seen.press(
            *"20", "enter", "4", "enter", "7", "enter", "0", "enter", "1", "0", "enter", "y"
        )
        await press(seen, *"Rain.", "enter")
        assert "About 5 hours asleep." in seen.text
        assert "It is saved." in seen.text
        record = on_disk(tmp_path)
        assert record
        times = (record.into_bed, record.tried, record.last_awake, record.out_of_bed)
        assert times == ("22:45", "23:15", "06:10", "06:50")
        assert (record.fell_asleep_minutes, record.times_awake, record.awake_minutes) == (50, 3, 70)
        assert (record.quality, record.legs, record.craving, record.anxiety) == (4, 7, 0, 10)
        assert (record.sweats, record.note, record.nap_minutes) == (True, "Rain.", 20)
        assert figures(diary_of(record)).total_sleep_minutes == 295
        await seen.press("space")
        seen.on(TonightScreen)


async def test_pressing_on_tells_of_no_night_and_right_takes_what_is_offered(
    tmp_path: Path,
) -> None:
    settings = {"bedtime": "22:30", "rise": "06:30"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await opened(seen)
        assert "Right takes 22:30." in seen.text
        await press(seen, *["space", "enter"] * 7)
        assert on_disk(tmp_path) is None
        seen.on(TonightScreen)
        await opened(seen)
        await press(seen, "right", "enter", "right", "space")
        await answer(seen, "last_awake")
        assert "Right takes 06:30." in seen.text
        await answer(seen, "out_of_bed", "right", "enter")
        await press(seen, "ctrl+s")
        record = on_disk(tmp_path)
        assert record
        assert (record.into_bed, record.tried, record.out_of_bed) == ("22:30", "22:30", "06:30")
        assert (record.last_awake, record.fell_asleep_minutes, record.quality) == (None,) * 3
        assert "About 8 hours in bed." in seen.text


async def test_what_is_typed_while_the_note_comes_is_not_lost(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "sweats")
        for character in "yfine night":  # as fast as they come
            seen.app.post_message(Key(character, character))
        await seen.rest()
        assert seen.on(MorningScreen).form.text == "fine night"
        await press(seen, "escape")
        record = on_disk(tmp_path)
        assert record and (record.sweats, record.note) == (True, "fine night")


async def test_one_answer_is_enough(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        assert on_disk(tmp_path) is None
        await answer(seen, "quality", "6")
        await press(seen, "ctrl+s")
        record = on_disk(tmp_path)
        assert record
        assert record._replace(quality=None) == record_of(diary_of(record))._replace(quality=None)
        assert (record.quality, record.into_bed, record.note) == (6, None, "")
        assert "Thank you for looking back." in seen.text


async def test_arrows_alone_can_answer(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("right", "right", "enter")
        await answer(seen, "fell_asleep_minutes", "right", "right")
        await answer(seen, "times_awake", "right")
        await answer(seen, "quality", "right", "left")
        await answer(seen, "nap_minutes", "right")
        await answer(seen, "sweats", "right")
        await press(seen, "ctrl+s")
        record = on_disk(tmp_path)
        assert record
        assert (record.into_bed, record.fell_asleep_minutes, record.times_awake) == ("23:05", 10, 1)
        assert (record.quality, record.sweats, record.nap_minutes) == (4, False, 5)


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        *(("2315", "23:15"), ("23.15", "23:15"), ("11:15 pm", "23:15"), ("midnight", "00:00")),
    ],
)
async def test_times_are_typed_as_people_type_them(tmp_path: Path, typed: str, saved: str) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press(*typed, "down")
        assert saved in seen.text
        await press(seen, "ctrl+s")
        record = on_disk(tmp_path)
        assert record and record.into_bed == saved


async def test_letters_are_text_and_f1_is_help(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert "F1 help" in seen.text
        await seen.press(*"hqo?xu")
        assert seen.on(MorningScreen).form.text == "hqo?xu"
        await answer(seen, "note", *"hqo? x")
        assert screen.form.text == "hqo? x"
        await seen.press("f1")
        seen.on(SupportScreen)
        await seen.press("escape")
        assert seen.on(MorningScreen).form.text == "hqo? x"


@pytest.mark.parametrize("field", ["quality", "sweats", "into_bed", "times_awake", ""])
async def test_letters_are_never_commands_on_a_form(tmp_path: Path, field: str) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await (answer(seen, field) if field else screen.action_pick(NIGHT))
        for key in ("h", "q", "o", "question_mark", "x", "u", "m", "v", "b", "H", "Q"):
            await seen.press(key)
            assert seen.on(MorningScreen) is screen, key
        await seen.press("ctrl+u", "f1")
        seen.on(SupportScreen)
        assert on_disk(tmp_path) is None


async def test_y_and_n_answer_and_go_on(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "sweats", "n")
        assert screen.form.question and screen.form.question.field == "note"
        record = on_disk(tmp_path)
        assert record and record.sweats is False
        await answer(seen, "sweats", "left", "q", "x", "h")
        assert screen.form.question.field == "sweats", "other letters are nothing"


async def test_a_click_asks_the_question_in_that_row(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        y = next(y for y, row in enumerate(seen.rows) if "Minutes to fall asleep" in row)
        await seen.click(30, y)
        assert screen.form.question and screen.form.question.field == "fell_asleep_minutes"


async def test_pasted_text_is_typed_text(tmp_path: Path) -> None:
    from textual import events

    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "note", *"a ")
        seen.app.post_message(events.Paste("one\ntwo\x1b[31m\u202e three"))
        await seen.rest()
        assert screen.form.text == "a one two[31m three"
        await press(seen, "enter")
        record = on_disk(tmp_path)
        assert record and record.note == "a one two[31m three"


async def test_withdrawal_is_asked_about_when_the_options_say_so(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert [q.field for q in screen.form.questions if q.is_of_withdrawal] == [
            *("legs", "craving", "anxiety", "sweats")
        ]
        screen.action_options()
        await rested(seen)
        options = seen.on(OptionsScreen)
        options.here = [option.setting for option in options.options].index("withdrawal")
        await seen.press("right")
        await rested(seen)
        assert "sleep only" in seen.text
        await seen.press("escape")
        screen = seen.on(MorningScreen)
        assert [q.field for q in screen.form.questions if q.is_of_withdrawal] == []
        await answer(seen, "note")
        assert "Sweats" not in seen.text


# What cannot be read, and what cannot be.


async def test_a_wrong_time_is_explained_and_typing_replaces_it(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press(*"2575")
        assert "That is not a time" not in seen.text
        await seen.press("enter")
        assert sum("That is not a time yet" in row for row in seen.rows) == 1
        assert "2575" in seen.text
        await seen.press(*"2315")
        assert screen.form.text == "2315"
        await press(seen, "enter")
        record = on_disk(tmp_path)
        assert record and record.into_bed == "23:15"


async def test_a_wrong_text_stays_to_be_corrected_wherever_one_goes(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await press(seen, *"2575", "down", "down")
        assert "2575 ?" in seen.text
        await press(seen, "ctrl+s")
        assert on_disk(tmp_path) is None
        assert screen.form.question and screen.form.question.field == "into_bed"
        assert "That is not a time yet" in seen.text
        await seen.press("ctrl+e", "backspace", "backspace", "backspace", *"315")
        assert "That is not a time" not in seen.text
        await press(seen, "ctrl+s")
        record = on_disk(tmp_path)
        assert record and record.into_bed == "23:15"


@pytest.mark.parametrize(
    ("field", "typed", "explained"),
    [
        ("awake_minutes", "long", "Not a length up to 24 hours."),
        ("nap_minutes", "1500", "Not a length up to 24 hours."),
        ("times_awake", "often", "Not a number from 0 to 99 yet."),
        ("times_awake", "9999", "Not a number from 0 to 99 yet."),
        ("into_bed", "25", "That is not a time yet."),
    ],
)
async def test_every_refusal_says_what_would_be_right(
    tmp_path: Path, field: str, typed: str, explained: str
) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, field, *typed, "enter")
        assert explained in seen.text
        assert screen.form.text == typed
        await seen.press("7")
        assert screen.form.text == "7", "typing replaces what was refused"


@pytest.mark.parametrize(
    ("field", "typed", "shown", "said"),
    [
        ("into_bed", "11", "23:00", "Read as 23:00. If it was 11:00, type 11:00 am."),
        ("into_bed", "1130", "23:30", "Read as 23:30. If it was 11:30, type 11:30 am."),
        ("into_bed", "12", "00:00", "Read as 00:00. If it was 12:00, type 12:00 pm."),
        ("out_of_bed", "7", "07:00", "Read as 07:00. If it was 19:00, type 19:00."),
        ("into_bed", "1130 am", "11:30", ""),
        ("into_bed", "11:30 am", "11:30", ""),
        ("into_bed", "0700", "07:00", ""),
    ],
)
async def test_a_time_without_am_or_pm_fits_the_schedule(
    tmp_path: Path, field: str, typed: str, shown: str, said: str
) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, field, *typed)
        assert said in seen.text
        assert said or "Read as" not in seen.text
        await press(seen, "enter", "up")
        record = on_disk(tmp_path)
        assert record and getattr(record, field) == shown
        assert shown in seen.text


async def test_who_sleeps_by_day_gets_their_own_readings(tmp_path: Path) -> None:
    settings = {"bedtime": "08:00", "rise": "16:00"}
    async with coach_on(tmp_path, settings=settings) as seen:
        await opened(seen, 17)
        await press(seen, *"8", "enter")
        await answer(seen, "out_of_bed", "4", "enter")
        record = on_disk(tmp_path)
        assert record and (record.into_bed, record.out_of_bed) == ("08:00", "16:00")
        await press(seen, "ctrl+s")
        assert "About 8 hours in bed." in seen.text


async def test_what_cannot_be_is_asked_about_on_its_own_row_and_kept(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await press(seen, *"2300", "enter")
        await answer(seen, "out_of_bed", *"0700", "enter")
        await answer(seen, "awake_minutes", *"600", "enter")
        assert "600 min awake, but from bed to rising it is 480." in seen.text
        assert screen.form.question and screen.form.question.field == "awake_minutes"
        record = on_disk(tmp_path)
        assert record and record.awake_minutes == 600, "it is kept as it was given"
        await press(seen, "enter")
        assert screen.form.question and screen.form.question.field == "last_awake"


async def test_a_night_longer_than_fourteen_hours_is_asked_about(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await press(seen, *"2300", "enter")
        await answer(seen, "out_of_bed", *"1315", "enter")
        assert "From bed to rising: 14 h 15 min." in seen.text
        assert "Is that right? Then go on." in seen.text
        assert screen.form.question and screen.form.question.field == "out_of_bed"
        await press(seen, *"1300", "enter")
        assert "From bed" not in seen.text
        record = on_disk(tmp_path)
        assert record and record.out_of_bed == "13:00"


async def test_a_line_is_edited_as_in_a_shell(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press(*"15 pm", "ctrl+a", *"11:")
        assert screen.form.text == "11:15 pm"
        assert "11:▁15 pm" in seen.text
        await seen.press("ctrl+w")
        assert screen.form.text == "15 pm"
        await seen.press("ctrl+e", "ctrl+w")
        assert screen.form.text == "15 "
        await seen.press("ctrl+u", *"2315", "ctrl+a", "ctrl+k")
        assert screen.form.text == ""
        await answer(seen, "note", *"one two", "ctrl+w", *"three", "ctrl+a", *"0 ", "ctrl+e", "!")
        assert screen.form.text == "0 one three!"
        await seen.press("ctrl+u")
        assert screen.form.text == ""


# Nights with a diary already.


async def test_a_night_can_be_changed(tmp_path: Path) -> None:
    saved = save(tmp_path, into_bed=time(23), quality=3, note="Rain.", sweats=True)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert "23:00" in seen.text
        await answer(seen, "quality", "8")
        await answer(seen, "note", *" Tea.")
        assert screen.form.text == "Rain. Tea."
        await press(seen, "enter")
        record = on_disk(tmp_path)
        assert record == record_of(saved)._replace(quality=8, note="Rain. Tea.")


async def test_typing_replaces_what_was_saved_and_continues_what_is_half_typed(
    tmp_path: Path,
) -> None:
    save(tmp_path, into_bed=time(23))
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await press(seen, *"22", "f1")
        await press(seen, "escape")
        assert screen.form.text == "22"
        await press(seen, *"30", "ctrl+s")
        record = on_disk(tmp_path)
        assert record and record.into_bed == "22:30"


async def test_what_another_coach_has_saved_meanwhile_stays(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        saved = save(tmp_path, quality=9, note="from the other one")
        await press(seen, *"2230", "ctrl+s")
        assert on_disk(tmp_path) == record_of(saved)._replace(into_bed="22:30")


async def test_a_night_spent_elsewhere_stays_there(tmp_path: Path) -> None:
    was = DiaryRecord(LAST, "Mars/Olympus", 333, into_bed="23:00", out_of_bed="07:00")
    Store(tmp_path / "data").save_diary(was)
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "quality", "8")
        await press(seen, "ctrl+s")
        assert on_disk(tmp_path) == was._replace(quality=8)


async def test_answers_that_are_not_asked_for_stay(tmp_path: Path) -> None:
    saved = save(tmp_path, legs=5, craving=2, note="line\nbreak")
    async with coach_on(tmp_path, settings={"withdrawal": "off"}) as seen:
        await opened(seen)
        await seen.press(*"2300")
        await press(seen, "ctrl+s")
        assert on_disk(tmp_path) == record_of(saved)._replace(into_bed="23:00")


async def test_a_night_is_deleted_after_asking_and_can_be_brought_back(tmp_path: Path) -> None:
    saved = save(tmp_path, into_bed=time(23), quality=3, note="Rain.")
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("up")
        assert "del delete" in seen.text
        await press(seen, "delete")
        assert "Del again deletes this night." in seen.text
        assert on_disk(tmp_path) == record_of(saved)
        await press(seen, "down", "up", "delete")
        assert on_disk(tmp_path) == record_of(saved)
        await press(seen, "delete")
        assert on_disk(tmp_path) is None
        assert "Del brings it back." in seen.text
        assert "23:00" not in seen.text
        await press(seen, "delete")
        record = on_disk(tmp_path)
        assert record and record._replace(begins=None) == record_of(saved)
        assert "23:00" in seen.text


async def test_where_nothing_is_nothing_is_deleted(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "up", "delete")
        assert "Nothing to delete." in seen.text


async def test_a_night_with_no_answer_left_is_deleted(tmp_path: Path) -> None:
    save(tmp_path, into_bed=time(23))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "delete", "down")
        assert on_disk(tmp_path) is None


async def test_two_weeks_can_be_filled_in_and_no_more(tmp_path: Path) -> None:
    save(tmp_path, LAST - timedelta(days=14), quality=9)
    save(tmp_path, LAST - timedelta(days=15), quality=1)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press("pagedown")
        assert "still to come" in seen.text
        await seen.press("pageup")
        assert "Sunday night" in seen.text
        assert "22 to 23 November" in seen.text
        await seen.press("up")
        assert "‹ 22 to 23 November ›" in seen.text
        await seen.press(*["left"] * 20)
        assert screen.form.night == LAST - timedelta(days=14)
        assert "two weeks" in seen.text
        assert "‹" not in seen.text
        await answer(seen, "quality")
        assert screen.form.text == "9"
        await press(seen, "2", "ctrl+s")
        assert on_disk(tmp_path, LAST - timedelta(days=14)) != on_disk(tmp_path)
        record = on_disk(tmp_path, LAST - timedelta(days=14))
        assert record and record.quality == 2


async def test_after_one_night_the_one_before_is_a_key_away(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "quality", "3")
        await press(seen, "ctrl+s")
        await press(seen, "left")
        assert screen.form.night == LAST - timedelta(days=1)
        await answer(seen, "quality", "5")
        await press(seen, "ctrl+s")
        nights = Store(tmp_path / "data").diaries(LAST - timedelta(days=9), LAST)
        assert [(each.night, each.quality) for each in nights] == [
            (LAST - timedelta(days=1), 5),
            (LAST, 3),
        ]


@pytest.mark.parametrize(("hour", "minute"), [(5, 0), (12, 0), (23, 59)])
async def test_all_day_it_is_the_night_before(tmp_path: Path, hour: int, minute: int) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, hour, minute)
        assert screen.form.night == LAST
        assert "Last night" in seen.text


@pytest.mark.parametrize(("hour", "minute"), [(0, 15), (4, 59)])
async def test_a_night_that_has_just_begun_is_not_the_last_one(
    tmp_path: Path, hour: int, minute: int
) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, hour, minute)
        assert screen.form.night == LAST - timedelta(days=1)


async def test_left_open_over_night_it_says_so_and_answers_go_where_the_title_says(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, 20)
        await press(seen, *"2230", "enter")
        at(seen, 8, day=LAST + timedelta(days=2))
        await press(seen, *"2245")
        assert "Last night" in seen.text
        screen.look()
        assert "Another day has begun. This is Monday night." in words(seen)
        assert "Monday night" in seen.rows[1] + seen.rows[2]
        await press(seen, "enter")
        record = on_disk(tmp_path)
        assert record and (record.into_bed, record.tried) == ("22:30", "22:45")
        assert on_disk(tmp_path, LAST + timedelta(days=1)) is None


async def test_with_nothing_answered_it_turns_to_the_new_last_night(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen, 20)
        at(seen, 8, day=LAST + timedelta(days=2))
        screen.look()
        assert screen.form.night == LAST + timedelta(days=1)
        assert "Another day has begun. This is last night." in words(seen)
        await press(seen, *"2300", "enter")
        assert on_disk(tmp_path, LAST + timedelta(days=1))
        assert on_disk(tmp_path) is None


# Never lost.


@pytest.mark.parametrize("way", ["escape", "ctrl+s", "ctrl+q", "ctrl+c", "pageup", "down", "end"])
async def test_whichever_way_a_row_is_left_its_answer_is_saved(tmp_path: Path, way: str) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, *"2315")
        if way == "end":
            seen.app.end(129)
            await rested(seen)
        else:
            await press(seen, way)
        record = on_disk(tmp_path)
        assert record and record.into_bed == "23:15"


async def test_what_was_typed_is_there_on_coming_back(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "note", *"long night", "escape")
        seen.on(TonightScreen)
        screen = await opened(seen)
        await answer(seen, "note")
        assert screen.form.text == "long night"


async def test_leaving_with_nothing_typed_asks_nothing(tmp_path: Path) -> None:
    save(tmp_path, into_bed=time(23))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press("down", "down", "up")
        await seen.press("escape")
        seen.on(TonightScreen)


async def test_opened_by_a_command_it_ends_where_it_began(tmp_path: Path) -> None:
    async with alone(tmp_path) as seen:
        await rested(seen)
        await press(seen, *"5 am", "ctrl+s")
        assert "It is saved." in seen.text
        await seen.press("space")
        assert seen.app.return_code == 0
    record = on_disk(tmp_path)
    assert record and record.into_bed == "05:00"


async def test_a_failing_disk_is_reported_and_the_next_row_tries_again(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        (tmp_path / "data").write_text("a file in the place of the folder")
        await press(seen, *"2315", "enter")
        assert "could not be" in words(seen)
        assert "It is still here; the next row tries again." in words(seen)
        assert screen.form.diary.into_bed == time(23, 15)
        (tmp_path / "data").unlink()
        await answer(seen, "note", *"words", "enter")
        assert "It is saved." in seen.text
        record = on_disk(tmp_path)
        assert record and (record.into_bed, record.note) == ("23:15", "words")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def test_in_a_read_only_folder_nights_are_read_and_failures_reported(
    open_folder: Path,
) -> None:
    saved = save(open_folder, into_bed=time(23))
    data = open_folder / "data"
    (data / "coach.db").chmod(0o444)
    async with coach_on(open_folder) as seen:
        data.chmod(0o555)
        with as_nobody():
            screen = await opened(seen)
            assert screen.form.saved == saved
            await answer(seen, "quality", "4", "enter")
            assert "could not be written" in words(seen)
            await screen.action_pick(NIGHT)
            await press(seen, "delete", "delete")
            assert "could not be written" in words(seen)
        data.chmod(0o755)
        assert on_disk(open_folder) == record_of(saved)


async def test_the_next_row_does_not_wait_for_a_slow_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    may_go_on = Event()
    save = Store.save_diary

    def slow(store: Store, record: DiaryRecord) -> None:
        assert may_go_on.wait(10)
        save(store, record)

    monkeypatch.setattr(Store, "save_diary", slow)
    monkeypatch.setattr("coach.ui.screens.morning.LONGEST_WAIT_SECONDS", 0.001)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        seen.is_disk_held = True
        await seen.press(*"2315", "enter", *"2330")
        assert screen.form.text == "2330"
        assert screen.form.unsaved == {"into_bed": time(23, 15)}
        assert on_disk(tmp_path) is None
        may_go_on.set()
        seen.is_disk_held = False
        await rested(seen)
        record = on_disk(tmp_path)
        assert record and (record.into_bed, record.tried) == ("23:15", None)
        assert screen.form.text == "2330", "what is typed meanwhile stays"
        await press(seen, "enter")
        record = on_disk(tmp_path)
        assert record and (record.into_bed, record.tried) == ("23:15", "23:30")


# Clocks that change.


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    system.tzset()
    yield lambda: None
    monkeypatch.undo()
    system.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 7), (date(2026, 10, 25), 9), (date(2026, 11, 24), 8)],
)
async def test_a_night_in_which_clocks_change_has_its_real_length(
    tmp_path: Path, day: date, hours: int
) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen, day=day)
        await seen.press(*"2300")
        await answer(seen, "out_of_bed", *"0700")
        await press(seen, "ctrl+s")
        assert f"About {hours} hours in bed." in seen.text
        record = on_disk(tmp_path, day - timedelta(days=1))
        assert record and record.zone == "Europe/Berlin"
        assert record.offset_minutes == (120 if day.month == 10 else 60)


@pytest.mark.usefixtures("berlin")
async def test_a_time_that_clocks_skipped_is_asked_about(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen, day=date(2026, 3, 29))
        await press(seen, *"0230", "enter")
        assert "The clocks skipped 02:30 that night. Did you mean that?" in seen.text


@pytest.mark.usefixtures("berlin")
async def test_a_night_that_begins_after_midnight_is_still_that_of_its_evening(
    tmp_path: Path,
) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await seen.press(*"0130")
        await answer(seen, "out_of_bed", *"0900")
        await press(seen, "ctrl+s")
        assert "About 7 and a half hours in bed." in seen.text
        assert on_disk(tmp_path, LAST)


# How it looks.


def full(folder: Path) -> None:
    """Put a diary on disk with every answer there is."""
    midnight = time(23, 59)
    answers: dict[str, Any] = dict.fromkeys(
        ("into_bed", "tried", "last_awake", "out_of_bed"), midnight
    )
    answers |= {"fell_asleep_minutes": 1440, "times_awake": 0, "awake_minutes": 1440}
    answers |= dict.fromkeys(("quality", "legs", "craving", "anxiety"), 10)
    save(folder, **answers, sweats=True, note=LONG_NOTE)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15), (20, 8)])
@pytest.mark.parametrize("is_full", [True, False])
async def test_every_question_and_its_answer_is_seen_at_every_size(
    tmp_path: Path, size: tuple[int, int], is_full: bool
) -> None:
    if is_full:
        full(tmp_path)
    async with coach_on(tmp_path, size=size) as seen:
        screen = await opened(seen)
        async for question in each_question(screen):
            await seen.rest()
            assert question.text[: size[0] - 6] in seen.text
            shown = screen.form.text.strip()[-5:] if is_full else screen.form.offer
            assert shown in seen.text
            assert question.about.split(".")[0] in words(seen) or question.kind == "note"
            assert max(map(len, seen.rows)) <= size[0]
        assert screen.form.is_last
        await seen.press("home")
        assert not is_full or "[b]Woke[/b]" in seen.text
        await answer(seen, "into_bed", *"2575", "enter")
        assert "That is not a time yet. 2315 and 11:15 pm both work." in words(seen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_the_keys_are_shown_and_there_is_air_around_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    full(tmp_path)
    (width, height), margin = size, 4 if size[0] > 40 else 2
    async with coach_on(tmp_path, size=size) as seen:
        screen = await opened(seen)
        async for question in each_question(screen):
            assert "F1 help" in seen.text
            assert f"enter {'end' if question.kind == 'note' else 'next'}" in seen.text
            assert not "".join(seen.rows[: margin // 2] + seen.rows[height - 1 :]).strip()
            assert all(not row[:margin].strip() for row in seen.rows)
            assert all(len(row) <= width - margin for row in seen.rows)


@pytest.mark.parametrize("theme", THEMES)
async def test_a_full_diary_is_dark_and_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setattr(CoachApp, "arrives_by_light", False)  # it is all there at once
    full(tmp_path)
    async with coach_on(tmp_path, settings={"theme": theme}) as seen:
        screen = await opened(seen)
        await screen.action_pick(NIGHT)
        check_light(seen)
        async for _ in each_question(screen):
            check_light(seen)
            check_contrast(seen)
        screen.show_messages("x" * 56, "y" * 56, "Is that right? Then go on.")
        check_light(seen)
        check_contrast(seen)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60), (40, 15), (20, 8)])
async def test_it_is_dark_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    full(tmp_path)
    async with coach_on(tmp_path, size=size) as seen:
        screen = await opened(seen)
        async for _ in each_question(screen):
            check_light(seen)
        screen.show_messages("/a/long/way/to/coach.db: could not be written " * 4)
        check_light(seen)
        await press(seen, "ctrl+s", "ctrl+s")
        assert screen.summary
        check_light(seen)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "Wednesday night ‹ 30 September to 1 October ›"),
        (40, "Wednesday ‹ 30 Sep to 1 Oct ›"),
        (20, "› Wednesday Nothing"),
    ],
)
async def test_the_night_has_its_name_as_there_is_room(
    tmp_path: Path, width: int, shown: str
) -> None:
    async with coach_on(tmp_path, size=(width, 24)) as seen:
        screen = await opened(seen, day=date(2026, 10, 3))
        await seen.press("pageup", "pageup")
        await screen.action_pick(NIGHT)
        assert shown in words(seen)


async def test_ascii_terminals_get_ascii(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    save(tmp_path, quality=4, sweats=True)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await seen.press("pageup", "up")
        assert "< 22 to 23 November >" in seen.text
        await seen.press("pagedown")
        async for _ in each_question(screen):
            assert seen.text.isascii()
        await answer(seen, "quality", "7")
        assert "O" in seen.text


async def test_without_colour_a_choice_is_seen_by_its_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        assert "› Into bed" in seen.text
        assert "Right takes 23:00." in seen.text
        await answer(seen, "sweats", "n", "up")
        assert "yes   ● no" in seen.text
        await answer(seen, "quality", "0")
        assert "●──────────   0" in seen.text
        await screen.action_pick(NIGHT)
        assert "› Last night" in seen.text


async def test_a_screen_that_changes_its_size_keeps_the_words(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "note", *"tea")
        for size in ((20, 8), (200, 60), (40, 12), (80, 24)):
            await seen.resize(*size)
            for _ in range(100):
                await seen.rest()
                if len(screen.rows) == size[1]:
                    break
            assert "tea" in seen.text
        assert screen.form.text == "tea"


# How often somebody came here awake.


@pytest.mark.parametrize(
    ("times", "asks"),
    [(1, "Awake once in the night?"), (2, "Awake more than once in the night?")],
)
async def test_how_often_one_came_awake_is_suggested_and_recorded_only_when_taken(
    tmp_path: Path, times: int, asks: str
) -> None:
    Store(tmp_path / "data").own.save(Awakening(LAST, times))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "times_awake")
        assert f"{asks} Right takes {times}." in seen.text
        await press(seen, "enter", "escape")
        assert on_disk(tmp_path) is None, "pressing on tells of no night"
        await opened(seen)
        await answer(seen, "times_awake", "right", "enter")
        record = on_disk(tmp_path)
        assert record and record.times_awake == times
        await answer(seen, "times_awake")
        assert asks not in seen.text, "it has been answered"


async def test_each_night_has_its_own_count(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.own.save(Awakening(LAST - timedelta(days=1), 3))
    store.own.save(Awakening(LAST + timedelta(days=1), 5))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "times_awake")
        assert "A guess is fine. 0 if you slept through." in seen.text
        await press(seen, "pageup")
        await answer(seen, "times_awake")
        assert "Awake more than once in the night? Right takes 3." in seen.text
        await press(seen, "pagedown")
        await answer(seen, "times_awake")
        assert "Right takes" not in seen.text


async def test_getting_up_alone_and_a_tree_that_does_not_ask_change_nothing(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "data")
    store.own.save(Awakening(LAST, 0, True))
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await answer(seen, "times_awake")
        assert "Right takes" not in seen.text
        own = tmp_path / "config" / "scripts" / "awake" / "night.toml"
        own.parent.mkdir(parents=True)
        own.write_text(
            'title = "Mine"\nstart = "a"\n[[step]]\nid = "a"\nlines = ["Awake."]\n'
            'wait = "key"\nnext = "end"\n'
        )
        store.own.save(Awakening(LAST, 1))
        await press(seen, "escape")
        await opened(seen)
        await answer(seen, "times_awake")
        assert "A guess is fine. 0 if you slept through. Right takes 1." in seen.text


# What is answered.


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_the_night_is_answered_and_what_may_help_is_one_key_away(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    save(tmp_path, LAST - timedelta(days=1), quality=5)
    async with coach_on(tmp_path, size=size) as seen:
        seen.app.animation_level = "none"
        screen = await opened(seen)
        await answer(seen, "legs", "8", "enter")
        await press(seen, "ctrl+s")
        reply = "Busy legs. Tonight begins with stretches for them."
        replies = (reply, "The legs had a bad night.", "They often settle after some weeks.")
        assert any(each in words(seen) for each in replies)
        for each in ("1 Stretch: Restless legs", "2 Read: Restless legs", "It is saved."):
            assert each in seen.text
        check_light(seen)
        check_contrast(seen)
        await seen.press("2")
        seen.on(LessonScreen)
        await press(seen, "escape")
        assert seen.on(MorningScreen) is screen and "2 Read: Restless legs" in seen.text
        y = next(y for y, row in enumerate(seen.rows) if "1 Stretch: Restless legs" in row)
        await seen.click(seen.rows[y].index("1 Stretch: Restless legs"), y)
        assert seen.guided.choice.exercise.id == "stretch/legs"
        assert not seen.guided.session  # nothing is begun by itself
        await press(seen, "escape", "space")
        seen.on(TonightScreen)
        await rested(seen)
        assert any(each in words(seen) for each in replies)
        await press(seen, "delete")
        assert not any(each in words(seen) for each in replies)


async def test_digits_are_answers_until_the_end(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        await opened(seen)
        await press(seen, "1", "2")
        seen.on(MorningScreen)
        await answer(seen, "legs", "1", "enter")
        record = on_disk(tmp_path)
        assert record and record.legs == 1


async def test_saving_waits_for_no_answer(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "quality", "8", "enter")
        with seen.held_disk():
            await seen.press("ctrl+s")
            assert screen.summary and "It is saved." in seen.text and not screen.reply
            await seen.press("space")
            seen.on(TonightScreen)


async def test_an_older_night_is_not_answered(tmp_path: Path) -> None:
    save(tmp_path, quality=8)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await press(seen, "pageup")
        await answer(seen, "anxiety", "9", "enter")
        await press(seen, "ctrl+s")
        assert screen.summary and not screen.reply


async def test_a_line_that_must_not_come_too_often_is_remembered_when_it_was_seen(
    tmp_path: Path,
) -> None:
    save(tmp_path, LAST - timedelta(days=9), quality=5)
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "quality", "5", "enter")
        assert said.load(tmp_path / "data") == {}
        await press(seen, "ctrl+s")
        assert screen.reply
        assert said.load(tmp_path / "data") == {"reply/return": LAST + timedelta(days=1)}


async def test_back_among_the_questions_digits_lead_nowhere(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "legs", "8", "enter")
        await press(seen, "ctrl+s")
        assert screen.ways
        await press(seen, "up")
        await screen.action_pick(NIGHT)
        await press(seen, "1", "2")
        await screen.run_action("suggested(0)")  # as from the page of keys
        await seen.rest()
        assert not screen.summary
        seen.on(MorningScreen)


async def test_after_a_strong_craving_or_a_lapse_there_is_a_way_through(tmp_path: Path) -> None:
    async with coach_on(tmp_path) as seen:
        screen = await opened(seen)
        await answer(seen, "craving", "8", "enter")
        await press(seen, "ctrl+s")
        assert "1 A craving: one short wave" in seen.text
        await press(seen, "2")
        assert seen.on(CravingScreen).way.id == "awake/craving"
        await press(seen, "escape")
        assert seen.on(MorningScreen) is screen
        Store(tmp_path / "data").own.save(Lapse(seen.app.me.now, LAST))
        await press(seen, "up", "ctrl+s")
        assert "1 Read: After a lapse" in seen.text
        await press(seen, "2")
        assert seen.on(CravingScreen).way.id == "awake/lapse"
        await press(seen, "h")
        seen.on(SupportScreen)


async def test_on_the_note_no_key_changes_a_number(tmp_path: Path) -> None:
    async with coach_on(tmp_path, hour=8) as seen:
        await opened(seen)
        await answer(seen, "sweats")
        assert "left right change" in seen.text
        await answer(seen, "note")
        assert "ctrl+s done" in seen.text and "left right" not in seen.text
