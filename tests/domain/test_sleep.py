"""The diary of a night: times as people type them, placed across midnight, and their figures."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.domain import diary as diary_module
from coach.domain.diary import (
    COUNTS,
    RATINGS,
    TIMES,
    Diary,
    begins_of,
    doubts,
    parse_time,
    placed,
    time_readings,
    walk,
)
from coach.domain.night import DAY, noon_of
from coach.domain.sleep import Figures, figures, week

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ST_JOHNS = ZoneInfo("America/St_Johns")
HAVANA = ZoneInfo("America/Havana")
APIA = ZoneInfo("Pacific/Apia")
FIXED = timezone(timedelta(hours=-9, minutes=-30))
ZONES: tuple[tzinfo, ...] = (
    *(BERLIN, NEW_YORK, LORD_HOWE, ST_JOHNS, HAVANA, APIA),
    *(ZoneInfo("Asia/Kathmandu"), UTC, FIXED),
)
CHANGES: tuple[tuple[tzinfo, date], ...] = (
    (BERLIN, date(2026, 3, 28)),
    (BERLIN, date(2026, 10, 24)),
    (NEW_YORK, date(2026, 3, 7)),
    (NEW_YORK, date(2026, 10, 31)),
    (LORD_HOWE, date(2026, 4, 4)),
    (LORD_HOWE, date(2026, 10, 3)),
    (ST_JOHNS, date(2006, 4, 1)),  # 00:01 becomes 01:01
    (ST_JOHNS, date(2006, 10, 28)),  # 00:01 becomes 23:01 of the day before
    (HAVANA, date(2026, 3, 7)),  # 00:00 becomes 01:00
    (HAVANA, date(2026, 10, 31)),  # 01:00 becomes 00:00
    (APIA, date(2011, 12, 29)),  # the 30th was left out
)
PLAIN = date(2026, 11, 20)
SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
FOURTEEN = timedelta(hours=14)

any_place = st.one_of(
    st.sampled_from(CHANGES),
    st.tuples(st.sampled_from(ZONES), st.dates(date(2013, 1, 1), date(2036, 1, 1))),
)
minutes_of_day = st.integers(0, 1439).map(lambda m: time(m // 60, m % 60))
night_hours = st.sampled_from([*(23 * 60 + m for m in range(0, 60, 5)), *range(0, 300, 5)]).map(
    lambda m: time(m // 60, m % 60)
)
some_time = st.one_of(st.none(), night_hours, minutes_of_day)
some_count = st.one_of(st.none(), st.integers(-3, 900), st.integers())


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Any diary, sensible or not, more or less filled in."""
    zone, night = draw(any_place)
    times = [draw(some_time) for _ in TIMES]
    numbers = [draw(some_count) for _ in (*COUNTS, *RATINGS)]
    answers: dict[str, Any] = dict(
        zip([*TIMES, *COUNTS, *RATINGS], [*times, *numbers], strict=True)
    )
    return Diary(night, zone, **answers)


def at(text: str) -> time:
    """Return a time that is written well."""
    return time.fromisoformat(text)


def diary(
    into_bed: str = "",
    tried: str = "",
    latency: int | None = None,
    awake: int | None = None,
    last_awake: str = "",
    out_of_bed: str = "",
    night: date = PLAIN,
    zone: tzinfo = UTC,
) -> Diary:
    """Return a diary in the order of the questions; an empty time is not answered."""
    a, b, c, d = (at(text) if text else None for text in (into_bed, tried, last_awake, out_of_bed))
    return Diary(
        night,
        zone,
        into_bed=a,
        tried=b,
        fell_asleep_minutes=latency,
        awake_minutes=awake,
        last_awake=c,
        out_of_bed=d,
    )


GOOD = diary("22:45", "23:15", 50, 70, "06:10", "06:50")


def walked(night: date, zone: tzinfo, *times: str) -> list[str]:
    """Return where times are placed, as text with their offsets."""
    moments = walk(noon_of(night, zone), zone, [at(text) for text in times])
    return [moment.isoformat(timespec="minutes") for moment in moments if moment]


def minutes_between(night: date, zone: tzinfo, since: str, until: str) -> int | None:
    """Return the minutes in bed of a night with nothing else in it."""
    return figures(diary(since, "", 0, 0, "", until, night, zone)).time_in_bed_minutes


