"""Nights on one axis as rows: where a line begins and ends, what crosses it, how much there is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coach.domain.hours import NightHours, axis_begins
from coach.domain.night import DAY, MONDAY, SUNDAY, Schedule, Times
from coach.picture.budget import lit_cells, most_lit
from coach.picture.hours import NOTHING, Axis, Frame, axis, packed
from coach.picture.page import text_of
from coach.picture.raster import ASCII, BLOCKS, Glyphs
from coach.picture.sheet import width_of

NIGHT = date(2026, 11, 24)
"""A Tuesday."""
USUAL = Schedule(UTC)
HOURLY = Frame(40, 20, 10_000, False)
"""There is room for a cell an hour."""


def at(clock: str, night: date = NIGHT, since: time = time(12)) -> datetime:
    """Return the first moment after `since` at which clocks show that."""
    moment = datetime.combine(night, time.fromisoformat(clock), UTC)
    return moment + DAY if moment.time() < since else moment


def a_night(
    bed: str = "",
    up: str = "",
    slept: str = "",
    woke: str = "",
    *,
    night: date = NIGHT,
    nap: int | None = None,
    schedule: Schedule = USUAL,
) -> NightHours:
    def placed(clock: str) -> datetime | None:
        return at(clock, night, axis_begins(schedule)) if clock else None

    asleep = (placed(slept), placed(woke))
    return NightHours(
        night,
        schedule.lights_out(night),
        schedule.rise(night + DAY),
        placed(bed),
        placed(up),
        (asleep[0], asleep[1]) if asleep[0] and asleep[1] else None,
        None,
        nap,
    )


def drawn(
    nights: Sequence[NightHours],
    frame: Frame = HOURLY,
    glyphs: Glyphs = BLOCKS,
    schedule: Schedule = USUAL,
) -> Axis:
    return axis(nights, axis_begins(schedule), MONDAY, frame, glyphs)


def rows(nights: Sequence[NightHours], frame: Frame = HOURLY, **more: object) -> list[str]:
    return [text_of(row).rstrip() for row in drawn(nights, frame, **more).rows]  # type: ignore[arg-type]


def test_a_night_stands_under_its_hours() -> None:
    header, row, *_ = rows([a_night("22:00", "08:00", "23:00", "06:00")])
    assert header == "      12    18    00    06"
    assert row == "   24           ─┿━━━━━━┼─"
    assert header.index("00") - row.index("─") == 2, "two hours"


@pytest.mark.parametrize(
    ("answers", "row"),
    [
        (("22:30", "07:30", "23:30", "06:30"), "╶┾━━━━━━┽╴"),
        (("23:30", "06:30", "00:30", "05:30"), " ├╼━━━━╾┤"),
        (("23:00", "07:00", "23:00", "07:00"), " ┿━━━━━━┿"),
        (("01:00", "05:00", "02:30", "04:30"), " │ ─╼━╾ │"),
        (("", "", "23:00", "07:00"), " ┿━━━━━━┿"),
        (("22:00", ""), "╴│      │"),
        (("", "07:00"), " │      │╴"),
    ],
)
def test_a_line_begins_and_ends_within_a_cell(answers: tuple[str, ...], row: str) -> None:
    from_ten = slice(16, None)
    assert rows([a_night(*answers)])[1][from_ten] == row


@pytest.mark.parametrize(
    ("answers", "row"),
    [
        (("22:00", "08:00", "23:00", "06:00"), "-+=====+-"),
        (("01:00", "05:00", "02:00", "04:00"), " |-==-|"),
        (("22:00", "23:00"), "-|      |"),
    ],
)
def test_ascii_has_whole_cells(answers: tuple[str, ...], row: str) -> None:
    shown = rows([a_night(*answers)], glyphs=ASCII)
    assert all(line.isascii() for line in shown)
    assert "= asleep  - in bed" in shown


def test_what_is_not_known_is_blank_between_nights_and_left_out_before() -> None:
    nights = [a_night(night=NIGHT + n * DAY) for n in range(5)]
    nights[2] = a_night("23:00", "07:00", night=NIGHT + 2 * DAY)
    shown = drawn(nights)
    assert shown.nights == 3
    names = [text_of(row)[:6] for row in shown.rows[1:4]]
    assert names == ["   26 ", "   27 ", "   28 "]
    assert text_of(shown.rows[2])[6:].replace("│", "").strip() == ""


def test_nothing_known_is_said() -> None:
    assert " ".join(rows([a_night()])) == NOTHING
    assert drawn([]).nights == 0


def test_a_nap_is_a_number_at_the_end() -> None:
    header, row, *_ = rows([a_night("23:00", "07:00", nap=20)])
    assert header.endswith("  nap") and row.endswith("  20m")
    header, row, *_ = rows([a_night("23:00", "07:00", nap=0)])
    assert row.endswith("   0m")
    assert "nap" not in rows([a_night("23:00", "07:00")])[0]


def test_the_first_day_of_a_week_has_its_name() -> None:
    nights = [a_night("23:00", "07:00", night=NIGHT + n * DAY) for n in range(8)]
    for begins, name, number in ((MONDAY, "Mo", "30"), (SUNDAY, "Su", "29")):
        shown = axis(nights, time(12), begins, HOURLY, BLOCKS)
        named = [text_of(row) for row in shown.rows[1:9] if text_of(row)[:2].strip()]
        assert [row[:5] for row in named] == [f"{name} {number}"]


@pytest.mark.parametrize(
    ("bed", "rise", "first"),
    [("23:00", "07:00", "12"), ("08:00", "16:00", "21"), ("20:00", "04:00", "09")],
)
def test_whoever_sleeps_when_the_block_is_the_same(bed: str, rise: str, first: str) -> None:
    schedule = Schedule(UTC, Times(time.fromisoformat(bed), time.fromisoformat(rise)))
    header, row, *_ = rows([a_night(bed, rise, bed, rise, schedule=schedule)], schedule=schedule)
    assert header.split()[0] == first
    assert row == "   24            ┿━━━━━━┿"


def test_a_night_over_the_end_of_the_axis_goes_on_at_its_beginning() -> None:
    night = a_night("08:00", "11:00", "08:00", "11:00")
    assert night.asleep
    longer = (night.asleep[0], night.asleep[1] + timedelta(hours=3))
    row = rows([night._replace(out_of_bed=longer[1], asleep=longer)])[1]
    assert row == "   24 ━━         │      │ ━━━━"


@pytest.mark.parametrize(
    ("width", "cells"),
    [(200, 96), (100, 72), (60, 48), (40, 24), (20, 12)],
)
def test_the_axis_is_as_wide_as_there_is_room(width: int, cells: int) -> None:
    shown = drawn([a_night("23:00", "07:00", nap=120)], Frame(width, 20, 10_000, True))
    assert all(width_of(row) <= width for row in shown.rows)
    row = text_of(shown.rows[1])
    assert len(row) - len(" 120m") - (3 if width < 35 else 6) == cells


def fortnights(count: int) -> list[NightHours]:
    days = [NIGHT - n * DAY for n in range(count, 0, -1)]
    naps = (20, None, None, None)
    return [
        a_night("22:45", "07:15", "23:30", "06:30", night=day, nap=naps[n % 4])
        for n, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("size", "least"),
    [((80, 24), 13), ((120, 40), 20), ((200, 60), 30), ((40, 15), 9), ((20, 8), 3)],
)
def test_it_keeps_to_the_light_at_night(size: tuple[int, int], least: int) -> None:
    width, height = size
    others = 90 if width >= 80 else 30
    light = most_lit(width, height, is_night=True) - others
    shown = drawn(fortnights(56), Frame(width - 4 * (width > 20), height - 2, light, height > 16))
    assert lit_cells(shown.rows) <= light
    assert shown.nights >= least


def test_every_page_has_the_same_scale() -> None:
    frame = Frame(72, 17, 220, True)
    few, many = drawn(fortnights(2), frame), drawn(fortnights(56), frame)
    assert text_of(few.rows[0]) == text_of(many.rows[0])
    assert few.nights == 2


def test_what_a_sign_means_stays_beside_it() -> None:
    texts = ("━ asleep", "─ in bed", "│ lights out, getting up")
    assert [text_of(row) for row in packed(texts, 20)] == ["━ asleep  ─ in bed", texts[2]]
    assert [text_of(row) for row in packed(texts, 10)] == list(texts)
    assert len(packed(texts, 60)) == 1
