"""The times of sleep that were seen last come back as they were; a broken file counts as none."""

import os
import stat
from datetime import UTC, date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.night import Schedule, Times
from coach.errors import CoachError
from coach.store.times import NAME, TimesFile, schedule_of
from tests.nobody import as_nobody

GOOD = """made_by = "coach"
until = 2026-11-27
[times]
bedtime = 23:00:00
rise = 07:00:00
[before]
bedtime = 22:00:00
rise = 06:00:00
"""
BROKEN = {
    "empty": "",
    "only a mark": 'made_by = "coach"\n',
    "not TOML": "times: {}\n",
    "half": GOOD[:40],
    "a zero byte": "\x00" + GOOD,
    "twice": GOOD + "[times]\n",
    "deep": "times" + ".a" * 20_000 + " = 1\n",
    "times are a number": "times = 3\n",
    "times are a list": "times = [23:00:00, 07:00:00]\n",
    "times are a text": 'times = "23:00"\n',
    "a time is a text": GOOD.replace("23:00:00", '"23:00"'),
    "a time is a number": GOOD.replace("07:00:00", "7"),
    "a time is a date": GOOD.replace("07:00:00", "2026-11-27"),
    "a time is a moment": GOOD.replace("07:00:00", "2026-11-27T07:00:00"),
    "a time that is none": GOOD.replace("23:00:00", "25:00:00"),
    "another key": GOOD.replace("[before]", "wake = 07:00:00\n[before]"),
    "another key of before": GOOD + "wake = 07:00:00\n",
    "before is a number": GOOD[: GOOD.index("[before]")].replace("until", "before = 0\nuntil"),
    "before is false": GOOD[: GOOD.index("[before]")].replace("until", "before = false\nuntil"),
    "before has a text": GOOD.replace("22:00:00", '"22:00"'),
    "until is a text": GOOD.replace("2026-11-27", '"2026-11-27"'),
    "until is a moment": GOOD.replace("2026-11-27", "2026-11-27T00:00:00"),
    "until is a moment of a zone": GOOD.replace("2026-11-27", "2026-11-27T00:00:00Z"),
    "until is a time": GOOD.replace("2026-11-27", "12:00:00"),
    "until is no day": GOOD.replace("2026-11-27", "2026-11-31"),
    "large": GOOD + "#" * 300_000,
}

clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
times = st.builds(Times, clocks, clocks, st.none() | clocks, st.none() | clocks)
schedules = st.just(Schedule(UTC)) | st.builds(Schedule, st.just(UTC), times, times, st.dates())


@pytest.fixture
def file(tmp_path: Path) -> TimesFile:
    """A file that does not exist yet, in a folder that does."""
    (tmp_path / "data").mkdir()
    return TimesFile(tmp_path / "data" / NAME)


@given(schedules)
def test_what_was_saved_comes_back(
    tmp_path_factory: pytest.TempPathFactory, schedule: Schedule
) -> None:
    file = TimesFile(tmp_path_factory.mktemp("data") / NAME)
    file.save(Schedule(UTC, Times(time(4), time(5))))
    file.save(schedule)
    assert file.load(UTC) == schedule


def test_a_schedule_without_earlier_times_needs_no_day(file: TimesFile) -> None:
    file.save(Schedule(UTC, Times(), None, date(2026, 11, 27)))
    assert file.load(UTC) == Schedule(UTC)
    assert "until" not in file.file.read_text()


def test_it_is_ours_and_for_the_person_alone(file: TimesFile) -> None:
    file.save(Schedule(UTC, Times(time(22, 40), rise_weekend=time(9))))
    assert file.file.read_text() == (
        'made_by = "coach"\n\n'
        "[times]\nbedtime = 22:40:00\nrise = 07:00:00\nrise_weekend = 09:00:00\n"
    )
    assert stat.S_IMODE(file.file.stat().st_mode) == 0o600
    assert os.listdir(file.file.parent) == [NAME]


def test_the_good_one_is_good(file: TimesFile) -> None:
    file.file.write_text(GOOD)
    before = Times(time(22), time(6))
    assert file.load(UTC) == Schedule(UTC, Times(), before, date(2026, 11, 27))


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_counts_as_none_and_is_mended_by_the_next_save(
    file: TimesFile, text: str
) -> None:
    file.file.write_text(text)
    assert file.load(UTC) is None
    file.save(Schedule(UTC))
    assert file.load(UTC) == Schedule(UTC)


def test_what_is_no_file_of_text_counts_as_none(file: TimesFile, tmp_path: Path) -> None:
    assert file.load(UTC) is None, "there is none"
    file.file.write_bytes(GOOD.encode("utf-16"))
    assert file.load(UTC) is None
    file.file.unlink()
    file.file.symlink_to(tmp_path / "nowhere")
    assert file.load(UTC) is None
    file.file.unlink()
    os.mkfifo(file.file)
    assert file.load(UTC) is None
    file.file.unlink()
    file.file.mkdir()
    assert file.load(UTC) is None
    with pytest.raises(CoachError, match=r"times\.toml: could not be"):
        file.save(Schedule(UTC))


def test_one_that_may_not_be_read_or_written(open_folder: Path) -> None:
    file = TimesFile(open_folder / NAME)
    file.save(Schedule(UTC))
    open_folder.chmod(0o555)
    with as_nobody():
        assert file.load(UTC) is None
        with pytest.raises(CoachError, match=r"times\.toml: could not be"):
            file.save(Schedule(UTC))
    assert os.listdir(open_folder) == [NAME]


@pytest.mark.parametrize("tree", [None, {}, {"made_by": "coach"}])
def test_nothing_is_no_schedule(tree: dict[str, object] | None) -> None:
    assert schedule_of(tree, UTC) is None