# Times as people type them.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((text, "23:15") for text in ("2315", "23:15", "23.15", "23h15", "23H15", "23,15")),
        *((text, "23:15") for text in ("23 15", " 23:15 ", "23 : 15", "23:15h", "２３：１５")),
        *((text, "23:15") for text in ("11:15 pm", "11.15pm", "1115pm", "11:15 P.M.", "11h15 p")),
        *((text, "23:15") for text in ("２３１５", "١١:١٥ pm", "1115 p m", "\t23:15\n")),
        *((text, "23:00") for text in ("11pm", "11 pm", "23", "23h", "23 h", "11p", "2300")),
        *((text, "07:00") for text in ("7", "07", "7am", "7 a.m.", "7:00", "700", "0700", "7h")),
        *((text, "07:15") for text in ("715", "0715", "7:15", "7.15", "7h15", "7.15 am", "7 15")),
        *((text, "00:00") for text in ("24:00", "2400", "24", "0", "00", "000", "0000", "0:00")),
        *(
            (text, "00:00")
            for text in ("midnight", "Midnight ", "12 am", "12am", "0 am", "ＭＩＤＮＩＧＨＴ")
        ),
        *((text, "12:00") for text in ("noon", "NOON", "12 pm", "12", "1200", "12:00 p.m.")),
        *((text, "00:30") for text in ("12:30 am", "0:30", "030", "0030", "00:30 am")),
        *((text, "12:30") for text in ("12:30 pm", "12:30", "1230pm")),
        ("1:05", "01:05"),
        ("105", "01:05"),
        ("0105", "01:05"),
        ("1 pm", "13:00"),
        ("11:59 pm", "23:59"),
        ("2359", "23:59"),
        ("11 ㏘", "23:00"),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, expected: str) -> None:
    assert parse_time(typed) == at(expected)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\n", "25:00", "24:01", "2430", "2500", "9:75", "975", "960", "0960", "23:60"),
        *("13 pm", "13pm", "15:30 pm", "0 pm", "00:10 pm", "24 am", "24:00 pm", "13 am"),
        *("🌙", "7️⃣", "7🌙", "late", "pm", "am", ":", ".", "h", "h15", ":15", "23:", "23.", "-7"),
        *("+7", "7.5", "7:5", "23:155", "123:15", "12345", "23::15", "23:15:00", "7 7 7", "1e1"),
        *(
            "pm 11",
            "11:15 xm",
            "11 pmm",
            "noonish",
            "midnight 7",
            "½",
            "VII",
            "23:15 pm am",
            "\x00",
        ),
    ],
)
def test_text_that_is_not_a_time_is_none(typed: str) -> None:
    assert parse_time(typed) is None


@given(st.one_of(st.text(), st.text("0123456789:.,h apm٢３½"), st.from_regex(r"\d+.?\d*")))
@example("9" * 5000)
@example("7" + " " * 50_000 + "x")
@example("\ud800")
@example("ﷺ" * 500)
def test_reading_a_time_never_raises(typed: str) -> None:
    parsed = parse_time(typed)
    assert parsed is None or (parsed.second == 0 and parsed.tzinfo is None)


@given(minutes_of_day)
def test_every_minute_can_be_typed_in_every_way(moment: time) -> None:
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    for pattern in ("%H:%M", "%H%M", "%H.%M", "%Hh%M", "%H %M"):
        assert parse_time(moment.strftime(pattern)) == moment
    assert parse_time(f"{moment.hour}:{moment.minute:02}") == moment
    assert parse_time(f"{moment.hour}{moment.minute:02}") == moment
    assert parse_time(f"{hour}:{moment.minute:02} {half}") == moment
    assert parse_time(f"{hour}{moment.minute:02}{half}") == moment


@pytest.mark.parametrize(
    ("typed", "near", "expected"),
    [
        ("11", "23:00", "23:00"),
        ("1130", "23:00", "23:30"),
        ("11", "07:00", "11:00"),
        ("7", "07:00", "07:00"),
        ("4", "16:00", "16:00"),
        ("12", "23:00", "00:00"),
        ("12", "13:30", "12:00"),
        ("12:30", "01:00", "00:30"),
        *((text, "23:00", "11:00") for text in ("11 am", "11am", "11h")),
        *((text, "23:00", "07:00") for text in ("07", "0700", "07:00", "7 am")),
        *((text, "07:00", "23:00") for text in ("23", "2300", "11 pm")),
        ("0", "12:00", "00:00"),
        ("noon", "00:00", "12:00"),
        ("midnight", "12:00", "00:00"),
    ],
)
def test_without_am_or_pm_it_is_the_reading_next_to_what_is_usual(
    typed: str, near: str, expected: str
) -> None:
    assert parse_time(typed, at(near)) == at(expected)


@given(st.one_of(st.text("0123456789:.h apm"), st.from_regex(r"\d+.?\d*")), minutes_of_day)
def test_what_is_usual_only_chooses_between_readings(typed: str, near: time) -> None:
    readings = time_readings(typed)
    assert parse_time(typed) == next(iter(readings), None)
    assert parse_time(typed, near) in (readings or (None,))
    minutes = [60 * each.hour + each.minute for each in readings]
    assert len(minutes) < 2 or abs(minutes[0] - minutes[1]) == 12 * 60


# Times one after the other.


def test_times_are_walked_across_midnight() -> None:
    assert walked(PLAIN, UTC, "22:45", "23:15", "06:10", "06:50") == [
        "2026-11-20T22:45+00:00",
        "2026-11-20T23:15+00:00",
        "2026-11-21T06:10+00:00",
        "2026-11-21T06:50+00:00",
    ]
    assert walked(PLAIN, UTC, "00:30", "00:40")[0] == "2026-11-21T00:30+00:00"
    assert walked(PLAIN, UTC, "21:30", "21:30", "23:59", "00:10") == [
        "2026-11-20T21:30+00:00",
        "2026-11-20T21:30+00:00",
        "2026-11-20T23:59+00:00",
        "2026-11-21T00:10+00:00",
    ]


@pytest.mark.parametrize(
    ("first", "placed_at"),
    [
        ("12:00", "2026-11-20T12:00+00:00"),
        ("23:59", "2026-11-20T23:59+00:00"),
        ("00:00", "2026-11-21T00:00+00:00"),
        ("11:59", "2026-11-21T11:59+00:00"),
    ],
)
def test_the_first_time_is_between_noon_and_noon(first: str, placed_at: str) -> None:
    assert walked(PLAIN, UTC, first) == [placed_at]


def test_the_first_time_is_within_a_day_of_the_beginning_of_the_night() -> None:
    """For someone who goes to bed at 13:30 and rises at 21:30 the night begins at 02:30."""
    entry = diary("13:30", "14:00", 10, 0, "21:00", "21:30")
    own = replace(entry, begins=datetime(2026, 11, 21, 2, 30, tzinfo=UTC))
    assert (begins_of(entry), begins_of(own)) == (noon_of(PLAIN, UTC), own.begins)
    assert [placed(each)[0] for each in (entry, own)] == [
        datetime(2026, 11, 20, 13, 30, tzinfo=UTC),
        datetime(2026, 11, 21, 13, 30, tzinfo=UTC),
    ]
    assert figures(own) == figures(entry)
    assert doubts(own) == []


def test_a_missing_time_leaves_the_others_where_they_are() -> None:
    noon = noon_of(PLAIN, BERLIN)
    full = walk(noon, BERLIN, [at("22:00"), at("22:30"), at("05:00"), at("06:00")])
    half = walk(noon, BERLIN, [at("22:00"), None, None, at("06:00")])
    assert half == [full[0], None, None, full[3]]
    assert walk(noon, BERLIN, [None, None]) == [None, None]
    assert walk(noon, BERLIN, []) == []


def test_a_step_back_on_the_wall_is_a_step_to_the_next_day() -> None:
    assert walked(PLAIN, UTC, "23:15", "22:45")[1] == "2026-11-21T22:45+00:00"


def test_an_hour_that_comes_twice_takes_the_first_that_keeps_the_order() -> None:
    assert walked(AUTUMN, BERLIN, "02:30") == ["2026-10-25T02:30+02:00"]
    assert walked(AUTUMN, BERLIN, "02:10", "02:50") == [
        "2026-10-25T02:10+02:00",
        "2026-10-25T02:50+02:00",
    ]
    assert walked(AUTUMN, BERLIN, "02:50", "02:10", "02:20", "02:10") == [
        "2026-10-25T02:50+02:00",
        "2026-10-25T02:10+01:00",
        "2026-10-25T02:20+01:00",
        "2026-10-26T02:10+01:00",
    ]
    assert walked(AUTUMN, BERLIN, "02:30", "02:30") == ["2026-10-25T02:30+02:00"] * 2


def test_half_an_hour_that_comes_twice_does_so_too() -> None:
    assert walked(date(2026, 4, 4), LORD_HOWE, "01:50", "01:40", "02:00") == [
        "2026-04-05T01:50+11:00",
        "2026-04-05T01:40+10:30",
        "2026-04-05T02:00+10:30",
    ]


def test_an_hour_of_the_evening_comes_again_after_midnight() -> None:
    assert walked(date(2006, 10, 28), ST_JOHNS, "23:30", "00:00", "23:30", "00:00") == [
        "2006-10-28T23:30-02:30",
        "2006-10-29T00:00-02:30",
        "2006-10-28T23:30-03:30",
        "2006-10-29T00:00-03:30",
    ]
    assert walked(date(2026, 10, 31), HAVANA, "00:40", "00:10")[1] == "2026-11-01T00:10-05:00"


def test_an_hour_that_is_left_out_moves_forward() -> None:
    assert walked(SPRING, BERLIN, "01:50", "02:30", "03:40") == [
        "2026-03-29T01:50+01:00",
        "2026-03-29T03:30+02:00",
        "2026-03-29T03:40+02:00",
    ]
    assert walked(date(2026, 10, 3), LORD_HOWE, "02:15") == ["2026-10-04T02:45+11:00"]
    assert walked(date(2011, 12, 29), APIA, "23:00", "07:00")[1] == "2011-12-31T07:00+14:00"


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        (BERLIN, PLAIN, 8),
        (BERLIN, SPRING, 7),
        (BERLIN, AUTUMN, 9),
        (NEW_YORK, date(2026, 3, 7), 7),
        (NEW_YORK, date(2026, 10, 31), 9),
        (NEW_YORK, SPRING, 8),
        (LORD_HOWE, date(2026, 4, 4), 8.5),
        (LORD_HOWE, date(2026, 10, 3), 7.5),
        (ST_JOHNS, date(2006, 10, 28), 9),
        (HAVANA, date(2026, 3, 7), 7),
        (ZoneInfo("Asia/Kathmandu"), SPRING, 8),
        (UTC, AUTUMN, 8),
        (FIXED, AUTUMN, 8),
        (APIA, date(2011, 12, 29), 8),
    ],
)
def test_a_night_is_as_long_as_it_was(zone: tzinfo, night: date, hours: float) -> None:
    assert minutes_between(night, zone, "23:00", "07:00") == hours * 60


def shown_first(since: datetime, wanted: time, zone: tzinfo) -> datetime:
    """Look at the clock on the wall minute by minute until it shows `wanted`."""
    for minute in range(60 * 50):
        moment = since.astimezone(UTC) + timedelta(minutes=minute)
        if moment.astimezone(zone).time() == wanted:
            return moment
    raise AssertionError("a clock shows every time within two days")


@given(any_place, st.lists(st.one_of(night_hours, minutes_of_day), min_size=1, max_size=4))
@example((BERLIN, SPRING), [at("02:30"), at("03:00")])
@example((ST_JOHNS, date(2006, 10, 28)), [at("00:00"), at("23:30")])
@example((APIA, date(2011, 12, 29)), [at("23:00"), at("22:00"), at("21:00")])
def test_every_time_is_at_the_first_moment_a_clock_shows_it(
    place: tuple[tzinfo, date], times: list[time]
) -> None:
    zone, night = place
    since = noon_of(night, zone)
    for wanted, moment in zip(times, walk(since, zone, times), strict=True):
        assert moment is not None
        assert moment.utcoffset() == moment.astimezone(zone).utcoffset()
        shown = shown_first(since, wanted, zone)
        if moment.time() == wanted:
            assert moment == shown
        else:  # the clocks went forward over it
            assert since <= moment < shown
            forward = datetime.combine(date.min, moment.time()) - datetime.combine(date.min, wanted)
            assert forward in (timedelta(minutes=30), timedelta(hours=1))
        since = moment


@given(any_place, st.lists(some_time, max_size=6))
def test_a_walk_never_goes_back(place: tuple[tzinfo, date], times: list[time | None]) -> None:
    zone, night = place
    moments = walk(noon_of(night, zone), zone, times)
    assert [moment is None for moment in moments] == [each is None for each in times]
    known = [moment for moment in moments if moment]
    assert all(timedelta() <= b - a <= timedelta(hours=49) for a, b in pairwise(known))
    if known:
        assert noon_of(night, zone) <= known[0] < noon_of(night + DAY, zone)


# The figures of a night.


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("entry", "in_bed", "asleep", "efficiency", "terminal"),
    [
        (GOOD, 485, 295, 60.8, 40),
        (diary("00:30", "00:40", 20, 15, "07:40", "08:00"), 450, 385, 85.6, 20),
        (diary("21:30", "21:30", 0, 0, "23:59", "00:10"), 160, 149, 93.1, 11),
    ],
)
def test_the_verified_vectors_hold(
    entry: Diary, in_bed: int, asleep: int, efficiency: float, terminal: int, zone: tzinfo
) -> None:
    night = figures(replace(entry, zone=zone))
    assert night.time_in_bed_minutes == in_bed
    assert night.total_sleep_minutes == asleep
    assert night.sleep_efficiency == pytest.approx(efficiency, abs=0.05)
    assert night.terminal_wakefulness_minutes == terminal
    assert night.sleep_onset_latency_minutes == entry.fell_asleep_minutes
    assert night.wake_after_sleep_onset_minutes == entry.awake_minutes


def test_the_same_answers_are_other_nights_when_clocks_change() -> None:
    spring = figures(replace(GOOD, night=SPRING, zone=BERLIN))
    autumn = figures(replace(GOOD, night=AUTUMN, zone=BERLIN))
    assert (spring.time_in_bed_minutes, spring.total_sleep_minutes) == (425, 235)
    assert (autumn.time_in_bed_minutes, autumn.total_sleep_minutes) == (545, 355)
    assert spring.sleep_efficiency == pytest.approx(100 * 235 / 425)
    assert spring.terminal_wakefulness_minutes == autumn.terminal_wakefulness_minutes == 40


def test_an_empty_diary_has_no_figures_and_no_doubts() -> None:
    empty = Diary(PLAIN, BERLIN)
    assert figures(empty) == Figures(None, None, None, None, None, None)
    assert doubts(empty) == []


@pytest.mark.parametrize(
    ("left_out", "lost"),
    [
        ("into_bed", {"time_in_bed_minutes", "sleep_efficiency"}),
        (
            "out_of_bed",
            {"time_in_bed_minutes", "terminal_wakefulness_minutes", "sleep_efficiency"},
        ),
        (
            "fell_asleep_minutes",
            {"sleep_onset_latency_minutes", "total_sleep_minutes", "sleep_efficiency"},
        ),
        (
            "awake_minutes",
            {"wake_after_sleep_onset_minutes", "total_sleep_minutes", "sleep_efficiency"},
        ),
    ],
)
def test_a_missing_answer_removes_only_the_figures_it_is_needed_for(
    left_out: str, lost: set[str]
) -> None:
    answers: dict[str, Any] = {left_out: None}
    night = figures(replace(GOOD, **answers))._asdict()
    whole = figures(GOOD)._asdict()
    assert {name for name, value in night.items() if value is None} == lost
    assert all(night[name] == whole[name] for name in night if name not in lost)


def test_without_trying_the_sleep_is_not_known() -> None:
    night = figures(replace(GOOD, tried=None))
    assert (night.time_in_bed_minutes, night.terminal_wakefulness_minutes) == (485, 40)
    assert (night.total_sleep_minutes, night.sleep_efficiency) == (None, None)


def test_without_a_last_awakening_neither_sleep_nor_lying_awake_is_known() -> None:
    night = figures(replace(GOOD, last_awake=None))
    assert night.time_in_bed_minutes == 485
    assert (night.total_sleep_minutes, night.terminal_wakefulness_minutes) == (None, None)


def test_awake_no_times_is_awake_for_no_minutes() -> None:
    entry = replace(GOOD, awake_minutes=None)
    assert figures(replace(entry, times_awake=0)).wake_after_sleep_onset_minutes == 0
    assert figures(replace(entry, times_awake=0)).total_sleep_minutes == 365
    assert figures(replace(entry, times_awake=2)).wake_after_sleep_onset_minutes is None
    assert figures(replace(entry, times_awake=2)).total_sleep_minutes is None


def test_no_time_in_bed_has_no_efficiency() -> None:
    night = figures(diary("23:00", "23:00", 0, 0, "23:00", "23:00"))
    assert night == Figures(0, 0, 0, 0, 0, None)


def test_a_sleepless_night_has_an_efficiency_of_nothing() -> None:
    night = figures(diary("23:00", "23:00", 420, 0, "06:00", "07:00"))
    assert night == Figures(480, 420, 0, 60, 0, 0.0)
    assert doubts(diary("23:00", "23:00", 420, 0, "06:00", "07:00")) == []


def test_more_awake_than_there_was_time_has_no_sleep() -> None:
    night = figures(diary("23:00", "23:00", 400, 21, "06:00", "07:00"))
    assert night == Figures(480, 400, 21, 60, None, None)


def test_minutes_below_0_count_as_not_answered() -> None:
    assert figures(replace(GOOD, fell_asleep_minutes=-1)).sleep_onset_latency_minutes is None
    assert figures(replace(GOOD, awake_minutes=-70)).total_sleep_minutes is None


@given(diaries())
def test_figures_fit_together(entry: Diary) -> None:
    night = figures(entry)
    a, b, c, _ = placed(entry)
    in_bed, latency, awake, terminal, asleep, efficiency = night
    assert all(value is None or value >= 0 for value in night)
    assert (in_bed is None) == (entry.into_bed is None or entry.out_of_bed is None)
    if efficiency is not None:
        assert in_bed and asleep is not None
        assert efficiency == 100 * asleep / in_bed
        assert 0 <= efficiency <= 100
    if asleep is not None:
        assert b and c and latency is not None and awake is not None
        assert timedelta(minutes=latency + awake + asleep) == c - b
    if in_bed is not None and asleep is not None and latency is not None:
        assert a and b and awake is not None and terminal is not None
        before = (b - a) // timedelta(minutes=1)
        assert before + latency + asleep + awake + terminal == in_bed


@given(diaries())
def test_there_is_a_doubt_whenever_sleep_is_unknown_though_all_is_answered(entry: Diary) -> None:
    night = figures(entry)
    is_known = None not in (
        *(entry.tried, entry.last_awake, entry.fell_asleep_minutes),
        night.wake_after_sleep_onset_minutes,
    )
    if is_known and night.total_sleep_minutes is None:
        assert any(not doubt.is_possible for doubt in doubts(entry))


@given(diaries())
def test_doubts_are_one_short_kind_line_each(entry: Diary) -> None:
    all_of_them = doubts(entry)
    names = {field.name for field in fields(Diary)}
    for doubt in all_of_them:
        assert 0 < len(doubt.text) <= 60
        assert doubt.text.isprintable()
        assert doubt.field in names
        assert doubt.text.endswith("?") == doubt.is_possible
        assert "!" not in doubt.text
        assert not {"wrong", "error", "invalid", "must", "failed"} & set(doubt.text.lower().split())
    assert [d.is_possible for d in all_of_them] == sorted(d.is_possible for d in all_of_them)
    assert len(all_of_them) == len(set(all_of_them))


# What is explained, and what is asked about.


def without_fields(entry: Diary) -> list[tuple[str, bool]]:
    """Return the doubts of a diary without their fields."""
    return [(doubt.text, doubt.is_possible) for doubt in doubts(entry)]


def test_a_night_that_can_be_has_no_doubts() -> None:
    assert doubts(GOOD) == []
    ends = (0, 10)
    for end in ends:
        assert doubts(replace(GOOD, quality=end, legs=end, craving=end, anxiety=end)) == []
    assert doubts(replace(GOOD, times_awake=3, sweats=True, note="warm")) == []


def test_more_minutes_awake_than_the_night_had_is_explained() -> None:
    whole = diary("22:45", "23:00", 200, 221, "06:00", "06:50")
    assert without_fields(whole) == [("421 min awake, but from trying to waking it is 420.", False)]
    assert doubts(whole)[0].field == "awake_minutes"
    assert without_fields(replace(whole, awake_minutes=220)) == []
    assert without_fields(replace(whole, tried=None, fell_asleep_minutes=900)) == [
        ("1121 min awake, but from bed to waking it is 435.", False)
    ]
    alone = replace(whole, last_awake=None, awake_minutes=None, fell_asleep_minutes=471)
    assert without_fields(alone) == [("471 min awake, but from trying to rising it is 470.", False)]
    assert doubts(alone)[0].field == "fell_asleep_minutes"
    huge = replace(whole, awake_minutes=10**400)
    assert without_fields(huge) == [
        ("Over 9999 min awake, but from trying to waking it is 420.", False)
    ]


def test_one_can_be_awake_in_the_hour_that_came_twice() -> None:
    entry = diary("23:00", "", 500, 0, "", "07:00", AUTUMN, BERLIN)
    assert doubts(entry) == []
    assert [d.is_possible for d in doubts(replace(entry, night=PLAIN))] == [False]


def test_minutes_awake_without_a_time_awake_are_explained() -> None:
    both = replace(GOOD, times_awake=0)
    assert without_fields(both) == [
        ("Minutes awake, but awake 0 times: one of them is off.", False)
    ]
    assert without_fields(replace(both, awake_minutes=0)) == []
    assert without_fields(replace(both, awake_minutes=None)) == []
    assert without_fields(replace(GOOD, times_awake=None)) == []
    assert without_fields(replace(GOOD, times_awake=2, awake_minutes=0)) == []


@pytest.mark.parametrize("field", list(RATINGS))
@pytest.mark.parametrize("value", [-1, 11, 10**30])
def test_ratings_go_from_nothing_to_ten(field: str, value: int) -> None:
    answers: dict[str, Any] = {field: value}
    (doubt,) = doubts(replace(GOOD, **answers))
    assert doubt == (f"{RATINGS[field]}: a number from 0 to 10.", False, field)


@pytest.mark.parametrize("field", list(COUNTS))
def test_counts_start_at_nothing(field: str) -> None:
    answers: dict[str, Any] = {field: -1}
    (doubt,) = doubts(replace(GOOD, **answers))
    assert doubt == (f"{COUNTS[field]}: a number from 0 up.", False, field)


@pytest.mark.parametrize("below", ["fell_asleep_minutes", "awake_minutes"])
def test_a_number_below_0_makes_no_room_for_others(below: str) -> None:
    answers: dict[str, Any] = {"fell_asleep_minutes": 500, "awake_minutes": 500, below: -500}
    assert len(doubts(replace(GOOD, **answers))) == 2


def test_a_night_over_fourteen_hours_is_asked_about() -> None:
    slip = diary("23:15", "22:45", 10, 10, "06:10", "06:50")
    assert without_fields(slip) == [("From bed to rising: 31 h 35 min. Is that right?", True)]
    assert doubts(slip)[0].field == "out_of_bed"
    assert without_fields(diary("20:00", "", None, None, "", "10:00")) == []
    assert without_fields(diary("20:00", "", None, None, "", "10:01")) == [
        ("From bed to rising: 14 h 1 min. Is that right?", True)
    ]
    assert without_fields(diary("23:15", "22:45")) == [
        ("From bed to trying: 23 h 30 min. Is that right?", True)
    ]


def test_fourteen_hours_are_real_hours() -> None:
    spring = diary("20:00", "", None, None, "", "11:00", SPRING, BERLIN)
    assert doubts(spring) == []
    autumn = diary("20:00", "", None, None, "", "10:00", AUTUMN, BERLIN)
    assert without_fields(autumn) == [("From bed to rising: 15 h 0 min. Is that right?", True)]


def test_evening_typed_as_morning_is_asked_about() -> None:
    entry = diary("11:15", "11:30", None, None, "06:10", "06:50")
    assert [(d.is_possible, d.field) for d in doubts(entry)] == [(True, "out_of_bed")]


def test_more_than_a_day_in_bed_is_asked_about_once() -> None:
    long = diary("20:00", "10:00", None, None, "19:00", "20:30")
    assert without_fields(long) == [("From bed to rising: 24 h 30 min. Is that right?", True)]


def test_no_time_in_bed_is_asked_about() -> None:
    none = diary("23:00", "", None, None, "", "23:00")
    assert without_fields(none) == [
        ("Into bed and out of it at the same time. Is that right?", True)
    ]
    assert without_fields(diary("23:00", "23:00")) == []


def test_an_hour_the_clocks_skipped_is_asked_about() -> None:
    entry = diary("23:00", "", None, None, "02:30", "06:00", SPRING, BERLIN)
    assert without_fields(entry) == [
        ("The clocks skipped 02:30 that night. Did you mean that?", True)
    ]
    assert doubts(replace(entry, night=PLAIN)) == []
    assert doubts(replace(entry, night=AUTUMN)) == []


def test_impossible_answers_come_before_unusual_ones() -> None:
    entry = replace(diary("23:15", "22:45", 10, 10, "06:10", "06:50"), quality=12)
    assert [doubt.is_possible for doubt in doubts(entry)] == [False, True]


@given(diaries())
def test_every_long_night_is_asked_about_once(entry: Diary) -> None:
    times = (entry.into_bed, entry.tried, entry.last_awake, entry.out_of_bed)
    moments = [moment for moment in walk(begins_of(entry), entry.zone, times) if moment]
    is_long = len(moments) > 1 and moments[-1] - moments[0] > FOURTEEN
    questions = [doubt for doubt in doubts(entry) if doubt.text.startswith("From ")]
    assert len(questions) == is_long
    assert all(doubt.is_possible for doubt in questions)


def test_every_number_of_a_diary_is_looked_at() -> None:
    whole_numbers = {f.name for f in fields(Diary) if f.type == int | None}
    assert whole_numbers == {*COUNTS, *RATINGS}
    assert {f.name for f in fields(Diary) if f.type == time | None} == set(TIMES)


def test_a_diary_stays_as_it_is() -> None:
    with pytest.raises(FrozenInstanceError):
        GOOD.note = "other"  # type: ignore[misc]
    assert replace(GOOD) == GOOD
    assert diary_module.LONGEST_NIGHT == FOURTEEN


# A week.


def night(asleep: int | None, in_bed: int | None) -> Figures:
    """Return a night of which sleep and time in bed are known, or not."""
    known = asleep is not None and in_bed
    return Figures(in_bed, 0, 0, 0, asleep, 100 * (asleep or 0) / (in_bed or 1) if known else None)


def test_a_week_is_sum_over_sum() -> None:
    nights = [night(240, 600), *[night(400, 440)] * 6]
    result = week(nights)
    assert result is not None
    assert result.nights == 7
    assert result.sleep_efficiency == pytest.approx(100 * 2640 / 3240)
    assert result.mean_total_sleep_minutes == pytest.approx(2640 / 7)
    mean = sum(each.sleep_efficiency or 0 for each in nights) / 7
    assert result.sleep_efficiency != pytest.approx(mean, abs=1)


def test_a_week_needs_five_nights() -> None:
    five = [night(300, 400)] * 5
    assert week([]) is None
    assert week([*five[:4], None, None, None]) is None
    assert week([*five, None, None]) == (5, 75.0, 300.0)
    assert week([None, *five[:2], None, *five[2:]]) == (5, 75.0, 300.0)


def test_a_night_counts_only_with_sleep_and_time_in_bed() -> None:
    four = [night(300, 400)] * 4
    for half in (night(None, 400), night(300, None), night(None, None), night(0, 0)):
        assert week([*four, half, half, half]) is None
        assert week([*four, night(300, 400), half, half]) == (5, 75.0, 300.0)


def test_a_sleepless_night_counts() -> None:
    assert week([night(0, 400)] * 5) == (5, 0.0, 0.0)


def test_the_vectors_make_a_week() -> None:
    nights = [GOOD, diary("00:30", "00:40", 20, 15, "07:40", "08:00")] * 3
    result = week([*map(figures, nights), None])
    assert result is not None
    assert (result.nights, result.mean_total_sleep_minutes) == (6, 340.0)
    assert result.sleep_efficiency == pytest.approx(100 * 680 / 935)


@given(st.lists(st.one_of(st.none(), diaries().map(figures)), max_size=7))
def test_a_week_is_between_its_nights(nights: list[Figures | None]) -> None:
    result = week(nights)
    known = [each for each in nights if each and each.sleep_efficiency is not None]
    assert (result is None) == (len(known) < 5)
    if result:
        efficiencies = [each.sleep_efficiency or 0.0 for each in known]
        assert result.nights == len(known)
        assert min(efficiencies) - 1e-9 <= result.sleep_efficiency <= max(efficiencies) + 1e-9


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(600, 900)), min_size=5, max_size=7))
def test_the_efficiency_of_a_week_is_between_those_of_its_nights(
    nights: list[tuple[int, int]],
) -> None:
    result = week([night(*each) for each in nights])
    assert result is not None
    efficiencies = [100 * asleep / in_bed for asleep, in_bed in nights]
    assert min(efficiencies) - 1e-9 <= result.sleep_efficiency <= max(efficiencies) + 1e-9
    assert result.mean_total_sleep_minutes * len(nights) == pytest.approx(sum(n[0] for n in nights))
